"""Sending a request: what is stored and for whom messages wait; and never a false thank-you."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.store import Store
from tests.conftest import ELEVEN_AT_NIGHT, Browse
from tests.pages.sending.conftest import Clock
from tests.request_form import HERE, LEAST, MOST, RequestForm, alert, kinds, sent_fields


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


def test_a_form_from_elsewhere_is_refused(form: RequestForm, store: Store) -> None:
    sent = {**form.fill_in_all().form(f"{HERE}check/").hidden, "agreement": "yes", "csrf_token": "x"}
    assert form.browse.client.post(f"{HERE}check/", data=sent).status_code == 400
    assert not store.requests.all()
