"""The search: words in a cookie of its own and nowhere else, a way to a person, help first in danger."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal import create_app
from tests.conftest import ELEVEN_AT_NIGHT, Browse
from tests.family import HERE, Family
from tests.page import Page
from tests.pages.test_public_pages import MOST_BYTES

SEARCH = "/en/search/"
TYPED = "my daughter’s zebra respite"
PIECES = ("zebra", "respite", "daughter", "emVicm", "Zebra")
"""What must stand nowhere, also in base64."""

COOKIE = "portal-search"
PAGES_WITH_THE_BOX = ("/en/", "/en/guides/", "/en/words/", "/en/search/")
WRONG_BYTES = b"words=%ff%fe%00caf%e9+club"


@pytest.fixture
def portal(portals: Mapping[str, Flask]) -> Flask:
    return portals["birmingham"]


@pytest.fixture
def browse(portal: Flask) -> Browse:
    return Browse(portal.test_client())


def search(browse: Browse, typed: str, where: str = SEARCH) -> Page:
    """Search from a page, and open what is found."""
    browse.get(where, status=None)
    sent = browse.post(SEARCH, {"words": typed}, status=303)
    assert sent.location == SEARCH
    return browse.get(SEARCH)


def found(page: Page) -> list[str]:
    """Return where the results lead."""
    lists = page.findall("ul", class_="ways")
    return [link.attrib["href"] for one in lists for link in one.iter("a")]


def cookies_set(answer: TestResponse) -> Iterator[str]:
    yield from (line.split("=")[0] for line in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("where", [*PAGES_WITH_THE_BOX, "/en/nothing-here/"])
def test_every_page_with_a_box_leads_to_what_fits(browse: Browse, where: str) -> None:
    page = search(browse, "respite", where)
    assert found(page)[0] == "/en/guides/what-is-a-short-break/"
    assert page.find("input", name="words").attrib["value"] == "respite"
    assert page.findall("a", "Guide")
    assert len(found(page)) <= 8


@pytest.mark.parametrize("where", ["/en/", "/en/guides/", "/en/words/"])
def test_the_box_sets_no_cookie_before_somebody_searches(browse: Browse, where: str) -> None:
    page = browse.get(where)
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_the_words_stand_in_no_address_title_header_or_log(
    browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        browse.get("/en/")
        sent = browse.post(SEARCH, {"words": TYPED}, status=303)
        page = browse.get(SEARCH)
    assert TYPED in page.find("input", name="words").attrib["value"]
    assert page.title.startswith("Search – ")
    told = [sent.location, sent.html, page.url, page.title, caplog.text, str(sent.headers), str(page.headers)]
    assert not [piece for piece in PIECES for text in told if piece in text]


def test_nothing_on_the_way_keeps_what_was_found(browse: Browse) -> None:
    for page in (search(browse, "club"), browse.post(SEARCH, {"words": ""}, status=400)):
        assert page.headers["Cache-Control"] == "no-store"
        assert "Cookie" in page.headers["Vary"]
        assert page.findall("meta", name="robots", content="noindex")
        assert page.findall("script"), "a browser fetches the page anew when it brings it back from memory"


def test_the_cookie_is_for_this_site_alone_and_its_length_says_nothing(browse: Browse) -> None:
    lengths = set()
    for typed in ("a", "b" * 100, "بچے کا خیال", "আমি" * 40):
        answer = browse.client.post(SEARCH, data={"words": typed}, base_url="https://localhost")
        (cookie,) = answer.headers.getlist("Set-Cookie")
        lengths.add(len(cookie))
        assert cookie.startswith(f"{COOKIE}=")
        assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Expires" not in cookie
        assert "Max-Age" not in cookie
    assert len(lengths) == 1


def test_half_an_hour_later_the_words_are_forgotten(tmp_path: Path) -> None:
    moment = ELEVEN_AT_NIGHT
    browse = Browse(create_app({"PORTAL_STATE": str(tmp_path)}, lambda: moment).test_client())
    search(browse, "club")
    moment += timedelta(minutes=29)
    assert found(browse.get(SEARCH))
    moment += timedelta(minutes=1)
    page = browse.get(SEARCH)
    assert not found(page)
    assert not page.find("input", name="words").attrib["value"]


@pytest.mark.parametrize("cookie", ["", "A" * 40, "é", "x=", "A" * 4000])
def test_a_cookie_that_cannot_be_read_is_no_search(browse: Browse, cookie: str) -> None:
    page = browse.get(SEARCH, headers={"Cookie": f"{COOKIE}={cookie}"})
    assert not found(page)


def test_a_forged_search_leaves_a_family_its_answers(browse: Browse, portal: Flask) -> None:
    authority = portal.extensions["authority"]
    family = Family(browse, authority.assessment, authority.examples[0].answers)
    before = family.to_result().text
    # A form on another site comes without cookies, and the browser keeps what the answer sets.
    answer = portal.test_client().post(
        SEARCH, data={"words": "club"}, headers={"Origin": "https://bad.example"}
    )
    assert list(cookies_set(answer)) == [COOKIE]
    search(browse, "club")
    assert browse.get(f"{HERE}result/").text == before


def test_exit_and_clearing_delete_the_cookie(browse: Browse) -> None:
    client = browse.client
    for leave in ("/exit/", f"{HERE}clear/", "/en/ask-for-assessment/clear/"):
        search(browse, "club")
        assert client.get_cookie(COOKIE)
        if leave == "/exit/":
            client.get(leave)
        else:
            browse.get(f"{HERE}clear/")
            token = browse.page.form(f"{HERE}clear/").hidden if browse.page else {}
            assert client.post(leave, data=token).status_code in (302, 303)
        assert client.get_cookie(COOKIE) is None, leave
        assert not found(browse.get(SEARCH))


@pytest.mark.parametrize("typed", ["my son hits me", "suicide", "IM AFRAID OF MY HUSBAND", "abuze"])
def test_danger_shows_the_way_to_help_before_anything_else(browse: Browse, typed: str) -> None:
    page = search(browse, typed)
    main = page.find("main")
    first = next(one for one in main.iter("a"))
    assert first.attrib["href"] == "tel:999"
    help_now = [one for one in main.iter("a") if one.get("href") == "/en/help-now/"]
    assert "button" in help_now[0].get("class", "")
    assert page.title.startswith("Search – ")


def test_words_of_danger_are_not_shown_to_whoever_takes_the_phone_next(browse: Browse) -> None:
    page = search(browse, "my husband hits me")
    assert found(page)[0] == "/en/help-now/"
    assert "husband" not in page.html


def test_without_danger_the_box_comes_first(browse: Browse) -> None:
    page = search(browse, "holiday club")
    assert not page.findall("a", "999")


def test_what_is_not_found_leads_to_a_person_and_the_list(browse: Browse, portal: Flask) -> None:
    page = search(browse, "xyzzy")
    assert page.findall("h2", "We found nothing")
    assert not found(page)
    assert page.findall("a", href="/en/guides/")
    assert page.findall("a", href="/en/ask-for-assessment/")
    assert portal.extensions["authority"].contacts["front_door"].phone in page.text


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00"])
def test_an_empty_search_says_so_at_the_box(browse: Browse, typed: str) -> None:
    browse.get(SEARCH)
    page = browse.post(SEARCH, {"words": typed}, status=400)
    assert page.title.startswith("Error: Search")
    box = page.find("input", name="words")
    assert box.attrib["aria-invalid"] == "true"
    assert page.find(id=box.attrib["aria-describedby"])
    assert page.findall("a", "Write a word or two", href="#search")
    assert "Set-Cookie" not in page.headers


def test_long_words_are_cut_and_odd_bytes_are_no_error(browse: Browse) -> None:
    page = search(browse, "club " * 4000)
    assert len(page.find("input", name="words").attrib["value"]) <= 100
    assert found(page)
    form = "application/x-www-form-urlencoded"
    assert browse.client.post(SEARCH, data=WRONG_BYTES, content_type=form).status_code == 303
    assert found(browse.get(SEARCH))
    assert '"><b>' not in search(browse, 'club"><b>bold').html


def test_with_cookies_off_the_page_says_why_nothing_is_there(portal: Flask) -> None:
    browse = Browse(portal.test_client(use_cookies=False))
    page = search(browse, "club")
    assert not found(page)
    assert "does not keep cookies" in page.text
    assert page.findall("a", href="/en/guides/")


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_the_results_fit_the_first_round_trip(browse: Browse, coding: str) -> None:
    search(browse, "what help can my child get")
    assert len(browse.client.get(SEARCH, headers={"Accept-Encoding": coding}).data) <= MOST_BYTES
