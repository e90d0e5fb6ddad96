"""What a reader would see go wrong with the words of a page: cut off, out of their box, over one another."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

MEASURE = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
MEASURED_BY = {
    "hidden": ".aloud, .skip",  # for the ear, or until it has the focus
    "scrolls": ".scroll, textarea",  # as it should
    "tolerance": 1.5,  # pixels that nobody sees
    "touching": 10,  # as many, where the tip of one letter ends on another
}


def faults(page: Page) -> list[str]:
    """Tell what is wrong with the words of the page that is open, at the width that it has."""
    found: list[str] = page.evaluate(MEASURE, MEASURED_BY)
    return found
