"""A parent who reads one language: what she is told in it, and what must be true of every page she sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from portal.languages import Language
from portal.translation.isolates import isolated
from tests import long_runs
from tests.browser import axe, glyphs, layout
from tests.browser.test_accessibility import SIDEWAYS, press
from tests.scripts import in_script

EACH = 1 if long_runs.THOROUGH else 3
long_runs.notes.add(f"pages of a journey in a language measured, and looked at by axe: 1 in {EACH}")

DIGITS = {"ar": "ARABIC-INDIC", "bn": "BENGALI", "pa": "GURMUKHI", "ur": "EXTENDED ARABIC-INDIC"}
OPEN_ALL = "() => document.querySelectorAll('details').forEach(part => { part.open = true })"
DRAWN = glyphs.drawn()
DIRECTIONS = "all => all.map(one => [one.lang, getComputedStyle(one).direction])"


@dataclass
class Parent:
    """A parent with a phone; `small` is the smallest phone, on which everything she sees is measured."""

    phone: Page
    small: Page
    language: Language
    offered: Mapping[str, Language]
    looked: int = 0

    def says(self, english: str) -> str:
        """Say in her language what the portal says."""
        words = self.language.catalogue.words_for(english)
        return isolated(words) if self.language.direction == "rtl" else words

    def types(self, number: str) -> str:
        """Write a number as she would."""
        return in_script(DIGITS.get(self.language.code, ""), number)

    def press(self, english: str) -> None:
        """Press a button."""
        press(self.phone, self.says(english))

    def choose(self, code: str) -> None:
        """Choose another language on the page that is open."""
        self.phone.locator(".languages summary").click()
        self.phone.locator(f".languages a[hreflang={code}]").click()
        expect(self.phone.locator("html")).to_have_attribute("lang", code)

    def look(self) -> None:
        """Hold the page that is open against all that must be true of it."""
        self.phone.wait_for_load_state()
        self.looked += 1
        # Each language begins with another page, so that every page is measured in some of them.
        if (self.looked + list(self.offered).index(self.language.code)) % EACH == 0:
            faults = self.faults()
            assert not faults, "\n".join([self.phone.url, *faults])

    def faults(self) -> list[str]:
        """Tell what is wrong with the open page, and with it on the smallest phone, all parts open."""
        found = layout.faults(self.phone)
        # That phone has scripts, which axe needs; a page that came for a form it could not fetch for itself.
        self.small.set_content(self.phone.content())
        self.small.evaluate(OPEN_ALL)
        found += [*layout.faults(self.small), *self.wrong_directions()]
        found += [f"no font has {one!r}" for one in glyphs.missing(self.small.inner_text("body"), DRAWN)]
        if self.small.evaluate(SIDEWAYS):
            found.append("it scrolls sideways")
        return [*found, *axe.violations(self.small).splitlines()]

    def wrong_directions(self) -> list[str]:
        """Tell where the page, or words in another language, run the wrong way."""
        found: list[tuple[str, str]] = self.small.locator("[lang]").evaluate_all(DIRECTIONS)
        page, *_ = found
        right = {code: language.direction for code, language in self.offered.items()}
        wrong = [f"{lang} is {way}" for lang, way in found if right.get(lang, way) != way]
        return wrong if page[0] == self.language.code else [f"the page is in {page[0]}", *wrong]
