"""Rules in three-valued logic: met, not met, or cannot tell yet.

A rule is one of three things: a test of one variable (`Is`), so many of several rules
(`AtLeast`, which is "all of" and "any of" too), or a total that lies in a range (`Between`).
Filling in what is known (`settle`) gives a smaller rule: `ALWAYS`, `NEVER`, or what is still open
and the variables it depends on. Equal rules are one object, so that equal states merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from weakref import WeakValueDictionary

Known = Mapping[str, int]
"""Variables and the position of each one's value in its domain."""

Term = tuple[str, tuple[int, ...]]
"""A variable and the points for each value of its domain, in order."""


@dataclass(frozen=True, eq=False)
class Is:
    """Whether a variable has one of these values."""

    variable: str
    values: frozenset[int]
    variables: frozenset[str]


@dataclass(frozen=True, eq=False)
class AtLeast:
    """Whether at least `count` of the parts hold."""

    count: int
    parts: tuple[Rule, ...]
    variables: frozenset[str]


@dataclass(frozen=True, eq=False)
class Between:
    """Whether the terms add up to `low` or more and `high` or less."""

    terms: tuple[Term, ...]
    low: int
    high: int
    variables: frozenset[str]


Rule = Is | AtLeast | Between


@dataclass
class _Interned:
    """Every rule alive, by what it says: two equal rules are one object."""

    rules: WeakValueDictionary[tuple[object, ...], Rule] = field(default_factory=WeakValueDictionary)

    def same(self, key: tuple[object, ...], made: Rule) -> Rule:
        return self.rules.setdefault(key, made)


_interned = _Interned()
ALWAYS: Rule = AtLeast(0, (), frozenset())
NEVER: Rule = AtLeast(1, (), frozenset())


def certain(truth: bool) -> Rule:
    """Return the rule that always, or never, holds."""
    return ALWAYS if truth else NEVER


def one_of(variable: str, values: Iterable[int], size: int) -> Rule:
    """Return the rule that the variable has one of these values, out of `size`."""
    allowed = frozenset(values)
    if not allowed or len(allowed) == size:
        return certain(bool(allowed))
    return _interned.same(("is", variable, allowed), Is(variable, allowed, frozenset([variable])))


def at_least(count: int, parts: Iterable[Rule]) -> Rule:
    """Return the rule that at least so many of the parts hold, made as small as can be."""
    held = tuple(parts)
    count -= sum(part is ALWAYS for part in held)
    still = tuple(part for part in held if part is not ALWAYS and part is not NEVER)
    if count in (1, len(still)):
        still, count = _without_repeats(still, count)
    if count <= 0 or count > len(still):
        return certain(count <= 0)
    if len(still) == 1:
        return still[0]
    variables = frozenset[str]().union(*(part.variables for part in still))
    return _interned.same(("at least", count, still), AtLeast(count, still, variables))


def _without_repeats(parts: tuple[Rule, ...], count: int) -> tuple[tuple[Rule, ...], int]:
    once = tuple(dict.fromkeys(parts))
    return once, count if count <= 1 else len(once)


def all_of(parts: Iterable[Rule]) -> Rule:
    """Return the rule that every part holds."""
    held = tuple(parts)
    return at_least(len(held), held)


def any_of(parts: Iterable[Rule]) -> Rule:
    """Return the rule that one part or more holds."""
    return at_least(1, parts)


def between(terms: Iterable[Term], low: int, high: int) -> Rule:
    """Return the rule that the terms add up to a number from low to high, both included."""
    fixed = 0
    still = []
    for variable, points in terms:
        if min(points) == max(points):
            fixed += points[0]
        else:
            still.append((variable, points))
    least = sum(min(points) for _, points in still)
    most = sum(max(points) for _, points in still)
    low, high = max(low - fixed, least), min(high - fixed, most)
    if low > high:
        return NEVER
    if low == least and high == most:
        return ALWAYS
    made = Between(tuple(still), low, high, frozenset(variable for variable, _ in still))
    return _interned.same(("between", made.terms, low, high), made)


def opposite(rule: Rule, sizes: Mapping[str, int]) -> Rule:
    """Return the rule that holds where this one does not; `sizes` gives each variable's domain."""
    match rule:
        case Is():
            size = sizes[rule.variable]
            return one_of(rule.variable, frozenset(range(size)) - rule.values, size)
        case AtLeast():
            return at_least(len(rule.parts) - rule.count + 1, (opposite(part, sizes) for part in rule.parts))
        case Between():
            least, most = reach(rule.terms, {})
            below = between(rule.terms, least, rule.low - 1)
            return any_of([below, between(rule.terms, rule.high + 1, most)])


def settle(rule: Rule, known: Known) -> Rule:
    """Return what is left of a rule once these variables are known."""
    if rule.variables.isdisjoint(known):
        return rule
    match rule:
        case Is():
            return certain(known[rule.variable] in rule.values)
        case AtLeast():
            return at_least(rule.count, [settle(part, known) for part in rule.parts])
        case Between():
            given = sum(points[known[variable]] for variable, points in rule.terms if variable in known)
            open_terms = [term for term in rule.terms if term[0] not in known]
            return between(open_terms, rule.low - given, rule.high - given)


def reach(terms: Iterable[Term], known: Known) -> tuple[int, int]:
    """Return the least and the most that the terms can add up to."""

    def add(so_far: tuple[int, int], term: Term) -> tuple[int, int]:
        variable, points = term
        possible = (points[known[variable]],) if variable in known else points
        return so_far[0] + min(possible), so_far[1] + max(possible)

    return reduce(add, terms, (0, 0))
