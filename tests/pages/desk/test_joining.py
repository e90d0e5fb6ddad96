"""A member comes to the desk by the link of an invitation, signs in again, and goes, or her access ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.store.workers import COORDINATOR, INVITED_FOR, REVIEWER, WORKER
from tests.conftest import Browse
from tests.desk import DESK, Member
from tests.office import PASSWORD, Office, Worker
from tests.page import Page

SIGN_IN = f"{DESK}sign-in/"
PEOPLE = f"{DESK}people/"
END = f"{PEOPLE}end/"


@pytest.fixture
def browse(office: Office) -> Browse:
    return Browse(office.app.test_client())


def invite_by_page(coordinator: Member, name: str, status: int = 200) -> Page:
    """Fill in the form of an invitation, and return the page that comes."""
    coordinator.browse.get(PEOPLE)
    return coordinator.browse.post(PEOPLE, {"name": name, "role": REVIEWER}, status=status)


def sign_in(member: Member, status: int | None = None) -> None:
    """Try to sign in, and see what comes of it."""
    member.browse.get(SIGN_IN)
    member.browse.post(SIGN_IN, {"name": member.name, "password": PASSWORD}, status=status)


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


@pytest.mark.parametrize("name", ["  EDITH ", "\uff25\uff44\uff49\uff54\uff48", "aisha  khan"])
def test_a_name_that_somebody_has_is_refused(
    office: Office, browse: Browse, editor: Member, worker: Worker, name: str
) -> None:
    invitation = link(office)
    browse.get(invitation)
    filled = {"name": name, "password": PASSWORD, "again": PASSWORD}
    assert "Somebody else here has this name." in browse.post(invitation, filled, status=400).text


@pytest.mark.parametrize("path", [DESK, "/inbox/"])
def test_an_invitation_that_is_over_or_for_the_others_lets_nobody_in(
    office: Office, reviewer: Member, path: str
) -> None:
    role, other = (REVIEWER, WORKER) if path == DESK else (WORKER, REVIEWER)
    for_others = office.store.workers.invite("Zoe", office.now, other)
    late = office.store.workers.invite("Bea", office.now - INVITED_FOR, role)
    used = office.store.workers.invite("Una", office.now, role)
    if role == REVIEWER:
        office.store.workers.join(used, "Una", "a hash", office.now)
    else:
        office.store.workers.accept(used, "a hash", "ABCDEFGH", 1, office.now)
    token = {"csrf_token": reviewer.browse.get(PEOPLE).forms[0].hidden["csrf_token"]}
    typed = {**token, "name": "Zoe", "password": PASSWORD, "again": PASSWORD, "code": "123456"}
    for invitation in (for_others, late, used, "made-up", "\N{SNOWMAN}" * 500):
        answer = reviewer.browse.client.post(f"{path}invitation/{invitation}/", data=typed)
        assert answer.status_code == 404
        assert "Set-Cookie" not in answer.headers
    assert office.store.workers.account("Zoe") is None


def test_who_is_invited_again_is_signed_out_and_her_password_ends(
    office: Office, reviewer: Member, coordinator: Member
) -> None:
    invite_by_page(coordinator, "amina")
    assert reviewer.browse.get(DESK, status=303).location == SIGN_IN
    sign_in(reviewer, status=400)
    assert [one.name for one in office.store.workers.members()] == ["Carol", "amina"]


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
    invitation = invite_by_page(coordinator, "Dora").find("bdi", class_="key").text or ""
    assert invitation.startswith("http")
    assert browse.get("/review/" + invitation.split("/review/")[1]).h1 == "Come to the review desk"
    assert not reviewer.browse.get(PEOPLE).findall("form", action=PEOPLE)
    token = {"csrf_token": reviewer.browse.get(PEOPLE).forms[0].hidden["csrf_token"]}
    answer = reviewer.browse.client.post(PEOPLE, data={**token, "name": "Eva", "role": COORDINATOR})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["Edith", "\uff25dith", "Aisha Khan", "Carol", " carol"])
def test_nobody_of_another_role_is_shut_out_by_an_invitation(
    coordinator: Member, editor: Member, worker: Worker, name: str
) -> None:
    assert "Somebody else has this name." in invite_by_page(coordinator, name, status=400).text
    editor.browse.get(DESK)
    assert worker.is_in()


def test_a_coordinator_ends_somebodys_access_and_can_invite_her_again(
    coordinator: Member, reviewer: Member, office: Office
) -> None:
    reviewer.say("Who is “we” here?")
    coordinator.browse.get(PEOPLE).find("button", "End this access: Amina")
    page = coordinator.browse.post(END, {"name": "Amina"}, follow=True)
    assert not page.findall("dt", "Amina")
    assert reviewer.browse.get(DESK, status=303).location == SIGN_IN
    sign_in(reviewer, status=400)
    assert "Comment, Amina," in coordinator.open().text, "her name stays on what she wrote"
    invitation = invite_by_page(coordinator, "Amina").find("bdi", class_="key").text or ""
    assert reviewer.join("/review/" + invitation.split("/review/")[1]).h1 == "The review desk"


def test_nobody_joins_under_the_name_of_somebody_who_left_and_stands_under_what_she_signed(
    coordinator: Member, browse: Browse, office: Office
) -> None:
    coordinator.sign()
    office.store.workers.shut_out("Carol", [COORDINATOR])
    invitation = link(office, REVIEWER)
    browse.get(invitation)
    filled = {"name": "carol", "password": PASSWORD, "again": PASSWORD}
    assert "Somebody else here has this name." in browse.post(invitation, filled, status=400).text


def test_an_invitation_can_be_taken_back(coordinator: Member, browse: Browse, office: Office) -> None:
    invitation = link(office)
    coordinator.browse.get(PEOPLE)
    coordinator.browse.post(END, {"name": "Amina"})
    browse.get(invitation, status=404)


def test_of_two_who_end_the_same_access_the_second_finds_it_ended(
    coordinator: Member, reviewer: Member, office: Office
) -> None:
    other = Member(office, "Chris", COORDINATOR)
    for one in (coordinator, other):
        one.browse.get(PEOPLE)
    for one in (coordinator, other):
        one.browse.post(END, {"name": "Amina"}, follow=True)
    assert [one.name for one in office.store.workers.members()] == ["Carol", "Chris"]


def test_nobody_ends_her_own_access_or_that_of_the_council(
    coordinator: Member, editor: Member, translator: Member, worker: Worker, office: Office
) -> None:
    Member(office, "Chris", COORDINATOR)
    page = coordinator.browse.get(PEOPLE)
    assert [form.hidden["name"] for form in page.forms if form.action == END] == ["Chris"]
    coordinator.browse.post(END, {"name": " CAROL"}, status=403)
    for name in (editor.name, translator.name, worker.name):
        coordinator.browse.get(PEOPLE)
        coordinator.browse.post(END, {"name": name})
    for member in (coordinator, editor, translator):
        member.browse.get(DESK)
    assert worker.is_in()


@pytest.mark.parametrize("who", ["reviewer", "editor", "translator"])
def test_only_a_coordinator_ends_access(
    coordinator: Member, request: pytest.FixtureRequest, who: str
) -> None:
    member: Member = request.getfixturevalue(who)
    page = member.browse.get(PEOPLE)
    assert not page.findall("button", "End this access")
    sent = {"csrf_token": page.forms[0].hidden["csrf_token"], "name": "Carol"}
    assert member.browse.client.post(END, data=sent).status_code == 403
    coordinator.browse.get(DESK)
