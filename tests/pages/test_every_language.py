"""Every page, e-mail and file in each language that is offered: nothing is left in English, all is light."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count, product

import pytest
from flask import Flask

from portal.translation import interface
from tests.conftest import AUTHORITIES
from tests.every_page import JOURNEYS, Reader, messages
from tests.long_runs import sample
from tests.page import Page
from tests.pages.english_words import English, library_of
from tests.pages.test_guides import texts as guides
from tests.pages.test_public_pages import MOST_BYTES, PUBLIC
from tests.request_form import HERE as ASK
from tests.request_form import MOST, RequestForm
from tests.saving import serve

Journey = Callable[[Reader], None]
Portals = Callable[[str], Flask]

LANGUAGES = interface.languages()
PLACES = list(product(AUTHORITIES, LANGUAGES))
WALKED = sample(
    "journeys in every language",
    [(journey, council, code) for journey in JOURNEYS for council, code in PLACES],
    len(LANGUAGES),
)
WEIGHED = sample("councils and languages in which every page is weighed", PLACES, len(AUTHORITIES))
"""Each council once, in another language each."""

BROWSER, OLD_BROWSER = "gzip, deflate, br, zstd", "gzip"
"""What they accept."""

TOO_HEAVY_FOR_OLD_BROWSERS = ("/en/words/",)
"""A page of words alone, in letters of three bytes each: with gzip it takes a second round trip."""

phones = count(1)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portals:
    """Give a council's portal; each is made once."""

    @cache
    def portal(council: str) -> Flask:
        return serve(council, tmp_path_factory.mktemp("portal")).app

    return portal


def reader_of(app: Flask, code: str, look: Callable[[Page], None]) -> Reader:
    """Give a reader at an address of its own, so that limits do not count one for another."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.2.0.{next(phones)}"
    return Reader(client, code, look)


@pytest.mark.parametrize(("journey", "council", "code"), WALKED)
def test_nothing_is_left_in_english(portal: Portals, journey: Journey, council: str, code: str) -> None:
    app = portal(council)
    english = English(app, app.extensions["languages"][code])
    left: dict[str, list[str]] = {}

    def look(page: Page) -> None:
        if found := english.left_on(page):
            left[f"{page.url} (status {page.status})"] = found

    journey(reader_of(app, code, look))
    assert left == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_left_in_english_is_found(portal: Portals, code: str) -> None:
    """Show that the test above can fail: a text in English is found, whatever stands around it."""
    app = portal(AUTHORITIES[0])
    language = app.extensions["languages"][code]
    english = English(app, language)
    said = language.catalogue.words_for("What would change it:")
    assert english.left_in([said, "EHCP", f"{said} (short break)", "www.gov.uk"]) == []
    texts = sample(f"texts left in English, {code}", sorted(filter(english.is_text, english.texts)), 100)
    missed = [text for text in texts if not english.left_in([said, text, said])]
    assert len(texts) >= 100
    assert missed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_family_gets_to_keep_is_in_its_language(portal: Portals, code: str) -> None:
    got: list[Page] = []
    reader = reader_of(portal(AUTHORITIES[0]), code, got.append)
    RequestForm(reader).send({**MOST, "safely": {"safe_ways": ["email"]}})
    copy = reader.get(f"{ASK}sent/copy.txt")
    messages(reader)
    say = reader.app.extensions["languages"][code].catalogue.words_for
    assert say("What happens next") in copy.html
    assert got[-1].html.startswith(say("Your message"))
    assert say("We have your message. Its reference number is:") in got[-1].html


@pytest.mark.parametrize(("council", "code"), WEIGHED)
def test_every_page_fits_the_first_round_trip(portal: Portals, council: str, code: str) -> None:
    app = portal(council)
    client = app.test_client()
    heavy = {}
    for path, accepted in product([*PUBLIC, *guides(library_of(app))], (OLD_BROWSER, BROWSER)):
        if path in TOO_HEAVY_FOR_OLD_BROWSERS and accepted == OLD_BROWSER:
            continue
        address = path.replace("/en/", f"/{code}/", 1)
        answer = client.get(address, headers={"Accept-Encoding": accepted})
        if len(answer.data) > MOST_BYTES:
            heavy[address, answer.headers["Content-Encoding"]] = len(answer.data)
    assert heavy == {}
