"""Whether any answers at all make a rule hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.assessment.rules import AtLeast, Between, Is, Rule, all_of, at_least


def can_hold(rule: Rule, sizes: Mapping[str, int]) -> bool:
    """Say whether some values of the variables make a rule hold; `sizes` gives each one's domain."""
    plain: list[Is | Between] = []
    choices: list[AtLeast] = []
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, AtLeast):
            plain.append(part)
        elif part.count >= len(part.parts):
            if part.count > len(part.parts):
                return False
            waiting += part.parts
        else:
            choices.append(part)
    if not choices:
        return _all_can_hold(plain, sizes)
    choice, *others = choices
    first, *rest = choice.parts
    with_first = all_of([*plain, *others, first, at_least(choice.count - 1, rest)])
    without = all_of([*plain, *others, at_least(choice.count, rest)])
    return can_hold(with_first, sizes) or can_hold(without, sizes)


def _all_can_hold(parts: Iterable[Is | Between], sizes: Mapping[str, int]) -> bool:
    """Say whether tests of variables and of totals can all hold together."""
    allowed: dict[str, frozenset[int]] = {}
    ranges: dict[tuple[tuple[str, tuple[int, ...]], ...], tuple[int, int]] = {}
    for part in parts:
        if isinstance(part, Is):
            allowed[part.variable] = allowed.get(part.variable, part.values) & part.values
        else:
            low, high = ranges.get(part.terms, (part.low, part.high))
            ranges[part.terms] = max(low, part.low), min(high, part.high)
    if not all(allowed.values()):
        return False
    return _totals_can_hold(
        [Between(terms, *ends, frozenset()) for terms, ends in ranges.items()], allowed, sizes
    )


def _totals_can_hold(
    totals: list[Between], allowed: Mapping[str, frozenset[int]], sizes: Mapping[str, int]
) -> bool:
    """Follow every combination of sums, variable by variable; equal sums are followed once."""
    weights = [dict(total.terms) for total in totals]
    sums = {tuple(0 for _ in totals)}
    for variable in dict.fromkeys(name for total in totals for name, _ in total.terms):
        values = allowed.get(variable, range(sizes[variable]))
        added = {
            tuple(points[variable][value] if variable in points else 0 for points in weights)
            for value in values
        }
        sums = {tuple(map(sum, zip(so_far, more, strict=True))) for so_far in sums for more in added}
    return any(
        all(total.low <= so_far <= total.high for total, so_far in zip(totals, each, strict=True))
        for each in sums
    )
