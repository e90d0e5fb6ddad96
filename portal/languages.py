"""The languages a family can choose, part of every public address: one that is not whole is not offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from babel import Locale
from flask import Flask, abort, current_app, g, request, url_for
from flask_babel import Babel, Domain, force_locale

from portal.reading.authority import CONTENT
from portal.review.held_back import is_checked, waits
from portal.review.in_force import is_text
from portal.review.marking import mark
from portal.translation import interface
from portal.translation.catalogue import Catalogue, read_catalogue
from portal.translation.texts import content_files, texts_of
from portal.wordings_used import noting

DEFAULT = "en"


@dataclass(frozen=True)
class Language:
    """A language that is offered; `code` stands in addresses."""

    code: str
    locale: Locale
    catalogue: Catalogue

    @property
    def name(self) -> str:
        """Return what its speakers call it, with its script where it has several."""
        script = f" ({self.locale.script_name})" if self.locale.script else ""
        return f"{self.locale.language_name}{script}"

    @property
    def direction(self) -> str:
        return str(self.locale.text_direction)


ENGLISH = Language(DEFAULT, Locale("en", "GB"), Catalogue(DEFAULT))


def init_app(app: Flask, languages: Iterable[Language]) -> None:
    """Take the language from the address, and put it into every address that is made."""
    app.extensions["languages"] = {}
    babel = Babel(
        app, default_locale="en_GB", default_timezone="Europe/London", locale_selector=lambda: str(locale())
    )
    babel.domain_instance = Domain()
    for one in languages:
        offer(app, one)

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, object] | None) -> None:
        code = values.pop("language", None) if values else None
        if code is not None and code not in offered():
            abort(404)
        # An address that is not here says in which language to say so.
        begins = request.path.split("/")[1]
        g.language = code or (begins if begins in offered() else preferred())

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, object]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = g.get("language", DEFAULT)


def offer(app: Flask, language: Language) -> None:
    """Let families choose a language."""
    app.extensions["languages"][language.code] = language
    language.catalogue.told = noting(partial(is_checked, language=language.code), waits, is_text)
    language.catalogue.shown = mark
    # Here Flask-Babel keeps what it has read from files; ours are read already.
    domain: Domain = app.extensions["babel"].instance.domain_instance
    domain.cache[str(language.locale), domain.domain[0]] = language.catalogue


def load_languages(
    council: Path, content: Path = CONTENT, folder: Path = interface.TRANSLATIONS
) -> Iterator[Language]:
    """Yield English, and every language that has all that families of this council read.

    A file that cannot be read raises FaultyContent.
    """
    texts = [text for path in content_files(content, council) for text in texts_of(path)]
    wanted = interface.read_template(folder).union(text.english for text in texts)
    yield Language(DEFAULT, ENGLISH.locale, Catalogue(DEFAULT))
    for code in interface.languages(folder):
        catalogue = read_catalogue(code, texts, folder)
        if wanted <= set(catalogue.wordings):
            yield Language(code, Locale.parse(code, sep="-"), catalogue)


def offered() -> Mapping[str, Language]:
    """Return the languages of this portal by their codes."""
    languages: Mapping[str, Language] = current_app.extensions["languages"]
    return languages


def preferred() -> str:
    """Return the offered language that the reader's browser asks for first."""
    codes = {code.casefold(): code for code in offered()}
    wanted = [tag.casefold() for tag, quality in request.accept_languages if quality]
    known = (codes.get(tag) or codes.get(tag.partition("-")[0]) for tag in wanted)
    return next(filter(None, known), DEFAULT)


def language() -> Language:
    """Return the language of the page that is being made."""
    return offered()[g.get("language", DEFAULT)]


def address_in(code: str) -> str:
    """Return the address of this page in another language; of the home page where there is none."""
    arguments = {**(request.view_args or {}), "language": code}
    if request.endpoint and current_app.url_map.is_endpoint_expecting(request.endpoint, "language"):
        return url_for(request.endpoint, **arguments)
    return url_for("home.home", language=code)


def locale() -> Locale:
    """Return the locale of the page that is being made."""
    return language().locale


@contextmanager
def in_english() -> Iterator[None]:
    """Make what is made inside in English."""
    wanted, g.language = g.language, DEFAULT
    try:
        with force_locale(str(ENGLISH.locale)):
            yield
    finally:
        g.language = wanted
