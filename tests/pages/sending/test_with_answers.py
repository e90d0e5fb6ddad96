"""Answers go with a request only where the family says so, as they are shown."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.assessment.journey import replay
from portal.assessment.model import Answer
from portal.reading.authority import Authority
from portal.snapshot import snapshot
from portal.store import Store
from tests.family import HERE as SELF_ASSESSMENT
from tests.family import Family
from tests.request_form import HERE, LEAST, RequestForm, alert, sent_fields


@pytest.fixture
def authority(portal: Flask) -> Authority:
    found: Authority = portal.extensions["authority"]
    return found


AnswerAll = Callable[..., Family]


@pytest.fixture
def answer_all(form: RequestForm, authority: Authority) -> AnswerAll:
    """Go through the self-assessment in the same browser first."""

    def answer(**other: Answer) -> Family:
        example = authority.examples[0]
        family = Family(form.browse, authority.assessment, {**example.answers, **other})
        family.to_check()
        return family

    return answer


def test_answers_are_sent_only_where_the_family_says_so(
    form: RequestForm, store: Store, answer_all: AnswerAll
) -> None:
    answer_all()
    assert form.fill_in("own-words").location == f"{HERE}answers/"
    form.send(LEAST)
    assert "Does not go with it" in form.fill_in_all({**LEAST, "answers": {"attach": "no"}}).text
    form.press_send()
    assert "Not sent" in form.browse.get(f"{HERE}sent/copy.txt").html
    for request in store.requests.all():
        assert "assessment" not in request.fields
        assert "worry" not in request.fields


def test_answers_go_as_they_are_shown_and_those_about_safety_are_told_to_the_worker_alone(
    form: RequestForm, store: Store, authority: Authority, answer_all: AnswerAll
) -> None:
    (private,) = authority.assessment.private
    family = answer_all(**{private: "worried"})
    secret = authority.assessment.questions[private].chosen("worried")[0].says
    pages = [form.browse.get(f"{HERE}answers/"), form.fill_in_all({**LEAST, "answers": {"attach": "yes"}})]
    assert "Goes with it" in pages[1].text
    assert "Sent with it" not in pages[1].text
    form.press_send()
    pages.append(form.browse.get(f"{HERE}sent/"))
    copy = form.browse.get(f"{HERE}sent/copy.txt").html
    assert "Sent with it" in copy
    assert secret not in copy
    assert all(secret not in page.text for page in pages)
    assert "what you answered about safety at home" in pages[0].text
    assert "what you answered about safety at home" in pages[1].text
    fields = sent_fields(store)
    assert fields["worry"] == "worry"
    assert fields["assessment"]["headline_says"] in copy
    journey = replay(authority.assessment, family.answers)
    with form.browse.client.application.test_request_context("/en/"):
        assert fields["assessment"] == snapshot(journey)
    told = {one["question"]: one["says"] for one in fields["assessment"]["answers"]}
    assert told[private] == secret
    assert all(says in pages[0].text for name, says in told.items() if name != private)


def test_after_sending_there_is_a_way_to_the_result_if_there_is_one(
    form: RequestForm, answer_all: AnswerAll
) -> None:
    def leads_on() -> set[str]:
        return {link.href for link in form.browse.get(f"{HERE}sent/").links}

    form.send()
    assert f"{SELF_ASSESSMENT}result/" not in leads_on()
    answer_all()
    assert f"{SELF_ASSESSMENT}result/" in leads_on()


def test_answers_that_are_no_longer_whole_are_not_sent_and_the_page_says_so(
    form: RequestForm, store: Store, authority: Authority
) -> None:
    for_the_rest = next(one for one in authority.examples if one.answer_the_rest)
    family = Family(form.browse, authority.assessment, for_the_rest.answers)
    family.to_check()
    form.fill_in_all({**LEAST, "answers": {"attach": "yes"}})
    form.browse.get(f"{SELF_ASSESSMENT}check/")
    form.browse.post(f"{SELF_ASSESSMENT}the-rest/")
    assert "your answers are not sent" in form.check().text
    form.press_send()
    assert "assessment" not in sent_fields(store)


def test_without_answers_there_is_no_page_about_them(form: RequestForm) -> None:
    assert form.browse.get(f"{HERE}answers/", status=302).location == f"{HERE}check/"
    assert f"{HERE}answers/" not in [link.href for link in form.check().links]


def test_the_page_about_answers_wants_a_yes_or_a_no(form: RequestForm, answer_all: AnswerAll) -> None:
    answer_all()
    assert "Choose one answer." in alert(form.fill_in("answers", status=400))
