"""Why this headline: what a family meets, what would have come first, and why it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.assessment.journey import Journey
from portal.assessment.model import Assessment, Criterion, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Rule, all_of, opposite, settle
from portal.assessment.satisfy import can_hold
from portal.assessment.totals import reach_of, scored


@dataclass(frozen=True)
class Score:
    """A total, from least to most where an answer is not sure, and the answers that scored."""

    least: int
    most: int
    answers: tuple[tuple[Question, int], ...]


@dataclass(frozen=True)
class Reason:
    """One criterion, whether it is met, and its score where it rests on a total."""

    criterion: Criterion
    met: bool
    score: Score | None

    @property
    def text(self) -> str:
        return self.criterion.says if self.met else self.criterion.unless


@dataclass(frozen=True)
class NotReached:
    """An outcome that would have come first, and why it does not.

    A near miss is one that a single change would reach; a wish a family does not have is no change.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    near_miss: bool

    @property
    def changes(self) -> tuple[str, ...]:
        """Return what would change it."""
        return tuple(reason.criterion.change for reason in self.reasons if reason.criterion.change)


@dataclass(frozen=True)
class Reasons:
    """The two lists, and the criteria that cannot be told while an answer is not sure."""

    met: tuple[Reason, ...]
    not_reached: tuple[NotReached, ...]
    cannot_tell: tuple[Criterion, ...]

    @property
    def all(self) -> tuple[Reason, ...]:
        """Return the reasons of both lists."""
        return (*self.met, *(reason for rung in self.not_reached for reason in rung.reasons))


def reasons(journey: Journey, headline: Outcome) -> Reasons:
    """Return the fewest criteria that settle everything down to this headline, in file order.

    With these fixed, no other answer can change the headline; with any one left out, some can.
    """
    ladder = journey.assessment.ladder
    above = ladder[: ladder.index(headline)]
    truths = criterion_truths(journey)
    kept = _fewest(journey.assessment, truths, [*above, headline], truths)
    open_still = [outcome for outcome in (*above, headline) if _truth(outcome.formula, truths) is not False]
    named = {name for outcome in open_still for name in outcome.criteria}
    return Reasons(
        met=_reasons(journey, _fewest(journey.assessment, truths, [headline], kept)),
        not_reached=tuple(
            _not_reached(journey, outcome, kept, truths)
            for outcome in above
            if _truth(outcome.formula, truths) is False
        ),
        cannot_tell=tuple(
            criterion
            for criterion in journey.assessment.criteria.values()
            if criterion.name in named and _rests_on_doubt(journey, criterion)
        ),
    )


def _rests_on_doubt(journey: Journey, criterion: Criterion) -> bool:
    """Say whether “not sure” keeps a criterion open; one that was not asked about is another matter."""
    doubtful = {name for question in journey.unsure for name in question.domains}
    return not doubtful.isdisjoint(settle(criterion.rule, journey.known).variables)


def criterion_truths(journey: Journey) -> dict[str, int]:
    """Return 1 for each criterion that is met and 0 for each that is not; the rest cannot be told."""
    truths = {}
    for criterion in journey.assessment.criteria.values():
        rule = settle(criterion.rule, journey.known)
        if not criterion.joins and rule in (ALWAYS, NEVER):
            truths[criterion.name] = int(rule is ALWAYS)
    return truths


def _fewest(
    assessment: Assessment,
    truths: Mapping[str, int],
    outcomes: Sequence[Outcome],
    enough: Mapping[str, int],
) -> dict[str, int]:
    """Drop criteria from those that are enough, the latest first, while every outcome comes out as before.

    The last outcome is the one whose reasons are told.

    Twice: by the formulas alone, which is quick, then by what criteria mean for each other.
    """
    kept = dict(enough)
    own = {name for outcome in outcomes[-1:] for name in outcome.criteria}
    # What belongs to another outcome goes first: a parent is told of this one in its own words.
    names = list(enough)
    order = sorted(names, key=lambda name: (name in own, -names.index(name)))
    wanted = [_truth(outcome.formula, truths) for outcome in outcomes]
    for settled in (_by_formula, _by_meaning):
        for name in order:
            fewer = {other: met for other, met in kept.items() if other != name}
            found = (settled(assessment, outcome, fewer) for outcome in outcomes)
            if all(truth is before for truth, before in zip(found, wanted, strict=True)):
                kept = fewer
    return kept


def _by_formula(assessment: Assessment, outcome: Outcome, truths: Mapping[str, int]) -> bool | None:
    return _truth(outcome.formula, truths)


def _by_meaning(assessment: Assessment, outcome: Outcome, truths: Mapping[str, int]) -> bool | None:
    """Say whether these criteria alone settle an outcome as met or not met.

    The formula over criteria is enough where it settles; else what criteria mean for each other
    counts too: one that says 16 or over leaves nothing of one that says under 5.
    """
    if (found := _truth(outcome.formula, truths)) is not None:
        return found
    given = all_of(_fixed(assessment, name, met) for name, met in truths.items())
    if not can_hold(all_of([given, outcome.rule])):
        return False
    if not can_hold(all_of([given, opposite(outcome.rule, assessment.sizes)])):
        return True
    return None


def _fixed(assessment: Assessment, name: str, met: int) -> Rule:
    rule = assessment.criteria[name].rule
    return rule if met else opposite(rule, assessment.sizes)


def _truth(formula: Rule, truths: Mapping[str, int]) -> bool | None:
    settled = settle(formula, truths)
    return True if settled is ALWAYS else False if settled is NEVER else None


def _reasons(journey: Journey, truths: Mapping[str, int]) -> tuple[Reason, ...]:
    criteria = ((journey.assessment.criteria[name], bool(met)) for name, met in truths.items())
    return tuple(
        Reason(criterion, met, score(journey, criterion.total) if criterion.total else None)
        for criterion, met in criteria
    )


def _not_reached(
    journey: Journey, outcome: Outcome, kept: Mapping[str, int], truths: Mapping[str, int]
) -> NotReached:
    found = _reasons(journey, _fewest(journey.assessment, truths, [outcome], kept))
    near_miss = any(
        reason.criterion.change
        and settle(outcome.formula, {**truths, reason.criterion.name: int(not reason.met)}) is ALWAYS
        for reason in found
    )
    return NotReached(outcome, found, near_miss)


def score(journey: Journey, total_name: str) -> Score:
    """Return what a total comes to."""
    total = journey.assessment.totals[total_name]
    least, most = reach_of(total, journey.known)
    return Score(least, most, scored(total, journey.known))
