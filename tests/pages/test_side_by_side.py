"""A page with its English beside it: each part beside its own, and nothing to press twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.assessment.model import UNSURE
from portal.reading.authority import CONTENT
from portal.translation import interface
from portal.translation.isolates import ISOLATES
from tests import pseudo
from tests.conftest import AUTHORITIES, Browse
from tests.long_runs import sample
from tests.page import Page, fits, read_text, words
from tests.reader import Reader

BESIDE = "with-english/"
GUIDE, CRITERIA = "/en/guides/if-you-disagree/", "/en/self-assessment/criteria/"
CHECK, RESULT = "/en/self-assessment/check/", "/en/self-assessment/result/"
PUBLIC, PRIVATE = (GUIDE, CRITERIA), (CHECK, RESULT)
every_page = pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE])
PRESSED = ("a", "button", "form", "input", "select", "textarea", "script", "video", "img")
REFERENCES = ("id", "for", "href", "tabindex", "aria-labelledby", "aria-describedby")
ENOUGH = 20
MARKS = str.maketrans(dict.fromkeys([*ISOLATES, pseudo.OPEN, pseudo.CLOSE], ""))

SLUGS = sorted(path.name for path in (CONTENT / "guides").iterdir() if path.is_dir())
GUIDES = [
    (council, slug, code) for code in interface.languages() for slug in SLUGS for council in AUTHORITIES
]


@pytest.fixture
def reader(foreign: Flask) -> Reader:
    """Give a family that has answered every question, and is worried about something at home."""
    reader = Reader(foreign.test_client(), pseudo.MIRRORED, lambda page: None)
    (private,) = reader.authority.assessment.private
    reader.has_answered({**reader.longest.answers, private: "worried", "place": UNSURE})
    return reader


def pairs(page: Page) -> Iterator[tuple[Element, Element]]:
    """Yield each part with the English beside it."""
    for pair in page.findall("div", class_="pair"):
        own, english = pair
        assert (english.get("lang"), english.get("dir")) == ("en", "ltr")
        yield own, english


def without(element: Element, *tags: str, class_: str) -> str:
    """Return the text of an element without what is inside of some others."""
    if element.tag in tags or fits(element, "class", class_):
        return ""
    inside = [f" {without(child, *tags, class_=class_)} {child.tail or ''}" for child in element]
    return words("".join([element.text or "", *inside]))


def to_read(page: Page) -> str:
    """Return what of a page is there to be read."""
    return without(page.find("main"), "form", "script", "style", class_="screen")


@every_page
def test_each_part_stands_beside_its_own_english(reader: Reader, path: str) -> None:
    beside = list(pairs(reader.get(f"{path}{BESIDE}")))
    assert len(beside) > 10
    for own, english in beside:
        theirs = without(own, class_="english")
        if theirs:
            expected = read_text(english).lower().translate(pseudo.HEBREW)
            assert beginning(theirs) == beginning(expected)


def beginning(text: str) -> str:
    """Return the first letters of a text: further on, days are written as the language does."""
    return "".join(re.findall("[א-ת]", text))[:ENOUGH]


@every_page
def test_all_that_can_be_read_in_english_stands_there_once_and_in_order(reader: Reader, path: str) -> None:
    english = [without(one, class_="screen") for _, one in pairs(reader.get(f"{path}{BESIDE}"))]
    assert "".join(english).replace(" ", "") == to_read(browse_of(reader).get(path)).replace(" ", "")


@pytest.mark.parametrize(("council", "slug", "code"), sample("guides beside their English", GUIDES, 6))
def test_in_the_languages_that_ship_each_passage_stands_beside_its_own_english(
    portals: Mapping[str, Flask], council: str, slug: str, code: str
) -> None:
    browse = Browse(portals[council].test_client())
    english = {one.get("id"): read_text(one) for one in browse.get(f"/en/guides/{slug}/").findall(id=True)}
    seen = 0
    for own, beside in pairs(browse.get(f"/{code}/guides/{slug}/{BESIDE}")):
        passages = [one.get("id") for one in own.iter() if "id" in one.attrib and not is_explained(one)]
        if passages:
            assert read_text(beside) == " ".join(english[one] for one in passages)
            seen += len(passages)
    assert seen > 10


def is_explained(element: Element) -> bool:
    """Tell whether this explains a word: each language explains those that it uses."""
    return element.get("id", "").startswith("word-")


@every_page
def test_what_can_be_pressed_stands_once(reader: Reader, path: str) -> None:
    page = reader.get(f"{path}{BESIDE}")
    for _, english in pairs(page):
        assert not [one.tag for one in english.iter() if one.tag in PRESSED]
        assert not [name for one in english.iter() for name in REFERENCES if name in one.attrib]
    assert pressed(page) == pressed(reader.get(path))


def pressed(page: Page) -> list[str]:
    """Return what can be pressed in the main part of a page, in order."""
    found = [one for one in page.find("main").iter() if one.tag in ("a", "button", "form")]
    return [one.get("href") or one.get("action") or read_text(one) for one in found]


@every_page
def test_what_is_folded_or_open_is_so_on_both_sides(reader: Reader, path: str) -> None:
    for own, english in pairs(reader.get(f"{path}{BESIDE}")):
        if read_text(own):
            assert folds(own) == folds(english)


def folds(element: Element) -> list[bool]:
    """Tell of each part that can be folded whether it is open."""
    return ["open" in one.attrib for one in element.iter("details")]


@every_page
def test_all_of_it_is_printed(reader: Reader, path: str) -> None:
    page = reader.get(f"{path}{BESIDE}")
    not_printed = [*page.findall(class_="screen"), *page.findall("form")]
    assert not [pair for one in not_printed for pair in one.iter("div") if fits(pair, "class", "pair")]


@every_page
def test_a_page_leads_to_its_english_beside_it_and_in_english_there_is_none(
    reader: Reader, path: str
) -> None:
    there = reader.here(f"{path}{BESIDE}")
    assert there in [link.href for link in reader.get(path).links]
    assert not [link for link in browse_of(reader).get(path).links if BESIDE in link.href]
    assert browse_of(reader).get(f"{path}{BESIDE}", status=302).location == path


def browse_of(reader: Reader) -> Browse:
    """Return the same browser, in which pages are opened by their own addresses."""
    return Browse(reader.client)


@pytest.mark.parametrize("path", ["/en/", "/en/guides/", "/en/help-now/", "/en/self-assessment/"])
def test_other_pages_lead_to_none(reader: Reader, path: str) -> None:
    assert not [link for link in reader.get(path).links if BESIDE in link.href]
    reader.get(f"{path}{BESIDE}", status=404)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_public_with_its_english_too(reader: Reader, path: str) -> None:
    page = reader.another_phone().get(f"{path}{BESIDE}")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.findall("link", rel="alternate", hreflang=pseudo.LONG)


@pytest.mark.parametrize("path", PRIVATE)
def test_a_private_page_is_private_with_its_english_too(reader: Reader, path: str) -> None:
    page = reader.get(f"{path}{BESIDE}")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.find("meta", name="robots").attrib["content"] == "noindex"
    assert not page.findall("link", rel="alternate")
    stranger = reader.another_phone()
    assert stranger.get(f"{path}{BESIDE}", status=302).location == "/en/self-assessment/help/"


def test_what_was_answered_about_safety_is_shown_in_neither_language(reader: Reader) -> None:
    (private,) = reader.authority.assessment.private
    question = reader.authority.assessment.questions[private]
    (chosen,) = question.chosen("worried")
    for path in PRIVATE:
        page = reader.get(f"{path}{BESIDE}")
        for told in (question.ask, chosen.says):
            assert told not in page.text
            assert pseudo.mirrored(told).translate(MARKS) not in page.text.translate(MARKS)


def test_a_guide_that_there_is_not_is_not_there_beside_english_either(reader: Reader) -> None:
    reader.get(f"/en/guides/no-such-guide/{BESIDE}", status=404)
