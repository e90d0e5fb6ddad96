"""Proof over every possible answer, not a sample, that an assessment keeps its promises.

“Not sure” needs no proof but for the number of questions: what is promised then is by construction the
least help among everything it could stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from portal.assessment.model import AcceptedException, Answers, Assessment, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Known, Rule, settle
from portal.assessment.satisfy import can_hold
from portal.assessment.walk import State, Steps, Walk, answer_of, longest_journey, shortest_first, told_apart

ONE_HEADLINE = "every journey ends in exactly one headline"
REACHED = "every outcome can be reached"
NEEDED = "no question is asked that cannot change the headline"
SAFETY = "safety shows on every journey that has it"
MORE_NEED = "more need never means less help"
MOST_QUESTIONS = 20
SHORT = f"no journey has more than {MOST_QUESTIONS} questions"

PROMISES = (ONE_HEADLINE, REACHED, NEEDED, SAFETY, MORE_NEED, SHORT)


@dataclass(frozen=True)
class Broken:
    """A promise that does not hold, the line to look at, and the shortest journey that shows it."""

    promise: str
    detail: str
    line: int
    journey: Answers


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
        if not (can_hold(outcome.rule) if outcome.safety else counts[outcome.name]):
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
            lost = _losses(assessment, question, outcome)
            if lost and (question.name, outcome.name) not in accepted:
                shown = [(_shortest_loss(walk, outcome, less, more), less, more) for less, more in lost]
                # Where another outcome ends everything, a step may show on no journey: such a one comes last.
                journey, less, more = min(shown, key=lambda one: len(one[0]) or inf)
                detail = f"“{outcome.name}” is lost when {_change(question, less, more)}"
                yield Broken(MORE_NEED, detail, outcome.line, journey)


def _change(question: Question, less: Known, more: Known) -> str:
    """Say by what a question's answer says more need."""
    ((variable, value),) = more.items()
    if question.kind == "some_of":
        chosen = "chosen" if value else "not chosen"
        return f"“{variable.removeprefix(f'{question.name}.')}” in “{question.name}” is {chosen}"
    before, after = (answer_of(question, values) for values in (less, more))
    return f"“{question.name}” is “{after}” instead of “{before}”"


def needless_exceptions(assessment: Assessment) -> Iterator[AcceptedException]:
    """Yield the exceptions that no rule needs: they could hide a fault one day."""
    for one in assessment.exceptions:
        question, outcome = assessment.questions[one.question], assessment.outcomes[one.outcome]
        if not _losses(assessment, question, outcome):
            yield one


def _losses(assessment: Assessment, question: Question, outcome: Outcome) -> list[tuple[Known, Known]]:
    """Return the steps to more need that can lose an outcome."""
    sizes = assessment.sizes
    return [
        (less, more)
        for less, more in _steps_up(question)
        if _met_but_not(settle(outcome.rule, less), settle(outcome.rule, more), sizes)
    ]


def _steps_up(question: Question) -> Iterator[tuple[Known, Known]]:
    """Yield each value of a question's variables with the next one that says more need."""
    if question.more_need == "none":
        return
    for variable, size in question.domains.items():
        for value in range(size - 1):
            less, more = {variable: value}, {variable: value + 1}
            yield (less, more) if question.more_need == "up" else (more, less)


def _met_but_not(first: Rule, second: Rule, sizes: Mapping[str, int]) -> bool:
    """Say whether any answers at all meet the first rule and not the second."""
    # In the order of the file: answers that add up to one total stand together, so few pairs differ.
    places = {variable: place for place, variable in enumerate(sizes)}
    waiting = [(first, second)]
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
            ((rules, still_asked), left): (question.name, answer) for (rules, left), answer in settled.items()
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


def named(names: tuple[str, ...]) -> str:
    """Say names in quotes, one after another."""
    return " and ".join(f"“{name}”" for name in names)
