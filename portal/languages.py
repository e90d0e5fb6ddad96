"""The languages a family can choose: part of every public address."""

from __future__ import annotations

from babel import Locale
from flask import Flask, abort, g, request
from flask_babel import Babel

OFFERED = {"en": Locale("en", "GB")}
DEFAULT = "en"


def init_app(app: Flask) -> None:
    """Take the language from the address, and put it into every address that is made."""
    Babel(
        app, default_locale="en_GB", default_timezone="Europe/London", locale_selector=lambda: str(locale())
    )

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, object] | None) -> None:
        code = values.pop("language", None) if values else None
        if code is not None and code not in OFFERED:
            abort(404)
        g.language = code or preferred()

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, object]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = g.get("language", DEFAULT)


def preferred() -> str:
    """Return the offered language that the reader's browser asks for first."""
    return request.accept_languages.best_match(OFFERED) or DEFAULT


def locale() -> Locale:
    """Return the locale of the page that is being made."""
    return OFFERED[g.get("language", DEFAULT)]
