"""The words of an assessment: questions, options, totals, criteria, outcomes, allowances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final, Literal

from portal.assessment.age import ReferenceDate
from portal.assessment.rules import Known, Rule


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
Unit = Literal["hours", "days", "nights", "sessions", "pounds"]
Period = Literal["week", "month", "term", "summer", "year", "april_to_march", "once", "not_published"]
Holder = Literal["child", "family"]
Method = Literal["sum", "highest", "count"]
Given = Literal["amount", "at_most", "what_families_got"]
Safety = Literal["danger", "worry"]
ForWhom = Literal["child", "adult", "another_council"]


@dataclass(frozen=True)
class PointsWhen:
    """A condition without which an option's points do not count, and its opposite."""

    holds: Rule
    fails: Rule


@dataclass(frozen=True)
class Option:
    """One answer that a family can choose.

    `points_when` is a condition without which its points do not count; `points_otherwise` count then.
    An `unknown` option, such as “not tested yet”, is neither a low answer nor “no”: it leaves open what
    “not sure” leaves open.
    """

    name: str
    says: str
    hint: str | None = None
    points: int = 0
    points_when: PointsWhen | None = None
    points_otherwise: int = 0
    unknown: bool = False


@dataclass(frozen=True)
class Question:
    """One question, as a family reads it.

    `options` is empty for a number; `minimum` and `maximum` count only for a number. `nothing` is
    the label for choosing none of several. `more_need` says which way need grows in file order. A
    number with `born_at` is an age: it is asked as a date of birth, and only the age is kept.
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
    born_at: ReferenceDate | None = None

    @cached_property
    def domains(self) -> Mapping[str, int]:
        """Return the question's variables and how many values each has.

        Several of many is one variable an option; every other kind is one variable.
        """
        if self.kind == "some_of":
            return {f"{self.name}.{option.name}": 2 for option in self.options}
        size = self.maximum - self.minimum + 1 if self.kind == "number" else len(self.definite)
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
        return {self.name: self.definite.index(answer)} if answer in self.definite else {}

    @cached_property
    def option_names(self) -> tuple[str, ...]:
        return tuple(option.name for option in self.options)

    @cached_property
    def definite(self) -> tuple[str, ...]:
        """Return the names of the options that say something definite."""
        return tuple(option.name for option in self.options if not option.unknown)

    def leaves_open(self, answer: Answer) -> bool:
        """Say whether an answer leaves open what the question asks."""
        return answer is UNSURE or not self.known(answer)

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
    """A number worked out from several answers.

    The sum or the highest of their points, or a count of the answers that are one of `counted`.
    """

    name: str
    says: str
    method: Method
    questions: tuple[Question, ...]
    counted: frozenset[Option] = frozenset()


@dataclass(frozen=True)
class Reading:
    """What one document says where documents disagree."""

    says: str
    source: str


@dataclass(frozen=True)
class Criterion:
    """One thing that a council's rules look at.

    `says` is true of a family that meets it and `unless` of one that does not; `change` is what
    would make the difference. A criterion that only joins others has them in `joins`. `rule` is
    over answers; `formula` is over the criteria it joins. `band` is the range of `total` that meets
    it. Where documents disagree, `readings` are what they say and `because` is why one was chosen.
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
    band: tuple[int, int] | None = None
    readings: tuple[Reading, ...] = ()
    because: str | None = None


@dataclass(frozen=True)
class Allowance:
    """How much of something, for how long, and who says so.

    `amount` may go up to `up_to`. `family_at_most` caps what all children of a family get together. A
    `pro_rata` allowance is less for a family that joins when part of the period is over.
    """

    what: str
    given: Given
    amount: Decimal | None
    unit: Unit
    period: Period
    note: str | None
    source: str
    holder: Holder = "child"
    family_at_most: Decimal | None = None
    pro_rata: bool = False
    up_to: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """What a family is likely to get, or should hear, when its rule is met.

    `for_whom` says whose rights stand beside it: a child's here, an adult's, or another council's.
    `criteria` are those it rests on, the joined ones taken apart; `formula` is over them. Of the
    outcomes of one `group`, the bands of one offer, a family is offered the first alone. `lasts` says for how
    long it holds, `again` when a family may apply again, `discretion` who may go beyond the rule.
    """

    name: str
    safety: Safety | None
    for_whom: ForWhom
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
    group: str | None = None
    lasts: str | None = None
    again: str | None = None
    discretion: str | None = None


@dataclass(frozen=True)
class AcceptedException:
    """A published rule by which more need gives less: accepted by name, with the reason."""

    question: str
    outcome: str
    because: str


@dataclass(frozen=True, eq=False)
class Assessment:
    """A council's questions, criteria and outcomes; outcomes stand most help first.

    It is in force from `starts` on, and up to `ends`, that day included; None is without limit.
    """

    version: str
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    totals: Mapping[str, Total]
    criteria: Mapping[str, Criterion]
    outcomes: Mapping[str, Outcome]
    exceptions: tuple[AcceptedException, ...] = ()
    starts: date | None = None
    ends: date | None = None
    file: str = "assessment.yaml"

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

    def section_of(self, question: Question) -> Section:
        """Return the section that a question stands in."""
        return next(section for section in self.sections if section.name == question.section)

    @cached_property
    def asked_with(self) -> Mapping[str, frozenset[str]]:
        """Return, for each question, those that are asked once it is: its section's, where that is whole."""
        return {
            question.name: frozenset(
                other.name
                for other in self.questions.values()
                if other.section == question.section and question.section in self.whole_sections
            )
            for question in self.questions.values()
        }

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
