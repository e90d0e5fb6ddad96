"""Pages that anyone may open: light, cookie-free, one request each."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import Browse
from tests.pages.routes import PUBLIC

MOST_BYTES = 13_000
"""What reaches a phone in the first round trip."""

anywhere = pytest.mark.parametrize("path", PUBLIC)


@anywhere
def test_a_public_page_sets_no_cookie(browse: Browse, path: str) -> None:
    page = browse.get(path)
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


@anywhere
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_public_page_fits_the_first_round_trip(client: FlaskClient, path: str, coding: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": coding})
    assert answer.headers["Content-Encoding"] == coding
    assert len(answer.data) <= MOST_BYTES


@anywhere
def test_every_public_page_gives_999_or_the_way_to_it_and_the_way_out(browse: Browse, path: str) -> None:
    page = browse.get(path)
    assert page.findall("a", href="/en/help-now/")
    assert page.findall("a", href="/exit/")


def test_the_first_page_is_in_the_language_of_the_browser(browse: Browse) -> None:
    answer = browse.get("/", status=302, headers={"Accept-Language": "ur, en;q=0.5"})
    assert answer.location == "/ur/"
    assert browse.get("/", status=302, headers={"Accept-Language": "xx"}).location == "/en/"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/xx/", "/en/nothing/", "/en/self-assessment/nothing/", "/en/%ff%fe/"])
def test_an_address_that_is_not_here_says_so_kindly(browse: Browse, path: str) -> None:
    assert browse.get(path, status=404).h1 == "This page is not here"


def test_the_start_page_says_it_is_a_proposal_and_who_to_ring(browse: Browse) -> None:
    page = browse.get("/en/self-assessment/")
    assert "This is not the council’s site." in page.text
    assert page.findall("a", "How to ask for a worker’s assessment")


@pytest.mark.parametrize("path", ["/en/", "/en/ask-for-assessment/"])
def test_who_has_saved_something_finds_the_way_back_to_it(browse: Browse, path: str) -> None:
    link = browse.get(path).find("a", "Come back to what you saved")
    assert link.attrib["href"] == "/en/self-assessment/return/"


def test_health_is_one_word(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
