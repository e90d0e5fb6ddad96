"""What must hold for each council's own questions and rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.assessment.journey import Journey, replay
from portal.assessment.model import UNSURE, Answer, Assessment
from portal.assessment.possible import possible_headlines, prospect
from portal.assessment.reasons import reasons
from portal.reading.authority import load_authority
from tests.assessment import naive
from tests.assessment.made_up import answers, every_answer, with_more_need
from tests.conftest import AUTHORITIES

ASSESSMENTS = {name: load_authority(name).assessment for name in AUTHORITIES}
MOST_QUESTIONS = 20
SOON = 8
"""A plain case is told within this many questions."""

# By name: hypothesis prints what a test is given, and a whole assessment is more than anyone reads.
pytestmark = pytest.mark.parametrize("name", ASSESSMENTS)


def first_answers(assessment: Assessment, **chosen: Answer) -> dict[str, Answer]:
    """Answer every question with the least need, but for those that are chosen."""
    least: dict[str, Answer] = {}
    for name, question in assessment.questions.items():
        match question.kind:
            case "number":
                least[name] = 9
            case "some_of":
                least[name] = frozenset()
            case _:
                least[name] = question.option_names[0]
    return {**least, **chosen}


@given(st.data())
def test_any_answers_end_in_one_headline_within_twenty_questions(name: str, data: st.DataObject) -> None:
    assessment = ASSESSMENTS[name]
    given_answers = data.draw(answers(assessment, unsure=False))
    journey = replay(assessment, given_answers)
    assert possible_headlines(assessment, journey.open_rules) == {
        naive.headline(assessment, given_answers).name
    }
    longer = replay(assessment, given_answers, answer_the_rest=True)
    assert len(journey.answers) <= len(longer.answers) <= MOST_QUESTIONS


@given(st.data())
def test_not_sure_anywhere_ends_too_and_never_promises_less_than_its_worst(
    name: str, data: st.DataObject
) -> None:
    assessment = ASSESSMENTS[name]
    given_answers = data.draw(answers(assessment, unsure=True))
    journey = replay(assessment, given_answers)
    assert journey.ended
    assert len(journey.answers) <= MOST_QUESTIONS
    promise = naive.place(assessment, prospect(journey).promise)
    completed = data.draw(answers(assessment, unsure=False))
    full = {one: completed[one] if answer is UNSURE else answer for one, answer in given_answers.items()}
    possible = possible_headlines(assessment, journey.open_rules)
    assert naive.headline(assessment, full).name in possible
    assert promise == max(naive.place(assessment, assessment.outcomes[one]) for one in possible)


@given(st.data())
def test_more_need_never_lowers_the_headline_or_takes_an_offer_away(name: str, data: st.DataObject) -> None:
    assessment = ASSESSMENTS[name]
    given_answers = data.draw(answers(assessment, unsure=False))
    moving = [question for question in assessment.questions.values() if question.more_need != "none"]
    question = data.draw(st.sampled_from(moving))
    more = data.draw(st.sampled_from(with_more_need(question, given_answers[question.name])))
    before = replay(assessment, given_answers, answer_the_rest=True)
    after = replay(assessment, {**given_answers, question.name: more}, answer_the_rest=True)
    assert naive.place(assessment, after.offers[0]) <= naive.place(assessment, before.offers[0])
    assert set(before.offers) <= set(after.offers)


@given(st.data())
def test_answers_in_any_order_are_the_same_journey(name: str, data: st.DataObject) -> None:
    assessment = ASSESSMENTS[name]
    given_answers = data.draw(answers(assessment, unsure=True))
    order = data.draw(st.permutations(list(given_answers)))
    assert replay(assessment, {one: given_answers[one] for one in order}) == replay(assessment, given_answers)


def promised(journey: Journey) -> str:
    return prospect(journey).promise.name


@pytest.mark.parametrize("place", ["elsewhere", UNSURE])
def test_another_area_is_told_soon_and_a_family_unsure_of_its_council_is_not_sent_away(
    name: str, place: Answer
) -> None:
    assessment = ASSESSMENTS[name]
    journey = replay(assessment, first_answers(assessment, place=place))
    if place == "elsewhere":
        assert len(journey.answers) <= SOON
        assert promised(journey) == "elsewhere"
    else:
        assert possible_headlines(assessment, journey.open_rules) != {"elsewhere"}


@pytest.mark.parametrize("wish", ["club", "clubs"])
def test_a_family_that_wants_a_club_only_is_told_soon(name: str, wish: str) -> None:
    assessment = ASSESSMENTS[name]
    if wish in assessment.questions["help"].option_names:
        first = first_answers(assessment, help=frozenset([wish]), disabled="yes")
        home = assessment.questions["place"].option_names[0]
        journey = replay(assessment, {**first, "place": home})
        assert len(journey.answers) <= SOON
        assert promised(journey) in ("targeted", "early_help")


@pytest.mark.parametrize("wish", ["nights", "home", "care_help"])
def test_a_family_that_plainly_needs_a_worker_is_told_soon_and_may_answer_the_rest(
    name: str, wish: str
) -> None:
    assessment = ASSESSMENTS[name]
    if wish in assessment.questions["help"].option_names:
        journey = replay(assessment, first_answers(assessment, help=frozenset([wish]), disabled="yes"))
        assert len(journey.answers) <= SOON
        assert promised(journey) == "worker"
        assert journey.can_answer_the_rest


def test_stopping_is_an_ordinary_question_that_leaves_the_next_outcome_alone(name: str) -> None:
    assessment = ASSESSMENTS[name]
    most = {one: every_answer(question)[-1] for one, question in assessment.questions.items()}
    home, no_worry = (assessment.questions[one].option_names[0] for one in ("place", "at_home"))
    wishes = frozenset(assessment.questions["help"].option_names) - {"nights", "home", "care_help"}
    here = {**most, "help": wishes, "age": 9, "place": home, "at_home": no_worry}
    stopped, looked = (replay(assessment, {**here, "go_on": choice}) for choice in ("stop", "look"))
    assert len(stopped.answers) < len(looked.answers)
    assert naive.place(assessment, prospect(stopped).promise) == (
        naive.place(assessment, prospect(looked).promise) + 1
    )


def test_what_was_not_asked_is_not_said_to_be_in_doubt(name: str) -> None:
    assessment = ASSESSMENTS[name]
    doubtful = first_answers(assessment, place=UNSURE, disabled="yes", help=frozenset(["money"]))
    journey = replay(assessment, doubtful)
    in_doubt = {criterion.name for criterion in reasons(journey, prospect(journey).promise).cannot_tell}
    assert in_doubt
    for one in in_doubt:
        assert "place" in assessment.criteria[one].rule.variables
