"""The encrypted cookie: what it hides, how long it lasts, and what happens to one that is no good."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from portal import create_app
from portal.reading.authority import Authority
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.family import HERE, Family


def authority_of(app: Flask) -> Authority:
    found: Authority = app.extensions["authority"]
    return found


def cookie(client: Client) -> str:
    found = client.get_cookie("portal")
    assert found
    return found.value


@pytest.fixture
def family(browse: Browse, app: Flask) -> Family:
    authority = authority_of(app)
    return Family(browse, authority.assessment, authority.examples[0].answers)


def test_the_cookie_is_as_long_after_the_last_answer_as_before_the_first(family: Family) -> None:
    first = next(iter(family.assessment.questions))
    family.browse.get(f"{HERE}{first}/")
    empty = cookie(family.browse.client)
    family.to_result()
    full = cookie(family.browse.client)
    assert len(full) == len(empty) < 1000
    assert full != empty


def test_the_cookie_is_for_the_server_alone(family: Family) -> None:
    first = next(iter(family.assessment.questions))
    plain = family.browse.get(f"{HERE}{first}/")
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in plain.headers["Set-Cookie"].split(";")}
    assert "Expires" not in plain.headers["Set-Cookie"], "it goes with the browser session"
    family.browse.client.delete_cookie("portal")
    secure = family.browse.get(f"{HERE}{first}/", base_url="https://localhost")
    assert "Secure" in secure.headers["Set-Cookie"]


@pytest.mark.parametrize("bad", ["", "x", "A" * 4000, "é", "====", "AAAA" * 100])
def test_a_cookie_that_cannot_be_read_begins_afresh_with_a_kind_word(
    browse: Browse, app: Flask, bad: str
) -> None:
    browse.client.set_cookie("portal", bad)
    first = next(iter(authority_of(app).assessment.questions))
    after = browse.get(f"{HERE}result/", status=302)
    page = browse.get(after.location)
    assert page.path == f"{HERE}{first}/"
    assert bool(bad) == ("We could not use your earlier answers" in page.text)
    assert "We could not use your earlier answers" not in browse.get(page.path).text, "said once"


def test_a_cookie_of_another_portal_or_of_older_questions_begins_afresh(portals: dict[str, Flask]) -> None:
    here, there = portals["birmingham"], portals["leicestershire"]
    authority = authority_of(there)
    family = Family(Browse(there.test_client()), authority.assessment, authority.examples[0].answers)
    family.to_check()
    browse = Browse(here.test_client())
    browse.client.set_cookie("portal", cookie(family.browse.client))
    after = browse.get(f"{HERE}result/", status=302)
    assert "We could not use your earlier answers" in browse.get(after.location).text


@pytest.mark.parametrize(("hours", "read"), [(23.9, True), (24.1, False)])
def test_answers_are_read_for_24_hours(tmp_path: Path, hours: float, read: bool) -> None:
    moments = [ELEVEN_AT_NIGHT]
    app = make_portal("birmingham", tmp_path, lambda: moments[-1])
    authority = authority_of(app)
    family = Family(Browse(app.test_client()), authority.assessment, authority.examples[0].answers)
    family.to_check()
    moments.append(ELEVEN_AT_NIGHT + timedelta(hours=hours))
    status = 200 if read else 302
    assert family.browse.get(f"{HERE}result/", status=status)


def test_a_session_in_use_does_not_grow_too_old_and_its_cookie_is_seldom_written(tmp_path: Path) -> None:
    moments = [ELEVEN_AT_NIGHT]
    app = make_portal("birmingham", tmp_path, lambda: moments[-1])
    authority = authority_of(app)
    family = Family(Browse(app.test_client()), authority.assessment, authority.examples[0].answers)
    family.to_check()
    for minutes, written in [(59, False), (1, True), (59, False), (22 * 60, True), (23 * 60, True)]:
        moments.append(moments[-1] + timedelta(minutes=minutes))
        assert not family.browse.get("/en/guides/").headers.getlist("Set-Cookie"), "it looks at no answers"
        assert bool(family.browse.get(f"{HERE}result/").headers.getlist("Set-Cookie")) == written
    moments.append(moments[-1] + timedelta(hours=24))
    assert family.browse.get(f"{HERE}result/", status=302)


def test_the_cookie_is_secure_where_people_come_by_https_whatever_the_proxy_says(tmp_path: Path) -> None:
    settings = {"PORTAL_ADDRESS": "https://shortbreaks.example.org", "PORTAL_TRUSTED_PROXIES": "1"}
    app = create_app({"PORTAL_STATE": str(tmp_path), **settings})
    first = next(iter(authority_of(app).assessment.questions))
    assert "; Secure" in Browse(app.test_client()).get(f"{HERE}{first}/").headers["Set-Cookie"]


def test_a_changed_byte_is_noticed(family: Family) -> None:
    family.to_check()
    value = cookie(family.browse.client)
    middle = len(value) // 2
    other = "A" if value[middle] != "A" else "B"
    family.browse.client.set_cookie("portal", value[:middle] + other + value[middle + 1 :])
    assert family.browse.get(f"{HERE}check/", status=302)


def test_a_form_without_its_token_changes_nothing_and_says_what_to_do(family: Family) -> None:
    first = next(iter(family.assessment.questions))
    answer = family.browse.client.post(f"{HERE}{first}/", data={"answer": "clubs"})
    assert answer.status_code == 400
    page = family.browse.show(answer, 400)
    assert page.h1 == "Please answer that again"
    assert family.browse.get(f"{HERE}check/", status=302).location == f"{HERE}{first}/", "nothing was kept"
