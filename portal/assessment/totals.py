"""Numbers worked out from several answers: the sum or the highest of points, or a count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from portal.assessment.model import Option, PointsWhen, Question, Total
from portal.assessment.rules import (
    ALWAYS,
    NEVER,
    Known,
    Rule,
    Term,
    all_of,
    any_of,
    between,
    one_of,
    opposite,
    reach,
    settle,
)

MOST_CONDITIONS = 6
"""How many different conditions points may hang on: each doubles the rule."""

Case = tuple[Rule, tuple[Term, ...]]
"""A condition, and what each answer is worth where it holds. Of a total's cases exactly one holds."""


def in_range(total: Total, low: int, high: int) -> Rule:
    """Return the rule that a total is from low to high, both included."""
    return any_of(
        all_of([condition, _terms_in_range(total, terms, low, high)]) for condition, terms in _cases(total)
    )


def _terms_in_range(total: Total, terms: tuple[Term, ...], low: int, high: int) -> Rule:
    if total.method != "highest":
        return between(terms, low, high)
    reaches = any_of(_worth(term, low) for term in terms)
    exceeds = any_of(_worth(term, high + 1) for term in terms)
    sizes = {variable: len(points) for variable, points in terms}
    return all_of([reaches, opposite(exceeds, sizes)])


def _worth(term: Term, low: int) -> Rule:
    variable, points = term
    return one_of(variable, (place for place, worth in enumerate(points) if worth >= low), len(points))


def reach_of(total: Total, known: Known) -> tuple[int, int]:
    """Return the least and the most that a total can be once these variables are known."""
    ends = []
    for condition, terms in _cases(total):
        if settle(condition, known) is not NEVER:
            if total.method == "highest":
                alone = [reach([term], known) for term in terms]
                ends.append((max(low for low, _ in alone), max(high for _, high in alone)))
            else:
                ends.append(reach(terms, known))
    return min(low for low, _ in ends), max(high for _, high in ends)


def scored(total: Total, known: Known) -> tuple[tuple[Question, int], ...]:
    """Return the questions whose answers add something, and how much."""
    terms = next((terms for condition, terms in _cases(total) if settle(condition, known) is ALWAYS), ())
    worth = {variable: points[known[variable]] for variable, points in terms if variable in known}
    each = ((question, sum(worth.get(name, 0) for name in question.domains)) for question in total.questions)
    return tuple((question, points) for question, points in each if points)


def _cases(total: Total) -> Iterator[Case]:
    """Yield what each answer is worth under every combination of the conditions that points hang on."""
    options = (option for question in total.questions for option in question.options)
    conditions = list(dict.fromkeys(option.points_when for option in options if option.points_when))
    for truths in product((True, False), repeat=len(conditions)):
        chosen = list(zip(conditions, truths, strict=True))
        condition = all_of(found.holds if truth else found.fails for found, truth in chosen)
        if condition is not NEVER:
            yield condition, tuple(_terms(total, {found for found, truth in chosen if truth}))


def _terms(total: Total, holding: set[PointsWhen]) -> Iterator[Term]:
    def worth(option: Option) -> int:
        counts = option.points_when is None or option.points_when in holding
        if total.method == "count":
            return int(counts and option in total.counted)
        return option.points if counts else option.points_otherwise

    for question in total.questions:
        if question.kind == "number":
            yield question.name, tuple(range(question.minimum, question.maximum + 1))
        elif question.kind == "some_of":
            yield from ((f"{question.name}.{option.name}", (0, worth(option))) for option in question.options)
        else:
            definite = (option for option in question.options if not option.unknown)
            yield question.name, tuple(map(worth, definite))
