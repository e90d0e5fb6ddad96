"""Proof over every possible answer, not a sample, that an assessment keeps its promises.

The walk follows every journey of definite answers, with equal states taken once: a state is what is
left of the rules, and the questions that a begun section still asks. (“Not sure” needs no walking: the
promise is by construction the least help among everything it could stand for.)
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from portal.assessment.journey import first_in_file, questions_wanted
from portal.assessment.model import UNSURE, Answer, Answers, Assessment, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Known, Rule, settle
from portal.assessment.satisfy import can_hold

ONE_HEADLINE = "every journey ends in exactly one headline"
REACHED = "every outcome can be reached"
NEEDED = "no question is asked that cannot change the headline"
SAFETY = "safety shows on every journey that has it"
MORE_NEED = "more need never means less help"
MOST_QUESTIONS = 20
SHORT = f"no journey has more than {MOST_QUESTIONS} questions"

PROMISES = (ONE_HEADLINE, REACHED, NEEDED, SAFETY, MORE_NEED, SHORT)

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
class Broken:
    """A promise that does not hold, the line of the file to look at, and the shortest journey that shows it."""

    promise: str
    detail: str
    line: int
    journey: Answers


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
        """Return the fewest answers that lead to each state."""
        return dict(shortest_first(self.start, self.steps))

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
        outcomes = self.assessment.outcomes
        open_safety = tuple(name for name, _ in state[0] if outcomes[name].safety)
        if open_safety:
            self.unsafe[state] = open_safety
        headlines = []
        for name, rule in state[0]:
            if not outcomes[name].safety:
                headlines.append(name)
                if rule is ALWAYS:
                    break
        if len(headlines) > 1:
            self.unclear[state] = tuple(headlines)
        return Summary(Counter(headlines[:1]), 0, 0, self._same(("", *headlines)))

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


def prove(assessment: Assessment) -> list[Broken]:
    """Return every promise that does not hold; an empty list is a proof."""
    walk = Walk(assessment)
    walk.summary(walk.start)
    return [
        *_shortest_of_each(_unclear_ends(walk)),
        *_out_of_reach(walk),
        *_shortest_of_each(_asked_in_vain(walk)),
        *_shortest_of_each(_safety_not_shown(walk)),
        *more_need_is_never_less_help(assessment),
        *_too_long(assessment),
    ]


def _shortest_of_each(broken: Iterator[Broken]) -> Iterator[Broken]:
    """Yield each different fault once, with the shortest journey that shows it."""
    best: dict[str, Broken] = {}
    for one in sorted(broken, key=lambda one: len(one.journey)):
        best.setdefault(one.detail, one)
    yield from best.values()


def _unclear_ends(walk: Walk) -> Iterator[Broken]:
    for state, headlines in walk.unclear.items():
        detail = f"the end leaves open {named(headlines)}"
        yield Broken(ONE_HEADLINE, detail, walk.assessment.outcomes[headlines[0]].line, walk.ways[state])


def _out_of_reach(walk: Walk) -> Iterator[Broken]:
    counts = walk.summary(walk.start).by_outcome
    for outcome in walk.assessment.outcomes.values():
        if not (can_hold(outcome.rule, walk.assessment.sizes) if outcome.safety else counts[outcome.name]):
            yield Broken(REACHED, f"no answers lead to “{outcome.name}”", outcome.line, {})


def _asked_in_vain(walk: Walk) -> Iterator[Broken]:
    for state, question in walk.needless.items():
        detail = f"“{question.name}” is asked next, and no answer to it changes the headline"
        yield Broken(NEEDED, detail, question.line, walk.ways[state])


def _safety_not_shown(walk: Walk) -> Iterator[Broken]:
    for state, open_safety in walk.unsafe.items():
        line = walk.assessment.outcomes[open_safety[0]].line
        yield Broken(SAFETY, f"the end leaves open {named(open_safety)}", line, walk.ways[state])
    for outcome in walk.assessment.safety:
        if outcome.rule is ALWAYS and not walk.assessment.private:
            detail = f"“{outcome.name}” depends on no answer, so no journey shows it"
            yield Broken(SAFETY, detail, outcome.line, {})


def more_need_is_never_less_help(assessment: Assessment) -> Iterator[Broken]:
    """Yield each offer that a family can lose, or headline that falls, by an answer that says more need.

    No offer is lost, so the headline, the first offer that is met, cannot fall either.
    """
    accepted = {(one.question, one.outcome) for one in assessment.exceptions}
    walk = Walk(assessment, answer_the_rest=True)
    for question in assessment.questions.values():
        for outcome in assessment.ladder:
            if (question.name, outcome.name) in accepted:
                continue
            lost = [(less, more) for less, more in _steps_up(question) if _is_lost(walk, outcome, less, more)]
            if lost:
                shown = [(_shortest_loss(walk, outcome, less, more), less, more) for less, more in lost]
                journey, less, more = min(shown, key=lambda one: len(one[0]))
                before, after = (says(question, values) for values in (less, more))
                detail = f"“{outcome.name}” is lost when “{question.name}” is {after} instead of {before}"
                yield Broken(MORE_NEED, detail, outcome.line, journey)


def _steps_up(question: Question) -> Iterator[tuple[Known, Known]]:
    """Yield each value of a question's variables with the next one that says more need."""
    if question.more_need == "none":
        return
    for variable, size in question.domains.items():
        for value in range(size - 1):
            less, more = {variable: value}, {variable: value + 1}
            yield (less, more) if question.more_need == "up" else (more, less)


