"""Guides kept on a phone, for families that ask for it: which pages, and how they get there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from flask_babel import format_decimal

from portal import current, languages
from portal.reading.authority import Authority, Contact
from portal.reading.library import Library
from portal.review.in_force import in_force

PAGES = (
    "home.home",
    "guides.index",
    "council.words",
    "council.policies",
    "council.providers",
    "offline.offline",
)
"""What is kept besides guides and flowcharts; each is the same for everybody."""

CLEARED = ("assessment.cleared", "request.cleared")
"""Where somebody comes who has cleared her answers, in whichever language."""

WORKER_POLICY = "default-src 'none'; connect-src 'self'"
PEOPLE = ("front_door", "out_of_hours")
VERSION_LENGTH = 16
MOST_COPIES = 8
"""How many languages are kept ready; a megabyte each."""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Copies:
    """The pages for a phone by their addresses, and a name that changes with any word of them."""

    pages: Mapping[str, str]
    version: str
    megabytes: int


def make_blueprint(library: Library, site: str, worker_script: str) -> Blueprint:
    """Make the pages about guides kept on a phone; `site` is where people reach the portal."""
    blueprint = Blueprint("offline", __name__, url_prefix="/<language>")

    @lru_cache(maxsize=MOST_COPIES)
    def copies(language: str, signatures: int | None) -> Copies:
        """Make the copies in the language of the page that is being made, until a text is signed."""
        pages = {address: _copy(address, site) for address in kept_addresses(library)}
        digest = sha256(json.dumps(pages).encode()).hexdigest()
        size = sum(len(page.encode()) for page in pages.values())
        return Copies(pages, digest[:VERSION_LENGTH], max(round(size / MEGABYTE), 1))

    def copies_here() -> Copies:
        signed = in_force()
        return copies(str(languages.locale()), signed.count if signed else None)

    @blueprint.get("/keep-guides/")
    def keep() -> str:
        """Say what is kept and what takes it away, and offer both."""
        left_out = [guide for guide in library.guides.values() if guide.about_safety]
        size = format_decimal(copies_here().megabytes)
        return render_template("offline/keep.html", left_out=left_out, size=size)

    @blueprint.get("/offline/")
    def offline() -> str:
        """Show what stands in for a page that is not kept, where there is no network."""
        return render_template("offline/offline.html", people=_people(library.authority))

    @blueprint.get("/keep-guides/copies.json")
    def copies_to_keep() -> Response:
        """Give every page to keep: in one answer they take a tenth of what they take one by one."""
        return jsonify(copies_here().pages)

    @blueprint.get("/service-worker.js")
    def worker() -> Response:
        """Give the script that a browser keeps, with what it needs to know."""
        knows = {
            "version": copies_here().version,
            "copies": url_for("offline.copies_to_keep"),
            "offline": url_for("offline.offline"),
            "exit": url_for("safety.leave"),
            "leads_to": current_app.config["EXIT_ADDRESS"],
            "cleared": [url_for(page, language=code) for page in CLEARED for code in languages.offered()],
        }
        response = Response(f"const KEPT = {json.dumps(knows)}\n{worker_script}", mimetype="text/javascript")
        response.headers["Service-Worker-Allowed"] = "/"
        response.headers["Content-Security-Policy"] = WORKER_POLICY
        return response

    return blueprint


def kept_addresses(library: Library) -> Iterator[str]:
    """Yield the addresses of the pages that are kept: none about danger, none that is private."""
    yield from (url_for(page) for page in PAGES)
    yield from (
        url_for("guides.guide", slug=slug) for slug, guide in library.guides.items() if not guide.about_safety
    )
    yield from (url_for("guides.flowchart", slug=slug) for slug in library.flowcharts)


def _copy(address: str, site: str) -> str:
    """Return a page as a visitor without a cookie sees it, but for what is true only now."""
    client = current_app.test_client()
    answer = client.get(address, base_url=site, environ_overrides={current.COPY: True})
    if answer.status_code != 200 or "no-store" in answer.headers["Cache-Control"]:
        raise RuntimeError("a page that everybody sees alike was expected")
    return answer.text


def _people(authority: Authority) -> list[Contact]:
    """Return who can be rung, each number once."""
    found: dict[str, Contact] = {}
    for person in (authority.contacts[name] for name in PEOPLE):
        if person.phone:
            found.setdefault(person.phone, person)
    return list(found.values())
