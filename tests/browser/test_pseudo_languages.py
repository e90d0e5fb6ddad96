"""The two languages that nobody speaks on the smallest phone: nothing is cut off, and the mirror is whole."""

from itertools import count

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_playwright import CreateContextCallback

from tests import long_runs, pseudo
from tests.browser import layout, mirror
from tests.browser.test_accessibility import SIDEWAYS
from tests.conftest import AUTHORITIES
from tests.every_page import JOURNEYS, Journey
from tests.foreign import Portals
from tests.page import Page as Seen
from tests.reader import Reader

LANGUAGES = (pseudo.MIRRORED, pseudo.LONG)
EVERY = [(journey, council, code) for journey in JOURNEYS for council in AUTHORITIES for code in LANGUAGES]
MEASURED = long_runs.sample("journeys in languages that nobody speaks, measured", EVERY, len(JOURNEYS))
EACH = 1 if long_runs.THOROUGH else 6
long_runs.notes.add(f"pages of such a journey measured: 1 in {EACH}")

OPEN_ALL = """() => {
    document.querySelectorAll("details").forEach(part => { part.open = true })
    scrollTo(0, 0)  // a mistake that took the focus lies below the bar at the top
}"""
SMALLEST = ViewportSize(width=320, height=640)
SIDE_BY_SIDE = ViewportSize(width=800, height=640)
"""Room for two columns."""


@pytest.fixture(scope="session")
def base_url() -> None:
    """Serve nothing: the pages are made without a server, and only drawn here."""


@pytest.fixture
def phone(new_context: CreateContextCallback) -> Page:
    """Give the smallest phone."""
    return new_context(viewport=SMALLEST, has_touch=True).new_page()


def faults(phone: Page, code: str) -> list[str]:
    """Tell what is wrong with the page that is open."""
    found = layout.faults(phone)
    if phone.evaluate(SIDEWAYS):
        found.append("it scrolls sideways")
    if code == pseudo.MIRRORED:
        found += mirror.faults(phone)
        if phone.locator(".pair").count():
            phone.set_viewport_size(SIDE_BY_SIDE)
            found += mirror.faults(phone)
            phone.set_viewport_size(SMALLEST)
    return found


@pytest.mark.parametrize(("journey", "council", "code"), MEASURED)
def test_every_page_fits_and_turns(
    phone: Page,
    portal: Portals,
    monkeypatch: pytest.MonkeyPatch,
    journey: Journey,
    council: str,
    code: str,
) -> None:
    found: dict[str, list[str]] = {}
    number = count()

    def look(seen: Seen) -> None:
        if seen.is_html and next(number) % EACH == 0:
            phone.set_content(seen.html)
            phone.evaluate(OPEN_ALL)
            if wrong := faults(phone, code):
                found[f"{seen.url} (status {seen.status})"] = wrong

    monkeypatch.setattr("tests.conftest.check_page", lambda _: None)  # other tests do
    journey(Reader(portal(council).test_client(), code, look))
    assert found == {}


@pytest.mark.parametrize(
    "style",
    [
        "p {margin-left: 1rem}",
        "p {padding-right: 1rem}",
        "p {border-left: 3px solid}",
        "p:first-child {text-align: left}",
        "input {position: absolute; left: 0}",
        "b::after {content: ''; position: absolute; left: 0}",
        "p {background: linear-gradient(90deg, red, white) 0% / 1rem 100% no-repeat}",
    ],
)
def test_what_does_not_turn_is_found(phone: Page, style: str) -> None:
    html = """<!doctype html><html dir="rtl"><style>%s</style>
<body><p>One</p><p>Two <b>three</b></p><p><input> four</p></body></html>"""
    phone.set_content(html % "p {margin-inline-start: 1rem; border-inline-end: 3px solid}")
    assert mirror.faults(phone) == []
    phone.set_content(html % style)
    assert mirror.faults(phone)


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_a_link_leads_stands_below_the_bar_however_long_its_words(
    phone: Page, portal: Portals, code: str
) -> None:
    phone.set_content(portal("birmingham").test_client().get(f"/{code}/privacy/").text)
    bar = phone.locator(".bar").bounding_box()
    assert bar
    for heading in phone.locator("h2").all():
        top = heading.evaluate("one => { one.scrollIntoView(); return one.getBoundingClientRect().top }")
        assert top >= bar["height"]
