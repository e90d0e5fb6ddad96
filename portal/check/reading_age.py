"""The reading age of English: Flesch-Kincaid's grade and five years, as textstat counts syllables.

Nothing is taken off for long words that the law uses: a parent has to read them, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Protocol

FEWEST_WORDS = 100
"""The formula is made for samples of this length: of a shorter text it says little."""

AGE_IN_FIRST_GRADE = 5
WORD = re.compile(r"\w+(?:['’.]\w+)*")
END = re.compile(r"(?<=[.!?…])[”’)]*\s+")
VOWELS = re.compile(r"[aeiouy]+")


class Textstat(Protocol):
    """What we use of textstat."""

    def syllable_count(self, text: str) -> int:
        """Count the syllables of a text; raise KeyError if its dictionary lacks a word of it."""


class Syllables:
    """Counts syllables, and remembers how many a word has."""

    def __init__(self, textstat: Textstat) -> None:
        """Count with textstat."""
        self.textstat = textstat
        self.known: dict[str, int] = {}

    def of(self, words: Iterable[str]) -> int:
        """Return how many syllables these words have together."""
        return sum(self._of_word(word) for word in words)

    def _of_word(self, word: str) -> int:
        if word not in self.known:
            self.known[word] = self._counted(word)
        return self.known[word]

    def _counted(self, word: str) -> int:
        if word.isupper() and len(word) > 1:
            return len(word)  # letters are read out one by one
        try:
            return self.textstat.syllable_count(word.replace("’", "'"))
        except KeyError:
            # textstat means to guess here, but its dictionary now raises instead of answering with nothing.
            return max(1, len(VOWELS.findall(word.lower())))


@lru_cache(maxsize=1)
def syllable_counter() -> Syllables | None:
    """Return what counts, or None where textstat is not installed: it is a tool of those who write texts."""
    try:
        return Syllables(import_module("textstat").textstat)
    except ImportError:
        return None


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a heading or a list item is one, with or without a full stop."""
    return [sentence for sentence in END.split(text) if WORD.search(sentence)]


def begins_sentence(text: str, place: int) -> bool:
    """Tell whether a sentence begins at this place of a paragraph."""
    before = text[:place].rstrip(" “‘(")
    return not before or before[-1] in ".!?…:"


def words(text: str) -> list[str]:
    """Return the words of a text; “face-to-face” is three."""
    return WORD.findall(text)


def reading_age(told: Iterable[str], syllables: Syllables) -> float:
    """Return the reading age of the sentences of a text."""
    by_sentence = [words(sentence) for sentence in told]
    count = sum(map(len, by_sentence))
    spoken = sum(map(syllables.of, by_sentence))
    # As in textstat, one or two words are no sentence: “Yes” does not make the others easier.
    whole = max(1, sum(len(sentence) > 2 for sentence in by_sentence))
    return 0.39 * count / whole + 11.8 * spoken / count - 15.59 + AGE_IN_FIRST_GRADE
