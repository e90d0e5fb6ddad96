"""Guides and flowcharts: the list of them, one of each, their films, and all guides as one booklet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, send_file, url_for
from werkzeug.wrappers import Response

from portal.libraries import words_in_order
from portal.page_names import PAGE_NAMES
from portal.reading.library import Library
from portal.sections import address, filled, lay_out


def make_blueprint(library: Library, site: str) -> Blueprint:
    """Make the pages of what this council's families read; `site` is where people reach the portal."""
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
            sections=lay_out(shown.passages, library, english_under=shown.english_under),
            way_on=way_on(shown.next, library),
            shared=site + url_for("guides.guide", slug=slug),
        )

    @blueprint.get("/guides/<slug>/recording/")
    def recording(slug: str) -> str:
        """Show the film or recording of a guide, on a page of its own.

        A browser fetches captions as soon as it sees them, so they stand on no page that nobody asked for.
        """
        shown = library.guides.get(slug) or abort(404)
        played = shown.recording or abort(404)
        return render_template(
            "guides/recording.html",
            guide=shown,
            recording=played,
            sections=lay_out(played.transcript, library),
        )

    @blueprint.get("/guides/<slug>/recording/<file>")
    def recorded(slug: str, file: str) -> Response:
        """Send a file that the guide names, or a part of it."""
        shown = library.guides.get(slug) or abort(404)
        played = shown.recording or abort(404)
        path, media_type = played.named(file) or abort(404)
        return send_file(path, media_type, conditional=True)

    @blueprint.get("/guides/booklet/")
    def booklet() -> str:
        """Show every guide on one page, to print, and below them all words that are explained."""
        guides = [(one, lay_out(one.passages, library, explain=False)) for one in library.guides.values()]
        return render_template("guides/booklet.html", guides=guides, words=words_in_order(library))

    @blueprint.get("/flowcharts/<slug>/")
    def flowchart(slug: str) -> str:
        """Show one flowchart, as a picture and a step at a time."""
        chart = library.flowcharts.get(slug) or abort(404)
        return render_template(
            "guides/flowchart.html",
            chart=chart,
            library=library,
            filled=filled,
            address=address,
            page_names=PAGE_NAMES,
            shared=site + url_for("guides.flowchart", slug=slug),
        )

    return blueprint


@dataclass(frozen=True)
class WayOn:
    """What to do next after a guide: where it is, and what it is called."""

    address: str
    title: str


def way_on(target: str, library: Library) -> WayOn:
    """Return the way from a guide to its next step."""
    kind, _, name = target.rpartition(":")
    match kind:
        case "guide":
            title = library.guides[name].title
        case "flowchart":
            title = library.flowcharts[name].title
        case _:
            title = str(PAGE_NAMES[name])
    return WayOn(address(kind or "page", name), title)
