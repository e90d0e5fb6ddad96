"""A request on a common phone, scripts off, from the result to the reference; every page against axe."""

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.exc import OperationalError

from portal.forms.request_steps import STEPS
from portal.reading.authority import load_authority
from tests.browser.test_accessibility import is_in_order, open_every_part, press
from tests.browser.test_journeys import click_through
from tests.request_form import HERE

BIRMINGHAM = load_authority("birmingham")
STORY = BIRMINGHAM.examples[0]

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


def fill_in(page: Page) -> None:
    """Fill in every page as a parent does, from the first one to that which shows everything."""
    page.get_by_label("I am a parent or carer").check()
    page.get_by_label("Your name").fill("Amina")
    press(page, "Continue")
    page.get_by_label("Your child’s first name").fill("Zara")
    page.get_by_label("Your child’s age").fill("7")
    press(page, "Continue")
    page.get_by_label("Telephone number").fill("01632 960 001")
    page.get_by_label("E-mail address").fill("amina@example.org")
    press(page, "Continue")
    page.get_by_label("Ring", exact=True).check()
    page.get_by_label("Is there anything that we must not do or say?").fill("Nothing about Zara, please.")
    press(page, "Continue")
    page.get_by_label("Mirpuri or Pahari").check()
    press(page, "Continue")
    page.get_by_label("Yes, for a spoken language").check()
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("What matters most to you and your child?").fill("A whole night’s sleep.")
    press(page, "Continue")
    press(page, "Continue")
    press(page, "Continue")


def ask_from_the_result(page: Page) -> None:
    """Go on from the result, which is open, to the page that shows everything; the answers go along."""
    page.locator("summary", has_text="Ask for a worker’s assessment").click()
    page.get_by_role("link", name="How to ask: ring, or write here").click()
    page.get_by_role("link", name="Write to a worker here").click()
    fill_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Do you want to send your answers too?")
    page.get_by_label("Yes, send them, and the result").check()
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you send")


def send(page: Page) -> str:
    """Send what is shown, and return the reference."""
    page.get_by_label("I am a parent, the young person, or have their agreement").check()
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request is stored")
    return re.sub(r"\s", "", page.locator(".code").inner_text())


def test_from_the_result_to_the_reference_with_the_answers(phone: Page, portals: Mapping[str, Flask]) -> None:
    click_through(phone, BIRMINGHAM, STORY)
    ask_from_the_result(phone)
    reference = send(phone)
    expect(phone.get_by_text("Monday, 23 November 2026")).to_be_visible()
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Get a text version to keep").click()
    assert download.value.suggested_filename == "copy.txt"
    (stored,) = (
        one for one in portals["birmingham"].extensions["store"].requests.all() if one.reference == reference
    )
    assert stored.fields["assessment"]["headline"] == STORY.headline
    assert stored.fields["matters_most"] == "A whole night’s sleep."


def pages_of_a_request(page: Page) -> Iterator[str]:
    """Open every page, empty, wrong and filled in, to the last."""
    click_through(page, BIRMINGHAM, STORY)
    page.goto(f"{HERE}check/")
    yield "check, with everything missing"
    for name in STEPS:
        page.goto(f"{HERE}{name}/")
        yield name
        if name in ("who", "child", "reach", "safely", "answers"):
            press(page, "Continue")
            yield f"{name}, empty and wrong"
    page.goto(f"{HERE}reach/")
    page.get_by_label("Telephone number").fill("ring me")
    page.get_by_label("Number for text messages").fill("07700 900 123")
    page.get_by_label("E-mail address").fill("amina")
    press(page, "Continue")
    yield "reach, wrong"
    page.goto(f"{HERE}safely/")
    yield "safely, with ways"
    press(page, "Continue")
    yield "safely, with ways, none ticked"
    page.get_by_label("Is there anything that we must not do or say?", exact=True).fill("Nothing.")
    press(page, "Save and come back later")
    page.goto(f"{HERE}safely/")
    yield "safely, with something that is not shown"
    for name, other in (("language", "Another language"), ("interpreter", "Another way to talk")):
        page.goto(f"{HERE}{name}/")
        page.get_by_label(other, exact=True).check()
        press(page, "Continue")
        yield f"{name}, wrong"
        page.locator("input.line").fill("Another")
        press(page, "Continue")
    page.goto(f"{HERE}matters/")
    page.locator("textarea").fill("Sleep. " * 200)
    press(page, "Continue")
    yield "matters, too long"
    page.locator("textarea").fill("Sleep.")
    press(page, "Continue")
    press(page, "Clear what I wrote")
    yield "cleared"
    page.goto(f"{HERE}who/")
    fill_in(page)
    yield "check"
    press(page, "Send")
    yield "check, without the tick"


def test_every_page_of_a_request(
    small_phone: Page, portals: Mapping[str, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for state in pages_of_a_request(small_phone):
        seen.append(state)
        is_in_order(small_phone)
    assert len(seen) > len(STEPS) + 10

    def fail(*_: object) -> str:
        raise OperationalError("INSERT", {}, Exception())

    with monkeypatch.context() as patched:
        patched.setattr(portals["birmingham"].extensions["store"].requests, "send", fail)
        small_phone.get_by_label("I am a parent, the young person").check()
        press(small_phone, "Send")
    expect(small_phone.get_by_role("alert")).to_contain_text("Your request is not sent")
    is_in_order(small_phone)
    small_phone.get_by_label("I am a parent, the young person").check()
    press(small_phone, "Send")
    expect(small_phone.get_by_role("heading", level=1)).to_have_text("Your request is stored")
    open_every_part(small_phone)
    is_in_order(small_phone)
    small_phone.get_by_role("link", name="Ask for a request to be deleted").click()
    is_in_order(small_phone)
    press(small_phone, "Ask for it to be deleted")
    is_in_order(small_phone)
    small_phone.get_by_label("Your reference number").fill("0123456789")
    press(small_phone, "Ask for it to be deleted")
    expect(small_phone.get_by_role("heading", level=1)).to_have_text("We have noted that")


def test_a_mistake_takes_the_focus_and_each_link_leads_to_its_field(small_phone: Page) -> None:
    small_phone.goto(f"{HERE}who/")
    press(small_phone, "Continue")
    expect(small_phone.get_by_role("alert")).to_be_focused()
    small_phone.get_by_role("link", name="Write your name.").click()
    expect(small_phone.get_by_label("Your name")).to_be_focused()
    assert small_phone.title().startswith("Error: ")


def test_the_thank_you_is_printed_with_what_was_sent(phone: Page) -> None:
    phone.goto(f"{HERE}who/")
    fill_in(phone)
    phone.get_by_label("I am a parent, the young person").check()
    press(phone, "Send")
    phone.emulate_media(media="print")
    expect(phone.get_by_text("A whole night’s sleep.")).to_be_visible()
    expect(phone.get_by_text("Nothing about Zara, please.")).to_have_count(0)  # a print lies about
    expect(phone.locator(".code")).to_be_visible()
    expect(phone.get_by_role("button", name="Clear what I wrote")).to_be_hidden()
