"""An outcome's rule as something to draw: steps that all have to be true, each a box or a group of boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portal.assessment.model import Assessment, Criterion, Outcome
from portal.assessment.rules import ALWAYS, NEVER, AtLeast, Is, Known, Rule, settle


@dataclass(frozen=True)
class Box:
    """One criterion that has to be met or, where `met` is no, that must not be."""

    criterion: Criterion
    met: bool

    @property
    def says(self) -> str:
        return self.criterion.says if self.met else self.criterion.unless

    @property
    def illustrative(self) -> bool:
        return self.criterion.illustrative


@dataclass(frozen=True)
class Group:
    """Parts of which at least `count` have to be true; `names` are criteria that say it in one."""

    count: int
    parts: tuple[Part, ...]
    names: tuple[Criterion, ...] = ()

    @property
    def needs_all(self) -> bool:
        return self.count == len(self.parts)

    @property
    def illustrative(self) -> bool:
        return any(part.illustrative for part in self.parts)


Part = Box | Group


def draw(assessment: Assessment, outcome: Outcome) -> Group:
    """Return what an outcome takes as one group whose parts all have to be true."""
    names = {one.formula: one for one in assessment.criteria.values() if one.joins}
    drawn = _Drawing(assessment.criteria, names).part(outcome.formula, {})
    return drawn if isinstance(drawn, Group) and drawn.needs_all else Group(1, (drawn,))


def sources(part: Part) -> tuple[str, ...]:
    """Return the sources that a part comes from, each once, in order."""
    if isinstance(part, Box):
        return (part.criterion.source,)
    found = [one.source for one in part.names]
    found += [name for inner in part.parts for name in sources(inner)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Drawing:
    """Draws formulas over these criteria; some formulas are what a criterion with a name says."""

    criteria: Mapping[str, Criterion]
    names: Mapping[Rule, Criterion]

    def part(self, formula: Rule, given: Known) -> Part:
        """Draw a formula; what is `given` has to be met anyhow, and is not drawn again."""
        left = settle(formula, given)
        if isinstance(left, Is):
            return Box(self.criteria[left.variable], 1 in left.values)
        if not isinstance(formula, AtLeast):
            raise TypeError(f"an outcome rests on criteria alone; found {formula}")
        if left is NEVER:  # rules that contradict each other are drawn as they stand
            given = {}
        return self._all(formula, given) if _is_all(formula) else self._some(formula, given)

    def _all(self, formula: AtLeast, given: Known) -> Group:
        """Draw “all of” as one with every “all of” that stands in it, each criterion once."""
        inside = dict.fromkeys(_all_in_all(formula))
        tests = [one for one in inside if isinstance(one, Is) and one.variable not in given]
        held = {**given, **{test.variable: min(test.values) for test in tests}}
        parts = [
            self.part(one, given if one in tests else held)
            for one in inside
            if one in tests or (not _is_all(one) and settle(one, held) is not ALWAYS)
        ]
        named = tuple(self.names[one] for one in (formula, *inside) if one in self.names)
        if len(parts) == 1 and isinstance(parts[0], Group):
            return replace(parts[0], names=(*named, *parts[0].names))
        return Group(len(parts), tuple(parts), named)

    def _some(self, formula: AtLeast, given: Known) -> Group:
        """Draw “at least so many of”; “any of” takes in an “any of” that has no name of its own."""
        alternatives = [(one, settle(one, given)) for one in self._alternatives(formula)]
        count = formula.count - sum(left is ALWAYS for _, left in alternatives)
        parts = [self.part(one, given) for one, left in alternatives if left not in (ALWAYS, NEVER)]
        name = self.names.get(formula)
        return Group(count, tuple(parts), (name,) if name else ())

    def _alternatives(self, formula: AtLeast) -> Iterator[Rule]:
        for one in formula.parts:
            if isinstance(one, AtLeast) and one.count == formula.count == 1 and one not in self.names:
                yield from self._alternatives(one)
            else:
                yield one


def _is_all(formula: Rule) -> bool:
    return isinstance(formula, AtLeast) and formula.count == len(formula.parts)


def _all_in_all(formula: AtLeast) -> Iterator[Rule]:
    """Yield the parts of “all of” and, after each “all of” in it, the parts of that."""
    for one in formula.parts:
        yield one
        if isinstance(one, AtLeast) and _is_all(one):
            yield from _all_in_all(one)
