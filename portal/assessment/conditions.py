"""Conditions as a council writes them, read into rules.

A mapping means all of its keys and a list all of its items, except that a list of answers means
any of these. Criteria refer to each other by name. Ranges are words: `5 to 15`, `9 or over`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from portal.assessment.document import Entry, FaultyContent
from portal.assessment.model import Criterion, Question, Total
from portal.assessment.rules import (
    ALWAYS,
    Rule,
    all_of,
    any_of,
    at_least,
    certain,
    one_of,
    opposite,
)
from portal.assessment.totals import in_range, reach_of

JOINERS = ("all", "any", "none", "at_least")

RANGES = (
    (re.compile(r"(\d+) to (\d+)"), lambda low, high: (low, high)),
    (re.compile(r"(\d+)"), lambda only: (only, only)),
    (re.compile(r"(\d+) or (?:over|more)"), lambda low: (low, None)),
    (re.compile(r"(\d+) or (?:under|less)"), lambda high: (None, high)),
    (re.compile(r"over (\d+)"), lambda below: (below + 1, None)),
    (re.compile(r"under (\d+)"), lambda above: (None, above - 1)),
)


@dataclass(frozen=True)
class Condition:
    """A condition over answers (`rule`) and over the criteria it names (`formula`)."""

    rule: Rule
    formula: Rule
    joins: frozenset[str]
    tests: frozenset[str]


def number_range(entry: Entry, lowest: int, highest: int) -> range:
    """Read a range in words, both ends included, that holds part of what is possible and not all of it."""
    words = entry.text()
    for pattern, ends in RANGES:
        if found := pattern.fullmatch(words):
            low, high = ends(*map(int, found.groups()))
            wanted = range(lowest if low is None else low, (highest if high is None else high) + 1)
            if low is not None and high is not None and low > high:
                raise entry.fault("a range whose first number is not over its last")
            if not range(max(wanted.start, lowest), min(wanted.stop, highest + 1)):
                raise entry.fault(f"a range that has a number from {lowest} to {highest} in it")
            return wanted
    raise entry.fault("a range such as “5 to 15”, “9 or over” or “under 5”")


@dataclass
class ConditionReader:
    """Reads conditions that name these questions, totals and criteria."""

    questions: Mapping[str, Question]
    totals: Mapping[str, Total]
    criteria: dict[str, Criterion]
    faulty: set[str] = field(default_factory=set)
    """Criteria that have a fault of their own: a rule that names one has none for that."""

    def read(self, entry: Entry) -> Condition:
        """Read a condition: a name, a list (all of them) or a mapping (all of its keys)."""
        if entry.is_text:
            return self._named(entry)
        if entry.is_list:
            return _join(all_of, map(self.read, entry.items()))
        return _join(all_of, (self._pair(key, value) for key, value in entry.pairs()))

    def _named(self, entry: Entry) -> Condition:
        if entry.text() == "always":
            return Condition(ALWAYS, ALWAYS, frozenset(), frozenset())
        if entry.text() in self.faulty:
            raise FaultyContent([])
        criterion = self.criteria[
            entry.choice(self.criteria, "“always” or a criterion that stands above this:")
        ]
        return Condition(criterion.rule, criterion.formula, frozenset([criterion.name]), frozenset())

    def _pair(self, key: Entry, value: Entry) -> Condition:
        name = key.choice([*JOINERS, *self.questions, *self.totals], "a question, a total, or")
        match name:
            case "all":
                return _join(all_of, map(self.read, value.items()))
            case "any":
                return _join(any_of, map(self.read, value.items()))
            case "none":
                return self._none(_join(any_of, map(self.read, value.items())))
            case "at_least":
                return self._at_least(value)
        rule = self._total(name, value) if name in self.totals else self._answer(self.questions[name], value)
        return Condition(rule, rule, frozenset(), frozenset([name]))

    def _none(self, found: Condition) -> Condition:
        sizes = {
            name: size for question in self.questions.values() for name, size in question.domains.items()
        }
        rule = opposite(found.rule, sizes)
        formula = opposite(found.formula, dict.fromkeys(self.criteria, 2) | sizes)
        return Condition(rule, formula, found.joins, found.tests)

    def _at_least(self, entry: Entry) -> Condition:
        found = entry.fields(["count", "of"])
        parts = [self.read(part) for part in found["of"].items()]
        count = found["count"].whole_number()
        if not 1 <= count <= len(parts):
            raise found["count"].fault(f"a number from 1 to {len(parts)}, as many as the list is long")
        return _join(lambda rules: at_least(count, rules), parts)

    def _total(self, name: str, value: Entry) -> Rule:
        ranges = (self.range_of(name, part) for part in value.items())
        return any_of(in_range(self.totals[name], wanted.start, wanted.stop - 1) for wanted in ranges)

    def range_of(self, name: str, entry: Entry) -> range:
        """Read a range in words of what a total can come to."""
        return number_range(entry, *reach_of(self.totals[name], {}))

    def _answer(self, question: Question, value: Entry) -> Rule:
        if question.kind == "number":
            ranges = [number_range(part, question.minimum, question.maximum) for part in value.items()]
            wanted = {number - question.minimum for allowed in ranges for number in allowed}
            size = question.domains[question.name]
            return one_of(question.name, wanted & set(range(size)), size)
        if question.kind == "some_of":
            return self._chosen(question, value)
        wanted = {question.definite.index(part.choice(question.definite)) for part in value.items()}
        return one_of(question.name, wanted, len(question.definite))

    def _chosen(self, question: Question, value: Entry) -> Rule:
        names = [part.choice([*question.option_names, "nothing"]) for part in value.items()]
        chosen = {name: one_of(f"{question.name}.{name}", [1], 2) for name in question.option_names}
        empty = all_of(opposite(rule, question.domains) for rule in chosen.values())
        return any_of(empty if name == "nothing" else chosen[name] for name in names)


def _join(how: Callable[[Iterable[Rule]], Rule], conditions: Iterable[Condition]) -> Condition:
    parts = list(conditions)
    return Condition(
        how([part.rule for part in parts]),
        how([part.formula for part in parts]),
        frozenset[str]().union(*(part.joins for part in parts)),
        frozenset[str]().union(*(part.tests for part in parts)),
    )


def met(name: str) -> Rule:
    """Return the formula that a criterion is met."""
    return one_of(name, [1], 2)


def is_certain(rule: Rule) -> bool:
    """Say whether a rule is settled whatever a family answers."""
    return rule in (certain(True), certain(False))
