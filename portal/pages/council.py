"""What one council has written and who gives short breaks there; and the words that they all use."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.libraries import words_in_order
from portal.reading.library import Library


def make_blueprint(library: Library) -> Blueprint:
    """Make the pages of this council's papers, providers and words."""
    blueprint = Blueprint("council", __name__, url_prefix="/<language>")

    @blueprint.get("/policies/")
    def policies() -> str:
        """Show every policy and statement of the council."""
        return render_template("council/policies.html", policies=library.directory.policies)

    @blueprint.get("/providers/")
    def providers() -> str:
        """Show who gives short breaks, and how to reach them."""
        return render_template("council/providers.html", directory=library.directory)

    @blueprint.get("/words/")
    def words() -> str:
        """Explain every word."""
        texts_shown = [f"word/{slug}" for slug in library.words]
        return render_template("council/words.html", words=words_in_order(library), texts_shown=texts_shown)

    return blueprint
