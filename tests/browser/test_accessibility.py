"""Every page and every error state: axe finds nothing, nothing scrolls sideways, one request a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from playwright.sync_api import Page, Request

from portal.assessment.examples import Example
from portal.assessment.model import UNSURE
from portal.forms.questions import NOT_SURE
from portal.reading.authority import Authority
from tests import long_runs
from tests.browser import axe
from tests.browser.test_journeys import click_through, one_council
from tests.conftest import AUTHORITIES
from tests.pages.routes import PUBLIC

EACH = len(AUTHORITIES)
long_runs.notes.add(f"pages of a journey looked at by axe: 1 in {1 if long_runs.THOROUGH else EACH}")
"""The pages of the councils have the same parts, so each council begins with another one."""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Council:
    """The council whose portal is being looked at."""

    authority: Authority

    @property
    def longest(self) -> Example:
        """Return the worked example that is asked the most questions."""
        examples = self.authority.examples
        return max(examples, key=lambda example: (len(example.answers), example.answer_the_rest))


@pytest.fixture
def here(council: str, portals: Mapping[str, Flask]) -> Council:
    return Council(portals[council].extensions["authority"])


def is_in_order(page: Page) -> None:
    """Hold the page that is open against axe and the width of the smallest phone."""
    assert axe.violations(page) == ""
    fits(page)


def fits(page: Page) -> None:
    """Hold the page that is open against the width of the smallest phone."""
    page.wait_for_load_state()  # while one page gives way to the next there is nothing to measure
    assert page.evaluate(SIDEWAYS) == 0, f"{page.url} scrolls sideways"


def open_every_part(page: Page) -> None:
    """Open what is folded away, parts within parts too."""
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


of_a_sample = pytest.mark.parametrize(
    "council", long_runs.sample("councils whose results are looked at", AUTHORITIES, 1), indirect=True
)


@pytest.mark.parametrize(
    "path", long_runs.sample("public pages looked at by axe", [*PUBLIC, "/en/nothing-here/"], 8)
)
def test_a_public_page_is_in_order_and_one_request(small_phone: Page, path: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    small_phone.on("request", note)
    small_phone.goto(path)
    open_every_part(small_phone)
    is_in_order(small_phone)
    assert [address for address in asked if not address.startswith("data:")] == [small_phone.url]


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def pages_of_a_journey(page: Page, council: Council) -> Iterator[str]:
    """Open every question of the council's longest story, empty, wrong and open, then check and result."""
    click_through(page, council.authority, council.longest)
    yield "result"
    open_every_part(page)
    yield "result, all open"
    page.goto("/en/self-assessment/check/")
    yield "check"
    for name in council.longest.answers:
        page.goto(f"/en/self-assessment/{name}/")
        yield name
        if name in council.authority.assessment.private:
            page.locator(f"input[value={NOT_SURE}]").check()
            press(page, "Continue")
            yield f"{name}, not sure"
        elif council.authority.assessment.questions[name].kind == "number":
            page.locator("#answer").fill("much")
            press(page, "Continue")
            yield f"{name}, wrong"
    press(page, "Clear my answers")
    yield "cleared"
    page.goto("/en/self-assessment/clear/")
    yield "clear"
    page.goto("/en/self-assessment/help/")
    press(page, "Continue")
    yield "help, empty"


@of_a_sample
def test_every_page_of_a_journey(small_phone: Page, here: Council) -> None:
    seen = []
    turn = AUTHORITIES.index(here.authority.name)
    for state in pages_of_a_journey(small_phone, here):
        seen.append(state)
        fits(small_phone)
        if long_runs.THOROUGH or len(seen) % EACH == turn:
            is_in_order(small_phone)
    assert len(seen) > len(here.longest.answers)


@of_a_sample
def test_the_result_of_a_family_that_is_unsure_and_worried(small_phone: Page, here: Council) -> None:
    unsure = {**here.longest.answers, "place": UNSURE, "at_home": "worried"}
    click_through(small_phone, here.authority, replace(here.longest, answers=unsure, answer_the_rest=False))
    assert small_phone.get_by_role("heading", name="It could be more").is_visible()
    assert small_phone.get_by_role("heading", name="Something to talk over").is_visible()
    open_every_part(small_phone)
    is_in_order(small_phone)
    small_phone.goto("/en/self-assessment/check/")
    is_in_order(small_phone)


@one_council
def test_the_page_for_a_form_that_is_too_old(small_phone: Page) -> None:
    small_phone.goto("/en/self-assessment/help/")
    small_phone.context.clear_cookies()
    press(small_phone, "Continue")
    assert small_phone.get_by_role("heading", name="Please answer that again").is_visible()
    is_in_order(small_phone)


@one_council
def test_the_page_for_words_that_came_too_late(small_phone: Page) -> None:
    small_phone.goto("/en/ask-for-assessment/own-words/")
    small_phone.get_by_role("textbox").fill("I want to swim.")
    small_phone.context.clear_cookies()
    press(small_phone, "Continue")
    assert small_phone.get_by_label("What does your child say?").input_value() == "I want to swim."
    is_in_order(small_phone)


@of_a_sample
def test_the_result_prints_on_two_sheets_with_every_part_open(phone: Page, here: Council) -> None:
    worried = replace(here.longest, answers={**here.longest.answers, "at_home": "worried"})
    click_through(phone, here.authority, worried)
    pdf = phone.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= pdf.count(b"/Type /Page\n") <= 2
    phone.emulate_media(media="print")
    closed = [part for part in phone.locator("main details > :not(summary)").all() if not part.is_visible()]
    assert not closed
