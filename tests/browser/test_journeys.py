"""Whole journeys on a common phone with scripts off: each published story, from start to result."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserType, Page, expect

from portal.assessment.examples import Example
from portal.assessment.model import UNSURE
from portal.reading.authority import Authority, load_authority
from tests.long_runs import sample

LEICESTERSHIRE = load_authority("leicestershire")
BIRMINGHAM = load_authority("birmingham")


STORIES = [
    pytest.param(authority.name, story, id=story.name)
    for authority in (LEICESTERSHIRE, BIRMINGHAM)
    for story in sample(f"stories clicked through, {authority.name}", authority.examples, 2)
]
one_council = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


def click_through(page: Page, authority: Authority, example: Example) -> None:
    """Answer as the family does, by tapping what stands on the screen."""
    page.goto("/en/")
    page.get_by_role("link", name="See what support is likely").click()
    page.get_by_role("link", name="Start", exact=True).click()
    asked = 0
    while True:
        name = page.url.rstrip("/").rsplit("/", 1)[-1]
        if name == "check":
            break
        asked += 1
        assert asked <= 20
        answer_question(page, authority, name, example)
    page.get_by_role("link", name="See what is likely").click()
    if example.answer_the_rest:
        page.get_by_role("button", name="Answer the rest").click()
        while "check" not in page.url:
            answer_question(page, authority, page.url.rstrip("/").rsplit("/", 1)[-1], example)
        page.get_by_role("link", name="See what is likely").click()


def answer_question(page: Page, authority: Authority, name: str, example: Example) -> None:
    question = authority.assessment.questions[name]
    answer = example.answers[name]
    expect(page.get_by_role("heading", level=1)).to_have_text(question.ask)
    if question.kind == "number":
        page.get_by_label(question.ask).fill(str(answer))
    elif answer is UNSURE:
        page.get_by_label("I’m not sure").check()
    elif answer == frozenset():
        page.get_by_label(question.nothing or "").check()
    else:
        for option in question.chosen(answer):
            page.get_by_label(option.says, exact=True).check()
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize(("council", "story"), STORIES, indirect=["council"])
def test_a_story_reaches_its_likely_result(
    phone: Page, council: str, portals: Mapping[str, Flask], story: Example
) -> None:
    authority: Authority = portals[council].extensions["authority"]
    click_through(phone, authority, story)
    outcomes = authority.assessment.outcomes
    expect(phone.locator(".headline")).to_have_text(outcomes[story.headline].headline)
    expect(phone.locator(".offer h3")).to_have_text([outcomes[name].offer for name in story.offers])
    expect(phone.get_by_text("This is a guide, not a decision.")).to_be_visible()


@one_council
def test_a_mistake_takes_the_focus_and_the_link_leads_to_the_field(small_phone: Page) -> None:
    small_phone.goto("/en/self-assessment/help/")
    small_phone.get_by_role("button", name="Continue").click()
    expect(small_phone.get_by_role("alert")).to_be_focused()
    small_phone.get_by_role("alert").get_by_role("link").click()
    expect(small_phone.locator("#answer")).to_be_focused()
    assert small_phone.title().startswith("Error: ")


@one_council
def test_a_whole_question_works_by_keyboard_alone(phone: Page) -> None:
    phone.goto("/en/self-assessment/help/")
    phone.locator("#answer").focus()
    phone.keyboard.press("Space")
    expect(phone.locator("#answer")).to_be_checked()
    phone.keyboard.press("Enter")
    expect(phone).not_to_have_url("/en/self-assessment/help/")


@pytest.fixture
def browser_with_memory(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """Give a browser that keeps pages in memory to go back to, as everybody's does; tests' own do not."""
    options = {**browser_type_launch_args, "ignore_default_args": ["--disable-back-forward-cache"]}
    browser = browser_type.launch(**options)
    yield browser
    browser.close()


@one_council
@pytest.mark.parametrize("way_out", ["exit", "clear"])
def test_back_after_leaving_shows_no_answer(
    browser_with_memory: Browser, base_url: str, way_out: str
) -> None:
    page = browser_with_memory.new_page(base_url=base_url)
    page.goto("/en/self-assessment/help/")
    page.locator("#answer").check()
    page.get_by_role("button", name="Continue").click()
    page.goto("/en/self-assessment/help/")
    expect(page.locator("#answer")).to_be_checked()
    if way_out == "exit":
        page.route("**/weather", lambda route: route.fulfill(body="Sunny"))
        page.get_by_role("link", name="Exit this page").click()
        expect(page.get_by_text("Sunny")).to_be_visible()
    else:
        page.get_by_role("button", name="Clear my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are cleared")
    page.go_back()
    expect(page.locator("#answer")).not_to_be_checked()
