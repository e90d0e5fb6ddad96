"""A reader says what is wrong with a page: from every page, in every language, without saying who she is."""

from __future__ import annotations

import pytest

from portal.forms.feedback import ABOUT, TRANSLATION
from portal.store.feedback import Said
from tests.conftest import Browse
from tests.desk import DESK, Member
from tests.office import INBOX, Office, Worker

FEEDBACK = "/en/feedback/"
WORDS = "On the third line: <b>which</b> form?"


@pytest.fixture
def browse(office: Office) -> Browse:
    return Browse(office.app.test_client())


def kept(office: Office) -> list[Said | None]:
    return [one.said for one in office.store.feedback.listed()]


def links(browse: Browse, path: str) -> list[str]:
    """Return where the links to the feedback page lead from a page."""
    page = browse.get(path)
    return [link.attrib["href"] for link in page.findall("a") if "/feedback/" in link.get("href", "")]


@pytest.mark.parametrize("path", ["", "guides/under-five/", "help-now/", "self-assessment/help/", "privacy/"])
def test_every_page_leads_to_it_and_it_leads_back(browse: Browse, office: Office, path: str) -> None:
    [address] = links(browse, f"/en/{path}")
    assert browse.get(address).find("a", "Back").get("href") == f"/en/{path}"
    thanks = browse.post(FEEDBACK, {"about": "clear"}, follow=True)
    assert thanks.h1 == "Thank you for telling us"
    assert f"/en/{path}" in [link.href for link in thanks.links]
    assert kept(office) == [Said(path, "en", "clear", "")]


def test_it_is_read_at_the_desk_and_not_in_the_inbox(
    browse: Browse, reviewer: Member, worker: Worker
) -> None:
    browse.get(FEEDBACK)
    browse.post(FEEDBACK, {"about": "wrong", "words": WORDS})
    assert WORDS in reviewer.browse.get(f"{DESK}families-say/").text
    page = worker.browse.get(INBOX)
    assert WORDS not in page.text
    assert not [link for link in page.links if "families-say" in link.href]


def test_nobody_is_told_that_it_is_read_tonight_or_answered(browse: Browse) -> None:
    asked = browse.get(FEEDBACK).text
    assert "Nobody reads this tonight." in asked
    assert "They do not know who you are, so they cannot answer you." in asked
    thanks = browse.post(FEEDBACK, {"about": "wrong", "words": WORDS}, follow=True).text
    assert "will read it, but not tonight. They cannot answer you." in thanks


def test_beside_the_note_on_the_machine_stands_the_way_to_say_what_is_wrong(
    browse: Browse, office: Office
) -> None:
    address, _ = links(browse, "/ur/guides/under-five/")
    browse.get(address)
    browse.post("/ur/feedback/", {"about": TRANSLATION, "words": "یہ غلط ہے"})
    assert kept(office) == [Said("guides/under-five/", "ur", TRANSLATION, "یہ غلط ہے")]


def test_only_of_a_translation_one_can_say_that_it_is_wrong(browse: Browse, office: Office) -> None:
    offered = {box.attrib["value"] for box in browse.get(FEEDBACK).findall("input", name="about")}
    assert offered == set(ABOUT) - {TRANSLATION}
    browse.post(FEEDBACK, {"about": TRANSLATION}, status=400)
    assert kept(office) == []


def test_without_a_choice_the_words_are_kept_and_the_way_is_said(browse: Browse, office: Office) -> None:
    browse.get(f"{FEEDBACK}?page=words/")
    page = browse.post(FEEDBACK, {"words": WORDS}, status=400)
    assert page.find("div", class_="summary").find(".//a[@href='#about']") is not None
    assert page.form(FEEDBACK).fields["words"] == [WORDS]
    assert page.form(FEEDBACK).fields["page"] == ["words/"]
    assert kept(office) == []


def test_words_that_are_too_long_are_kept_and_explained(browse: Browse, office: Office) -> None:
    browse.get(FEEDBACK)
    page = browse.post(FEEDBACK, {"about": "wrong", "words": "a" * 801}, status=400)
    assert "It has 801 now." in page.text
    assert page.form(FEEDBACK).fields["words"] == ["a" * 801]


@pytest.mark.parametrize("page", ["nowhere/", "//example.org/", "../inbox/", "guides/", "a" * 5000])
def test_only_pages_of_ours_are_led_back_to(browse: Browse, page: str) -> None:
    back = browse.get(FEEDBACK, query_string={"page": page}).find("a", "Back").get("href")
    assert back == ("/en/guides/" if page == "guides/" else "/en/")


def test_no_address_and_no_title_holds_what_was_said(browse: Browse) -> None:
    browse.get(FEEDBACK)
    answer = browse.post(FEEDBACK, {"about": "unclear", "words": WORDS})
    assert answer.location == f"{FEEDBACK}thanks/"
    assert WORDS not in browse.get(answer.location).html


def test_many_from_one_connection_wait_and_lose_nothing(browse: Browse, office: Office) -> None:
    for number in range(10):
        browse.get(FEEDBACK)
        browse.post(FEEDBACK, {"about": "wrong", "words": f"{number}"})
    browse.get(FEEDBACK)
    page = browse.post(FEEDBACK, {"about": "wrong", "words": WORDS}, status=429)
    assert page.form(FEEDBACK).fields["words"] == [WORDS]
    assert len(kept(office)) == 10
