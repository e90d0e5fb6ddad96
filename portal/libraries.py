"""What families read, in the language of the page that is being made."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext

from portal.languages import DEFAULT, language
from portal.reading.in_language import library_in
from portal.reading.library import Library
from portal.reading.words import Word


def library_here(library: Library) -> Library:
    """Return the library in this page's language; it is made once for each."""
    here = language()
    if here.code == DEFAULT:
        return library
    made: dict[str, Library] = current_app.extensions.setdefault("libraries", {})
    if here.code not in made:
        made[here.code] = library_in(here.catalogue.words_for, library)
    return made[here.code]


def words_in_order(library: Library) -> list[Word]:
    """Return the words explained, in the order of their names in this page's language."""
    return sorted(library.words.values(), key=lambda word: gettext(word.name).casefold())
