"""What everybody is told: in every language, the newest first, until it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.store.signatures import Signatures
from portal.translation import interface
from tests.conftest import Browse
from tests.desk import DESK, Member
from tests.office import Office
from tests.page import Page, read_text
from tests.saving import no_database

TELL = f"{DESK}you-said-we-did/"
SAID, DID = "The word “panel” was <hard>.", "It is explained now."
LANGUAGES = ("en", *interface.languages())


@pytest.fixture
def family(office: Office) -> Browse:
    return Browse(office.app.test_client())


def everybodys(family: Browse, language: str = "en", status: int = 200) -> Page:
    return family.get(f"/{language}/you-said-we-did/", status)


def said(page: Page) -> list[str]:
    """Return what stands on the page in the words of the Forum, in order."""
    return [read_text(one) for one in page.findall("p", data_own_words=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_it_says_that_there_is_nothing_yet_or_what_there_is(
    family: Browse, coordinator: Member, office: Office, language: str
) -> None:
    say = office.app.extensions["languages"][language].catalogue.words_for
    page = everybodys(family, language)
    assert page.h1 == say("You said, we did")
    assert say("Nothing stands here yet.") in page.text
    assert said(page) == []
    coordinator.browse.get(TELL)
    coordinator.browse.post(TELL, {"said": SAID, "did": DID})
    page = everybodys(family, language)
    assert page.h1 == say("You said, we did")
    assert say("Nothing stands here yet.") not in page.text
    assert said(page) == [SAID, DID]
    for words in (SAID, DID):
        shown = page.find("p", words)
        assert (shown.get("lang"), shown.get("dir")) == ("en", "auto")
    [once] = page.findall("li", class_="offer")
    assert [read_text(one) for one in once.findall("h3")] == [say("You said"), say("We did")]


def test_the_newest_stands_first_and_the_day_is_that_in_england(family: Browse, office: Office) -> None:
    office.store.signatures.tell("before", "done", "Carol", office.now)
    office.wait(timedelta(days=222, minutes=45))
    office.store.signatures.tell("after", "done", "Carol", office.now)
    page = everybodys(family)
    assert said(page) == ["after", "done", "before", "done"]
    # A quarter to midnight by the sun; by the clocks of an English summer it is an hour later.
    assert [read_text(one) for one in page.findall("h2")][:2] == ["2 July 2027", "21 November 2026"]


def test_what_the_coordinator_takes_back_is_gone_and_nothing_else(
    family: Browse, coordinator: Member, office: Office
) -> None:
    for number in (1, 2, 3):
        office.store.signatures.tell(f"said {number}", f"did {number}", "Carol", office.now)
    coordinator.browse.get(TELL)
    coordinator.browse.post(f"{TELL}2/delete/")
    assert said(everybodys(family)) == ["said 3", "did 3", "said 1", "did 1"]


def test_nobody_is_named_there(family: Browse, coordinator: Member) -> None:
    coordinator.browse.get(TELL)
    coordinator.browse.post(TELL, {"said": SAID, "did": DID})
    assert coordinator.name not in everybodys(family).text


def test_no_page_is_kept_on_the_way_after_it_was_taken_back(family: Browse) -> None:
    assert everybodys(family).headers["Cache-Control"] == "no-cache"


def test_without_the_database_it_says_so_and_who_to_ask(
    family: Browse, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Signatures, "told", no_database)
    page = everybodys(family, status=503)
    assert read_text(page.find(role="alert")).startswith("It does not work just now. That is our fault.")
    assert "Nothing stands here yet." not in page.text
    front_door = office.app.extensions["authority"].contacts["front_door"]
    assert front_door.phone in read_text(page.find("div", front_door.title, class_="contact"))
