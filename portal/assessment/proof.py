"""Proof over every possible answer, not a sample, that an assessment keeps its promises.

The walk follows every journey of definite answers, with equal states taken once: a state is what is
left of the rules, and the questions that a begun section still asks. (“Not sure” needs no walking: the
promise is by construction the least help among everything it could stand for.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.assessment.journey import first_in_file, questions_wanted
from portal.assessment.model import Answer, Assessment, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Rule, settle

Rules = tuple[tuple[str, Rule], ...]
"""Outcomes by name and what is left of their rules, in the order of the file."""

State = tuple[Rules, frozenset[str]]
"""The rules that still count, and the questions that begun sections still ask."""

Diagram = tuple[object, ...]
"""A decision diagram, each part interned: two states with the same one give the same headlines."""


@dataclass(frozen=True)
class Broken:
    """A promise that does not hold, and the shortest journey that shows it."""

    promise: str
    detail: str
    journey: Mapping[str, Answer]


@dataclass(frozen=True)
class Figures:
    """How many journeys there are, how long, and where they lead."""

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

    @property
    def start(self) -> State:
        rules = ((name, outcome.rule) for name, outcome in self.assessment.outcomes.items())
        return self._counting(tuple(rules)), frozenset()

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

    def after(self, state: State, question: Question, values: Mapping[str, int]) -> State:
        """Return the state that an answer, given as its variables' values, leads to."""
        rules, begun = state
        still_asked = (begun | self._asked_with(state, question)) - {question.name}
        return self._settled(rules, values), still_asked

    def _asked_with(self, state: State, question: Question) -> frozenset[str]:
        """Return what a question's section asks besides; once begun, the rest of it is in the state."""
        asked_with = self.assessment.asked_with[question.name]
        return frozenset() if state[1] & asked_with else asked_with

    def _summary(self, state: State) -> Summary:
        question = self.next_question(state)
        if question is None:
            return self._end(state)
        rules, begun = state
        still_asked = (begun | self._asked_with(state, question)) - {question.name}
        found = self._answered((rules, still_asked), tuple(question.domains))
        asked_for_more = question.name in begun or question.name in self.assessment.private
        if not asked_for_more and found.diagram[0] not in question.domains:
            self.needless[state] = question
        return Summary(found.by_outcome, found.shortest + 1, found.longest + 1, found.diagram)

    def _end(self, state: State) -> Summary:
        headlines = tuple(name for name, _ in state[0] if not self.assessment.outcomes[name].safety)
        if len(headlines) > 1 or len(state[0]) > len(headlines):
            self.unclear[state] = tuple(name for name, _ in state[0])
        return Summary(Counter([headlines[0]]), 0, 0, self._same(("", headlines[0])))

    def _answered(self, state: State, variables: tuple[str, ...]) -> Summary:
        """Return what follows once the variables of one question get each of their values."""
        if not variables:
            return self.summary((self._counting(state[0]), state[1]))
        key = (state, variables)
        if key not in self.partial:
            first, *others = variables
            children = [
                self._answered((self._settled(state[0], {first: value}), state[1]), tuple(others))
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

    def _settled(self, rules: Rules, values: Mapping[str, int]) -> Rules:
        return self._counting(tuple((name, settle(rule, values)) for name, rule in rules))

    def _counting(self, rules: Rules) -> Rules:
        """Drop what is settled about safety, what cannot be the headline, and all below what is met."""
        counting = []
        for name, rule in rules:
            if self.assessment.outcomes[name].safety:
                if rule.variables:
                    counting.append((name, rule))
            elif rule is not NEVER:
                counting.append((name, rule))
                if rule is ALWAYS and not self.answer_the_rest:
                    break
        return tuple(counting)


def figures(walk: Walk) -> Figures:
    """Return the figures of a whole walk."""
    found = walk.summary(walk.start)
    by_outcome = {outcome.name: found.by_outcome[outcome.name] for outcome in walk.assessment.ladder}
    return Figures(sum(by_outcome.values()), len(walk.summaries), found.shortest, found.longest, by_outcome)


def prove(assessment: Assessment) -> list[Broken]:
    """Return every promise that does not hold; an empty list is a proof."""
    walk = Walk(assessment)
    found = figures(walk)
    broken = []
    for name, count in found.by_outcome.items():
        if not count:
            broken.append(Broken("every outcome can be reached", f"no answers lead to “{name}”", {}))
    for state, headlines in walk.unclear.items():
        detail = f"the end leaves open {' and '.join(f'“{name}”' for name in headlines)}"
        broken.append(Broken("every journey ends in one headline", detail, shortest_way(walk, state)))
    for state, question in walk.needless.items():
        detail = f"“{question.name}” is asked here, and no answer changes anything"
        broken.append(Broken("no question is asked in vain", detail, shortest_way(walk, state)))
    return [*_shortest_of_each(broken), *more_need_is_never_less_help(assessment)]


def _shortest_of_each(broken: list[Broken]) -> Iterator[Broken]:
    """Yield each different fault once, with the shortest journey that shows it."""
    best: dict[tuple[str, str], Broken] = {}
    for one in sorted(broken, key=lambda one: len(one.journey)):
        best.setdefault((one.promise, one.detail), one)
    yield from best.values()


def shortest_way(walk: Walk, goal: State) -> dict[str, Answer]:
    """Return the fewest answers that lead from the start to a state."""
    ways: dict[State, dict[str, Answer]] = {walk.start: {}}
    waiting = [walk.start]
    while goal not in ways and waiting:
        following = []
        for state in waiting:
            question = walk.next_question(state)
            for answer in every_answer(question) if question else ():
                assert question
                after = walk.after(state, question, question.known(answer))
                if after not in ways:
                    ways[after] = {**ways[state], question.name: answer}
                    following.append(after)
        waiting = following
    return ways.get(goal, {})


def every_answer(question: Question) -> Iterator[Answer]:
    """Yield every definite answer to a question."""
    if question.kind == "number":
        yield from range(question.minimum, question.maximum + 1)
    elif question.kind == "some_of":
        for bits in range(1 << len(question.options)):
            yield frozenset(name for place, name in enumerate(question.option_names) if bits >> place & 1)
    else:
        yield from question.definite


def more_need_is_never_less_help(assessment: Assessment) -> Iterator[Broken]:
    """Yield each offer that a family can lose, or headline that falls, by an answer that says more need.

    No offer is lost, so the headline, the first offer that is met, cannot fall either.
    """
    accepted = {(one.question, one.outcome) for one in assessment.exceptions}
    for question in assessment.questions.values():
        for outcome in assessment.ladder:
            if (question.name, outcome.name) not in accepted:
                yield from _lost_by_more_need(assessment, question, outcome)


def _lost_by_more_need(assessment: Assessment, question: Question, outcome: Outcome) -> Iterator[Broken]:
    if question.more_need == "none":
        return
    for variable, size in question.domains.items():
        for value in range(size - 1):
            less, more = ({variable: value}, {variable: value + 1})
            if question.more_need == "down":
                less, more = more, less
            with_less, with_more = settle(outcome.rule, less), settle(outcome.rule, more)
            found = _met_but_not(assessment, with_less, with_more)
            if found is not None:
                detail = f"“{outcome.name}” is lost when “{question.name}” says more need"
                yield Broken(
                    "more need never means less help", detail, answers_of(assessment, {**found, **less})
                )
                return


def _met_but_not(assessment: Assessment, first: Rule, second: Rule) -> dict[str, int] | None:
    """Return the fewest values under which the first rule holds and the second does not, if there are any."""
    start = (first, second)
    ways: dict[tuple[Rule, Rule], dict[str, int]] = {start: {}}
    waiting = [start]
    while waiting:
        following = []
        for pair in waiting:
            met, lost = pair
            if met is NEVER or lost is ALWAYS or met is lost:
                continue
            if met is ALWAYS and lost is NEVER:
                return ways[pair]
            variable = min(met.variables | lost.variables)
            for value in range(assessment.sizes[variable]):
                after = (settle(met, {variable: value}), settle(lost, {variable: value}))
                if after not in ways:
                    ways[after] = {**ways[pair], variable: value}
                    following.append(after)
        waiting = following
    return None


def answers_of(assessment: Assessment, values: Mapping[str, int]) -> dict[str, Answer]:
    """Return values of variables as answers, in the order of the file."""
    answers: dict[str, Answer] = {}
    for question in assessment.questions.values():
        known = {name: value for name, value in values.items() if name in question.domains}
        if not known:
            continue
        if question.kind == "some_of":
            chosen = (name for name in question.option_names if known.get(f"{question.name}.{name}"))
            answers[question.name] = frozenset(chosen)
        elif question.kind == "number":
            answers[question.name] = question.minimum + known[question.name]
        else:
            answers[question.name] = question.definite[known[question.name]]
    return answers