def _is_lost(walk: Walk, outcome: Outcome, less: Known, more: Known) -> bool:
    """Say whether any answers at all meet an outcome with the one value and not with the other."""
    sizes = walk.assessment.sizes
    # In the order of the file: answers that add up to one total stand together, so few pairs differ.
    places = {variable: place for place, variable in enumerate(sizes)}
    waiting = [(settle(outcome.rule, less), settle(outcome.rule, more))]
    seen = set(waiting)
    while waiting:
        met, lost = waiting.pop()
        if met is NEVER or lost is ALWAYS or met is lost:
            continue
        if met is ALWAYS and lost is NEVER:
            return True
        variable = min(met.variables | lost.variables, key=places.__getitem__)
        for value in range(sizes[variable]):
            known = {variable: value}
            after = (settle(met, known), settle(lost, known))
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return False


def _shortest_loss(walk: Walk, outcome: Outcome, less: Known, more: Known) -> Answers:
    """Return the shortest journey that meets an outcome with the one value, and would not with the other."""

    def steps(node: tuple[State, Rule]) -> Steps[tuple[State, Rule]]:
        state, lost = node
        question = walk.next_question(state)
        if question is None or lost is ALWAYS or dict(state[0]).get(outcome.name, NEVER) is NEVER:
            return {}
        still_asked = walk.still_asked(state, question)
        settled = told_apart(
            question,
            (state[0], lost),
            lambda rules, known: (walk.settled(rules[0], known), settle(rules[1], known)),
            less,
        )
        return {
            ((rules, still_asked), left): (question.name, answer)
            for (rules, left), answer in settled.items()
        }

    start = (walk.start, settle(outcome.rule, more))
    for ((rules, _), lost), way in shortest_first(start, steps):
        if lost is NEVER and dict(rules).get(outcome.name) is ALWAYS:
            return way
    return {}


def _too_long(assessment: Assessment) -> Iterator[Broken]:
    longest = longest_journey(assessment)
    if len(longest) > MOST_QUESTIONS:
        one_too_many = list(longest.items())[: MOST_QUESTIONS + 1]
        line = assessment.questions[one_too_many[-1][0]].line
        yield Broken(SHORT, f"a journey has {len(longest)} questions", line, dict(one_too_many))


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
    left: dict[Node, Known] = {rules: {}}
    for variable, size in question.domains.items():
        values = range(size) if only is None or variable not in only else [only[variable]]
        following: dict[Node, Known] = {}
        for before, known in left.items():
            for value in values:
                following.setdefault(settled(before, {variable: value}), {**known, variable: value})
        left = following
    return {after: answer_of(question, known) for after, known in left.items()}


def answer_of(question: Question, known: Known) -> Answer:
    """Return the answer that gives a question's variables these values; those not given count as the first."""
    if question.kind == "some_of":
        return frozenset(name for name in question.option_names if known.get(f"{question.name}.{name}"))
    value = known[question.name]
    return question.minimum + value if question.kind == "number" else question.definite[value]


def says(question: Question, known: Known) -> str:
    """Say the value of one of a question's variables, by the names of the file."""
    answer = answer_of(question, known)
    if isinstance(answer, frozenset):
        ((variable, chosen),) = known.items()
        option = variable.removeprefix(f"{question.name}.")
        return f"with “{option}”" if chosen else f"without “{option}”"
    return f"“{answer}”"


def named(names: tuple[str, ...]) -> str:
    """Say names in quotes, one after another."""
    return " and ".join(f"“{name}”" for name in names)
