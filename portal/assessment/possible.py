"""What “not sure” leaves open: the promise, what else is possible, and what to find out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from portal.assessment.journey import Journey, best_of_each_group
from portal.assessment.model import Answer, Assessment, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Known, Rule, settle

MOST_ALTERNATIVES = 3
"""How many better outcomes are named, so that a tired reader can take them in."""

MOST_QUESTIONS = 3
"""How many questions one hint may ask a family to find out about."""

MOST_OPTIONS = 12
"""How many answers of one question are tried; a number with more is said as a question only."""

MOST_TRIES = 1000
"""How many combinations of answers are tried for one hint: a family does not wait for it."""

State = tuple[tuple[str, Rule], ...]
"""The outcomes that can still be the headline, and what is left of each one's rule."""


@dataclass(frozen=True)
class Finding:
    """One thing to find out: a question, and the options that would make the difference."""

    question: Question
    options: frozenset[str]


@dataclass(frozen=True)
class Alternative:
    """A better headline that is possible, and the smallest thing that would show it.

    `findings` is empty where more than a few things together would have to be found out.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Prospect:
    """The promise (the least help among what is possible) and what else is possible."""

    promise: Outcome
    alternatives: tuple[Alternative, ...]


def prospect(journey: Journey) -> Prospect:
    """Return what can be promised to a family whose journey has ended."""
    possible = possible_headlines(journey.assessment, journey.open_rules)
    in_order = [outcome for outcome in journey.assessment.ladder if outcome.name in possible]
    promise = in_order[-1]
    better = [Alternative(outcome, _findings(journey, outcome)) for outcome in in_order[:-1]]
    # What can be found out comes first; within that, most help first.
    better.sort(key=lambda alternative: not alternative.findings)
    return Prospect(promise, tuple(better[:MOST_ALTERNATIVES]))


def offered(journey: Journey, promise: Outcome) -> tuple[Outcome, ...]:
    """Return the promise and every offer that is met below it, most help first."""
    ladder = journey.assessment.ladder
    return best_of_each_group(one for one in ladder if one == promise or one in journey.offers)


def possible_headlines(assessment: Assessment, open_rules: Mapping[str, Rule]) -> frozenset[str]:
    """Return exactly the headlines that some completion of what is not known would have.

    Completions that leave the same rules open are followed once: a total remembers its sum only.
    """
    start = _still_possible((outcome.name, open_rules[outcome.name]) for outcome in assessment.ladder)
    found: set[str] = set()
    seen = {start}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        name, rule = state[0]
        if rule is ALWAYS:
            found.add(name)
            continue
        variable = min(rule.variables)
        for value in range(assessment.sizes[variable]):
            known = {variable: value}
            following = _still_possible((name, settle(rule, known)) for name, rule in state)
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return frozenset(found)


def _still_possible(rules: Iterable[tuple[str, Rule]]) -> State:
    """Drop what can no longer be the headline: what is not met, and all below what is met."""
    state = []
    for name, rule in rules:
        if rule is not NEVER:
            state.append((name, rule))
        if rule is ALWAYS:
            break
    return tuple(state)


def _findings(journey: Journey, outcome: Outcome) -> tuple[Finding, ...]:
    """Return the fewest things to find out that would make this outcome the promise."""
    open_here = journey.open_rules[outcome.name].variables
    doubtful = [
        question
        for question in journey.unsure
        if 0 < len(_answers(question)) <= MOST_OPTIONS and not open_here.isdisjoint(question.domains)
    ]
    tries = 0
    for count in range(1, MOST_QUESTIONS + 1):
        for questions in combinations(doubtful, count):
            tries += prod(len(_answers(question)) for question in questions)
            if tries > MOST_TRIES:
                return ()
            enough = [answers for answers in _together(questions) if _promised(journey, outcome, answers)]
            if enough:
                findings = enumerate(questions)
                return tuple(Finding(question, _alone(enough, place)) for place, question in findings)
    return ()


def _together(questions: tuple[Question, ...]) -> Iterator[tuple[tuple[Question, Answer], ...]]:
    """Yield the questions with each of their answers in turn."""
    for answers in product(*map(_answers, questions)):
        yield tuple(zip(questions, answers, strict=True))


def _promised(journey: Journey, outcome: Outcome, answers: Iterable[tuple[Question, Answer]]) -> bool:
    """Say whether these answers would make this outcome the first of which nothing is in doubt."""
    known: Known = {
        variable: value for question, answer in answers for variable, value in question.known(answer).items()
    }
    if settle(journey.open_rules[outcome.name], known) is not ALWAYS:
        return False
    ladder = journey.assessment.ladder
    above = ladder[: ladder.index(outcome)]
    return all(settle(journey.open_rules[better.name], known) is not ALWAYS for better in above)


def _answers(question: Question) -> list[Answer]:
    """Return the answers that a hint could name."""
    if question.kind == "some_of":
        return [frozenset([name]) for name in question.option_names]
    return list(question.option_names)


def _alone(enough: list[tuple[tuple[Question, Answer], ...]], place: int) -> frozenset[str]:
    """Return the options of one question that go with the first answers to the others."""
    others = [found[:place] + found[place + 1 :] for found in enough]
    options: set[str] = set()
    for found, rest in zip(enough, others, strict=True):
        if rest == others[0]:
            _, answer = found[place]
            options |= answer if isinstance(answer, frozenset) else {str(answer)}
    return frozenset(options)
