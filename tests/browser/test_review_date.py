"""When is our review due? On the smallest phone: empty, wrong, worked out, and where there is no date."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import is_in_order, open_every_part, press

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


def test_every_state_of_the_page(small_phone: Page) -> None:
    page = small_phone
    page.goto("/en/review-date/")
    open_every_part(page)
    is_in_order(page)
    press(page, "Work out the dates")
    expect(page.get_by_role("alert")).to_be_focused()
    is_in_order(page)
    page.get_by_label("stay in charge of everything").check()
    page.get_by_label("Yes, and we met face to face").check()
    for label, typed in (("Day", "31"), ("Month", "8"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(typed)
    press(page, "Work out the dates")
    expect(page.get_by_text("Sunday, 28 February 2027").first).to_be_visible()
    open_every_part(page)
    is_in_order(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Put it in my calendar").click()
    assert download.value.suggested_filename == "dates.ics"
    page.get_by_role("link", name="Work out another date").click()
    page.get_by_label("I do not know").check()
    press(page, "Work out the dates")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask when your review is due")
    is_in_order(page)
