"""A coordinator signs a text: families see it, and any change of its words ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.review.in_force import PAUSE
from portal.review.texts import Reviewable
from portal.store.signatures import Signatures, SignedMeanwhile, Signing
from tests.conftest import Browse
from tests.desk import DESK, GUIDE, Member
from tests.office import Office
from tests.page import read_text
from tests.saving import no_database

FAMILYS = "/en/guides/under-five/"


@pytest.fixture
def family(office: Office) -> Browse:
    return Browse(office.app.test_client())


@pytest.fixture
def changed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make one word of the guide another one, as after an edit of its file and a new start."""
    texts: dict[str, Reviewable] = office.app.extensions["reviewables"]
    first, *others = texts[GUIDE].passages
    edited = replace(first, english=f"{first.english} anew")
    monkeypatch.setitem(texts, GUIDE, replace(texts[GUIDE], passages=(edited, *others)))
    office.app.extensions.pop("signatures_in_force", None)


def test_families_see_who_reviewed_it_and_when(coordinator: Member, family: Browse) -> None:
    assert "Reviewed with" not in family.get(FAMILYS).text
    coordinator.sign()
    assert "Reviewed with Birmingham Parent Carer Forum, 21 November 2026" in family.get(FAMILYS).text
    assert "Reviewed with" not in family.get("/ur/guides/under-five/").text
    assert coordinator.state().startswith("Signed.")


def test_an_edit_removes_the_signature_everywhere(
    coordinator: Member, family: Browse, request: pytest.FixtureRequest
) -> None:
    coordinator.sign()
    request.getfixturevalue("changed")
    assert "Reviewed with" not in family.get(FAMILYS).text
    assert coordinator.state().startswith("Changed since signing.")
    page = coordinator.open()
    assert "It has changed since." in page.text
    assert [one.text for one in page.findall("ins")]


def test_a_correction_is_confirmed_with_one_tap(
    coordinator: Member, family: Browse, request: pytest.FixtureRequest
) -> None:
    coordinator.sign()
    request.getfixturevalue("changed")
    assert "It means the same: sign it again" in coordinator.open().text
    coordinator.sign()
    assert "Reviewed with" in family.get(FAMILYS).text


def test_nothing_with_an_open_remark_can_be_signed(coordinator: Member, reviewer: Member) -> None:
    coordinator.open()
    reviewer.say("Wait.")
    page = coordinator.browse.post(f"{DESK}en/{GUIDE}/sign/", status=409)
    assert "A remark is open." in page.text
    assert coordinator.state().startswith("Changes asked for")


def test_what_changed_since_she_read_it_is_not_signed(
    coordinator: Member, request: pytest.FixtureRequest
) -> None:
    coordinator.open()
    request.getfixturevalue("changed")
    page = coordinator.browse.post(f"{DESK}en/{GUIDE}/sign/", status=409)
    assert "The words have changed since you opened this page" in page.text


def test_of_two_who_sign_at_once_one_is_told_and_nothing_is_lost(coordinator: Member, office: Office) -> None:
    other = Member(office, "Chris", "coordinator")
    for one in (coordinator, other):
        one.open()
    coordinator.browse.post(f"{DESK}en/{GUIDE}/sign/", follow=True)
    page = other.browse.post(f"{DESK}en/{GUIDE}/sign/", status=409)
    assert "Somebody signed this after you opened it." in read_text(page.find("div", class_="summary"))
    assert "Signed by Carol" in page.text
    assert len(office.store.signatures.latest("signed")) == 1


def test_one_signature_follows_another_only_once(office: Office) -> None:
    signing = Signing(GUIDE, "en", "signed", "1234", {}, follows=0)
    office.store.signatures.sign(signing, "Carol", office.now)
    with pytest.raises(SignedMeanwhile):
        office.store.signatures.sign(signing, "Chris", office.now)
    assert office.store.signatures.latest("signed")[GUIDE, "en"].signed_by == "Carol"


def test_reading_is_noted_when_she_says_so_and_shows_what_changed_since(
    reviewer: Member, request: pytest.FixtureRequest
) -> None:
    reviewer.open()
    assert reviewer.state() == "Draft. New to you."
    reviewer.read()
    assert reviewer.state() == "In review."
    assert "What changed since you last looked" not in reviewer.open().text
    request.getfixturevalue("changed")
    assert reviewer.state() == "In review. New to you."
    page = reviewer.open()
    assert "What changed since you last looked" in page.text
    assert [read_text(one) for one in page.findall("ins")] == ["New: anew"]


def test_what_changed_since_she_opened_it_is_not_noted_as_read(
    reviewer: Member, request: pytest.FixtureRequest
) -> None:
    reviewer.open()
    request.getfixturevalue("changed")
    page = reviewer.browse.post(f"{DESK}en/{GUIDE}/read/", status=409)
    assert "The words have changed since you opened this page" in page.text
    assert reviewer.state() == "Draft. New to you."


@pytest.mark.parametrize("who", ["reviewer", "editor"])
def test_only_a_coordinator_signs(who: str, request: pytest.FixtureRequest) -> None:
    member: Member = request.getfixturevalue(who)
    assert not [form for form in member.open().forms if "sign/" in form.action]
    token = member.open().forms[0].hidden
    answer = member.browse.client.post(f"{DESK}en/{GUIDE}/sign/", data=token)
    assert answer.status_code == 403


def test_families_do_not_wait_again_and_again_for_a_database_that_is_out_of_order(
    coordinator: Member, family: Browse, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator.sign()
    asked = []

    def out(*told: object) -> None:
        asked.append(told)
        no_database()

    with monkeypatch.context() as broken:
        broken.setattr(Signatures, "count", out)
        for _ in range(3):
            assert "Reviewed with" not in family.get(FAMILYS).text
    assert len(asked) == 1
    assert "Reviewed with" not in family.get(FAMILYS).text
    office.wait(PAUSE)
    assert "Reviewed with" in family.get(FAMILYS).text


def test_a_translator_signs_her_own_language_as_checked_by_a_speaker(
    translator: Member, family: Browse
) -> None:
    before = family.get("/ur/guides/under-five/")
    assert before.find("p", class_="draft") is not None
    translator.sign(language="ur")
    after = family.get("/ur/guides/under-five/").find("p", class_="draft")
    assert after.text is not None
    assert translator.state(language="ur").endswith("Checked by a speaker.")
