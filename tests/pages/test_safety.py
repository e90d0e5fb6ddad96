"""Safety on a shared phone: help at once, nothing given away, and a quick way out."""

import pytest
from flask import Flask

from portal.assessment.model import UNSURE, Answer
from portal.reading.authority import Authority
from tests.conftest import Browse
from tests.family import HERE, Family


@pytest.fixture
def authority(app: Flask) -> Authority:
    found: Authority = app.extensions["authority"]
    return found


@pytest.fixture
def family(browse: Browse, authority: Authority) -> Family:
    return Family(browse, authority.assessment, authority.examples[0].answers)


def _safety(family: Family) -> str:
    (name,) = family.assessment.private
    for before in family.assessment.questions:
        if before == name:
            return name
        family.answer(before, family.answers[before])
    raise AssertionError("no safety question")


@pytest.mark.parametrize("answer", ["danger", UNSURE])
def test_danger_shows_999_and_the_council_at_once_with_the_way_to_go_on(
    family: Family, answer: Answer
) -> None:
    name = _safety(family)
    assert family.answer(name, answer).location == f"{HERE}{name}/", (
        "the question's own address, for everyone"
    )
    page = family.browse.get(f"{HERE}{name}/")
    assert page.h1 == "You can get help now"
    assert page.findall("a", "999", href="tel:999")
    numbers = {link.href for link in page.links if link.href.startswith("tel:")}
    assert len(numbers) > 1
    assert page.findall("a", "Go on", class_="button")
    assert page.title.startswith("Short breaks")
    assert family.browse.get(f"{HERE}{name}/").findall("input", name="answer"), "shown once"


def test_at_night_the_line_that_answers_stands_first(portals: dict[str, Flask]) -> None:
    page = Browse(portals["birmingham"].test_client()).get("/en/help-now/")
    contacts = portals["birmingham"].extensions["authority"].contacts
    day, night = contacts["safeguarding"].phone, contacts["out_of_hours"].phone
    assert page.text.index(night) < page.text.index(day)


def test_a_worry_never_ends_the_assessment_and_takes_nothing_away(family: Family, browse: Browse) -> None:
    (name,) = family.assessment.private
    calm = family.to_result()
    offers = [heading.text for offer in calm.findall(class_="offer") for heading in offer.iter("h3")]
    family.answers = {**family.answers, name: "worried"}
    family.answer(name, "worried")
    worried = browse.get(f"{HERE}result/")
    assert worried.findall("h2", "Something to talk over with a worker")
    assert not calm.findall("h2", "Something to talk over with a worker")
    assert [h.text for offer in worried.findall(class_="offer") for h in offer.iter("h3")] == offers


@pytest.mark.parametrize("answer", ["worried", "danger"])
def test_what_was_answered_about_safety_stands_on_no_page(family: Family, answer: str) -> None:
    (name,) = family.assessment.private
    family.answers = {**family.answers, name: answer}
    pages = [family.to_check(), family.browse.get(f"{HERE}result/")]
    words = next(option.says for option in family.assessment.questions[name].options if option.name == answer)
    for page in pages:
        assert words not in page.text
        assert family.assessment.questions[name].ask not in page.text
        assert "Something to talk over with a worker" in page.text
    question = family.browse.get(f"{HERE}{name}/")
    assert not question.findall("input", checked=True)
    assert family.assessment.questions[name].ask not in question.title


def test_help_now_gives_national_and_council_numbers_and_tells_the_truth_about_history(
    browse: Browse, authority: Authority
) -> None:
    page = browse.get("/en/help-now/")
    numbers = {link.href for link in page.links if link.href.startswith("tel:")}
    assert {"tel:999", "tel:111", "tel:116123", "tel:08082000247"} <= numbers
    assert {"tel:08088005000", "tel:08001111"} <= numbers
    assert f"tel:{(authority.contacts['out_of_hours'].phone or '').replace(' ', '')}" in numbers
    assert "cannot clear your browser’s history" in page.text
    assert "not your fault" in page.text


def test_exit_forgets_everything_and_goes_to_the_weather(family: Family) -> None:
    family.to_check()
    answer = family.browse.get("/exit/", status=303)
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "portal=;" in answer.headers["Set-Cookie"]
    assert family.browse.get(f"{HERE}result/", status=302).location.startswith(HERE)
