"""Two versions of the rules beside each other: which journeys end in another headline, and which examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import Assessment
from portal.assessment.possible import prospect
from portal.assessment.rules import Known
from portal.assessment.versions import carried_over, still_asked
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
    """Follow every way to answer what the rules in force ask, and then what the draft asks besides.

    An answer counts under the draft where it asks the same question with the same options. Equal states
    are taken once.
    """
    together = Together(Walk(in_force), Walk(draft))
    journeys = together.ends(together.walk.start, together.draft.start[0])
    return Comparison(dict(journeys), tuple(_changed(in_force, draft, examples)))


def _changed(in_force: Assessment, draft: Assessment, examples: Iterable[Example]) -> Iterable[ExampleChange]:
    for example in examples:
        answers = carried_over(in_force, draft, example.answers)
        before, after = (
            prospect(replay(rules, given, answer_the_rest=example.answer_the_rest)).promise.name
            for rules, given in ((in_force, example.answers), (draft, answers))
        )
        if before != after:
            yield ExampleChange(example, before, after)


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
        """Return what is left of the draft's rules: only answers to the same question count."""
        shared = {variable: value for variable, value in values.items() if self._is_shared(variable)}
        return self.draft.settled(left, shared) if shared else left

    def _is_shared(self, variable: str) -> bool:
        before, after = self.walk.assessment, self.draft.assessment
        if after.sizes.get(variable) != before.sizes[variable]:
            return False
        return still_asked(before, after, before.question_of[variable])
