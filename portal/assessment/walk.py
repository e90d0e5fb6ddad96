"""Every journey through an assessment, with equal states taken once.

The walk follows journeys of definite answers. A state is what is left of the rules, and the questions
that a begun section still asks.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from portal.assessment.journey import first_in_file, known, questions_wanted
from portal.assessment.model import UNSURE, Answer, Answers, Assessment, Outcome, Question
from portal.assessment.possible import possible_headlines
from portal.assessment.rules import ALWAYS, NEVER, Known, Rule, settle

Rules = tuple[tuple[str, Rule], ...]
"""Outcomes by name and what is left of their rules, in the order of the file."""

State = tuple[Rules, frozenset[str]]
"""The rules that still count, and the questions that begun sections still ask."""

Diagram = tuple[object, ...]
"""A decision diagram, each part interned: two states with the same one give the same headlines."""

Node = TypeVar("Node", bound=Hashable)
Steps = Mapping[Node, tuple[str, Answer]]
"""Where one more answer can lead: for each place, a question and the first answer that leads there."""


@dataclass(frozen=True)
class Figures:
    """How many journeys of definite answers there are, how long, and where they lead."""

    journeys: int
    states: int
    shortest: int
    longest: int
    by_outcome: Mapping[str, int]


@dataclass(frozen=True)
class Summary:
    """What follows from a state on."""

    by_outcome: Counter[str]
    shortest: int
    longest: int
    diagram: Diagram


@dataclass
class Walk:
    """Every journey through an assessment, equal states taken once."""

    assessment: Assessment
    answer_the_rest: bool = False
    summaries: dict[State, Summary] = field(default_factory=dict)
    partial: dict[tuple[State, tuple[str, ...]], Summary] = field(default_factory=dict)
    diagrams: dict[Diagram, Diagram] = field(default_factory=dict)
    needless: dict[State, Question] = field(default_factory=dict)
    unclear: dict[State, tuple[str, ...]] = field(default_factory=dict)
    unsafe: dict[State, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def start(self) -> State:
        rules = ((name, outcome.rule) for name, outcome in self.assessment.outcomes.items())
        return self.counting(tuple(rules)), frozenset()

    def summary(self, state: State) -> Summary:
        """Return what follows from a state on."""
        if state not in self.summaries:
            self.summaries[state] = self._summary(state)
        return self.summaries[state]

    def next_question(self, state: State) -> Question | None:
        """Return the question that a family in this state is asked."""
        rules, begun = state
        wanted = questions_wanted(self.assessment, dict(rules), begun, self.answer_the_rest)
        return first_in_file(self.assessment, wanted)

    def still_asked(self, state: State, question: Question) -> frozenset[str]:
        """Return what begun sections still ask once this question is answered."""
        _, begun = state
        asked_with = self.assessment.asked_with[question.name]
        # Where some of its section is still asked, it was begun before: the rest has been answered.
        return (begun if begun & asked_with else begun | asked_with) - {question.name}

    def steps(self, state: State) -> Steps[State]:
        """Return the states that one more answer can lead to."""
        question = self.next_question(state)
        if question is None:
            return {}
        still_asked = self.still_asked(state, question)
        return {
            (rules, still_asked): (question.name, answer)
            for rules, answer in told_apart(question, state[0], self.settled).items()
        }

    @cached_property
    def ways(self) -> Mapping[State, Answers]:
        """Return the fewest answers that lead to each state, the shortest way first."""
        return dict(shortest_first(self.start, self.steps))

    def way_to(self, outcome: Outcome) -> Answers:
        """Return the shortest journey to an outcome; safety is met as soon as it is settled."""
        for state, way in self.ways.items():
            if outcome.safety and settle(outcome.rule, known(self.assessment, way)) is ALWAYS:
                return way
            if self.next_question(state) is None and self.headlines(state)[-1] == outcome.name:
                return way
        return {}

    def settled(self, rules: Rules, values: Known) -> Rules:
        """Return what is left of the rules that count once these variables are known."""
        return self.counting(tuple((name, settle(rule, values)) for name, rule in rules))

    def counting(self, rules: Rules) -> Rules:
        """Drop what is settled about safety, what cannot be the headline, and all below what is met.

        What ends everything at once still counts below it.
        """
        counting = []
        headline_met = False
        for name, rule in rules:
            outcome = self.assessment.outcomes[name]
            if rule.variables if outcome.safety else rule is not NEVER:
                if self.answer_the_rest or not headline_met or outcome.ends == "now":
                    counting.append((name, rule))
                headline_met |= rule is ALWAYS
        return tuple(counting)

    def headlines(self, state: State) -> tuple[str, ...]:
        """Return exactly the headlines that are still possible, most help first."""
        open_rules = dict.fromkeys(self.assessment.outcomes, NEVER) | dict(state[0])
        possible = possible_headlines(self.assessment, open_rules)
        return tuple(outcome.name for outcome in self.assessment.ladder if outcome.name in possible)

    def _summary(self, state: State) -> Summary:
        question = self.next_question(state)
        if question is None:
            return self._end(state)
        rules, begun = state
        found = self._answered((rules, self.still_asked(state, question)), tuple(question.domains))
        asked_for_more = question.name in begun | self.assessment.private or self.answer_the_rest
        if not asked_for_more and found.diagram[0] not in question.domains:
            self.needless[state] = question
        return Summary(found.by_outcome, found.shortest + 1, found.longest + 1, found.diagram)

    def _end(self, state: State) -> Summary:
        open_safety = tuple(name for name, _ in state[0] if self.assessment.outcomes[name].safety)
        if open_safety:
            self.unsafe[state] = open_safety
        headlines = self.headlines(state)
        if len(headlines) > 1:
            self.unclear[state] = headlines
        return Summary(Counter(headlines[-1:]), 0, 0, self._same(("", *headlines)))

    def _answered(self, state: State, variables: tuple[str, ...]) -> Summary:
        """Return what follows once the variables of one question get each of their values."""
        if not variables:
            return self.summary(state)
        key = (state, variables)
        if key not in self.partial:
            first, *others = variables
            children = [
                self._answered((self.settled(state[0], {first: value}), state[1]), tuple(others))
                for value in range(self.assessment.sizes[first])
            ]
            self.partial[key] = self._together(first, children)
        return self.partial[key]

    def _together(self, variable: str, children: list[Summary]) -> Summary:
        diagrams = [child.diagram for child in children]
        alike = all(diagram is diagrams[0] for diagram in diagrams)
        return Summary(
            sum((child.by_outcome for child in children), Counter()),
            min(child.shortest for child in children),
            max(child.longest for child in children),
            diagrams[0] if alike else self._same((variable, *map(id, diagrams))),
        )

    def _same(self, diagram: Diagram) -> Diagram:
        return self.diagrams.setdefault(diagram, diagram)


def figures(walk: Walk) -> Figures:
    """Return the figures of a whole walk."""
    found = walk.summary(walk.start)
    by_outcome = {outcome.name: found.by_outcome[outcome.name] for outcome in walk.assessment.ladder}
    return Figures(sum(by_outcome.values()), len(walk.summaries), found.shortest, found.longest, by_outcome)


def longest_journey(assessment: Assessment) -> Answers:
    """Return the longest journey there is, “not sure” and answering the rest with it.

    Nobody who knows less is asked less: so only the questions that allow no doubt need each answer.
    """
    walk = Walk(assessment, answer_the_rest=True)

    def steps(node: tuple[Rules, frozenset[str]]) -> Steps[tuple[Rules, frozenset[str]]]:
        rules, asked = node
        begun = frozenset[str]().union(*(assessment.asked_with[name] for name in asked))
        wanted = questions_wanted(assessment, dict(rules), begun, answer_the_rest=True)
        question = first_in_file(assessment, wanted - asked)
        if question is None:
            return {}
        doubt = UNSURE if question.unsure else next(filter(question.leaves_open, question.option_names), None)
        after = {rules: doubt} if doubt else told_apart(question, rules, walk.settled)
        return {(left, asked | {question.name}): (question.name, answer) for left, answer in after.items()}

    *_, (_, longest) = shortest_first((walk.start[0], frozenset[str]()), steps)
    return longest


def shortest_first(start: Node, steps: Callable[[Node], Steps[Node]]) -> Iterator[tuple[Node, Answers]]:
    """Yield everything that answers can lead to, and the fewest that do, fewer before more."""
    ways: dict[Node, dict[str, Answer]] = {start: {}}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        yield node, ways[node]
        for after, (name, answer) in steps(node).items():
            if after not in ways:
                ways[after] = {**ways[node], name: answer}
                waiting.append(after)


def told_apart(
    question: Question, rules: Node, settled: Callable[[Node, Known], Node], only: Known | None = None
) -> dict[Node, Answer]:
    """Return what can be left of rules after an answer, with the first answer that leaves it.

    Where several of many are chosen, what each choice leaves is taken once: their sets are too many.
    """
    fixed = only or {}
    left: dict[Node, Known] = {rules: {}}
    for variable, size in question.domains.items():
        following: dict[Node, Known] = {}
        for before, values in left.items():
            for value in [fixed[variable]] if variable in fixed else range(size):
                following.setdefault(settled(before, {variable: value}), {**values, variable: value})
        left = following
    return {after: answer_of(question, values) for after, values in left.items()}


def answer_of(question: Question, values: Known) -> Answer:
    """Return the answer that gives a question's variables these values."""
    if question.kind == "some_of":
        return frozenset(name for name in question.option_names if values[f"{question.name}.{name}"])
    value = values[question.name]
    return question.minimum + value if question.kind == "number" else question.definite[value]
