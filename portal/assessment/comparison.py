"""Two versions of the rules beside each other: which journeys end in another headline, and which examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import Assessment, Question
from portal.assessment.possible import prospect
from portal.assessment.rules import Known
from portal.assessment.walk import Rules, State, Walk

Pair = tuple[str, str]
"""The headline under the rules in force, and under the draft."""


@dataclass(frozen=True)
class ExampleChange:
    """A worked example whose headline is another one under the draft."""

    example: Example
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """How many journeys end in which headlines, and which examples change."""

    journeys: Mapping[Pair, int]
    examples: tuple[ExampleChange, ...]

    @property
    def all(self) -> int:
        """Return how many journeys there are."""
        return sum(self.journeys.values())

    @property
    def changed(self) -> Mapping[Pair, int]:
        """Return the journeys that end in another headline, the most first."""
        other = {pair: count for pair, count in self.journeys.items() if pair[0] != pair[1]}
        return dict(sorted(other.items(), key=lambda item: -item[1]))


def compare(in_force: Assessment, draft: Assessment, examples: Iterable[Example] = ()) -> Comparison:
    """Follow every way to answer what the rules in force ask, and then what the draft still needs.

    An answer counts under the draft where a question of the same name has the same options, in whatever
    words. Equal states are taken once.
    """
    together = Together(Walk(in_force), Walk(_as_needed(draft)))
    journeys = together.ends(together.walk.start, together.draft.start[0])
    return Comparison(dict(journeys), tuple(_changed(in_force, draft, examples)))


def _as_needed(rules: Assessment) -> Assessment:
    """Return rules that finish no section: what that asks besides, or again, leads nowhere else."""
    return replace(rules, sections=tuple(replace(one, asked_whole=False) for one in rules.sections))


def _changed(in_force: Assessment, draft: Assessment, examples: Iterable[Example]) -> Iterable[ExampleChange]:
    for example in examples:
        answers = {
            name: answer
            for name, answer in example.answers.items()
            if _still_asked(in_force, draft, name) and draft.questions[name].allows(answer)
        }
        before, after = (
            prospect(replay(rules, given, answer_the_rest=example.answer_the_rest)).promise.name
            for rules, given in ((in_force, example.answers), (draft, answers))
        )
        if before != after:
            yield ExampleChange(example, before, after)


def _still_asked(in_force: Assessment, draft: Assessment, name: str) -> bool:
    """Tell whether the draft asks for what this question asks for, in whatever words."""
    return name in draft.questions and _answers_of(in_force.questions[name]) == _answers_of(
        draft.questions[name]
    )


def _answers_of(question: Question) -> tuple[object, ...]:
    return question.kind, [(one.name, one.unknown) for one in question.options]


@dataclass
class Together:
    """The walk through the rules in force, with what is left of the draft's rules beside it."""

    walk: Walk
    draft: Walk
    known_ends: dict[tuple[State, Rules], Counter[Pair]] = field(default_factory=dict)
    partial: dict[tuple[State, Rules, tuple[str, ...]], Counter[Pair]] = field(default_factory=dict)

    def ends(self, state: State, left: Rules) -> Counter[Pair]:
        """Return how many journeys from here on end in which headlines."""
        key = state, left
        if key not in self.known_ends:
            question = self.walk.next_question(state)
            if question is None:
                headline = self.walk.headlines(state)[-1]
                under_draft = self.draft.summary((left, frozenset())).by_outcome
                self.known_ends[key] = Counter(
                    {(headline, other): count for other, count in under_draft.items()}
                )
            else:
                after = state[0], self.walk.still_asked(state, question)
                self.known_ends[key] = self._answered(after, left, tuple(question.domains))
        return self.known_ends[key]

    def _answered(self, state: State, left: Rules, variables: tuple[str, ...]) -> Counter[Pair]:
        """Return the ends once the variables of one question get each of their values."""
        if not variables:
            return self.ends(state, left)
        key = state, left, variables
        if key not in self.partial:
            first, *others = variables
            found: Counter[Pair] = Counter()
            for value in range(self.walk.assessment.sizes[first]):
                values = {first: value}
                after = self.walk.settled(state[0], values), state[1]
                found += self._answered(after, self._settled(left, values), tuple(others))
            self.partial[key] = found
        return self.partial[key]

    def _settled(self, left: Rules, values: Known) -> Rules:
        """Return what is left of the draft's rules: only answers that it asks for count."""
        carried = {
            variable: known
            for variable, value in values.items()
            if (known := self._carried(variable, value)) is not None
        }
        return self.draft.settled(left, carried) if carried else left

    def _carried(self, variable: str, value: int) -> int | None:
        """Return what the value of a variable is under the draft, if anything."""
        before, after = self.walk.assessment, self.draft.assessment
        name = before.question_of[variable]
        if not _still_asked(before, after, name):
            return None
        asked = after.questions[name]
        if asked.kind != "number":
            return value
        # A number that may begin or end elsewhere is the same number.
        number = before.questions[name].minimum + value
        return number - asked.minimum if asked.allows(number) else None
