"""Two languages that nobody speaks, made from the English: what is not translated shows, and what is cut.

One is written from left to right, each word 40% longer and with accents on every vowel; the other from right
to left, in Hebrew letters. Each text stands in brackets of its own, so that words from elsewhere stand
outside of any.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import ceil
from pathlib import Path

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
WORD = re.compile("[A-Za-z]+")
CELL = re.compile(r"(?<=\| )[^|\n-][^|\n]*(?= \|)")
MOST_FORMS = 6


def english(council: Path) -> set[Id]:
    """Return every text that families of a council read."""
    ids: set[Id] = {id_of(message) for message in extract() if message.id}
    files = content_files(CONTENT, council)
    return ids | {text.english for path in files for text in texts_of(path)}


def around_what_is_kept(change: Callable[[str], str], text: str) -> str:
    """Change a text except for its placeholders, facts and links."""
    kept = KEPT.findall(text)
    changed = [change(part) for part in KEPT.split(text)]
    return "".join(part for pair in zip(changed, [*kept, ""], strict=True) for part in pair)


def lengthened(text: str) -> str:
    """Return a text with accents, in which each word is 40% longer."""
    return in_brackets(around_what_is_kept(lambda part: WORD.sub(longer, part), text))


def longer(word: re.Match[str]) -> str:
    """Return a word with accents, and as much of it once more as makes it 40% longer."""
    accented = word[0].translate(ACCENTS)
    return accented + accented[: ceil(len(accented) * 2 / 5)].lower()


def mirrored(text: str) -> str:
    """Return a text in letters that are read from right to left."""
    return in_brackets(around_what_is_kept(lambda part: part.translate(HEBREW), text))


def in_brackets(text: str) -> str:
    """Return a text in brackets; a colon at its end stays the last."""
    return f"{OPEN}{text.removesuffix(':')}{CLOSE}{':' * text.endswith(':')}"


CHANGES = {LONG: lengthened, MIRRORED: mirrored}


def offer_both(app: Flask, council: Path | None = None) -> None:
    """Let families of a portal choose the two languages; name the council's folder if it does not ship."""
    texts = english(council or find_folder(app.extensions["authority"].name))
    for code, change in CHANGES.items():
        wordings = [Wording(text, Phrase(forms(change, text), text, None)) for text in texts]
        offer(app, Language(code, Locale(code), Catalogue(code, wordings)))


def forms(change: Callable[[str], str], text: Id) -> tuple[str, ...]:
    """Return a text in as many forms as any language has; lists stay lists, and tables stay tables."""
    if isinstance(text, str):
        if text.startswith("|"):
            return (CELL.sub(lambda cell: change(cell[0]), text),)
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
