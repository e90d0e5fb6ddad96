"""The proof against brute force on tiny assessments, and faults planted in the small pack."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.assessment import proof
from portal.assessment.journey import Journey, known, replay
from portal.assessment.loader import load
from portal.assessment.model import UNSURE, AcceptedException, Answer, Answers, Assessment, Question
from portal.assessment.possible import possible_headlines
from portal.assessment.proof import (
    MORE_NEED,
    NEEDED,
    ONE_HEADLINE,
    REACHED,
    SAFETY,
    SHORT,
    Broken,
    needless_exceptions,
    prove,
)
from portal.assessment.rules import ALWAYS, NEVER, settle
from portal.assessment.walk import Walk, figures, longest_journey
from tests.assessment import naive
from tests.assessment.made_up import assessments, every_answer

SMALL = Path(__file__).parent.parent / "packs" / "small" / "assessment.yaml"
MOST_FAMILIES = 72
"""How many different families a tiny assessment may have: each is followed, many times over."""


@st.composite
def tiny(draw: st.DrawFn) -> Assessment:
    """Draw an assessment with few families, in which answers may say more need and outcomes end things."""
    drawn = draw(assessments())
    assume(prod(len(every_answer(question)) for question in drawn.questions.values()) <= MOST_FAMILIES)
    questions = {
        name: replace(
            question,
            more_need=draw(st.sampled_from(["up", "down", "none"])),
            unsure=draw(st.booleans()),
        )
        for name, question in drawn.questions.items()
    }
    outcomes = {
        name: replace(
            outcome, ends="now" if not outcome.safety and draw(st.integers(0, 4)) == 0 else "when_settled"
        )
        for name, outcome in drawn.outcomes.items()
    }
    return replace(drawn, questions=questions, outcomes=outcomes)


def follow(
    assessment: Assessment, answers_to: Callable[[Question], list[Answer]], the_rest: bool
) -> Iterator[Journey]:
    """Yield every stage of every journey, the shortest first."""
    waiting: deque[Answers] = deque([{}])
    while waiting:
        journey = replay(assessment, waiting.popleft(), answer_the_rest=the_rest)
        yield journey
        if journey.next_question:
            asked = journey.next_question
            waiting += [{**journey.answers, asked.name: answer} for answer in answers_to(asked)]


def stages(assessment: Assessment, the_rest: bool = False) -> list[Journey]:
    return list(follow(assessment, every_answer, the_rest))


def families(assessment: Assessment) -> list[dict[str, Answer]]:
    """Return every family, with all its answers."""
    choices = [every_answer(question) for question in assessment.questions.values()]
    return [dict(zip(assessment.questions, chosen, strict=True)) for chosen in product(*choices)]


def unclear(journey: Journey) -> bool:
    return journey.ended and len(possible_headlines(journey.assessment, journey.open_rules)) > 1


def found(broken: list[Broken], promise: str) -> list[Broken]:
    return [one for one in broken if one.promise == promise]


@given(tiny(), st.booleans())
def test_the_figures_are_those_of_every_journey_followed(assessment: Assessment, the_rest: bool) -> None:
    ended = [journey for journey in stages(assessment, the_rest) if journey.ended]
    told = figures(Walk(assessment, the_rest))
    assert told.journeys == len(ended)
    assert told.shortest == min(len(journey.answers) for journey in ended)
    assert told.longest == max(len(journey.answers) for journey in ended)
    if not any(map(unclear, ended)):
        counts = Counter(next(iter(possible_headlines(assessment, journey.open_rules))) for journey in ended)
        assert told.by_outcome == {outcome.name: counts[outcome.name] for outcome in assessment.ladder}


@given(tiny())
def test_an_end_that_leaves_the_headline_open_is_found_and_no_other(assessment: Assessment) -> None:
    ends = [journey for journey in stages(assessment) if unclear(journey)]
    broken = found(prove(assessment), ONE_HEADLINE)
    lengths = {possible_headlines(assessment, end.open_rules): len(end.answers) for end in reversed(ends)}
    assert {frozenset(quoted(one)): len(one.journey) for one in broken} == lengths
    for one in broken:
        journey = replay(assessment, one.journey)
        assert journey.ended
        assert journey.answers == one.journey


@given(tiny())
def test_a_question_asked_in_vain_is_found_and_no_other(assessment: Assessment) -> None:
    every = stages(assessment)
    assume(not any(map(unclear, every)))
    headlines = [(family, naive.headline(assessment, family).name) for family in families(assessment)]
    in_vain: dict[str, int] = {}
    for journey in every:
        asked = journey.next_question
        if asked is None or asked.name in assessment.private or begun_before(journey, asked):
            continue
        same = [one for one in headlines if journey.answers.items() <= one[0].items()]
        others = {
            tuple(answer for name, answer in family.items() if name != asked.name) for family, _ in same
        }
        told_apart = {
            (tuple(answer for name, answer in family.items() if name != asked.name), headline)
            for family, headline in same
        }
        if len(others) == len(told_apart):
            in_vain[asked.name] = min(in_vain.get(asked.name, 99), len(journey.answers))
    broken = found(prove(assessment), NEEDED)
    assert {quoted(one)[0]: len(one.journey) for one in broken} == in_vain
    for one in broken:
        stopped = replay(assessment, one.journey)
        assert stopped.next_question is not None
        assert stopped.next_question.name == quoted(one)[0]


def begun_before(journey: Journey, asked: Question) -> bool:
    return any(asked.name in journey.assessment.asked_with[name] for name in journey.answers)


def quoted(broken: Broken) -> list[str]:
    return re.findall("“(.*?)”", broken.detail)


@given(tiny())
def test_an_outcome_out_of_reach_is_found_and_no_other(assessment: Assessment) -> None:
    every = stages(assessment)
    assume(not any(map(unclear, every)))
    reached = {next(iter(possible_headlines(assessment, one.open_rules))) for one in every if one.ended}
    reached |= {
        outcome.name
        for outcome in assessment.safety
        if any(naive.holds(outcome.rule, known(assessment, family)) for family in families(assessment))
    }
    assert {quoted(one)[0] for one in found(prove(assessment), REACHED)} == set(assessment.outcomes) - reached


@given(tiny())
def test_safety_shows_to_every_family_that_has_it_unless_the_proof_says_otherwise(
    assessment: Assessment,
) -> None:
    missed = any(
        naive.holds(outcome.rule, known(assessment, family)) and not replay(assessment, family).danger
        for outcome in assessment.safety
        for family in families(assessment)
    )
    assert bool(found(prove(assessment), SAFETY)) == missed


def neighbours(question: Question) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """Yield one variable of a question with less need, and the same with one step more."""
    for variable, size in question.domains.items() if question.more_need != "none" else ():
        for value in range(size - 1):
            low, high = {variable: value}, {variable: value + 1}
            yield (low, high) if question.more_need == "up" else (high, low)


@given(tiny())
def test_help_lost_by_more_need_is_found_and_no_other_and_its_journey_shows_it(
    assessment: Assessment,
) -> None:
    lost = set()
    lengths: dict[tuple[str, str], int] = {}
    every_known = [known(assessment, family) for family in families(assessment)]
    on_the_way = [(len(one.answers), one.known) for one in stages(assessment, the_rest=True)]
    for question, outcome in product(assessment.questions.values(), assessment.ladder):
        for less, more in neighbours(question):
            if any(
                naive.holds(outcome.rule, values) and not naive.holds(outcome.rule, {**values, **more})
                for values in every_known
                if less.items() <= values.items()
            ):
                lost.add((question.name, outcome.name))
            for length, values in on_the_way:
                if less.items() <= values.items() and (
                    settle(outcome.rule, values) is ALWAYS
                    and settle(outcome.rule, {**values, **more}) is NEVER
                ):
                    pair = (question.name, outcome.name)
                    lengths[pair] = min(lengths.get(pair, length), length)
    broken = found(prove(assessment), MORE_NEED)
    told = {lost_by(assessment, one): len(one.journey) for one in broken}
    assert set(told) == lost
    assert {pair: length for pair, length in told.items() if length} == lengths


def lost_by(assessment: Assessment, broken: Broken) -> tuple[str, str]:
    outcome, *words = quoted(broken)
    return next(word for word in words if word in assessment.questions), outcome


@given(tiny())
def test_an_accepted_exception_is_silent_and_a_needless_one_is_told(assessment: Assessment) -> None:
    every = [
        AcceptedException(question, outcome.name, "Because.")
        for question, outcome in product(assessment.questions, assessment.ladder)
    ]
    lost = {lost_by(assessment, one) for one in found(prove(assessment), MORE_NEED)}
    accepting = replace(assessment, exceptions=tuple(every))
    assert not found(prove(accepting), MORE_NEED)
    assert {(one.question, one.outcome) for one in every} - lost == {
        (one.question, one.outcome) for one in needless_exceptions(accepting)
    }


@given(tiny())
def test_no_journey_is_longer_than_the_one_told_not_sure_and_the_rest_with_it(assessment: Assessment) -> None:
    def with_doubt(question: Question) -> list[Answer]:
        return [*every_answer(question), *([UNSURE] if question.unsure else [])]

    for the_rest in (False, True):
        ended = [journey for journey in follow(assessment, with_doubt, the_rest) if journey.ended]
        most = max(len(journey.answers) for journey in ended)
        assert most <= len(longest_journey(assessment))
    assert most == len(longest_journey(assessment))
    journey = replay(assessment, longest_journey(assessment), answer_the_rest=True)
    assert journey.ended
    assert journey.answers == longest_journey(assessment)


def small_with(tmp_path: Path, *changes: tuple[str, str]) -> Assessment:
    """Read the small pack with changes; with 9 points for the days every question of it counts."""
    text = SMALL.read_text(encoding="utf-8").replace("points: 8", "points: 9")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    changed = tmp_path / "assessment.yaml"
    changed.write_text(text, encoding="utf-8")
    return load(changed, ["S"], ["front_door", "safeguarding"])


def outcome(name: str, when: str, more: str) -> str:
    return (
        f"  {name}:\n    about: About.\n    when: {when}\n    source: S\n    now: Ring.\n"
        f"    contact: front_door\n{more}  everyone:\n"
    )


ENDING = (
    "    ends: now\n    headline: Away.\n    offer: Away\n    ready: Nothing.\n    takes: Not published.\n"
)

PLANTED = {
    "an end before the headline is settled": (
        ("  everyone:\n", outcome("away", "[nights]", ENDING)),
        (
            ONE_HEADLINE,
            "the end leaves open “worker” and “away”",
            {"help": frozenset({"nights"})},
        ),
    ),
    "an outcome that another always comes before": (
        ("when: [child, high]", "when: [child, high, nights]"),
        (REACHED, "no answers lead to “level1”", {}),
    ),
    "a question that cannot count": (
        ("points: 9", "points: 8"),
        (
            NEEDED,
            "“days” is asked next, and no answer to it changes the headline",
            {"help": frozenset(), "age": 0},
        ),
    ),
    "safety that hangs on no answer": (
        ("  everyone:\n", outcome("danger", "always", "    safety: danger\n")),
        (SAFETY, "“danger” depends on no answer, so no journey shows it", {}),
    ),
    "less help for more need": (
        ("needs: 9 or over", "needs: 9 to 29"),
        (
            MORE_NEED,
            "“level1” is lost when “days” is “hard” instead of “easy”",
            {"help": frozenset(), "age": 0, "days": "easy", "out": "yes"},
        ),
    ),
}


def test_the_small_pack_keeps_every_promise_once_each_question_counts(tmp_path: Path) -> None:
    assert prove(small_with(tmp_path)) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_told_with_the_shortest_journey_that_shows_it(name: str, tmp_path: Path) -> None:
    change, (promise, detail, journey) = PLANTED[name]
    first = found(prove(small_with(tmp_path, change)), promise)[0]
    assert first.detail == detail
    assert first.journey == journey


def test_a_journey_of_too_many_questions_is_told_up_to_the_first_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "MOST_QUESTIONS", 3)
    (long,) = prove(small_with(tmp_path))
    assert (long.promise, long.detail) == (SHORT, "a journey has 4 questions")
    assert list(long.journey) == ["help", "age", "days", "out"]
