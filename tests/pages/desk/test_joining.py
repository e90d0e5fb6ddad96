"""A member comes to the desk by the link of an invitation, signs in again, and goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.store.workers import COORDINATOR, INVITED_FOR, REVIEWER, WORKER
from tests.conftest import Browse
from tests.desk import DESK, Member
from tests.office import PASSWORD, Office, Worker

SIGN_IN = f"{DESK}sign-in/"


@pytest.fixture
def browse(office: Office) -> Browse:
    return Browse(office.app.test_client())


def link(office: Office, role: str = REVIEWER) -> str:
    return f"{DESK}invitation/{office.store.workers.invite('Amina', office.now, role)}/"


def test_she_chooses_a_name_and_a_password_and_is_at_the_desk(office: Office, browse: Browse) -> None:
    invitation = link(office)
    assert browse.get(invitation).form(invitation).fields["name"] == ["Amina"]
    page = browse.post(invitation, {"name": "Amina K.", "password": PASSWORD, "again": PASSWORD}, follow=True)
    assert page.h1 == "The review desk"
    assert "Sign out Amina K." in page.text


def test_the_link_ends_when_it_is_used_or_after_a_week(office: Office, browse: Browse) -> None:
    used, late = link(office, COORDINATOR), ""
    browse.get(used)
    browse.post(used, {"password": PASSWORD, "again": PASSWORD})
    assert browse.get(used, status=404).h1 == "This link does not work any more"
    late = f"{DESK}invitation/{office.store.workers.invite('Bea', office.now, REVIEWER)}/"
    office.wait(INVITED_FOR - timedelta(seconds=1))
    browse.get(late)
    office.wait(timedelta(seconds=1))
    browse.get(late, status=404)


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"name": ""}, "Write your name"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "something else here"}, "Type the same password in both boxes."),
        ({"name": "Three Quiet Rivers"}, "Choose a password that is not your name."),
    ],
)
def test_what_does_not_fit_is_said_and_the_link_still_works(
    office: Office, browse: Browse, filled: dict[str, str], told: str
) -> None:
    invitation = link(office)
    browse.get(invitation)
    page = browse.post(invitation, {"password": PASSWORD, "again": PASSWORD, **filled}, status=400)
    assert told in page.text
    assert PASSWORD not in page.html
    assert browse.get(invitation).h1 == "Come to the review desk"


def test_a_name_that_somebody_has_is_refused(office: Office, browse: Browse, editor: Member) -> None:
    invitation = link(office)
    browse.get(invitation)
    filled = {"name": "  EDITH ", "password": PASSWORD, "again": PASSWORD}
    assert "Somebody else here has this name." in browse.post(invitation, filled, status=400).text


def test_she_signs_in_with_name_and_password_and_out(office: Office, reviewer: Member) -> None:
    reviewer.browse.get(DESK)
    reviewer.browse.post(f"{DESK}sign-out/")
    assert reviewer.browse.get(DESK, status=303).location == SIGN_IN
    reviewer.browse.get(SIGN_IN)
    reviewer.browse.post(SIGN_IN, {"name": "amina", "password": "wrong one here"}, status=400)
    page = reviewer.browse.post(SIGN_IN, {"name": "amina", "password": PASSWORD}, follow=True)
    assert page.h1 == "The review desk"


def test_the_desk_and_the_inbox_are_for_different_people(
    office: Office, reviewer: Member, worker: Worker
) -> None:
    at_inbox = {"name": "Amina", "password": PASSWORD, "code": "123456"}
    reviewer.browse.get("/inbox/sign-in/")
    reviewer.browse.post("/inbox/sign-in/", at_inbox, status=400)
    worker.browse.get(SIGN_IN)
    worker.browse.post(SIGN_IN, {"name": worker.name, "password": PASSWORD}, status=400)
    for path, role in ((DESK, WORKER), ("/inbox/", REVIEWER)):
        invitation = f"{path}invitation/{office.store.workers.invite('Zoe', office.now, role)}/"
        worker.browse.get(invitation, status=404)


def test_many_wrong_tries_wait_and_lock_nobody_out(office: Office, browse: Browse, reviewer: Member) -> None:
    for _ in range(10):
        browse.get(SIGN_IN)
        browse.post(SIGN_IN, {"name": "Amina", "password": "a wrong password"}, status=400)
    browse.get(SIGN_IN)
    page = browse.post(SIGN_IN, {"name": "Amina", "password": PASSWORD}, status=429)
    assert "Nothing is locked." in page.text
    reviewer.browse.get(DESK)
    reviewer.browse.post(f"{DESK}sign-out/")
    reviewer.browse.get(SIGN_IN)  # on her own device nobody slows her down
    reviewer.browse.post(SIGN_IN, {"name": "Amina", "password": PASSWORD})


def test_a_coordinator_invites_and_nobody_else(
    coordinator: Member, reviewer: Member, office: Office, browse: Browse
) -> None:
    people = f"{DESK}people/"
    coordinator.browse.get(people)
    page = coordinator.browse.post(people, {"name": "Dora", "role": REVIEWER}, status=200)
    invitation = page.find("bdi", class_="key").text or ""
    assert invitation.startswith("http")
    assert browse.get("/review/" + invitation.split("/review/")[1]).h1 == "Come to the review desk"
    assert not reviewer.browse.get(people).findall("form", action=people)
    token = {"csrf_token": reviewer.browse.get(people).forms[0].hidden["csrf_token"]}
    answer = reviewer.browse.client.post(people, data={**token, "name": "Eva", "role": COORDINATOR})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["Edith", "Aisha Khan", "Carol"])
def test_nobody_of_another_role_is_shut_out_by_an_invitation(
    coordinator: Member, editor: Member, worker: Worker, name: str
) -> None:
    coordinator.browse.get(f"{DESK}people/")
    page = coordinator.browse.post(f"{DESK}people/", {"name": name, "role": REVIEWER}, status=400)
    assert "Somebody else has this name." in page.text
    editor.browse.get(DESK)
    assert worker.is_in()
