"""Whether a page from right to left is the mirror image of the same page from left to right."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

MEASURE = Path(__file__).with_name("mirror.js").read_text(encoding="utf-8")
MEASURED_BY = {"tolerance": 1.5}
"""In pixels: nobody sees so little."""


def faults(page: Page) -> list[str]:
    """Tell what does not stand where the mirror image has it, on the page that is open."""
    found: list[str] = page.evaluate(MEASURE, MEASURED_BY)
    return found
