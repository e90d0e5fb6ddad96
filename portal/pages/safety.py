"""Help now, and the quick way out."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, session
from werkzeug.wrappers import Response

from portal import search_words
from portal.session import cookie_names

blueprint = Blueprint("safety", __name__)


@blueprint.get("/<language>/help-now/")
def help_now() -> str:
    """Show who to ring when somebody is in danger or it is all too much."""
    return render_template("safety/help_now.html")


@blueprint.get("/exit/")
def leave() -> Response:
    """Forget everything at once and go to a page that says nothing about the family."""
    session.clear()
    response = redirect(current_app.config["EXIT_ADDRESS"], 303)
    # Not “cookies”: that would clear those of every other service on the council's domain.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    for name in cookie_names(current_app):
        response.delete_cookie(name, httponly=True, samesite="Lax")
    return search_words.forget(response)
