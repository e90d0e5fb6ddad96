"""Saving under a code: what is kept and for how long, what is deleted, and what goes wrong."""

import random
import re
import string
from datetime import timedelta

import pytest

from portal.session import fits
from portal.store.saved import Saved
from tests.family import HERE, Family
from tests.request_form import HERE as ASK
from tests.request_form import RequestForm
from tests.saving import (
    DAY,
    DELETE,
    PRESSED,
    RETURN,
    SAVE,
    Service,
    code_on,
    come_back,
    no_database,
    save_at,
    typed_on,
)


def test_the_code_stands_large_with_its_last_day_and_the_way_back(service: Service) -> None:
    page = save_at(service.device(), "help", "club")
    assert page.path == SAVE
    assert page.h1 == "Your code"
    assert re.fullmatch(r"\d{16}", code_on(page))
    assert [len(span.text or "") for code in page.findall(class_="code") for span in code.iter("span")] == [
        4
    ] * 4
    assert (
        "It works until the end of Sunday, 20 December 2026, unless it was deleted on another phone."
        in page.text
    )
    assert page.findall("a", href=RETURN)
    assert "Anybody who has the code can read what you told us." in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert code_on(page) not in page.title


def to_safety(family: Family) -> str:
    (private,) = family.assessment.private
    for name in family.assessment.questions:
        if name == private:
            break
        family.answer(name, family.answers[name])
    return private


@pytest.mark.parametrize("answer", ["danger", "unsure"])
def test_danger_is_saved_quietly_and_help_comes_first_afterwards(service: Service, answer: str) -> None:
    family = service.family()
    question = to_safety(family)
    page = save_at(family.browse, question, answer)
    assert page.h1 == "Your code"
    assert "danger" not in page.text
    here = family.browse.get(page.find("a", "Go on now", class_="button").attrib["href"])
    assert here.h1 == "You can get help now"
    other = service.device()
    there = other.get(come_back(other, code_on(page)).location)
    assert there.h1 == "You can get help now"
    go_on = there.find("a", "Go on with the questions").attrib["href"]
    assert other.get(go_on, status=None).path != f"{HERE}{question}/"


