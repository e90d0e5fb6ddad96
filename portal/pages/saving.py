"""Save and come back: the code, the way back with it, and deleting what was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal import saving
from portal.forms.code import CodeForm, code_in

PAGES_TO_COME_BACK_TO = {"check": "assessment.check", "result": "assessment.result"}
"""Pages whose button leads here, by the name that they send."""


def make_blueprint(address: str, clock: Callable[[], datetime]) -> Blueprint:
    """Make the pages; `address` is where people reach the portal."""
    blueprint = Blueprint("saving", __name__, url_prefix="/<language>/self-assessment")
    blueprint.add_app_template_global(saving.saved_state, "saved_state")

    @blueprint.get("/save/")
    def code() -> str:
        return render_template(
            "saving/code.html", address=address, go_on=saving.place(), anything=saving.holds_anything()
        )

    @blueprint.post("/save/")
    def save() -> Response:
        endpoint = PAGES_TO_COME_BACK_TO.get(request.form.get("place", ""))
        return saving.save_session(endpoint) if endpoint else saving.save_again()

    @blueprint.get("/return/")
    def come_back() -> str:
        return _asking(CodeForm.of_request())

    @blueprint.post("/return/")
    def come_back_with_code() -> str | Response | tuple[str, int]:
        form = CodeForm.of_request()
        if not form.validate():
            return _asking(form), 400
        code = code_in(form.code.data or "")
        try:
            found = saving.current_store().saved.find(code, clock())
        except saving.TROUBLE as error:
            return saving.trouble("saving/return.html", error, field=form.code)
        if found is None:
            form.code.errors = [gettext("We found nothing under this code. Please look at each digit again.")]
            return _asking(form), 400
        saving.restore(code, found)
        return redirect(saving.place())

    @blueprint.get("/save/delete/")
    def confirm_deletion() -> str | Response:
        if saving.saved_state() is None:
            return redirect(url_for("saving.come_back"))
        return render_template("saving/delete.html")

    @blueprint.post("/save/delete/")
    def delete() -> Response:
        state = saving.saved_state()
        if state is None:
            return redirect(url_for("saving.come_back"))
        try:
            saving.current_store().saved.delete(state.code, clock())
        except saving.TROUBLE as error:
            return saving.trouble("saving/delete.html", error)
        saving.forget_saved()
        return redirect(url_for("saving.deleted"))

    @blueprint.get("/save/deleted/")
    def deleted() -> str:
        return render_template("saving/deleted.html")

    return blueprint


def _asking(form: CodeForm) -> str:
    return render_template("saving/return.html", field=form.code, unsaved=saving.holds_unsaved())
