"""Words explained: one press on a word opens what it means, without scripts, and loses nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.family import HERE


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_a_word_opens_what_it_means_and_the_answer_stays_ticked(phone: Page) -> None:
    phone.goto(f"{HERE}help/")
    answer = phone.get_by_role("checkbox").first
    answer.check()
    phone.get_by_text("Why we ask").click()
    expect(phone.locator("#word-worker")).not_to_be_visible()
    phone.get_by_role("link", name="worker", exact=True).click()
    expect(phone.locator("#word-worker")).to_be_in_viewport()
    expect(answer).to_be_checked()
