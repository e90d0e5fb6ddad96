"""What a page in one of the two languages that nobody speaks says in words that are of no translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from babel import Locale

from tests import pseudo
from tests.page import Page
from tests.page_checks import READ_ALOUD

UNREAD = ("script", "style", "textarea")
SHOWN_BY_SCRIPTS = ("data-failed", "data-kept", "data-removed", "data-stop", "data-title", "data-working")
PRESSED = ("button", "reset", "submit")
MESSAGES = ("https://wa.me/", "mailto:?", "sms:?")
"""Links that open a message which is written already."""

LETTERS = re.compile(r"[A-Za-z]{2,}")
WITHOUT_ACCENTS = re.compile(r"(?<!\w)[A-Za-z]*[AEIOUYaeiouy][A-Za-z]*(?!\w)")
WEB = re.compile(r"https?://[\w./:-]+|[\w.+-]+@[\w.-]+|(www\.)?[\w.-]+\.(org|uk|com|net)\b[\w/-]*")


def left_in_english(page: Page, code: str) -> list[str]:
    """Return the words of a page, an e-mail or a file that are in neither of the two languages."""
    read = html_texts(page) if page.is_html else [page.html]
    text = WEB.sub(" ", "\n".join(read))
    if code == pseudo.MIRRORED:
        return LETTERS.findall(text)
    text = re.sub("|".join(dates(code)), " ", text)
    # Words that a text names may stand within its brackets; then only the missing accents give them away.
    found = LETTERS.findall(pseudo.outside(text)) + WITHOUT_ACCENTS.findall(text)
    return list(dict.fromkeys(found))


def dates(code: str) -> set[str]:
    """Return the names of days and months, which come from Babel and stand in no brackets."""
    locale = Locale(code)
    found: set[str] = set()
    for names in (locale.days, locale.months):
        found.update(rf"\b{name}\b" for context in names.values() for name in context["wide"].values())
    return found


def html_texts(page: Page) -> Iterator[str]:
    """Yield the title of a page and all its texts, those in attributes and in ready-made messages too."""
    yield page.find("title").text or ""
    yield from texts(page.find("body"))


def texts(element: Element) -> Iterator[str]:
    """Yield the texts in an element, but for what is marked as English or as the same in every language."""
    if callable(element.tag) or is_marked(element):
        return
    yield from filter(None, map(element.get, (*READ_ALOUD, *SHOWN_BY_SCRIPTS)))
    if element.get("type") in PRESSED and element.tag == "input":
        yield element.get("value", "")
    if element.get("href", "").startswith(MESSAGES):
        yield from (
            text for values in parse_qs(urlsplit(element.attrib["href"]).query).values() for text in values
        )
    if element.tag not in UNREAD:
        yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def is_marked(element: Element) -> bool:
    """Tell whether an element is in a language of its own, a name or number, or what the reader wrote."""
    return element.tag == "bdi" or "lang" in element.attrib or "data-own-words" in element.attrib
