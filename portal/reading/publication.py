"""What guides and flowcharts have in common: the facts about a text that stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from portal.assessment.document import Entry, Fault, FaultList, lines_of
from portal.reading.authority import Source, read_day

KEYS = ("title", "summary", "order", "keywords", "sources", "review", "related")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A guide or a flowchart.

    `slug` is its place in an address; `order` its place in the list; `keywords` are what parents type to find
    it; `review` is the day by which to read it again; `related` are guides to read on. `lines` says where in
    its file each of its keys stands.
    """

    slug: str
    title: str
    summary: str
    order: int
    keywords: tuple[str, ...]
    sources: tuple[Source, ...]
    review: date
    related: tuple[str, ...]
    file: str
    lines: Mapping[str, int]

    def fault(self, key: str, found: str, expected: str) -> Fault:
        """Return what is wrong with the value of a key."""
        return Fault(self.file, self.lines[key], found, expected)


AnyPublication = TypeVar("AnyPublication", bound=Publication)


def read_facts_about(
    slug: str, front: Entry, found: Mapping[str, Entry], sources: Mapping[str, Source]
) -> dict[str, Any]:
    """Return the fields of a publication; `found` are the values of the keys in `front`."""
    if not SLUG.fullmatch(slug):
        raise front.fault("small letters, digits and hyphens", f"the name “{slug}”")
    facts: dict[str, Any] = {"slug": slug, "file": front.file, "lines": lines_of(front)}
    faults = FaultList()
    for key in ("title", "summary"):
        with faults.gather():
            facts[key] = found[key].text()
    with faults.gather():
        facts["order"] = found["order"].whole_number()
    for key in ("keywords", "related"):
        with faults.gather():
            facts[key] = tuple(one.text() for one in found[key].some_items())
    with faults.gather():
        facts["sources"] = read_named(found["sources"].some_items(), sources)
    with faults.gather():
        facts["review"] = read_day(found["review"])
    faults.stop_if_any()
    return facts


def read_named(names: Iterable[Entry], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """Return the documents of these names."""
    return tuple(sources[name.choice(sources, "a source, one of")] for name in names)


def in_order(publications: Iterable[AnyPublication]) -> Mapping[str, AnyPublication]:
    """Return publications by their slugs, in their order; of two at one place the name decides.

    A council's own may stand where one that came later to all councils stands: that is no fault of either.
    """
    return {one.slug: one for one in sorted(publications, key=lambda one: (one.order, one.slug))}
