"""A self-assessment as a worker gets it: in the words that the family saw."""

import json
from collections.abc import Mapping

import pytest
from flask import Flask

from portal.assessment.examples import Example
from portal.assessment.journey import Journey, replay
from portal.assessment.model import UNSURE
from portal.reading.authority import load_authority
from portal.snapshot import snapshot, worry
from tests.conftest import AUTHORITIES, Browse
from tests.family import Family
from tests.page import read_text, words

EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{example.name}")
    for name in AUTHORITIES
    for example in load_authority(name).examples
]


def journey_of(app: Flask, example: Example) -> Journey:
    assessment = app.extensions["authority"].assessment
    return replay(assessment, example.answers, answer_the_rest=example.answer_the_rest)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_it_says_what_the_family_reads(name: str, example: Example, portals: Mapping[str, Flask]) -> None:
    app = portals[name]
    assessment = app.extensions["authority"].assessment
    with app.test_request_context("/en/"):
        taken = snapshot(journey_of(app, example))
    page = Family(Browse(app.test_client()), assessment, example.answers).to_result(example.answer_the_rest)
    assert taken["version"] == assessment.version
    assert taken["headline"] == example.headline
    assert taken["headline_says"] == page.find("p", class_="headline").text
    assert taken["illustrative"] is assessment.outcomes[example.headline].illustrative
    shown = [read_text(heading) for offer in page.findall(class_="offer") for heading in offer.iter("h3")]
    assert taken["offers"] == shown
    reasons = [*taken["met"], *taken["cannot_tell"]]
    reasons += [reason for missed in taken["not_reached"] for reason in missed["reasons"]]
    assert reasons or not assessment.outcomes[example.headline].criteria
    for reason in reasons:
        assert words(reason) in page.text
    for alternative in taken["alternatives"]:
        assert alternative.partition(", if")[0] in page.text
    answered = {one["question"]: one for one in taken["answers"]}
    assert list(answered) == list(example.answers)
    for question, one in answered.items():
        if question not in assessment.private:
            assert words(one["asked"]) in page.text
            assert words(one["says"]) in page.text
    assert json.loads(json.dumps(taken)) == taken


def test_an_answer_stands_there_by_name_too(portals: Mapping[str, Flask]) -> None:
    app = portals["leicestershire"]
    example = app.extensions["authority"].examples[0]
    with app.test_request_context("/en/"):
        taken = snapshot(journey_of(app, example))
    for one in taken["answers"]:
        answer = example.answers[one["question"]]
        plain = sorted(answer) if isinstance(answer, frozenset) else "unsure" if answer is UNSURE else answer
        assert one["answer"] == plain


@pytest.mark.parametrize(
    ("answer", "said"), [("no", ""), ("worried", "worry"), ("danger", "danger"), (UNSURE, "danger")]
)
def test_a_worry_is_told_by_name(portals: Mapping[str, Flask], answer: str, said: str) -> None:
    for app in portals.values():
        authority = app.extensions["authority"]
        (private,) = authority.assessment.private
        calm = authority.assessment.questions[private].option_names[0]
        answers = {**authority.examples[0].answers, private: calm if answer == "no" else answer}
        assert worry(replay(authority.assessment, answers)) == said


def test_what_is_possible_says_what_to_find_out(portals: Mapping[str, Flask]) -> None:
    app = portals["birmingham"]
    authority = app.extensions["authority"]
    answers = {**authority.examples[0].answers, "place": UNSURE}
    with app.test_request_context("/en/"):
        taken = snapshot(replay(authority.assessment, answers))
    assert taken["alternatives"]
    assert authority.assessment.questions["place"].ask in taken["alternatives"][0]
    assert {one["question"]: one["answer"] for one in taken["answers"]}["place"] == "unsure"
