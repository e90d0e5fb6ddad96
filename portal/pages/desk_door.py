"""Who may open the pages of the review desk, and that nothing of them is kept on the way."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from portal.pages.desk_sign_in import member
from portal.pages.inbox import READS_ONLY
from portal.pages.sign_in import in_english, page
from portal.store.workers import Member


def at_desk(blueprint: Blueprint) -> None:
    """Open these pages to members of the desk alone."""
    in_english(blueprint, "desk/not_kept.html")

    @blueprint.before_request
    def let_members_in() -> Response | None:
        """Let nobody else in, and lose nothing that a member typed whose session has ended."""
        found = member()
        if found:
            g.member = found
            return None
        if request.method in READS_ONLY:
            return redirect(url_for("desk_sign_in.sign_in"), 303)
        return page("desk/not_kept.html", 403, why="signed_out")

    @blueprint.errorhandler(NotFound)
    def not_here(error: NotFound) -> Response:
        """Say that there is no such text."""
        return page("desk/not_here.html", 404)


def mine() -> Member:
    """Return who is at the desk."""
    found: Member = g.member
    return found


def not_yours() -> Response:
    """Say that this is for another role to do."""
    return page("desk/not_kept.html", 403, why="not_yours")
