"""Save on one phone, come back on another: scripts off, the code typed in another script's digits."""

import re
from collections.abc import Mapping

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from portal.reading.authority import load_authority
from tests.browser.test_accessibility import is_in_order, press
from tests.browser.test_journeys import answer_question
from tests.browser.test_request import ask_from_the_result, send
from tests.scripts import in_script

BIRMINGHAM = load_authority("birmingham")
STORY = BIRMINGHAM.examples[0]
ANSWERED_FIRST = 4
HERE = "/en/self-assessment/"

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


def question_of(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def test_save_come_back_on_a_second_phone_change_an_answer_and_send_it_from_the_result(
    phone: Page, new_context: CreateContextCallback, portals: Mapping[str, Flask]
) -> None:
    phone.goto(f"{HERE}help/")
    for _ in range(ANSWERED_FIRST):
        answer_question(phone, BIRMINGHAM, question_of(phone), STORY)
    stopped_at = question_of(phone)
    phone.get_by_role("button", name="Save and come back later").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your code")
    code = re.sub(r"\s+", " ", phone.locator(".code").inner_text()).strip()
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)

    other = new_context(viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False)
    second = other.new_page()
    second.goto(HERE)
    second.get_by_role("link", name="Come back to what you saved").click()
    second.get_by_label("Your code").fill(in_script("BENGALI", code))
    second.get_by_role("button", name="Continue").click()
    expect(second).to_have_url(re.compile(f"/{stopped_at}/$"))
    second.goto(f"{HERE}age/")
    age = second.locator("#answer")
    expect(age).to_have_value(str(STORY.answers["age"]))
    age.fill(in_script("EXTENDED ARABIC-INDIC", "7"))
    second.get_by_role("button", name="Continue").click()
    while question_of(second) != "check":
        answer_question(second, BIRMINGHAM, question_of(second), STORY)
    expect(second.locator("dd", has_text=re.compile("^7$"))).to_be_visible()
    second.get_by_role("link", name="See what is likely").click()
    outcomes = BIRMINGHAM.assessment.outcomes
    expect(second.locator(".headline")).to_have_text(outcomes[STORY.headline].headline)
    ask_from_the_result(second)
    reference = send(second)
    requests = portals["birmingham"].extensions["store"].requests.all()
    (sent,) = (one.fields["assessment"] for one in requests if one.reference == reference)
    assert ("age", "7") in [(one["question"], one["says"]) for one in sent["answers"]]


def test_the_code_can_be_photographed_in_one_screen_and_is_printed(phone: Page) -> None:
    phone.goto(f"{HERE}help/")
    phone.get_by_role("button", name="Save and come back later").click()
    code = phone.locator(".code").bounding_box()
    address = phone.get_by_text("/en/self-assessment/return/").bounding_box()
    assert code
    assert address
    assert code["y"] < address["y"] < address["y"] + address["height"] < 844
    phone.emulate_media(media="print")
    for words in ("Your code", "It works until", "/en/self-assessment/return/", "Keep the code"):
        expect(phone.get_by_text(words).first).to_be_visible()
    expect(phone.locator(".code")).to_be_visible()
    expect(phone.get_by_role("button", name="Clear my answers")).to_be_hidden()


def test_every_page_of_saving(small_phone: Page) -> None:
    page = small_phone
    for path in ("save/", "return/", "save/deleted/"):
        page.goto(f"{HERE}{path}")
        is_in_order(page)
    page.goto(f"{HERE}return/")
    press(page, "Continue")
    is_in_order(page)
    page.get_by_label("Your code").fill("1234 5678 9012 3456")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_be_focused()
    is_in_order(page)
    page.goto(f"{HERE}help/")
    press(page, "Save and come back later")
    is_in_order(page)
    page.goto(f"{HERE}help/")
    page.locator("#answer").check()
    press(page, "Continue")
    page.goto(f"{HERE}save/")
    expect(page.get_by_role("button", name="Save again under the same code")).to_be_visible()
    is_in_order(page)
    page.goto(f"{HERE}return/")
    is_in_order(page)
    page.goto(f"{HERE}save/delete/")
    is_in_order(page)
    press(page, "Delete what I saved")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you saved is deleted")