def test_saving_again_keeps_the_code_and_begins_the_period_anew(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    other = service.device()
    come_back(other, code)
    service.wait(20 * DAY)
    other = service.device()
    come_back(other, code)
    page = save_at(other, "at_home", "no_worry")
    assert code_on(page) == code
    assert "Saturday, 9 January 2027" in page.text
    service.wait(29 * DAY)
    later = service.device()
    assert later.get(come_back(later, code).location, status=302).location == f"{HERE}place/"


def test_what_changed_since_saving_is_said_and_can_be_saved(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    assert "changed something" not in browse.get(SAVE).text
    browse.get(f"{HERE}help/")
    browse.post(f"{HERE}help/", {"answer": ["nothing"]})
    assert "You have changed something since then. It is not saved yet." in browse.get(SAVE).text
    again = browse.post(SAVE, follow=True)
    assert code_on(again) == code
    assert "changed something" not in again.text


def test_what_could_not_be_saved_is_never_called_saved_and_nothing_is_lost(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    family = service.family()
    for name in ("help", "at_home", "place"):
        family.answer(name, family.answers[name])
    family.browse.get(f"{HERE}age/")
    with monkeypatch.context() as broken:
        broken.setattr(Saved, "save", no_database)
        page = family.browse.post(f"{HERE}age/", {"answer": "twel", **PRESSED}, status=503)
    assert page.h1 == "It is not saved yet"
    assert not code_on(page)
    phone = service.authority.contacts["front_door"].phone
    assert phone
    assert page.findall("a", phone)
    assert "what the family told" not in caplog.text
    assert family.browse.get(RETURN).findall("a", "Save them first")
    assert typed_on(family.browse.get(f"{HERE}age/")) == ["twel"]
    family.browse.page = page
    code = code_on(family.browse.post(SAVE, follow=True))
    other = service.device()
    assert typed_on(other.get(come_back(other, code).location)) == ["twel"]


def test_saving_slows_down_for_one_address_and_says_for_how_long(service: Service) -> None:
    for _ in range(30):
        save_at(service.device(), "help", "club")
    browse = service.device()
    browse.get(f"{HERE}help/")
    page = browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, status=429)
    assert "Please press the button again in about 5 seconds." in page.text
    assert page.headers["Retry-After"] == "5"
    somewhere_else = {"environ_base": {"REMOTE_ADDR": "192.0.2.1"}}
    assert browse.post(SAVE, status=302, **somewhere_else).location == SAVE
    service.wait(timedelta(seconds=5))
    assert save_at(service.device(), "help", "club").h1 == "Your code"


def test_deleting_asks_once_more_and_then_the_code_leads_nowhere(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    browse = service.device()
    page = save_at(browse, "help", "club")
    code = code_on(page)
    page = browse.get(page.find("a", "Delete what I saved").attrib["href"])
    assert page.h1 == "Delete what you saved?"
    assert come_back(service.device(), code).location, "looking at the question deletes nothing"
    with monkeypatch.context() as broken:
        broken.setattr(Saved, "delete", no_database)
        assert "It does not work just now." in browse.post(DELETE, status=503).text
    assert browse.post(DELETE, follow=True).h1 == "What you saved is deleted"
    assert "We found nothing" in come_back(service.device(), code, status=400).text
    assert not code_on(browse.get(SAVE))
    assert browse.get(f"{HERE}help/").findall("input", checked=True), "this browser still has them"
    assert browse.get(DELETE, status=302).location == RETURN


def test_the_whole_session_is_saved_but_for_what_belongs_to_the_browser(service: Service) -> None:
    browse = service.device()
    draft = {"matters_most": "Sleep.", "pages": ["who", "child"], "when": b"\x00\xff"}
    browse.get(f"{HERE}help/")
    with browse.client.session_transaction() as session:
        session["request"] = draft
        token = session["csrf_token"]
    code = code_on(browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, follow=True))
    other = service.device()
    come_back(other, code)
    with other.client.session_transaction() as session:
        assert session["request"] == draft
        assert session["csrf_token"] != token


def test_what_was_sent_is_not_saved_and_what_is_saved_is_deleted_separately(service: Service) -> None:
    form = RequestForm(service.device())
    form.send()
    assert "There is nothing to save yet." in form.browse.get(SAVE).text
    code = code_on(save_at(form.browse, "help", "club"))
    page = form.browse.get(f"{ASK}sent/")
    assert "What you saved under a code is deleted separately." in page.text
    assert page.findall("a", "Delete what I saved", href=DELETE)
    other = service.device()
    come_back(other, code)
    with other.client.session_transaction() as session:
        assert "sent" not in session
        assert "answers" in session
    assert other.get(f"{ASK}sent/", status=302).location == ASK


def test_a_session_that_just_fits_the_browser_still_does_with_its_code(service: Service) -> None:
    browse = service.device()
    browse.get(f"{HERE}help/")
    letters = random.Random(0)
    with browse.client.session_transaction() as session:
        session["request"] = ""
        while fits(session):
            session["request"] += letters.choice(string.ascii_letters)
        told = session["request"] = session["request"][:-1]
    code = code_on(browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, follow=True))
    other = service.device()
    come_back(other, code)
    for device in (browse, other):
        with device.client.session_transaction() as session:
            assert session["request"] == told


def test_without_anything_told_there_is_nothing_to_save(service: Service) -> None:
    page = service.device().get(SAVE)
    assert "There is nothing to save yet." in page.text
    assert "for 30 days" in page.text


def test_after_clearing_the_browser_it_is_said_what_we_still_keep(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    assert "stays with us until the code ends" in browse.get(f"{HERE}clear/").text
    page = browse.post(f"{HERE}clear/", follow=True)
    assert page.findall("a", "Come back to what you saved", href=RETURN)
    assert not code_on(browse.get(SAVE))
    assert come_back(browse, code).location == f"{HERE}check/"
