"""Whether any answers at all make a rule hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from portal.assessment.rules import ALWAYS, NEVER, AtLeast, Between, Is, Rule, Term, all_of, at_least

Allowed = dict[str, frozenset[int]]
"""The values that each variable may still have; a variable that is missing may have any."""


def can_hold(rule: Rule) -> bool:
    """Say whether some values of the variables make a rule hold."""
    while True:
        plain, choices = _parts(rule)
        if NEVER in choices:
            return False
        allowed = _allowed(plain)
        if not all(allowed.values()):
            return False
        left = [_within(choice, allowed) for choice in choices]
        if left == choices:
            break
        rule = all_of([*plain, *left])
    if not _totals_can_hold([part for part in plain if isinstance(part, Between)], allowed):
        return False
    if not choices:
        return True
    choice, *others = choices
    first, *rest = choice.parts
    with_first = all_of([*plain, *others, first, at_least(choice.count - 1, rest)])
    without = all_of([*plain, *others, at_least(choice.count, rest)])
    return can_hold(with_first) or can_hold(without)


def _parts(rule: Rule) -> tuple[list[Is | Between], list[AtLeast]]:
    """Take a rule apart into tests that must all hold and choices that are still to be made."""
    plain: list[Is | Between] = []
    choices: list[AtLeast] = []
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, AtLeast):
            plain.append(part)
        elif part.count == len(part.parts):
            waiting += part.parts
        else:
            choices.append(part)
    return plain, choices


def _allowed(plain: Iterable[Is | Between]) -> Allowed:
    allowed: Allowed = {}
    for part in plain:
        if isinstance(part, Is):
            allowed[part.variable] = allowed.get(part.variable, part.values) & part.values
    return allowed


def _within(rule: Rule, allowed: Allowed) -> Rule:
    """Return what is left of a rule where variables have only these values."""
    if rule.variables.isdisjoint(allowed):
        return rule
    if isinstance(rule, AtLeast):
        return at_least(rule.count, [_within(part, allowed) for part in rule.parts])
    if isinstance(rule, Is):
        if allowed[rule.variable] <= rule.values:
            return ALWAYS
        return NEVER if allowed[rule.variable].isdisjoint(rule.values) else rule
    return rule


def _totals_can_hold(totals: list[Between], allowed: Allowed) -> bool:
    return all(_sums_can_hold(group, allowed) for group in _sharing_variables(totals))


def _sharing_variables(totals: list[Between]) -> list[list[Between]]:
    """Put totals that rest on the same variables together; the others do not matter to each other."""
    groups: list[list[Between]] = []
    for total in totals:
        shared = [group for group in groups if any(one.variables & total.variables for one in group)]
        groups = [group for group in groups if group not in shared]
        groups.append([total, *(one for group in shared for one in group)])
    return groups


def _sums_can_hold(totals: list[Between], allowed: Allowed) -> bool:
    """Say whether some values bring each total into its range.

    Totals over the same terms are one sum in the range that all of them allow.
    """
    ranges: dict[tuple[Term, ...], tuple[int, int]] = {}
    for total in totals:
        low, high = ranges.get(total.terms, (total.low, total.high))
        ranges[total.terms] = max(low, total.low), min(high, total.high)
    concerned = {name for terms in ranges for name, _ in terms} & allowed.keys()
    return any(
        all(low <= so_far <= high for (low, high), so_far in zip(ranges.values(), each, strict=True))
        for each in _sums(tuple(ranges), tuple((name, allowed[name]) for name in sorted(concerned)))
    )


@lru_cache(maxsize=1024)
def _sums(
    totals: tuple[tuple[Term, ...], ...], allowed: tuple[tuple[str, frozenset[int]], ...]
) -> frozenset[tuple[int, ...]]:
    """Return what several totals can come to together, variable by variable; equal sums are one."""
    narrowed = dict(allowed)
    sizes = {name: len(points) for terms in totals for name, points in terms}
    weights = [dict(terms) for terms in totals]
    sums = {(0,) * len(weights)}
    for variable, size in sizes.items():
        none = (0,) * size
        values = narrowed.get(variable, range(size))
        added = {tuple(points.get(variable, none)[value] for points in weights) for value in values}
        sums = {tuple(map(sum, zip(so_far, more, strict=True))) for so_far in sums for more in added}
    return frozenset(sums)
