"""The way in: the reader's language, then the home page."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.languages import preferred

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def choose_language() -> Response:
    """Send the reader to the home page in the language the browser asks for."""
    response = redirect(url_for("home.home", language=preferred()))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<language>/")
def home() -> str:
    """Show what a parent can do here."""
    return render_template("home/home.html")


@blueprint.get("/<language>/ask-for-assessment/")
def ask() -> str:
    """Say how to ask for a worker's assessment."""
    return render_template("home/ask.html")
