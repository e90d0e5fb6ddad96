"""The words of an assessment: questions, options, totals, criteria, outcomes, allowances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, Literal

from portal.assessment.rules import Known, Rule, Term


class Unsure(Enum):
    """The answer “not sure”."""

    UNSURE = "unsure"


UNSURE: Final = Unsure.UNSURE

Answer = str | int | frozenset[str] | Unsure
"""An option's name, a whole number, the names of several options, or not sure."""

Answers = Mapping[str, Answer]
"""Answers by the names of their questions. A question that is missing has not been answered."""

Kind = Literal["yes_no", "one_of", "some_of", "number"]
Need = Literal["up", "down", "none"]
Ends = Literal["when_settled", "now", "family_chooses"]
Unit = Literal["hours", "days", "pounds"]
Period = Literal["week", "year", "summer", "not_published"]
Given = Literal["amount", "at_most", "what_families_got"]
Safety = Literal["danger", "worry"]


@dataclass(frozen=True)
class Option:
    """One answer that a family can choose."""

    name: str
    says: str
    hint: str | None = None
    points: int = 0


@dataclass(frozen=True)
class Question:
    """One question, as a family reads it.

    `options` is empty for a number; `minimum` and `maximum` count only for a number. `nothing` is
    the label for choosing none of several. `more_need` says which way need grows in file order.
    """

    name: str
    section: str
    kind: Kind
    ask: str
    why: str
    hint: str | None
    find_out: str | None
    options: tuple[Option, ...]
    nothing: str | None
    minimum: int
    maximum: int
    unsure: bool
    more_need: Need
    line: int

    @cached_property
    def domains(self) -> Mapping[str, int]:
        """Return the question's variables and how many values each has.

        Several of many is one variable an option; every other kind is one variable.
        """
        if self.kind == "some_of":
            return {f"{self.name}.{option.name}": 2 for option in self.options}
        size = self.maximum - self.minimum + 1 if self.kind == "number" else len(self.options)
        return {self.name: size}

    def known(self, answer: Answer) -> Known:
        """Return what an answer says of the question's variables; not sure says nothing."""
        match answer:
            case Unsure():
                return {}
            case frozenset():
                return {f"{self.name}.{option.name}": option.name in answer for option in self.options}
            case int():
                return {self.name: answer - self.minimum}
        return {self.name: self.option_names.index(answer)}

    @cached_property
    def option_names(self) -> tuple[str, ...]:
        return tuple(option.name for option in self.options)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Return the points that the question's variables add to a total."""
        if self.kind == "some_of":
            return tuple((f"{self.name}.{option.name}", (0, option.points)) for option in self.options)
        return ((self.name, tuple(option.points for option in self.options)),)

    def allows(self, answer: Answer) -> bool:
        """Say whether this is an answer to the question."""
        match answer:
            case Unsure():
                return self.unsure
            case frozenset():
                return self.kind == "some_of" and answer <= set(self.option_names)
            case int():
                return self.kind == "number" and self.minimum <= answer <= self.maximum
        return self.kind in ("yes_no", "one_of") and answer in self.option_names

    def chosen(self, answer: Answer) -> tuple[Option, ...]:
        """Return the options that an answer names, in the order of the file."""
        names = answer if isinstance(answer, frozenset) else {answer}
        return tuple(option for option in self.options if option.name in names)


@dataclass(frozen=True)
class Section:
    """Questions that belong together; one `asked_whole` is finished once it is begun."""

    name: str
    title: str
    asked_whole: bool


@dataclass(frozen=True)
class Total:
    """Points added up over the options chosen in some questions."""

    name: str
    says: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """One thing that a council's rules look at.

    `says` is true of a family that meets it and `unless` of one that does not; `change` is what
    would make the difference. A criterion that only joins others has them in `joins`. `rule` is
    over answers; `formula` is over the criteria it joins.
    """

    name: str
    says: str
    unless: str
    change: str | None
    source: str
    illustrative: bool
    rule: Rule
    formula: Rule
    joins: tuple[str, ...]
    total: str | None
    line: int


@dataclass(frozen=True)
class Allowance:
    """How much of something, for how long, and who says so."""

    what: str
    given: Given
    amount: int | None
    unit: Unit
    period: Period
    note: str | None
    source: str


@dataclass(frozen=True)
class Outcome:
    """What a family is likely to get, or should hear, when its rule is met.

    `criteria` are those it rests on, the joined ones taken apart; `formula` is over them.
    """

    name: str
    safety: Safety | None
    ends: Ends
    headline: str
    offer: str
    about: str
    now: tuple[str, ...]
    ready: tuple[str, ...]
    takes: str
    contact: str
    allowances: tuple[Allowance, ...]
    source: str
    criteria: tuple[str, ...]
    illustrative: bool
    rule: Rule
    formula: Rule
    line: int


@dataclass(frozen=True)
class Assessment:
    """A council's questions, criteria and outcomes; outcomes stand most help first."""

    version: str
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    totals: Mapping[str, Total]
    criteria: Mapping[str, Criterion]
    outcomes: Mapping[str, Outcome]

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Return how many values each variable of the whole assessment has."""
        return {name: size for question in self.questions.values() for name, size in question.domains.items()}

    @cached_property
    def question_of(self) -> Mapping[str, str]:
        """Return the question that each variable belongs to."""
        return {name: question.name for question in self.questions.values() for name in question.domains}

    @cached_property
    def whole_sections(self) -> frozenset[str]:
        """Return the sections that are finished once begun."""
        return frozenset(section.name for section in self.sections if section.asked_whole)

    @cached_property
    def safety(self) -> tuple[Outcome, ...]:
        """Return the outcomes that are shown beside the headline and never end anything."""
        return tuple(outcome for outcome in self.outcomes.values() if outcome.safety)

    @cached_property
    def ladder(self) -> tuple[Outcome, ...]:
        """Return the outcomes that can be the headline, most help first."""
        return tuple(outcome for outcome in self.outcomes.values() if not outcome.safety)

    @cached_property
    def private(self) -> frozenset[str]:
        """Return the questions whose answers never stand on a page: those about safety."""
        return frozenset(self.question_of[name] for outcome in self.safety for name in outcome.rule.variables)

    def terms(self, total: Total) -> tuple[Term, ...]:
        """Return what each answer adds to a total."""
        return tuple(term for name in total.questions for term in self.questions[name].terms)
