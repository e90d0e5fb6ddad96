"""The invitation: a link that works once, a password, an authenticator app."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.staff.authenticator import picture
from tests.conftest import Browse
from tests.office import A_STEP, INBOX, PASSWORD, Office, Worker
from tests.page import read_text


def test_opening_the_link_does_not_use_it_up(office: Office) -> None:
    link = office.invite("Aisha Khan")
    for _ in range(3):
        shown = Browse(office.app.test_client()).get(link)
        assert "Set-Cookie" not in shown.headers or "portal-worker" not in shown.headers["Set-Cookie"]
    Worker(office, "Aisha Khan").set_up(link)


def test_the_app_can_be_set_up_by_picture_by_link_and_by_hand(office: Office) -> None:
    shown = Browse(office.app.test_client()).get(office.invite("Aisha Khan"))
    [link] = [one.href for one in shown.links if one.href.startswith("otpauth:")]
    told = urlsplit(link)
    assert told.path == "/Short%20breaks%20in%20Birmingham:Aisha%20Khan"
    assert parse_qs(told.query)["secret"] == [(shown.find(class_="key").text or "").replace(" ", "")]
    assert picture(link) in shown.html
    assert "key below" in shown.find(role="img").attrib["aria-label"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": "eleven char", "again": "eleven char"}, "at least 12 characters"),
        ({"password": "aisha  bibi KHAN", "again": "aisha  bibi KHAN"}, "not your name"),
        ({"again": "three quiet river"}, "the same password in both boxes"),
        ({"code": "000000"}, "That code did not fit."),
        ({"code": ""}, "That code did not fit."),
    ],
)
def test_what_cannot_be_used_is_told_and_the_key_stays_the_same(
    office: Office, typed: dict[str, str], says: str
) -> None:
    link = office.invite("Aisha Bibi Khan")
    worker = Worker(office, "Aisha Bibi Khan")
    key = worker.browse.get(link).find(class_="key").text
    worker.secret = (key or "").replace(" ", "")
    right = {"password": PASSWORD, "again": PASSWORD, "code": worker.code()}
    shown = worker.browse.post(link, {**right, **typed}, status=400)
    assert says in read_text(shown.find(role="alert"))
    assert shown.find(class_="key").text == key
    assert PASSWORD not in shown.html
    assert worker.browse.post(link, right).location == INBOX


def test_a_password_has_no_rule_but_those_that_the_page_gives(office: Office) -> None:
    link, worker = office.invite("Aisha Khan"), Worker(office, "Aisha Khan")
    page = worker.browse.get(link)
    assert "At least 12 characters, and not your name; there is no other rule." in page.text
    worker.secret = (page.find(class_="key").text or "").replace(" ", "")
    password = "aaaaaaaaaaaa"
    worker.browse.post(link, {"password": password, "again": password, "code": worker.code()})
    assert worker.is_in()
    office.wait(A_STEP)
    assert worker.try_to_sign_in(password).location == INBOX


def test_a_key_of_another_invitation_is_not_taken(office: Office) -> None:
    link, other = office.invite("Aisha Khan"), office.invite("Bea")
    worker = Worker(office, "Bea")
    worker.secret = (worker.browse.get(other).find(class_="key").text or "").replace(" ", "")
    sealed = worker.browse.page and worker.browse.page.form(other).hidden["sealed"]
    worker.browse.get(link)
    sent = {"password": PASSWORD, "again": PASSWORD, "code": worker.code(), "sealed": sealed}
    shown = worker.browse.post(link, sent, status=400)
    assert (shown.find(class_="key").text or "").replace(" ", "") != worker.secret


def test_a_link_that_was_used_is_old_or_was_never_there_looks_the_same(office: Office) -> None:
    used, old = office.invite("Aisha Khan"), office.invite("Bea")
    Worker(office, "Aisha Khan").set_up(used)
    office.wait(timedelta(days=7))
    nobody = Browse(office.app.test_client())
    pages = [nobody.get(link, status=404) for link in (used, old, "/inbox/invitation/made-up/")]
    assert pages[0].h1 == "This link does not work any more"
    assert len({page.html for page in pages}) == 1
