"""Words explained beside the text: the first time one stands on a page it leads to what it means."""

from __future__ import annotations

import re

from markupsafe import Markup

from portal.reading.words import Word, WordFinder

PIECES = re.compile(r"(<[^>]*>)")
NOT_WITHIN = ("a", "th")
"""In these a word is not made a link: it is one already, or names a column."""


class Explainer:
    """Links words on one page, each once, and remembers which of them to explain where."""

    def __init__(self, finder: WordFinder) -> None:
        self.finder = finder
        self.linked_words: set[str] = set()
        self.explained: set[str] = set()
        self.waiting: list[Word] = []

    def linked(self, html: Markup) -> Markup:
        """Link the first time that each word stands here, if it was not linked earlier on the page."""
        within = 0
        pieces: list[str] = []
        for piece in PIECES.split(str(html)):
            if piece.startswith("<"):
                name = piece.strip("</>").split()[0] if piece.strip("</>") else ""
                if name in NOT_WITHIN:
                    within += -1 if piece.startswith("</") else 1
                pieces.append(piece)
            else:
                pieces.append(piece if within else self.finder.pattern.sub(self._link, piece))
        return Markup("".join(pieces))

    def noted(self, text: str) -> str:
        """Return a text that can hold no link, such as a label; its words are explained all the same."""
        for found in self.finder.pattern.finditer(text):
            self._explain(self.finder.words[found[1]])
        return text

    def due(self) -> list[Word]:
        """Return, once, the words to explain that stood here since the last time."""
        words, self.waiting = self.waiting, []
        return words

    def _link(self, found: re.Match[str]) -> str:
        word = self.finder.words[found[1]]
        self._explain(word)
        if word.slug in self.linked_words:
            return found[1]
        self.linked_words.add(word.slug)
        return f'<a class="word" href="#word-{word.slug}">{found[1]}</a>'

    def _explain(self, word: Word) -> None:
        if word.slug not in self.explained:
            self.explained.add(word.slug)
            self.waiting.append(word)
