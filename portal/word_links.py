"""Words explained beside the text: the first time one stands on a page it leads to what it means."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from markupsafe import Markup

from portal.reading.words import Word

PIECES = re.compile(r"(<[^>]*>)")
NOT_WITHIN = ("a", "th")
"""In these a word is not made a link: it is one already, or names a column."""


class Explainer:
    """Links words on one page, each once, and remembers which of them to explain where."""

    def __init__(self, words: Mapping[str, Word]) -> None:
        self.forms = {form: word for word in words.values() for form in word.forms}
        longest_first = sorted(self.forms, key=len, reverse=True)
        forms = "|".join(map(re.escape, longest_first)) or "(?!)"  # without words nothing is found
        self.pattern = re.compile(rf"(?<!\w)({forms})(?!\w)")
        self.explained: set[str] = set()
        self.waiting: list[Word] = []

    def linked(self, html: Markup, except_for: Collection[str] = ()) -> Markup:
        """Link the first time that each word stands here, if it did not stand earlier on the page."""
        within = 0
        pieces: list[str] = []
        for piece in PIECES.split(str(html)):
            if piece.startswith("<"):
                name = piece.strip("</>").split()[0] if piece.strip("</>") else ""
                if name in NOT_WITHIN:
                    within += -1 if piece.startswith("</") else 1
                pieces.append(piece)
            else:
                pieces.append(piece if within else self.pattern.sub(self._link, piece))
        return Markup("".join(pieces))

    def _link(self, found: re.Match[str]) -> str:
        word = self.forms[found[1]]
        if word.slug in self.explained:
            return found[1]
        self.explained.add(word.slug)
        self.waiting.append(word)
        return f'<a class="word" href="#word-{word.slug}">{found[1]}</a>'

    def due(self) -> list[Word]:
        """Return, once, the words that were linked since the last time."""
        words, self.waiting = self.waiting, []
        return words
