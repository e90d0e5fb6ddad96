"""Search over guides, flowcharts, words and pages.

The form that searches stands on pages without a cookie, so it has no token against forged forms: it
changes nothing but the words in the box. What is typed goes from the form into a cookie, and the page of
results reads it there: see docs/decisions/0012-search-words-in-a-cookie.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal.page_names import PAGE_NAMES
from portal.reading.findable import documents, load_hints
from portal.reading.library import Library
from portal.reading.search import Index
from portal.search_words import SearchWords, tidied
from portal.sections import address


def make_blueprint(library: Library, keys: Sequence[bytes], clock: Callable[[], datetime]) -> Blueprint:
    """Make the page that finds what this council's families read."""
    blueprint = Blueprint("search", __name__, url_prefix="/<language>")
    kept = SearchWords(keys, clock)
    hints = load_hints(library)
    index = Index(documents(library, hints, PAGE_NAMES), hints.speech)

    @blueprint.get("/search/")
    def results() -> str:
        """Show what fits the words that were typed last, or ask for some."""
        words = kept.remembered()
        return render_template(
            "search/search.html",
            words=words,
            errors=(),
            found=index.find(words) if words else (),
            danger=hints.speech.tells_of_danger(words),
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
