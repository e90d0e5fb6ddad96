"""Reasons that are true, over every different family that a council's criteria can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from portal.assessment.journey import Journey, replay
from portal.assessment.model import Answer, Assessment
from portal.assessment.possible import prospect
from portal.assessment.reasons import reasons
from portal.assessment.rules import Rule, all_of, opposite, settle
from portal.assessment.satisfy import can_hold
from portal.reading.authority import load_authority
from tests.assessment.made_up import every_answer
from tests.conftest import AUTHORITIES


def told_apart(assessment: Assessment) -> Iterator[Journey]:
    """Yield one whole journey for each different set of criteria that families can end with.

    Journeys that leave the same of every criterion and outcome open are followed once.
    """
    waiting: list[dict[str, Answer]] = [{}]
    seen = set()
    while waiting:
        answers = waiting.pop()
        journey = replay(assessment, answers)
        if journey.next_question is None:
            yield journey
            continue
        for answer in every_answer(journey.next_question):
            following = {**answers, journey.next_question.name: answer}
            after = replay(assessment, following)
            left = tuple(settle(one.rule, after.known) for one in assessment.criteria.values())
            state = (left, *after.open_rules.values(), after.next_question and after.next_question.name)
            if state not in seen:
                seen.add(state)
                waiting.append(following)


def headlines_given(assessment: Assessment, shown: Mapping[str, bool]) -> set[str]:
    """Return every headline of families that meet, and do not meet, these criteria."""
    sizes = assessment.sizes
    rules = {name: assessment.criteria[name].rule for name in shown}
    given = [rules[name] if met else opposite(rules[name], sizes) for name, met in shown.items()]
    found = set()
    above: list[Rule] = []
    for outcome in assessment.ladder:
        if can_hold(all_of([*given, *above, outcome.rule])):
            found.add(outcome.name)
        above.append(opposite(outcome.rule, sizes))
    return found


@pytest.mark.parametrize("name", AUTHORITIES)
def test_reasons_are_enough_and_none_is_left_over_for_every_headline(name: str) -> None:
    assessment = load_authority(name).assessment
    headlines = set()
    for journey in told_apart(assessment):
        headline = prospect(journey).promise
        headlines.add(headline.name)
        shown = {reason.criterion.name: reason.met for reason in reasons(journey, headline).all}
        assert headlines_given(assessment, shown) == {headline.name}
        for one in shown:
            without = {other: met for other, met in shown.items() if other != one}
            assert headlines_given(assessment, without) != {headline.name}, f"{one} is left over"
    assert len(headlines) > len(assessment.ladder) // 2


@pytest.mark.parametrize("name", AUTHORITIES)
def test_the_same_family_reads_the_same_reasons_again(name: str) -> None:
    for example in load_authority(name).examples:
        told = []
        for assessment in (load_authority(name).assessment, load_authority(name).assessment):
            journey = replay(assessment, example.answers, answer_the_rest=example.answer_the_rest)
            found = reasons(journey, prospect(journey).promise)
            told.append([(reason.criterion.name, reason.met, reason.score) for reason in found.all])
        assert told[0] == told[1]


def test_a_total_is_one_criterion_with_every_answer_that_scored() -> None:
    authority = load_authority("leicestershire")
    taylor = next(example for example in authority.examples if example.name == "taylor")
    journey = replay(authority.assessment, taylor.answers)
    found = reasons(journey, prospect(journey).promise)
    (total,) = [reason for reason in found.met if reason.score]
    assert total.score
    assert total.score.least == total.score.most == sum(points for _, points in total.score.answers)
    assert total.criterion.band
    assert total.criterion.band[0] <= total.score.least <= total.criterion.band[1]
