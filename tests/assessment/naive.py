"""A second, slower reading of the rules, to hold the real one against: plain true and false."""

from __future__ import annotations

from portal.assessment.journey import known
from portal.assessment.model import Answers, Assessment, Outcome
from portal.assessment.rules import AtLeast, Between, Is, Known, Rule


def holds(rule: Rule, values: Known) -> bool:
    """Say whether a rule holds once every variable has a value."""
    match rule:
        case Is():
            return values[rule.variable] in rule.values
        case AtLeast():
            return sum(holds(part, values) for part in rule.parts) >= rule.count
        case Between():
            return rule.low <= sum(points[values[name]] for name, points in rule.terms) <= rule.high


def headline(assessment: Assessment, answers: Answers) -> Outcome:
    """Return the first outcome of the ladder that holds; every question must have a definite answer."""
    values = known(assessment, answers)
    return next(outcome for outcome in assessment.ladder if holds(outcome.rule, values))


def place(assessment: Assessment, outcome: Outcome) -> int:
    """Return how far down the ladder an outcome stands; 0 is most help."""
    return assessment.ladder.index(outcome)
