"""The three pages of the rules: on the smallest phone, on paper, mirrored, and to a screen reader."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import SIDEWAYS, is_in_order, open_every_part

TABLE = "/en/self-assessment/criteria/"
SENTENCES = f"{TABLE}sentences/"
LADDER = f"{TABLE}ladder/"
LEAST_WIDTH = 150
"""In pixels: about three words of a line."""

LEAST_SIZE = 16
"""In pixels, of the letters."""

NARROWEST = """() => Math.min(...[...document.querySelectorAll(".box, .some > li, .rules td:first-child")]
    .map(one => one.clientWidth - 2 * parseFloat(getComputedStyle(one).paddingInlineStart)))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".flow *, .rules [data-criterion]")]
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
CUT_OFF = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display == "block")
    .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", [TABLE, SENTENCES, LADDER])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_everything_is_legible_on_the_smallest_phone_either_way_round(
    small_phone: Page, path: str, direction: str
) -> None:
    small_phone.goto(path)
    open_every_part(small_phone)
    small_phone.evaluate("direction => document.documentElement.dir = direction", direction)
    assert small_phone.evaluate(SIDEWAYS) == 0
    assert small_phone.evaluate(CUT_OFF) == []
    if path != SENTENCES:
        assert small_phone.evaluate(NARROWEST) >= LEAST_WIDTH
        assert small_phone.evaluate(SMALLEST) >= LEAST_SIZE


@pytest.mark.parametrize("path", [TABLE, SENTENCES, LADDER])
def test_every_part_is_printed(phone: Page, path: str) -> None:
    phone.goto(path)
    phone.emulate_media(media="print")
    closed = [part for part in phone.locator("main details > :not(summary)").all() if not part.is_visible()]
    assert not closed


def test_a_no_opens_the_next_rung_without_a_script(phone: Page) -> None:
    phone.goto(LADDER)
    phone.locator("[data-rung] summary").first.click()
    expect(phone.locator("#rung-2")).not_to_be_visible()
    phone.get_by_role("link", name="No: go to 2").first.click()
    expect(phone.locator("#rung-2")).to_be_in_viewport()
    summary = phone.locator("[data-rung] summary").nth(1)
    top, below = summary.bounding_box(), phone.locator(".bar").bounding_box()
    assert top
    assert below
    assert top["y"] >= below["height"], "the sticky bar hides where the reader has come to"


def test_a_screen_reader_hears_lists_and_no_arrows(small_phone: Page) -> None:
    small_phone.goto(LADDER)
    open_every_part(small_phone)
    heard = small_phone.locator(".ladder").aria_snapshot()
    rungs = small_phone.locator("[data-rung]").count()
    steps = small_phone.locator(".flow > li").count()
    assert heard.startswith("- list:")
    assert heard.count("- listitem") >= rungs + steps
    assert "▸" not in heard
    assert "↓" not in heard


def test_a_link_from_the_table_opens_the_points_it_speaks_of(small_phone: Page) -> None:
    small_phone.goto(TABLE)
    link = small_phone.get_by_role("link", name="How points are counted").first
    told = small_phone.locator(str(link.get_attribute("href")))
    expect(told).not_to_be_visible()
    link.click()
    expect(told).to_be_visible()
    is_in_order(small_phone)
