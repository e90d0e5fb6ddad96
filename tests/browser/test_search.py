"""Search on a phone: from the home page to a guide and back without scripts; every state in order."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import is_in_order, press

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


def type_words(page: Page, words: str) -> None:
    page.get_by_label("What are you looking for?").fill(words)
    press(page, "Search")


def test_from_home_to_a_guide_and_back_to_what_was_found(phone: Page) -> None:
    phone.goto("/en/")
    type_words(phone, "resbite")
    first = phone.get_by_role("main").get_by_role("listitem").first
    expect(first).to_contain_text("What is a short break?")
    assert phone.url.endswith("/en/search/")
    first.get_by_role("link").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What is a short break?")
    phone.go_back()
    expect(first).to_contain_text("What is a short break?")
    expect(phone.get_by_label("What are you looking for?")).to_have_value("resbite")


def test_every_state_of_the_page(small_phone: Page) -> None:
    page = small_phone
    page.goto("/en/search/")
    is_in_order(page)
    press(page, "Search")
    expect(page.get_by_role("alert")).to_be_focused()
    is_in_order(page)
    type_words(page, "xyzzy" * 20)
    expect(page.get_by_role("heading", name="We found nothing")).to_be_visible()
    is_in_order(page)
    type_words(page, "my son hits me")
    expect(page.get_by_role("main").get_by_role("link", name="Help now", exact=True)).to_be_visible()
    is_in_order(page)
