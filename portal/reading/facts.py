"""Facts of a council that its texts name instead of typing them: a change in one place changes every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.assessment.document import Entry


@dataclass(frozen=True)
class Fact:
    """Something that a council does, such as when its panel meets; `source` is the document's short name."""

    says: str
    source: str


def read_facts(entry: Entry | None, sources: Mapping[str, object]) -> Mapping[str, Fact]:
    """Read facts by the names that texts use."""
    if entry is None:
        return {}
    return {key.text(): _fact(value, sources) for key, value in entry.pairs()}


def _fact(entry: Entry, sources: Mapping[str, object]) -> Fact:
    found = entry.fields(["says", "source"])
    return Fact(found["says"].text(), found["source"].choice(sources, "a source, one of"))
