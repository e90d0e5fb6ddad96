"""Sending a request: once, whole, with what was attached and nothing else; and never a false thank-you."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.assessment.journey import replay
from portal.assessment.model import Answer
from portal.reading.authority import Authority
from portal.snapshot import snapshot
from portal.store import Store
from portal.store.tables import OutboxMessage
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.family import HERE as SELF_ASSESSMENT
from tests.family import Family
from tests.page import Page
from tests.request_form import HERE, LEAST, MOST, RequestForm


class Clock:
    """A clock that a test moves."""

    now = ELEVEN_AT_NIGHT

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portal(tmp_path: Path, clock: Clock) -> Flask:
    """Give a portal of its own, in which nothing has been sent."""
    return make_portal("birmingham", tmp_path, clock)


@pytest.fixture
def store(portal: Flask) -> Store:
    found: Store = portal.extensions["store"]
    return found


@pytest.fixture
def form(portal: Flask) -> RequestForm:
    return RequestForm(Browse(portal.test_client()))


def sent_fields(store: Store) -> dict[str, Any]:
    """Return the fields of the one request that is stored."""
    (request,) = store.requests.all()
    return dict(request.fields)


def kinds(store: Store) -> set[str]:
    """Return the kinds of messages that wait to be delivered."""
    with store.database.reading() as session:
        return set(session.scalars(select(OutboxMessage.kind)))


def test_what_was_typed_is_stored_and_the_page_gives_its_reference(form: RequestForm, store: Store) -> None:
    reference = form.send(MOST)
    (request,) = store.requests.all()
    assert request.reference == reference
    assert request.received == ELEVEN_AT_NIGHT
    assert request.fields == {
        "filled_in_by": "parent",
        "name": "Amina",
        "child_name": "Zara",
        "child_age": 7,
        "telephone": "01632 960 001",
        "text_number": "07700 900 123",
        "email": "amina@example.org",
        "post_address": "1 High Street\nAnytown",
        "email_receipt": True,
        "safe_ways": ["ring", "email"],
        "when": "School hours",
        "careful": "Do not say who you are to anybody else.",
        "language": "phr",
        "interpreter": "spoken",
        "access_needs": "No steps, please.",
        "matters_most": "A whole night’s sleep.",
        "enjoys": "Water, and naming birds.",
        "own_words": "“I want to swim.”",
        "page_language": "en",
        "agreement": True,
    }
    assert kinds(store) == {"team_mail", "family_mail"}


def test_the_least_that_is_needed_is_enough(form: RequestForm, store: Store) -> None:
    form.send(LEAST)
    assert sent_fields(store) == {
        "filled_in_by": "parent",
        "name": "Amina",
        "child_age": 7,
        "telephone": "01632 960 001",
        "safe_ways": ["ring"],
        "page_language": "en",
        "agreement": True,
    }
    assert kinds(store) == {"team_mail"}


def test_no_e_mail_goes_where_e_mail_is_not_safe(form: RequestForm, store: Store) -> None:
    form.send({**MOST, "safely": {"safe_ways": ["ring"]}})
    assert sent_fields(store)["email_receipt"] is False
    assert kinds(store) == {"team_mail"}


def test_without_the_tick_nothing_is_sent(form: RequestForm, store: Store) -> None:
    form.fill_in_all()
    page = form.press_send(agreed=False, status=400)
    assert page.find("div", role="alert").findall(".//a[@href='#agreement']")
    box = page.find("input", name="agreement")
    assert (box.get("aria-invalid"), box.get("aria-describedby")) == ("true", "agreement-error")
    assert page.findall("p", "Tick that you may send this.", id="agreement-error")
    assert not store.requests.all()
    form.press_send()
    assert len(store.requests.all()) == 1


def test_a_request_that_lacks_something_is_not_sent(form: RequestForm, store: Store) -> None:
    form.fill_in("who", filled_in_by="parent", name="Amina")
    form.check()
    form.press_send(status=400)
    assert not store.requests.all()


def jar(browse: Browse) -> dict[str, str]:
    """Return the cookies that the browser holds."""
    held = (browse.client.get_cookie(name) for name in ("portal", "portal-2"))
    return {cookie.key: cookie.value for cookie in held if cookie}


def put_back(browse: Browse, cookies: dict[str, str]) -> None:
    """Give the browser the cookies that it held before, as if it had never got the answer."""
    for name in ("portal", "portal-2"):
        browse.client.delete_cookie(name)
        if name in cookies:
            browse.client.set_cookie(name, cookies[name])


def alert(page: Page) -> str:
    """Return what a page says first of all."""
    return " ".join("".join(page.find("div", role="alert").itertext()).split())


def test_a_double_click_is_one_request(form: RequestForm, store: Store) -> None:
    page = form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    reference = form.reference()
    put_back(form.browse, before)
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1
    assert len(kinds(store)) == 1


def test_going_back_and_sending_again_is_one_request(form: RequestForm, store: Store) -> None:
    page = form.fill_in_all()
    form.press_send()
    reference = form.reference()
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1


@pytest.mark.parametrize("written_since", [{}, {"name": "Bea"}])
def test_sent_again_on_a_later_day_it_counts_from_the_first(
    form: RequestForm, clock: Clock, written_since: dict[str, str]
) -> None:
    page = form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    put_back(form.browse, before)
    if written_since:
        form.fill_in("who", filled_in_by="parent", **written_since)
    clock.now += timedelta(hours=20)
    form.browse.page = page
    form.press_send()
    shown = form.browse.get(f"{HERE}sent/").text
    assert "Sent on Saturday, 21 November 2026." in shown
    assert "by the end of Monday, 23 November 2026." in shown


def test_what_was_added_after_an_answer_got_lost_is_not_lost(form: RequestForm, store: Store) -> None:
    form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    put_back(form.browse, before)
    form.fill_in("matters", matters_most="Sleep.")
    form.check()
    form.press_send()
    _, second = store.requests.all()
    assert second.fields["matters_most"] == "Sleep."
    assert second.reference == form.reference()


def test_an_old_window_does_not_send_again_nor_lose_what_is_being_written(
    form: RequestForm, store: Store
) -> None:
    page = form.fill_in_all()
    form.press_send()
    reference = form.reference()
    form.fill_in("who", filled_in_by="parent", name="Bea")
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1
    assert "Bea" in form.check().text


def test_a_second_request_is_another_one(form: RequestForm, store: Store) -> None:
    first = form.send()
    assert "Amina" not in form.check().text, "the form is empty again"
    assert form.send() != first
    assert len(store.requests.all()) == 2


def test_what_was_changed_in_another_window_is_looked_at_before_it_is_sent(
    form: RequestForm, store: Store
) -> None:
    page = form.fill_in_all()
    form.fill_in("matters", matters_most="Sleep.")
    form.browse.page = page
    again = form.press_send(status=400)
    assert "Something has changed since you opened this page." in alert(again)
    assert "Sleep." in again.text
    assert not store.requests.all()
    form.press_send()
    assert sent_fields(store)["matters_most"] == "Sleep."


@pytest.mark.parametrize("broken", ["send", "receipt_of"])
@pytest.mark.parametrize(
    "error", [OperationalError("INSERT Amina", {"name": "Amina"}, Exception("Amina")), OSError("Amina")]
)
def test_where_it_cannot_be_stored_the_family_is_told_and_loses_nothing(
    form: RequestForm,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: str,
    error: Exception,
) -> None:
    def fail(*_: object) -> str:
        raise error

    form.fill_in_all(MOST)
    with monkeypatch.context() as patched:
        patched.setattr(store.requests, broken, fail)
        page = form.press_send(status=503)
    assert "Your request is not sent" in alert(page)
    assert page.findall("a", href="tel:01213031888")
    for typed in ("Amina", "A whole night’s sleep.", "“I want to swim.”"):
        assert typed in page.text
    assert page.findall("input", name="agreement", checked=True)
    assert "Amina" not in caplog.text
    assert type(error).__name__ in caplog.text
    assert not store.requests.all()
    form.press_send()
    assert sent_fields(store)["own_words"] == "“I want to swim.”"


def test_many_requests_from_one_connection_wait_and_none_is_lost(
    portal: Flask, store: Store, clock: Clock
) -> None:
    for _ in range(10):
        form = RequestForm(Browse(portal.test_client()))
        form.browse.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
        form.send()
    form = RequestForm(Browse(portal.test_client()))
    form.browse.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    form.fill_in_all(MOST)
    page = form.press_send(status=429)
    assert "Press “Send” again in 60 seconds." in alert(page)
    assert page.findall("a", href="tel:01213031888")
    assert "A whole night’s sleep." in page.text
    elsewhere = RequestForm(Browse(portal.test_client()))
    elsewhere.send()
    clock.now += timedelta(seconds=60)
    form.press_send()
    assert len(store.requests.all()) == 12


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


def test_a_form_from_elsewhere_is_refused(form: RequestForm, store: Store) -> None:
    sent = {**form.fill_in_all().form(f"{HERE}check/").hidden, "agreement": "yes", "csrf_token": "x"}
    assert form.browse.client.post(f"{HERE}check/", data=sent).status_code == 400
    assert not store.requests.all()
