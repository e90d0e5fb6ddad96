"""Read a council's assessment.yaml into a typed, frozen assessment, or name every fault in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from portal.assessment.conditions import ConditionReader, is_certain, met
from portal.assessment.document import Entry, Fault, FaultList, read
from portal.assessment.model import (
    Allowance,
    Assessment,
    Criterion,
    Ends,
    Given,
    Kind,
    Need,
    Option,
    Outcome,
    Period,
    Question,
    Safety,
    Section,
    Total,
    Unit,
)

KINDS = get_args(Kind)
LONGEST_LIST = 60
HIGHEST_NUMBER = 1000
NUMBER_BUT_NOT_A_LEVEL = re.compile(r"£|(?<!level )(?<!levels )\b\d", re.IGNORECASE)

PairReader = Callable[[Entry, Entry], None]


@dataclass
class Loader:
    """Reads one file, with the names of sources and contacts that it may refer to."""

    sources: Collection[str]
    contacts: Collection[str]
    sections: list[Section] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    totals: dict[str, Total] = field(default_factory=dict)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    faults: FaultList = field(default_factory=FaultList)

    def load(self, root: Entry) -> Assessment:
        """Read the parts in their order; each rests on those before it."""
        parts = root.fields(["version", "sections", "criteria", "outcomes"], ["totals"])
        self._each(parts["sections"], self._section)
        self.faults.stop_if_any()
        if "totals" in parts:
            self._each(parts["totals"], self._total)
            self.faults.stop_if_any()
        assessment = self._assessment(parts["version"].text())
        terms = {name: assessment.terms(total) for name, total in self.totals.items()}
        conditions = ConditionReader(self.questions, self.totals, self.criteria, terms)
        self._each(parts["criteria"], lambda key, entry: self._criterion(key, entry, conditions))
        self.faults.stop_if_any()
        self._each(parts["outcomes"], lambda key, entry: self._outcome(key, entry, conditions))
        self.faults.stop_if_any()
        self._whole(root)
        self.faults.stop_if_any()
        return self._assessment(parts["version"].text())

    def _assessment(self, version: str) -> Assessment:
        return Assessment(
            version, tuple(self.sections), self.questions, self.totals, self.criteria, self.outcomes
        )

    def _each(self, entry: Entry, reader: PairReader) -> None:
        for key, value in entry.pairs():
            with self.faults.gather():
                reader(key, value)

    def _new_name(self, key: Entry) -> str:
        name = key.text()
        if not name.isidentifier() or name != name.lower():
            raise key.fault("a name of small letters, digits and “_”")
        taken = [*self.questions, *self.totals, *self.criteria, "always", "all", "any", "none", "at_least"]
        if name in taken:
            raise key.fault("a name that no question, total or criterion has yet")
        return name

    def _section(self, key: Entry, entry: Entry) -> None:
        found = entry.fields(["title", "questions"], ["asked"])
        asked = found["asked"].choice(("whole", "as_needed")) if "asked" in found else "as_needed"
        section = Section(key.text(), found["title"].text(), asked == "whole")
        self.sections.append(section)
        self._each(found["questions"], lambda key, entry: self._question(key, entry, section))

    def _question(self, key: Entry, entry: Entry, section: Section) -> None:
        name = self._new_name(key)
        found = entry.fields(["ask", "why", "more_need"], ["hint", "find_out", "unsure", "nothing", *KINDS])
        kinds = [kind for kind in KINDS if kind in found]
        if len(kinds) != 1:
            raise key.fault(f"one of {', '.join(KINDS)}", f"{len(kinds)} of them")
        kind = cast(Kind, kinds[0])
        answers = found[kind]
        minimum = maximum = 0
        if kind == "number":
            minimum, maximum = _ends(answers)
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
            hint=_text(found.get("hint")),
            find_out=_text(found.get("find_out")),
            options=() if kind == "number" else _options(kind, answers),
            nothing=_text(found.get("nothing")),
            minimum=minimum,
            maximum=maximum,
            unsure=unsure,
            more_need=cast(Need, found["more_need"].choice(get_args(Need))),
            line=key.line,
        )

    def _total(self, key: Entry, entry: Entry) -> None:
        found = entry.fields(["says", "of"])
        names: list[str] = []
        section_names = [section.name for section in self.sections]
        for part in found["of"].items():
            name = part.choice([*section_names, *self.questions], "a section or question, one of")
            in_section = [question.name for question in self.questions.values() if question.section == name]
            names += in_section if name in section_names else [name]
        if not any(option.points for name in names for option in self.questions[name].options):
            raise found["of"].fault("questions whose options have points", "no points")
        self.totals[self._new_name(key)] = Total(
            key.text(), found["says"].text(), tuple(dict.fromkeys(names))
        )

    def _criterion(self, key: Entry, entry: Entry, conditions: ConditionReader) -> None:
        conditions.faulty.add(key.text())
        found = entry.fields(["says", "unless", "when", "source"], ["change", "illustrative"])
        name = self._new_name(key)
        condition = conditions.read(found["when"])
        if condition.joins and condition.tests:
            raise found["when"].fault("either criteria or answers, so that each has words of its own", "both")
        if is_certain(condition.rule):
            raise found["when"].fault("a condition that some answers meet and some do not")
        illustrative = found["illustrative"].yes_or_no() if "illustrative" in found else False
        totals = sorted(condition.tests & set(self.totals))
        self.criteria[name] = Criterion(
            name=name,
            says=found["says"].text(),
            unless=found["unless"].text(),
            change=_text(found.get("change")),
            source=self._source(found["source"]),
            illustrative=illustrative or any(self.criteria[part].illustrative for part in condition.joins),
            rule=condition.rule,
            formula=condition.formula if condition.joins else met(name),
            joins=tuple(part for part in self.criteria if part in condition.joins),
            total=totals[0] if totals else None,
            line=key.line,
        )
        conditions.faulty.remove(name)

    def _outcome(self, key: Entry, entry: Entry, conditions: ConditionReader) -> None:
        found = entry.fields(
            ["headline", "offer", "about", "when", "source", "now", "ready", "takes", "contact"],
            ["safety", "ends", "allowances"],
        )
        condition = conditions.read(found["when"])
        if condition.tests:
            raise found["when"].fault("criteria, because each reason needs words", "a question or a total")
        safety = cast(Safety, found["safety"].choice(get_args(Safety))) if "safety" in found else None
        ends = found["ends"].choice(get_args(Ends)) if "ends" in found else "when_settled"
        outcome = Outcome(
            name=key.text(),
            safety=safety,
            ends=cast(Ends, ends),
            headline=found["headline"].text(),
            offer=found["offer"].text(),
            about=found["about"].text(),
            now=_texts(found["now"]),
            ready=_texts(found["ready"]),
            takes=found["takes"].text(),
            contact=found["contact"].choice(self.contacts, "a contact in authority.yaml, one of"),
            allowances=self._allowances(found.get("allowances")),
            source=self._source(found["source"]),
            criteria=tuple(name for name in self.criteria if name in condition.formula.variables),
            illustrative=any(self.criteria[name].illustrative for name in condition.formula.variables),
            rule=condition.rule,
            formula=condition.formula,
            line=key.line,
        )
        self.outcomes[outcome.name] = outcome
        _check_headline(outcome, found["headline"])
        if outcome.illustrative and any(
            allowance.given != "what_families_got" for allowance in outcome.allowances
        ):
            raise found["allowances"].fault("only what_families_got, because the rule is not published")

    def _allowances(self, entry: Entry | None) -> tuple[Allowance, ...]:
        return tuple(self._allowance(part) for part in entry.items()) if entry else ()

    def _allowance(self, entry: Entry) -> Allowance:
        found = entry.fields(["what", "unit", "period", "source"], [*get_args(Given), "note"])
        given = [name for name in get_args(Given) if name in found]
        if len(given) != 1:
            raise entry.fault(f"one of {', '.join(get_args(Given))}", f"{len(given)} of them")
        amount = found[given[0]]
        return Allowance(
            what=found["what"].text(),
            given=cast(Given, given[0]),
            amount=None if amount.text() == "not published" else amount.whole_number(),
            unit=cast(Unit, found["unit"].choice(get_args(Unit))),
            period=cast(Period, found["period"].choice(get_args(Period))),
            note=_text(found.get("note")),
            source=self._source(found["source"]),
        )

    def _source(self, entry: Entry) -> str:
        return entry.choice(self.sources, "a source in authority.yaml, one of")

    def _whole(self, root: Entry) -> None:
        """Check what can only be seen with all the parts together."""
        assessment = self._assessment("")
        used = frozenset[str]().union(*(outcome.rule.variables for outcome in self.outcomes.values()))
        for question in self.questions.values():
            if used.isdisjoint(question.domains):
                self._fault(
                    root, question.line, f"the question “{question.name}”", "an outcome to depend on it"
                )
        named = {name for outcome in self.outcomes.values() for name in outcome.criteria}
        joined = {name for criterion in self.criteria.values() for name in criterion.joins}
        for criterion in self.criteria.values():
            if criterion.name not in named | joined and not criterion.joins:
                self._fault(root, criterion.line, f"the criterion “{criterion.name}”", "an outcome to use it")
        last = next(reversed(assessment.ladder), None)
        if last is None or not is_certain(last.rule):
            line, found = (
                (last.line, f"the last outcome “{last.name}”") if last else (root.line, "no outcome")
            )
            self._fault(root, line, found, "“when: always”, so that nobody is refused")
        if self.questions and next(iter(self.questions)) in assessment.private:
            first = next(iter(self.questions.values()))
            self._fault(root, first.line, "a safety question first", "another question before it")

    def _fault(self, root: Entry, line: int, found: str, expected: str) -> None:
        self.faults.faults.append(Fault(root.file, line, found, expected))


def _text(entry: Entry | None) -> str | None:
    return entry.text() if entry else None


def _texts(entry: Entry) -> tuple[str, ...]:
    return tuple(part.text() for part in entry.items())


def _ends(entry: Entry) -> tuple[int, int]:
    low, _, high = entry.text().partition(" to ")
    if low.isdigit() and high.isdigit() and int(low) < int(high) <= HIGHEST_NUMBER:
        return int(low), int(high)
    raise entry.fault(f"the lowest and highest number, such as “0 to 25”, at most {HIGHEST_NUMBER}")


def _options(kind: Kind, entry: Entry) -> tuple[Option, ...]:
    options = tuple(_option(key, value) for key, value in entry.pairs())
    names = [option.name for option in options]
    if kind == "yes_no" and names != ["no", "yes"]:
        raise entry.fault("no and yes, in this order", ", ".join(names))
    if not 2 <= len(options) <= LONGEST_LIST:
        raise entry.fault(f"2 to {LONGEST_LIST} options", f"{len(options)} of them")
    return options


def _option(key: Entry, entry: Entry) -> Option:
    name = key.text()
    if not name.isidentifier() or name in ("unsure", "nothing"):
        raise key.fault("a name of letters, digits and “_”, and not “unsure” or “nothing”")
    if entry.is_text:
        return Option(name, entry.text())
    found = entry.fields(["says"], ["hint", "points"])
    points = found["points"].whole_number() if "points" in found else 0
    return Option(name, found["says"].text(), _text(found.get("hint")), points)


def _check_headline(outcome: Outcome, entry: Entry) -> None:
    """Hold a headline to what the council has published."""
    if outcome.illustrative and " may " not in f" {outcome.headline} ":
        raise entry.fault("“may”, because the council has not published how it decides this")
    if outcome.illustrative and NUMBER_BUT_NOT_A_LEVEL.search(outcome.headline):
        raise entry.fault("no sum, because the council has not published how it decides this")


def load(path: Path, sources: Collection[str], contacts: Collection[str]) -> Assessment:
    """Read an assessment that may refer to these sources and contacts; raise FaultyContent."""
    return Loader(sources, contacts).load(read(path))
