"""Save and come back: the code, the way back with it, and deleting what was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal import current, saving
from portal.forms.code import CodeForm
from portal.store.limits import network

PAGES_TO_COME_BACK_TO = {"check": "assessment.check", "result": "assessment.result"}
"""Pages whose button leads here, by the name that they send."""


def make_blueprint(address: str, clock: Callable[[], datetime]) -> Blueprint:
    """Make the pages; `address` is where people reach the portal."""
    blueprint = Blueprint("saving", __name__, url_prefix="/<language>/self-assessment")
    blueprint.add_app_template_global(saving.saved_state, "saved_state")

    @blueprint.get("/save/")
    def code() -> str:
        """Show the code, and until when it works."""
        return render_template(
            "saving/code.html", address=address, go_on=saving.place(), anything=saving.holds_anything()
        )

    @blueprint.post("/save/")
    def save() -> Response:
        """Save from a page that asks nothing."""
        endpoint = PAGES_TO_COME_BACK_TO.get(request.form.get("place", ""))
        return saving.save_session(endpoint) if endpoint else saving.save_again()

    @blueprint.get("/return/")
    def come_back() -> str:
        """Ask for the code."""
        return _asking(CodeForm())

    @blueprint.post("/return/")
    def come_back_with_code() -> str | Response | tuple[str, int]:
        """Go on with what was saved under the code."""
        form = CodeForm()
        if not form.validate():
            return _asking(form), 400
        try:
            found = current.store().saved.find(form.digits, clock(), network(request.remote_addr))
        except saving.TROUBLE as error:
            return saving.trouble("saving/return.html", error, field=form.code)
        if found is None:
            form.code.errors = [gettext("We found nothing under this code. Please look at each digit again.")]
            return _asking(form), 400
        saving.restore(form.digits, found)
        return redirect(saving.place())

    @blueprint.get("/save/delete/")
    def confirm_deletion() -> str | Response:
        """Ask whether to delete what was saved."""
        if saving.saved_state() is None:
            return redirect(url_for("saving.come_back"))
        return render_template("saving/delete.html")

    @blueprint.post("/save/delete/")
    def delete() -> Response:
        """Delete what was saved from this browser."""
        state = saving.saved_state()
        if state is None:
            return redirect(url_for("saving.come_back"))
        try:
            current.store().saved.delete(state.code, clock(), network(request.remote_addr))
        except saving.TROUBLE as error:
            return saving.trouble("saving/delete.html", error)
        saving.forget_saved()
        return redirect(url_for("saving.deleted"))

    @blueprint.get("/save/deleted/")
    def deleted() -> str:
        """Say that it is deleted."""
        return render_template("saving/deleted.html")

    return blueprint


def _asking(form: CodeForm) -> str:
    return render_template("saving/return.html", field=form.code, unsaved=saving.holds_unsaved())
