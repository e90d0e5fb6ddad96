"""Sections, questions and totals, read from a council's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from portal.assessment.age import ReferenceDate, reference_date
from portal.assessment.conditions import ConditionReader, is_certain, number_range
from portal.assessment.document import Entry, FaultList, text_of
from portal.assessment.model import (
    Kind,
    Method,
    Need,
    Option,
    PointsWhen,
    Question,
    Section,
    Total,
)
from portal.assessment.rules import opposite
from portal.assessment.totals import MOST_CONDITIONS

KINDS = get_args(Kind)
METHODS = {"of": "sum", "highest_of": "highest", "count_of": "count"}
NOT_NAMES = ("always", "all", "any", "none", "at_least")
LONGEST_LIST = 60
HIGHEST_NUMBER = 1000


@dataclass
class QuestionReader:
    """Reads sections with their questions, then totals over them."""

    faults: FaultList
    sections: list[Section] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    totals: dict[str, Total] = field(default_factory=dict)

    def section(self, key: Entry, entry: Entry) -> None:
        """Read a section and its questions."""
        found = entry.fields(["title", "questions"], ["asked"])
        asked = found["asked"].choice(("whole", "as_needed")) if "asked" in found else "as_needed"
        section = Section(key.text(), found["title"].text(), asked == "whole")
        self.sections.append(section)
        self.faults.each(found["questions"], lambda key, entry: self._question(key, entry, section))

    def new_name(self, key: Entry) -> str:
        """Return a name that no question or total has yet."""
        name = key.text()
        if not name.isidentifier() or name != name.lower():
            raise key.fault("a name of small letters, digits and “_”")
        if name in (*self.questions, *self.totals, *NOT_NAMES):
            raise key.fault("a name that no question, total or criterion has yet")
        return name

    def _question(self, key: Entry, entry: Entry, section: Section) -> None:
        name = self.new_name(key)
        optional = ["hint", "find_out", "unsure", "nothing", "born_at", *KINDS]
        found = entry.fields(["ask", "why", "more_need"], optional)
        kinds = [kind for kind in KINDS if kind in found]
        if len(kinds) != 1:
            raise key.fault(f"one of {', '.join(KINDS)}", f"{len(kinds)} of them")
        kind = cast(Kind, kinds[0])
        minimum, maximum = _ends(found[kind]) if kind == "number" else (0, 0)
        unsure = found["unsure"].yes_or_no() if "unsure" in found else True
        if unsure and "find_out" not in found:
            raise key.fault(
                "the key find_out, because a family may answer “not sure”; or “unsure: no”", "none"
            )
        if kind == "some_of" and "nothing" not in found:
            raise key.fault("the key nothing, with the words for “none of these”", "none")
        self.questions[name] = Question(
            name=name,
            section=section.name,
            kind=kind,
            ask=found["ask"].text(),
            why=found["why"].text(),
            hint=text_of(found.get("hint")),
            find_out=text_of(found.get("find_out")),
            options=() if kind == "number" else self._options(kind, found[kind]),
            nothing=text_of(found.get("nothing")),
            minimum=minimum,
            maximum=maximum,
            unsure=unsure,
            more_need=cast(Need, found["more_need"].choice(get_args(Need))),
            line=key.line,
            born_at=_born_at(found.get("born_at"), kind),
        )

    def _options(self, kind: Kind, entry: Entry) -> tuple[Option, ...]:
        options = tuple(self._option(kind, key, value) for key, value in entry.pairs())
        names = [option.name for option in options]
        if kind == "yes_no" and names != ["no", "yes"]:
            raise entry.fault("no and yes, in this order", ", ".join(names))
        if all(option.unknown for option in options):
            raise entry.fault("an option that is known", "none")
        if not 2 <= len(options) <= LONGEST_LIST:
            raise entry.fault(f"2 to {LONGEST_LIST} options", f"{len(options)} of them")
        return options

    def _option(self, kind: Kind, key: Entry, entry: Entry) -> Option:
        name = key.text()
        if not name.isidentifier() or name in ("unsure", "nothing"):
            raise key.fault("a name of letters, digits and “_”, and not “unsure” or “nothing”")
        if entry.is_text:
            return Option(name, entry.text())
        found = entry.fields(["says"], ["hint", "points", "points_when", "points_otherwise", "unknown"])
        unknown = "unknown" in found and found["unknown"].yes_or_no()
        if unknown and kind == "some_of":
            raise found["unknown"].fault("“unknown” only where one answer is chosen")
        if unknown and "points" in found:
            raise found["points"].fault("no points, because this answer is not known")
        return Option(
            name=name,
            says=found["says"].text(),
            hint=text_of(found.get("hint")),
            points=found["points"].whole_number() if "points" in found else 0,
            points_when=self._points_when(found.get("points_when")),
            points_otherwise=(found["points_otherwise"].whole_number() if "points_otherwise" in found else 0),
            unknown=unknown,
        )

    def _points_when(self, entry: Entry | None) -> PointsWhen | None:
        """Read the condition that an option's points hang on: answers to questions that stand above it."""
        if entry is None:
            return None
        rule = ConditionReader(self.questions, {}, {}).read(entry).rule
        if is_certain(rule):
            raise entry.fault("a condition that some answers meet and some do not")
        sizes = {name: size for asked in self.questions.values() for name, size in asked.domains.items()}
        return PointsWhen(rule, opposite(rule, sizes))

    def total(self, key: Entry, entry: Entry) -> None:
        """Read a total: a sum (of), the highest (highest_of) or a count (count_of)."""
        found = entry.fields(["says"], [*METHODS, "options", "points"])
        given = [kind for kind in METHODS if kind in found]
        if len(given) != 1:
            raise key.fault(f"one of {', '.join(METHODS)}", f"{len(given)} of them")
        questions = self._scored(found[given[0]])
        total = Total(self.new_name(key), found["says"].text(), cast(Method, METHODS[given[0]]), questions)
        options = [option for question in questions for option in question.options]
        if len({option.points_when for option in options} - {None}) > MOST_CONDITIONS:
            raise key.fault(f"points that hang on at most {MOST_CONDITIONS} conditions", "more")
        if total.method == "count" and not options:
            raise found["count_of"].fault("questions with options", "none")
        if total.method == "count":
            total = replace(total, counted=self._counted(key, found, options))
        elif not any(option.points for option in options) and all(one.kind != "number" for one in questions):
            raise found[given[0]].fault("questions whose options have points", "no points")
        self.totals[total.name] = total

    def _scored(self, entry: Entry) -> tuple[Question, ...]:
        section_names = [section.name for section in self.sections]
        names: list[str] = []
        for part in entry.items():
            name = part.choice([*section_names, *self.questions], "a section or question, one of")
            in_section = [question.name for question in self.questions.values() if question.section == name]
            names += in_section if name in section_names else [name]
        return tuple(self.questions[name] for name in dict.fromkeys(names))

    def _counted(self, key: Entry, found: Mapping[str, Entry], options: list[Option]) -> frozenset[Option]:
        if "options" in found:
            known = dict.fromkeys(option.name for option in options)
            names = {part.choice(known, "an option, one of") for part in found["options"].items()}
            return frozenset(option for option in options if option.name in names)
        if "points" in found:
            points = [option.points for option in options]
            wanted = number_range(found["points"], min(points), max(points))
            return frozenset(option for option in options if option.points in wanted)
        raise key.fault("options or points, to say which answers count", "neither")


def _ends(entry: Entry) -> tuple[int, int]:
    low, _, high = entry.text().partition(" to ")
    if low.isdigit() and high.isdigit() and int(low) < int(high) <= HIGHEST_NUMBER:
        return int(low), int(high)
    raise entry.fault(f"the lowest and highest number, such as “0 to 25”, at most {HIGHEST_NUMBER}")


def _born_at(entry: Entry | None, kind: Kind) -> ReferenceDate | None:
    if entry is None:
        return None
    if kind != "number":
        raise entry.fault("“born_at” only beside a number, which is the age")
    found = reference_date(entry.text())
    if found is None:
        raise entry.fault("the day that the age is counted on: “today”, “last 1 September” or “next 1 April”")
    return found
