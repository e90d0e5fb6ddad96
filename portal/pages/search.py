"""Search over guides, flowcharts, words and pages.

The form that searches stands on pages without a cookie, so it has no token against forged forms: it
changes nothing but the words in the box. What is typed goes from the form into a cookie, and the page of
results reads it there: see docs/decisions/0012-search-words-in-a-cookie.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal.languages import DEFAULT, language, offered
from portal.libraries import library_here
from portal.page_names import PAGE_NAMES
from portal.reading.findable import documents, hints_in, load_hints
from portal.reading.library import Library
from portal.reading.search import Index
from portal.search_words import SearchWords, tidied
from portal.sections import address


def make_blueprint(library: Library, keys: Sequence[bytes], clock: Callable[[], datetime]) -> Blueprint:
    """Make the page that finds what this council's families read."""
    blueprint = Blueprint("search", __name__, url_prefix="/<language>")
    kept = SearchWords(keys, clock)
    hints = load_hints(library)

    @cache
    def index(code: str) -> Index:
        """Make the index of a language, the first time that somebody searches in it."""
        if code == DEFAULT:
            return Index(documents(library, hints, PAGE_NAMES), hints.speech)
        here = hints_in(offered()[code].catalogue.words_for, hints)
        return Index(documents(library_here(library), here, PAGE_NAMES), here.speech)

    @blueprint.get("/search/")
    def results() -> str:
        """Show what fits the words that were typed last, or ask for some."""
        words = kept.remembered()
        here = index(language().code)
        return render_template(
            "search/search.html",
            words=words,
            errors=(),
            found=here.find(words) if words else (),
            danger=here.speech.tells_of_danger(words) or hints.speech.tells_of_danger(words),
            address=address,
        )

    @blueprint.post("/search/")
    def search() -> Response | tuple[str, int]:
        """Take the words out of the form and lead to what fits them."""
        words = tidied(request.form.get("words", ""))
        if not words:
            errors = (gettext("Write a word or two, such as holiday club."),)
            return render_template("search/search.html", words="", errors=errors), 400
        response = redirect(url_for("search.results"), 303)
        kept.remember(words, response)
        return response

    @blueprint.after_request
    def keep_on_no_way(response: Response) -> Response:
        """Let nothing between the browser and us keep the words or what was found."""
        response.vary.add("Cookie")
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint
