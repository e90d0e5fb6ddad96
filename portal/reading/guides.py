"""Guides: bite-sized texts, each a file of passages with a few facts about itself before them.

A council may have guides of its own in its folder; one of the same name stands instead of ours. Where a
guide says `{here panel}`, the council's own part of that name is put in, or ours if it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, Fault, FaultList, FaultyContent, parse, read_text
from portal.reading.authority import CONTENT, Source
from portal.reading.passages import Passage, read_passages
from portal.reading.publication import KEYS, Publication, in_order, read_facts_about, read_named
from portal.reading.recordings import Recording, read_recording

FENCE = "---\n"
TAKEN = "booklet"
"""The name under which all guides stand on one page."""


@dataclass(frozen=True, kw_only=True)
class Guide(Publication):
    """A guide as a family of one council reads it: the council's parts are in their places.

    `next` names what to do then: a page, or another guide or flowchart. `parts` are the names of those parts.
    """

    next: str
    parts: tuple[str, ...]
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
    faults.faults += _not_put_in(council, guides.values())
    faults.stop_if_any()
    return in_order(guides.values())


def _texts(*folders: Path) -> Iterator[Path]:
    """Yield the English files of these folders; a later folder's comes after, and so instead."""
    for folder in folders:
        yield from sorted(folder.glob("*/en.md"))


def _not_put_in(council: Path, guides: Iterable[Guide]) -> Iterator[Fault]:
    """Find a council's own part that would stand nowhere, for a slip in its name."""
    put_in = {name for guide in guides for name in guide.parts}
    for path in _texts(council / "parts"):
        if (name := path.parent.name) not in put_in:
            yield Fault(f"{name}/{path.name}", 1, f"the part “{name}”", f"one of {', '.join(sorted(put_in))}")


def split(path: Path) -> tuple[Entry, tuple[Passage, ...]]:
    """Read what stands before a text, and its passages."""
    file = f"{path.parent.name}/{path.name}"
    text = read_text(path, file)
    _, fence, rest = text.partition(FENCE)
    front, end, body = rest.partition(f"\n{FENCE}")
    if not (text.startswith(FENCE) and fence and end):
        raise FaultyContent([Fault(file, 1, "no facts about the text", "them, between two lines of ---")])
    first_line = text[: len(text) - len(body)].count("\n") + 1
    passages = read_passages(body, file, first_line)
    if not passages:
        raise FaultyContent([Fault(file, first_line, "nothing", "a text below the facts about it")])
    return parse(f"\n{front}\n", file), passages


def _part(path: Path, sources: Mapping[str, Source]) -> Part:
    front, passages = split(path)
    for passage in passages:
        if passage.kind == "here":
            found = f"“{{here {passage.text}}}”"
            raise FaultyContent([passage.fault(found, "words: a part holds no other part")])
    # One of ours may rest on no document: it says what is not known, and whom to ask.
    return Part(read_named(front.fields(["sources"])["sources"].items(), sources), passages)


def _guide(path: Path, sources: Mapping[str, Source], parts: Mapping[str, Part]) -> Guide:
    front, passages = split(path)
    found = front.fields([*KEYS, "next"], ["recording", "english_under"])
    slug = path.parent.name
    if slug == TAKEN:
        raise front.fault("a name that no page has", f"the name “{slug}”")
    facts = read_facts_about(slug, front, found, sources)
    whole: list[Passage] = []
    for passage in passages:
        if passage.kind != "here":
            whole.append(passage)
            continue
        if passage.text not in parts:
            expected = f"a part, one of {', '.join(parts)}"
            raise FaultyContent([passage.fault(f"“{passage.text}”", expected)])
        whole += parts[passage.text].passages
        facts["sources"] += parts[passage.text].sources
    facts["sources"] = tuple(dict.fromkeys(facts["sources"]))
    return Guide(
        **facts,
        next=found["next"].text(),
        parts=tuple(passage.text for passage in passages if passage.kind == "here"),
        passages=tuple(whole),
        recording=read_recording(found.get("recording"), path),
        english_under="english_under" in found and found["english_under"].yes_or_no(),
    )
