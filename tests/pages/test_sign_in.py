"""Signing in: with password and code, past whoever guesses, and out again."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from portal.store.requests import Requests
from portal.store.workers import Workers
from tests import pseudo
from tests.conftest import Browse
from tests.office import A_STEP, INBOX, PASSWORD, SIGN_IN, SIGN_OUT, Office, Worker
from tests.page import Page

MANY = 40
A_MINUTE = timedelta(minutes=1)
FAILED = "That did not fit."


def guess(office: Office, name: str, browse: Browse | None = None) -> Page:
    """Try to sign in as somebody, from a browser that has never been here or from this one."""
    stranger = Worker(office, name, secret="A" * 32)
    stranger.browse = browse or stranger.browse
    return stranger.try_to_sign_in("a guess", "123456")


def guess_until_it_is_too_much(office: Office, name: str) -> Page:
    browse = Browse(office.app.test_client())
    for _ in range(MANY):
        shown = guess(office, name, browse)
        if shown.status == 429:
            return shown
        assert FAILED in shown.text
    raise AssertionError(f"{MANY} guesses without a pause")


def no_database(*told: object) -> None:
    raise OperationalError("UPDATE", {"content": "Rang at nine"}, Exception("no connection"))


# With password and code


def test_she_comes_in_and_goes_out(worker: Worker) -> None:
    assert worker.is_in()
    worker.sign_out()
    assert not worker.is_in()
    worker.sign_in()
    assert worker.is_in()


def test_a_code_works_once(office: Office, worker: Worker) -> None:
    assert FAILED in worker.try_to_sign_in().text, "it was used to set up the app"
    office.wait(A_STEP)
    assert worker.try_to_sign_in().location == INBOX
    other_device = Worker(office, worker.name)
    other_device.secret = worker.secret
    assert FAILED in other_device.try_to_sign_in().text
    office.wait(A_STEP)
    assert other_device.try_to_sign_in().location == INBOX


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_telephone_may_be_half_a_minute_off(office: Office, worker: Worker, steps: int, fits: bool) -> None:
    office.wait(10 * A_STEP)
    office.wait(steps * A_STEP)
    code = worker.code()
    office.wait(-steps * A_STEP)
    shown = worker.try_to_sign_in(code=code)
    assert (shown.location == INBOX) == fits
    assert fits or FAILED in shown.text


def test_a_code_may_be_typed_with_spaces(office: Office, worker: Worker) -> None:
    office.wait(A_STEP)
    code = worker.code()
    assert worker.try_to_sign_in(code=f" {code[:3]} {code[3:]}").location == INBOX


def test_every_failure_says_the_same(office: Office, worker: Worker) -> None:
    office.invite("Not set up")
    office.wait(A_STEP)
    told = set()
    for name, password, code in [
        ("Nobody", PASSWORD, worker.code()),
        ("Not set up", PASSWORD, worker.code()),
        ("", "", ""),
        (worker.name, "a wrong password", worker.code()),
        (worker.name, PASSWORD, "000000"),
        (worker.name, PASSWORD, "not digits ٣é"),
    ]:
        browse = Browse(office.app.test_client())
        browse.get(SIGN_IN)
        shown = browse.post(SIGN_IN, {"name": name, "password": password, "code": code}, status=400)
        assert shown.find("input", id="name").get("value") == name, "what was typed is kept"
        assert not shown.find("input", id="password").get("value")
        told.add(shown.text)
    assert len(told) == 1
    assert worker.try_to_sign_in().location == INBOX, "and nothing is locked"


# Past whoever guesses


def test_whoever_guesses_is_slowed_down_and_she_is_not(office: Office, worker: Worker) -> None:
    worker.sign_out()
    slowed = guess_until_it_is_too_much(office, worker.name)
    assert slowed.headers["Retry-After"] == "60"
    assert "Nothing is locked. Wait 60 seconds" in slowed.text
    worker.sign_in()
    assert worker.is_in()


def test_guessing_never_becomes_a_lock(office: Office, worker: Worker) -> None:
    for _ in range(3):
        guess_until_it_is_too_much(office, worker.name)
    office.wait(A_MINUTE)
    worker.use_a_new_device()
    assert worker.try_to_sign_in().location == INBOX, "even on a device that is new, when the wait is over"


def test_a_new_invitation_is_the_way_round(office: Office, worker: Worker) -> None:
    guess_until_it_is_too_much(office, worker.name)
    worker.use_a_new_device()
    assert worker.try_to_sign_in().status == 429
    worker.set_up(office.invite(worker.name))
    assert worker.is_in()
    worker.sign_out()
    guess_until_it_is_too_much(office, worker.name)
    office.wait(A_STEP)
    assert worker.try_to_sign_in().location == INBOX, "the device is known from then on"


def test_her_own_mistakes_slow_down_her_device_only(office: Office, worker: Worker) -> None:
    worker.sign_out()
    tries = [worker.try_to_sign_in("a slip").status for _ in range(MANY)]
    assert tries[0] == 400
    assert tries[-1] == 429
    other = Worker(office, worker.name)
    other.secret = worker.secret
    office.wait(A_STEP)
    assert other.try_to_sign_in().location == INBOX


def test_a_device_is_known_for_those_who_signed_in_with_it(office: Office, worker: Worker) -> None:
    other = office.worker("Bea")
    guess_until_it_is_too_much(office, worker.name)
    assert guess(office, worker.name, other.browse).status == 429
    other.browse.client.set_cookie("portal-device", "bm90IG91cnM=", path="/inbox")
    assert guess(office, worker.name, other.browse).status == 429


def test_a_computer_that_two_share_is_known_for_both(office: Office, worker: Worker) -> None:
    bea = Worker(office, "Bea")
    bea.browse = worker.browse
    bea.set_up(office.invite("Bea"))
    guess_until_it_is_too_much(office, worker.name)
    guess_until_it_is_too_much(office, "Bea")
    for one in (worker, bea):
        one.sign_in()


def test_a_name_that_nobody_has_is_slowed_down_as_well(office: Office, worker: Worker) -> None:
    nobody, somebody = (guess_until_it_is_too_much(office, name) for name in ("Nobody", worker.name))
    assert nobody.text == somebody.text


# And out again


def test_a_session_ends_after_half_an_hour_without_a_page(office: Office, worker: Worker) -> None:
    for _ in range(3):
        office.wait(timedelta(minutes=29))
        assert worker.is_in()
    office.wait(timedelta(minutes=31))
    assert not worker.is_in()


def test_a_session_ends_after_twelve_hours(office: Office, worker: Worker) -> None:
    for _ in range(12 * 3 - 1):
        office.wait(timedelta(minutes=20))
        assert worker.is_in()
    office.wait(timedelta(minutes=20))
    assert not worker.is_in()


def test_inviting_again_shuts_out_whoever_is_in(office: Office, worker: Worker) -> None:
    office.invite(worker.name)
    assert not worker.is_in()
    office.wait(A_STEP)
    assert FAILED in worker.try_to_sign_in().text


def test_signing_in_ends_the_session_that_the_browser_had(office: Office, worker: Worker) -> None:
    before = worker.browse.client.get_cookie("portal-worker", path="/inbox")
    assert before
    worker.sign_in()
    old = Browse(office.app.test_client())
    old.client.set_cookie("portal-worker", before.value, path="/inbox")
    assert old.get(INBOX, status=303).location == SIGN_IN


def test_the_cookies_go_to_the_inbox_only_and_no_script_reads_them(office: Office, worker: Worker) -> None:
    office.wait(A_STEP)
    shown = worker.try_to_sign_in()
    cookies = [
        one for one in shown.headers.getlist("Set-Cookie") if one.startswith(("portal-worker", "portal-d"))
    ]
    assert len(cookies) == 2
    for cookie in cookies:
        assert {"HttpOnly", "Path=/inbox", "SameSite=Strict"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
    secure = Browse(office.app.test_client())
    options = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/inbox/sign-in/"}}
    page = secure.client.get(SIGN_IN, **options)
    secure.show(page, 200)
    office.wait(A_STEP)
    typed = {"name": worker.name, "password": PASSWORD, "code": worker.code()}
    answer = secure.post(SIGN_IN, typed, **options)
    assert [
        one for one in answer.headers.getlist("Set-Cookie") if "portal-worker" in one and "; Secure" in one
    ]


def test_the_cookies_are_secure_where_people_come_by_https_whatever_the_proxy_says(
    office: Office, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(office.app.config, "SESSION_COOKIE_SECURE", True)
    office.wait(A_STEP)
    cookies = worker.try_to_sign_in().headers.getlist("Set-Cookie")
    assert {"portal-worker", "portal-device"} <= {cookie.partition("=")[0] for cookie in cookies}
    assert all("; Secure" in cookie for cookie in cookies)


def test_what_she_typed_is_not_lost_when_her_session_has_ended(office: Office, worker: Worker) -> None:
    number = office.send()
    worker.browse.get(f"/inbox/{number}/")
    office.wait(timedelta(hours=1))
    typed = {"status": "contacted", "note": "Rang at nine,\nnobody there"}
    shown = worker.browse.post(f"/inbox/{number}/", typed, status=403)
    assert shown.h1 == "This was not saved"
    assert (shown.find("textarea").text or "").strip() == typed["note"]
    assert office.store.requests.listed()[0].status == "new"


def test_what_she_typed_is_not_lost_when_the_form_is_too_old(office: Office, worker: Worker) -> None:
    number = office.send()
    answer = worker.browse.client.post(f"/inbox/{number}/", data={"status": "seen", "note": "Rang at nine"})
    shown = worker.browse.show(answer, 400)
    assert shown.h1 == "This was not saved"
    assert (shown.find("textarea").text or "").strip() == "Rang at nine"


@pytest.mark.parametrize("broken", [(Workers, "signed_in"), (Requests, "record")])
def test_what_she_typed_is_not_lost_while_the_database_is_down(
    office: Office,
    worker: Worker,
    broken: tuple[type, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = office.send()
    worker.browse.get(f"/inbox/{number}/")
    monkeypatch.setattr(*broken, no_database)
    shown = worker.browse.post(f"/inbox/{number}/", {"status": "seen", "note": "Rang at nine"}, status=503)
    assert shown.h1 == "This was not saved"
    assert "The database cannot be reached just now." in shown.text
    assert (shown.find("textarea").text or "").strip() == "Rang at nine"
    assert "inbox.one_request: OperationalError" in caplog.text
    assert "Rang at nine" not in caplog.text


def test_while_the_database_is_down_nobody_comes_in_and_everybody_out(
    office: Office, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.browse.get(INBOX)
    for method in ("signed_in", "account", "sign_out"):
        monkeypatch.setattr(Workers, method, no_database)
    assert worker.browse.post(SIGN_OUT).location == "/inbox/signed-out/"
    assert worker.browse.client.get_cookie("portal-worker", path="/inbox") is None
    assert worker.browse.get(INBOX, status=503).h1 == "This does not work just now"
    assert worker.try_to_sign_in().status == 503


def test_the_staffs_pages_are_in_english_whatever_the_browser_asks_for(
    office: Office, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(office.app.extensions["languages"], "ur", pseudo.empty("ur"))
    urdu = {"Accept-Language": "ur"}
    assert worker.browse.get("/", status=302, headers=urdu).location == "/ur/", "the browser is heard"
    for path in (INBOX, SIGN_IN, "/inbox/signed-out/", "/inbox/999/"):
        assert worker.browse.get(path, status=None, headers=urdu).find("html").get("lang") == "en"


def test_signing_out_leaves_nothing_behind(worker: Worker) -> None:
    worker.browse.get(INBOX)
    answer = worker.browse.post(SIGN_OUT)
    assert "portal-worker=;" in answer.headers["Set-Cookie"]
    assert worker.browse.get(answer.location).h1 == "You are signed out"
