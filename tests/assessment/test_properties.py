"""What must hold whatever a council's rules are and whatever a family answers."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.assessment.encoding import decode, encode
from portal.assessment.journey import replay
from portal.assessment.model import UNSURE, Answer, Assessment, Outcome
from portal.assessment.possible import possible_headlines, prospect
from portal.assessment.reasons import reasons
from tests.assessment import naive
from tests.assessment.made_up import answers, assessments, completions, every_answer, with_more_need


@st.composite
def families(draw: st.DrawFn, *, unsure: bool) -> tuple[Assessment, dict[str, Answer]]:
    assessment = draw(assessments())
    return assessment, draw(answers(assessment, unsure=unsure))


@given(families(unsure=False))
def test_any_answers_end_in_the_one_headline_that_full_answers_give(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    journey = replay(assessment, given_answers)
    assert journey.ended
    assert possible_headlines(assessment, journey.open_rules) == {
        naive.headline(assessment, given_answers).name
    }


@given(families(unsure=False))
def test_answering_the_rest_never_changes_the_headline_and_shows_every_offer(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    short = replay(assessment, given_answers)
    whole = replay(assessment, given_answers, answer_the_rest=True)
    assert whole.offers[0] == short.offers[0]
    values = {name: given_answers[name] for name in assessment.questions}
    held = [
        outcome
        for outcome in assessment.ladder
        if naive.holds(outcome.rule, replay(assessment, values).known | _all_known(assessment, values))
    ]
    assert list(whole.offers) == held


def _all_known(assessment: Assessment, given_answers: dict[str, Answer]) -> dict[str, int]:
    return {
        variable: value
        for name, answer in given_answers.items()
        for variable, value in assessment.questions[name].known(answer).items()
    }


@given(st.data())
def test_more_need_never_lowers_the_headline_of_rules_that_only_rise(data: st.DataObject) -> None:
    assessment = data.draw(assessments(rising=True))
    less = data.draw(answers(assessment, unsure=False))
    name = data.draw(st.sampled_from(sorted(less)))
    more = {**less, name: data.draw(st.sampled_from(with_more_need(assessment.questions[name], less[name])))}
    before, after = (prospect(replay(assessment, given_answers)).promise for given_answers in (less, more))
    assert naive.place(assessment, after) <= naive.place(assessment, before)


@given(families(unsure=True), st.data())
def test_changing_an_answer_and_back_gives_the_same_result(
    family: tuple[Assessment, dict[str, Answer]], data: st.DataObject
) -> None:
    assessment, given_answers = family
    before = replay(assessment, given_answers)
    name = data.draw(st.sampled_from(sorted(given_answers)))
    other = data.draw(st.sampled_from([*every_answer(assessment.questions[name]), UNSURE]))
    stored = decode(assessment, encode(assessment, {**given_answers, name: other}))
    assert stored
    stored[name] = given_answers[name]
    assert replay(assessment, stored) == before


@given(families(unsure=True))
def test_the_possible_headlines_are_exactly_those_of_every_completion(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    journey = replay(assessment, given_answers)
    possible = {naive.headline(assessment, full).name for full in completions(assessment, given_answers)}
    assert possible_headlines(assessment, journey.open_rules) == possible


@given(families(unsure=True))
def test_not_sure_never_promises_less_than_the_worst_it_could_stand_for(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    promise = prospect(replay(assessment, given_answers)).promise
    worst = max(
        naive.place(assessment, naive.headline(assessment, full))
        for full in completions(assessment, given_answers)
    )
    assert naive.place(assessment, promise) <= worst


@given(families(unsure=True))
def test_what_a_family_is_told_to_find_out_makes_the_better_outcome_the_promise(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    journey = replay(assessment, given_answers)
    for alternative in prospect(journey).alternatives:
        found_out = dict(given_answers)
        for finding in alternative.findings:
            name = min(finding.options)
            asked = finding.question
            found_out[asked.name] = frozenset([name]) if asked.kind == "some_of" else name
        if alternative.findings:
            promise = prospect(replay(assessment, found_out)).promise
            assert naive.place(assessment, promise) <= naive.place(assessment, alternative.outcome)


@given(families(unsure=True))
def test_at_most_so_many_more_questions_is_always_true(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    whole = replay(assessment, given_answers)
    told = [
        replay(assessment, dict(list(whole.answers.items())[:count])).most_left
        for count in range(len(whole.answers) + 1)
    ]
    assert told[-1] == 0
    for before, (now, after) in enumerate(pairwise(told)):
        assert now >= len(whole.answers) - before
        assert after < now


@given(families(unsure=True))
def test_safety_is_shown_to_everyone_it_could_concern(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    journey = replay(assessment, given_answers)
    for outcome in assessment.safety:
        concerned = any(
            naive.holds(outcome.rule, _all_known(assessment, full))
            for full in completions(assessment, given_answers)
        )
        if concerned and assessment.private:
            assert journey.danger


@given(families(unsure=False))
def test_with_the_reasons_fixed_nothing_changes_the_headline_and_without_any_one_something_can(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    journey = replay(assessment, given_answers)
    headline = prospect(journey).promise
    found = reasons(journey, headline)
    shown = {one.criterion.name: one.met for one in found.all}
    headlines = [
        ({name: naive.holds(assessment.criteria[name].rule, values) for name in shown}, outcome)
        for values, outcome in _every_family(assessment)
    ]
    assert {outcome for truths, outcome in headlines if truths == shown} == {headline}
    for name in shown:
        without = [outcome for truths, outcome in headlines if _same(truths, shown, without=name)]
        assert set(without) != {headline}, f"{name} is left over"
    assert reasons(journey, headline) == found, "the same family reads the same reasons"


def _every_family(assessment: Assessment) -> Iterator[tuple[dict[str, int], Outcome]]:
    """Yield the values of every possible family's answers, with its headline."""
    unsure: dict[str, Answer] = dict.fromkeys(assessment.questions, UNSURE)
    for full in completions(assessment, unsure):
        yield _all_known(assessment, full), naive.headline(assessment, full)


def _same(truths: dict[str, bool], shown: dict[str, bool], without: str) -> bool:
    return all(truths[name] == met for name, met in shown.items() if name != without)


@given(families(unsure=True))
def test_answers_survive_being_stored_and_their_length_says_nothing(
    family: tuple[Assessment, dict[str, Answer]],
) -> None:
    assessment, given_answers = family
    data = encode(assessment, given_answers)
    assert decode(assessment, data) == given_answers
    assert len(data) == len(encode(assessment, {}))


@given(families(unsure=True), st.binary(max_size=40))
def test_bytes_of_any_other_kind_are_refused_quietly(
    family: tuple[Assessment, dict[str, Answer]], noise: bytes
) -> None:
    assessment, given_answers = family
    data = encode(assessment, given_answers)
    for odd in (noise, data[:-1], data + noise[:1] + b"\0", data[:8] + noise):
        answers_read = decode(assessment, odd)
        assert answers_read is None or all(
            assessment.questions[name].allows(answer) for name, answer in answers_read.items()
        )
