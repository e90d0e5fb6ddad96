"""Guides and flowcharts: the list of them, one of each, and all guides as one booklet to print."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from portal.reading.library import Library
from portal.sections import address, filled, lay_out


def make_blueprint(library: Library) -> Blueprint:
    """Make the pages of what this council's families read."""
    blueprint = Blueprint("guides", __name__, url_prefix="/<language>")

    @blueprint.get("/guides/")
    def index() -> str:
        """List every guide and flowchart."""
        return render_template("guides/index.html", library=library)

    @blueprint.get("/guides/<slug>/")
    def guide(slug: str) -> str:
        """Show one guide."""
        shown = library.guides.get(slug) or abort(404)
        return render_template(
            "guides/guide.html",
            guide=shown,
            library=library,
            sections=lay_out(shown.passages, library),
            next_address=next_address(shown.next),
        )

    @blueprint.get("/guides/booklet/")
    def booklet() -> str:
        """Show every guide on one page, to print."""
        guides = [(one, lay_out(one.passages, library, explain=False)) for one in library.guides.values()]
        return render_template("guides/booklet.html", guides=guides)

    @blueprint.get("/flowcharts/<slug>/")
    def flowchart(slug: str) -> str:
        """Show one flowchart, as a picture and a step at a time."""
        chart = library.flowcharts.get(slug) or abort(404)
        return render_template(
            "guides/flowchart.html", chart=chart, library=library, filled=filled, address=address
        )

    return blueprint


def next_address(target: str) -> str:
    """Return the address of what to do next after a guide."""
    kind, _, name = target.rpartition(":")
    return address(kind or "page", name)
