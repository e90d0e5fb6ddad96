"""Guides: bite-sized texts, each a file of passages with a few facts about itself before them.

A council may have guides of its own in its folder; one of the same name stands instead of ours. Where a
guide says `{here panel}`, the council's own part of that name is put in, or ours if it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.assessment.document import Entry, Fault, FaultList, FaultyContent, parse
from portal.reading.authority import CONTENT, Source, read_day
from portal.reading.passages import Passage, read_passages
from portal.reading.recordings import Recording, read_recording

FENCE = "---\n"
KEYS = ("title", "summary", "order", "keywords", "sources", "review", "related", "next")
OPTIONAL = ("recording", "english_under")


@dataclass(frozen=True)
class Guide:
    """A guide as a family of one council reads it: the council's parts are in their places.

    `next` names what to do then: a page, or another guide or flowchart.
    """

    slug: str
    title: str
    summary: str
    order: int
    keywords: tuple[str, ...]
    sources: tuple[Source, ...]
    review: date
    related: tuple[str, ...]
    next: str
    passages: tuple[Passage, ...]
    recording: Recording | None = None
    english_under: bool = False

    @property
    def about_safety(self) -> bool:
        """Tell whether this is about danger: what others see of it on a phone may make things worse."""
        return self.next == "help-now"


@dataclass(frozen=True)
class Part:
    """A council's own words on something that councils do differently."""

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]


def load_guides(council: Path, sources: Mapping[str, Source], content: Path = CONTENT) -> Mapping[str, Guide]:
    """Read the guides for a council by their names, in their order; raise FaultyContent.

    `council` is its folder; `sources` are its documents and the national ones.
    """
    faults = FaultList()
    parts: dict[str, Part] = {}
    for path in _texts(content / "parts", council / "parts"):
        with faults.gather():
            parts[path.parent.name] = _part(path, sources)
    faults.stop_if_any()
    guides: dict[str, Guide] = {}
    for path in _texts(content / "guides", council / "guides"):
        with faults.gather():
            guides[path.parent.name] = _guide(path, sources, parts)
    faults.stop_if_any()
    return {guide.slug: guide for guide in sorted(guides.values(), key=lambda guide: guide.order)}


def _texts(*folders: Path) -> Iterator[Path]:
    """Yield the English files of these folders; a later folder's comes after, and so instead."""
    for folder in folders:
        yield from sorted(folder.glob("*/en.md"))


def split(path: Path) -> tuple[Entry, tuple[Passage, ...]]:
    """Read what stands before a text, and its passages."""
    file = f"{path.parent.name}/{path.name}"
    text = path.read_text(encoding="utf-8")
    _, fence, rest = text.partition(FENCE)
    front, end, body = rest.partition(f"\n{FENCE}")
    if not (text.startswith(FENCE) and fence and end):
        raise FaultyContent([Fault(file, 1, "no facts about the text", "them, between two lines of ---")])
    first_line = text[: len(text) - len(body)].count("\n") + 1
    return parse(f"\n{front}\n", file), read_passages(body, file, first_line)


def _part(path: Path, sources: Mapping[str, Source]) -> Part:
    front, passages = split(path)
    return Part(_sources(front.fields(["sources"])["sources"], sources), passages)


def _guide(path: Path, sources: Mapping[str, Source], parts: Mapping[str, Part]) -> Guide:
    front, passages = split(path)
    found = front.fields(KEYS, OPTIONAL)
    named = list(_sources(found["sources"], sources))
    whole: list[Passage] = []
    for passage in passages:
        if passage.kind != "here":
            whole.append(passage)
            continue
        if passage.text not in parts:
            expected = f"a part, one of {', '.join(parts)}"
            raise FaultyContent([Fault(passage.file, passage.line, f"“{passage.text}”", expected)])
        whole += parts[passage.text].passages
        named += parts[passage.text].sources
    return Guide(
        slug=path.parent.name,
        title=found["title"].text(),
        summary=found["summary"].text(),
        order=found["order"].whole_number(),
        keywords=tuple(word.text() for word in found["keywords"].items()),
        sources=tuple(dict.fromkeys(named)),
        review=read_day(found["review"]),
        related=tuple(slug.text() for slug in found["related"].items()),
        next=found["next"].text(),
        passages=tuple(whole),
        recording=read_recording(found.get("recording"), path),
        english_under="english_under" in found and found["english_under"].yes_or_no(),
    )


def _sources(entry: Entry, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[name.choice(sources, "a source, one of")] for name in entry.items())
