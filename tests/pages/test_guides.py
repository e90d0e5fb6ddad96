"""Guides, flowcharts, words, policies and providers: every one of them, in each council's portal."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.page_names import PAGE_NAMES
from portal.reading.authority import find_folder, load_national
from portal.reading.library import Library, load_library
from portal.reading.words import acronyms
from tests.conftest import Browse
from tests.page import Page, read_text
from tests.pages.test_public_pages import MOST_BYTES

LISTS = ("/en/guides/", "/en/words/", "/en/policies/", "/en/providers/")
BOOKLET = "/en/guides/booklet/"


@pytest.fixture
def library(app: Flask) -> Library:
    authority = app.extensions["authority"]
    return load_library(authority, load_national(), find_folder(authority.name))


def texts(library: Library) -> Iterator[str]:
    """Yield the address of every guide and flowchart."""
    yield from (f"/en/guides/{slug}/" for slug in library.guides)
    yield from (f"/en/flowcharts/{slug}/" for slug in library.flowcharts)


def test_each_text_fits_the_first_round_trip_and_sets_no_cookie(
    client: FlaskClient, library: Library
) -> None:
    for path in texts(library):
        for coding in ("br", "gzip"):
            answer = client.get(path, headers={"Accept-Encoding": coding})
            assert answer.headers["Content-Encoding"] == coding
            assert len(answer.data) <= MOST_BYTES, f"{path}: {len(answer.data)} bytes in {coding}"
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("code", ["ar", "bn", "pa", "pl", "ro", "ur"])
def test_words_to_say_to_the_council_stand_in_english_too(browse: Browse, code: str) -> None:
    said = "“I have a disabled child. I need an interpreter. I speak …”"
    translated = browse.get(f"/{code}/guides/help-in-your-language/")
    assert [read_text(one) for one in translated.findall("span", lang="en", class_="english")] == [said]
    assert browse.get("/en/guides/help-in-your-language/").findall("span", class_="english") == []


def test_no_link_leads_nowhere(browse: Browse, library: Library) -> None:
    pages: dict[str, Page] = {}
    for path in [*LISTS, BOOKLET, *texts(library)]:
        page = pages[path] = browse.get(path)
        for link in page.links:
            address = urlsplit(urljoin(path, link.href))
            if address.scheme or address.netloc or not address.path.startswith("/en/"):
                continue  # to another site, out of this one, or to this page in another language
            there = pages.get(address.path) or browse.get(address.path)
            pages[address.path] = there
            if address.fragment:
                assert there.findall(id=address.fragment), f"{path} leads to {link.href}"


def test_every_guide_ends_with_a_way_on_and_a_person(browse: Browse, library: Library) -> None:
    for slug, guide in library.guides.items():
        page = browse.get(f"/en/guides/{slug}/")
        assert page.h1 == guide.title
        assert page.findall("a", class_="button"), slug
        assert page.findall("div", class_="contact"), slug
        assert "Where these facts come from" in page.text


def test_the_button_below_a_guide_says_where_it_leads(browse: Browse, library: Library) -> None:
    for slug, guide in library.guides.items():
        (button,) = browse.get(f"/en/guides/{slug}/").findall("a", class_="button")
        there = browse.get(button.attrib["href"])
        assert read_text(button) == str(PAGE_NAMES.get(guide.next, there.h1)), slug


def test_the_link_to_a_page_on_the_web_says_whose_page_it_is(browse: Browse, library: Library) -> None:
    page = browse.get("/en/providers/")
    for one in library.directory.providers:
        (card,) = (each for each in page.findall("div", class_="contact") if each.findtext("h3") == one.title)
        owner = one if one.address else one.contact
        for link in card.iter("a"):
            if owner and link.attrib["href"] == owner.address:
                assert owner.title in read_text(link), one.title


def test_a_word_is_explained_below_the_part_in_which_it_first_stands(
    browse: Browse, library: Library
) -> None:
    for slug in library.guides:
        page = browse.get(f"/en/guides/{slug}/")
        explained = [one.attrib["id"] for one in page.findall("div") if one.get("id", "").startswith("word-")]
        linked = [one.attrib["href"][1:] for one in page.findall("a", class_="word")]
        assert explained == linked, slug


def test_the_booklet_holds_every_guide_and_explains_each_acronym_in_it(
    browse: Browse, library: Library
) -> None:
    page = browse.get(BOOKLET)
    titles = [read_text(one) for one in page.findall("h2")]
    assert titles == [*(guide.title for guide in library.guides.values()), "Words explained"]
    explained = {name for one in page.findall("dt") for name in acronyms(read_text(one).split(":")[0])}
    told = {
        name for guide in library.guides.values() for one in guide.passages for name in acronyms(one.text)
    }
    assert told
    assert told <= explained


def test_a_flowchart_goes_one_step_at_a_time_to_every_end(browse: Browse, library: Library) -> None:
    for slug, chart in library.flowcharts.items():
        page = browse.get(f"/en/flowcharts/{slug}/")
        answers = [read_text(one) for one in page.findall("summary")]
        for step in chart.steps.values():
            for ways in step.branches.values():
                told = " / ".join(way.says for way in ways)
                assert not step.asks or told in answers, (slug, step.name)
        # Once in the steps and once in the picture, at least.
        assert all(page.text.count(end.title) >= 2 for end in chart.ends.values()), slug


def test_the_facts_of_a_council_stand_in_its_guides(browse: Browse, library: Library) -> None:
    phone = library.authority.contacts["out_of_hours"].phone
    page = browse.get("/en/guides/worried-about-a-child/")
    assert phone is None or phone in page.text
    assert library.authority.council in browse.get("/en/guides/who-can-get-one/").text


def test_an_unknown_guide_or_flowchart_is_not_here(browse: Browse) -> None:
    for path in ("/en/guides/no-such/", "/en/flowcharts/no-such/"):
        assert browse.get(path, status=404).h1 == "This page is not here"
