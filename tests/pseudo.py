"""Two languages that nobody speaks, made from the English: what is not translated shows, and what is cut.

One is written from left to right, 40% longer and with accents on every vowel; the other from right to left.
Each text stands in brackets of its own, so that words from elsewhere stand outside of any.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from babel import Locale
from flask import Flask

from portal.languages import Language, offer
from portal.reading.authority import CONTENT, find_folder
from portal.translation.catalogue import Catalogue, Wording
from portal.translation.interface import Id, Phrase, extract, id_of
from portal.translation.markup import KEPT
from portal.translation.texts import SEPARATOR, content_files, texts_of

LONG, MIRRORED = "cy", "he"
"""Codes of languages that the portal does not offer: Babel must know them."""

OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
HEBREW = str.maketrans(
    {chr(ord("a") + place): chr(0x5D0 + place) for place in range(26)}
    | {chr(ord("A") + place): chr(0x5D0 + place) for place in range(26)}
)
MOST_FORMS = 6


def english(council: str) -> set[Id]:
    """Return every text that families of a council read."""
    ids: set[Id] = {id_of(message) for message in extract() if message.id}
    files = content_files(CONTENT, find_folder(council))
    return ids | {text.english for path in files for text in texts_of(path)}


def around_what_is_kept(change: Callable[[str], str], text: str) -> str:
    """Change a text except for its placeholders, facts and links."""
    kept = KEPT.findall(text)
    changed = [change(part) for part in KEPT.split(text)]
    return "".join(part for pair in zip(changed, [*kept, ""], strict=True) for part in pair)


def lengthened(text: str) -> str:
    """Return a text with accents and 40% longer."""
    more = "·" * (len(text) * 2 // 5)
    return f"{OPEN}{around_what_is_kept(lambda part: part.translate(ACCENTS), text)}{more}{CLOSE}"


def mirrored(text: str) -> str:
    """Return a text in letters that are read from right to left."""
    return f"{OPEN}{around_what_is_kept(lambda part: part.translate(HEBREW), text)}{CLOSE}"


CHANGES = {LONG: lengthened, MIRRORED: mirrored}


def offer_both(app: Flask) -> None:
    """Let families of a portal choose the two languages."""
    texts = english(app.extensions["authority"].name)
    for code, change in CHANGES.items():
        wordings = [Wording(text, Phrase(forms(change, text), text, None)) for text in texts]
        offer(app, Language(code, Locale(code), Catalogue(code, wordings)))


def forms(change: Callable[[str], str], text: Id) -> tuple[str, ...]:
    """Return a text in as many forms as any language has; lists stay lists."""
    if isinstance(text, str):
        return (SEPARATOR.join(change(part) for part in text.split(SEPARATOR)),)
    return (change(text[0]), *[change(text[1])] * (MOST_FORMS - 1))


def empty(code: str) -> Language:
    """Make a language that has no words yet, so that everything in it is English."""
    return Language(code, Locale(code), Catalogue(code))


def outside(text: str) -> str:
    """Return what of a page stands in no brackets."""
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)) != text:
        text = shorter
    return text
