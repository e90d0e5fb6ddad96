"""How people speak when they search: their words for ours, words that say little, and words of danger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from rapidfuzz.distance import OSA

from portal.reading.folding import words

SHORT, LONG = 4, 9
"""A word of danger may have no mistake if it is short, two if it is long, else one."""


@dataclass(frozen=True)
class Speech:
    """How people speak: their words for ours, words that say little, and words of danger.

    `harmless` words only look like words of danger.
    """

    ours: Mapping[str, str] = field(default_factory=dict)
    little: Sequence[str] = ()
    danger: Sequence[str] = ()
    harmless: Sequence[str] = ()

    def tells_of_danger(self, text: str) -> bool:
        """Tell whether one of the words of danger stands in a text, slips in its spelling allowed."""
        typed = list(words(text))
        nearly = partial(_nearly, harmless={folded for one in self.harmless for folded in words(one)})
        for phrase in (list(words(one)) for one in self.danger):
            for start in range(len(typed) - len(phrase) + 1):
                if all(map(nearly, phrase, typed[start:])):
                    return True
        return False


def _nearly(word: str, typed: str, harmless: Collection[str]) -> bool:
    """Tell whether a word was meant: more strictly than a search, or “policy” would be “police”."""
    if len(word) <= SHORT or typed in harmless:
        return word == typed
    mistakes = 2 if len(word) >= LONG else 1
    ends_alike = (word[0], word[-1]) == (typed[0], typed[-1])
    return ends_alike and OSA.distance(word, typed, score_cutoff=mistakes) <= mistakes
