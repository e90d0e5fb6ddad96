"""A language as the pages use it: everything that is translated, found by its English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.plurals import get_plural
from babel.support import NullTranslations

from portal.translation import files, interface
from portal.translation.interface import Id, Phrase
from portal.translation.isolates import isolated
from portal.translation.markup import as_words
from portal.translation.texts import Text


@dataclass(frozen=True)
class Wording:
    """What stands for an English text in another language.

    `earlier` is the English that it was made from, where that has changed since.
    """

    english: Id
    phrase: Phrase

    @property
    def english_words(self) -> str:
        """Return today's English for somebody to read; of a plural, that for many."""
        return as_words(self.english if isinstance(self.english, str) else self.english[1])

    @property
    def earlier(self) -> Id | None:
        return self.phrase.made_from if self.phrase.made_from != self.english else None


def nobody(wording: Wording) -> None:
    """Tell nobody which words a page uses."""


def nothing_waits(english: str) -> str | None:
    """Return no other words."""
    return None


def as_they_are(english: str, words: str) -> str:
    """Return words as they are."""
    return words


class Catalogue(NullTranslations):
    """The words of one language; what has none stays English.

    `told` hears of each wording that a page uses: some of them need a word to the reader. `shown` returns
    how the words of a text stand on the page. `instead` returns other words for an English text, if any.
    """

    def __init__(self, language: str, wordings: Iterable[Wording] = ()) -> None:
        super().__init__()
        self.wordings: Mapping[Id, Wording] = {one.english: one for one in wordings}
        self.form = c2py(get_plural(language.replace("-", "_")).plural_expr)
        self.right_to_left = Locale.parse(language, sep="-").text_direction == "rtl"
        self.told: Callable[[Wording], None] = nobody
        self.shown: Callable[[str, str], str] = as_they_are
        self.instead: Callable[[str], str | None] = nothing_waits

    def gettext(self, message: str) -> str:
        """Return the words that stand for an English text."""
        words, signed = self._form_of(message, 0) or message, self.instead(message)
        if signed is not None:
            words = isolated(signed) if self.right_to_left else signed
        return self.shown(message, words)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the words that stand for an English text and its plural, for so many."""
        words = self._form_of((msgid1, msgid2), self.form(n))
        return words or (msgid1 if n == 1 else msgid2)

    def words_for(self, english: str) -> str:
        """Return the words that stand for an English text, as they were written, for no page."""
        wording = self.wordings.get(english)
        return wording.phrase.forms[0] if wording else english

    ugettext = gettext
    ungettext = ngettext

    def _form_of(self, english: Id, form: int) -> str | None:
        wording = self.wordings.get(english)
        if wording is None:
            return None
        self.told(wording)
        words = wording.phrase.forms[form]
        return isolated(words) if self.right_to_left else words


def read_catalogue(language: str, texts: Iterable[Text], folder: Path = interface.TRANSLATIONS) -> Catalogue:
    """Read a language: the interface, and these texts; raise FaultyContent."""
    phrases = interface.read_phrases(language, folder)
    wordings = [Wording(english, phrase) for english, phrase in phrases.items()]
    read: dict[Path, Mapping[str, files.Translation]] = {}
    for text in texts:
        if text.file not in read:
            read[text.file] = files.read_translations(files.file_for(text.file, language), language)
        if made := read[text.file].get(text.place):
            wordings.append(Wording(text.english, Phrase((made.words,), made.made_from, made.checked_by)))
    # Where the same English stands twice, and one is behind, the other serves both.
    return Catalogue(language, sorted(wordings, key=lambda one: one.earlier is None))
