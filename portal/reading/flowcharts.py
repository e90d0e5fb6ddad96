"""Flowcharts as data: steps that ask or tell something, and ends that say who helps.

Two ways may join in the same step. No way leads back, so every way comes to an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, FaultList, read, text_of
from portal.reading.authority import CONTENT, Source
from portal.reading.publication import KEYS, Publication, in_order, read_facts_about

NEEDED_AT_AN_END = ("contact", "page", "guide")


@dataclass(frozen=True)
class Way:
    """A way on from a step: what to answer, and the step or end that it leads to."""

    says: str
    to: str


@dataclass(frozen=True)
class Step:
    """Something to answer or, with a single way on, something that happens or is to be done."""

    name: str
    line: int
    says: str
    hint: str | None
    ways: tuple[Way, ...]

    @property
    def asks(self) -> bool:
        return len(self.ways) > 1

    @property
    def branches(self) -> Mapping[str, list[Way]]:
        """Return the ways on by where they lead: answers that lead to the same place are one branch."""
        branches: dict[str, list[Way]] = {}
        for way in self.ways:
            branches.setdefault(way.to, []).append(way)
        return branches


@dataclass(frozen=True)
class End:
    """Where a way ends: what it is, who helps, what to read; `then` is the step that danger goes on to."""

    name: str
    line: int
    title: str
    about: str
    contact: str | None
    page: str | None
    guide: str | None
    then: str | None


@dataclass(frozen=True, kw_only=True)
class Flowchart(Publication):
    """A flowchart; the first step is the start."""

    steps: Mapping[str, Step]
    ends: Mapping[str, End]

    @property
    def start(self) -> str:
        """Return the name of the first step."""
        return next(iter(self.steps))

    def number(self, name: str) -> int:
        """Return the number under which a step or an end is drawn; ends come after the steps."""
        return [*self.steps, *self.ends].index(name) + 1


def load_flowcharts(
    council: Path, sources: Mapping[str, Source], content: Path = CONTENT
) -> Mapping[str, Flowchart]:
    """Read the flowcharts for a council, in their order; raise FaultyContent.

    One in the council's folder stands instead of ours of the same name.
    """
    faults = FaultList()
    charts: dict[str, Flowchart] = {}
    for folder in (content / "flowcharts", council / "flowcharts"):
        for path in sorted(folder.glob("*.yaml")):
            with faults.gather():
                charts[path.stem] = load_flowchart(path, sources)
    faults.stop_if_any()
    return in_order(charts.values())


def load_flowchart(path: Path, sources: Mapping[str, Source]) -> Flowchart:
    """Read one flowchart; raise FaultyContent."""
    front = read(path)
    found = front.fields([*KEYS, "steps", "ends"])
    places = [*found["steps"].named(), *found["ends"].named()]
    faults = FaultList()
    steps: dict[str, Step] = {}
    ends: dict[str, End] = {}

    def add_step(key: Entry, entry: Entry) -> None:
        steps[key.text()] = _step(key, entry, places)

    def add_end(key: Entry, entry: Entry) -> None:
        ends[key.text()] = _end(key, entry, list(found["steps"].named()))

    faults.each(found["steps"], add_step)
    faults.each(found["ends"], add_end)
    if not found["steps"].pairs():
        faults.faults += found["steps"].fault("a step to begin with", "none").faults
    faults.stop_if_any()
    _check_ways(found, steps, ends)
    return Flowchart(**read_facts_about(path.stem, front, found, sources), steps=steps, ends=ends)


def _step(key: Entry, entry: Entry, places: list[str]) -> Step:
    name, line = key.text(), key.line
    if "ask" in entry.named():
        found = entry.fields(["ask", "answers"], ["hint"])
        ways = tuple(_way(answer, places) for answer in found["answers"].named().values())
        if len(ways) < 2:
            raise found["answers"].fault("two answers or more", f"{len(ways)}")
        return Step(name, line, found["ask"].text(), text_of(found.get("hint")), ways)
    found = entry.fields(["says", "to"], ["hint"])
    way = Way("", found["to"].choice(places, "a step or an end, one of"))
    return Step(name, line, found["says"].text(), text_of(found.get("hint")), (way,))


def _way(entry: Entry, places: list[str]) -> Way:
    found = entry.fields(["says", "to"])
    return Way(found["says"].text(), found["to"].choice(places, "a step or an end, one of"))


def _end(key: Entry, entry: Entry, steps: list[str]) -> End:
    found = entry.fields(["title", "about"], [*NEEDED_AT_AN_END, "then"])
    if not any(name in found for name in NEEDED_AT_AN_END):
        raise key.fault(f"one of {', '.join(NEEDED_AT_AN_END)}: every end shows a way on", "none")
    if key.text() in steps:
        raise key.fault("a name that no step has")
    return End(
        name=key.text(),
        line=key.line,
        title=found["title"].text(),
        about=found["about"].text(),
        contact=text_of(found.get("contact")),
        page=text_of(found.get("page")),
        guide=text_of(found.get("guide")),
        then=found["then"].choice(steps, "a step, one of") if "then" in found else None,
    )


def _check_ways(found: Mapping[str, Entry], steps: Mapping[str, Step], ends: Mapping[str, End]) -> None:
    """Refuse a way that leads back to where it came from, and a step or end that no way leads to."""
    faults = FaultList()
    lines = {key.text(): key for part in ("steps", "ends") for key, _ in found[part].pairs()}
    reached: set[str] = set()
    finished: set[str] = set()

    def visit(name: str, behind: tuple[str, ...]) -> None:
        if name in behind:
            faults.faults += lines[name].fault("a way that does not come back here", "one that does").faults
            return
        reached.add(name)
        if name in finished:
            return
        for onward in _onward(name, steps, ends):
            visit(onward, (*behind, name))
        finished.add(name)

    visit(next(iter(steps)), ())
    for name in (*steps, *ends):
        if name not in reached:
            faults.faults += lines[name].fault("a way that leads here", f"none to “{name}”").faults
    faults.stop_if_any()


def _onward(name: str, steps: Mapping[str, Step], ends: Mapping[str, End]) -> Iterator[str]:
    if name in steps:
        yield from (way.to for way in steps[name].ways)
    elif then := ends[name].then:
        yield then
