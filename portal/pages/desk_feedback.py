"""What families said of the pages, at the desk: read, answered, and told to everybody."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.current import now, store
from portal.forms.desk import TellForm
from portal.forms.feedback import ABOUT
from portal.pages.desk_answering import show_or_answer
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.inbox import NUMBER
from portal.pages.sign_in import page
from portal.store.answers import ANSWERS, OPEN
from portal.store.workers import COORDINATOR, EDITOR

LONGEST_NUMBER = 10
"""Digits: more than either database counts."""

blueprint = Blueprint("desk_feedback", __name__, url_prefix=PATH)
at_desk(blueprint)


@blueprint.get("/families-say/")
def feedback() -> Response:
    """Show what families said, what is open first of all."""
    only = request.args.get("status")
    only = only if only in ANSWERS else OPEN
    found = [one for one in store().feedback.listed() if one.answer.status == only]
    return page("desk/feedback.html", found=found, about=ABOUT, only=only)


@blueprint.route(f"/families-say/{NUMBER}/", methods=["GET", "POST"])
def one_feedback(number: int) -> Response:
    """Show what one family said, and let an editor answer it."""
    return show_or_answer("desk/one_feedback.html", store().feedback, number, about=ABOUT)


@blueprint.post(f"/families-say/{NUMBER}/delete/")
def delete_feedback(number: int) -> Response:
    """Delete what one family said, because it names somebody or is no feedback."""
    if mine().role not in (COORDINATOR, EDITOR):
        return not_yours()
    store().feedback.delete(number)
    return redirect(url_for("desk_feedback.feedback"), 303)


@blueprint.route("/you-said-we-did/", methods=["GET", "POST"])
def telling() -> Response:
    """Show what everybody is told, and let a coordinator tell more."""
    form = TellForm({"did": _answered()})
    if request.method == "POST":
        if mine().role != COORDINATOR:
            return not_yours()
        if form.validate():
            store().signatures.tell(form.said.data or "", form.did.data or "", mine().name, now())
            return redirect(request.path, 303)
    told = store().signatures.told()
    return page("desk/telling.html", 400 if form.errors else 200, form=form, told=told)


@blueprint.post(f"/you-said-we-did/{NUMBER}/delete/")
def stop_telling(number: int) -> Response:
    """Take back what everybody was told."""
    if mine().role != COORDINATOR:
        return not_yours()
    store().signatures.untell(number)
    return redirect(url_for("desk_feedback.telling"), 303)


def _answered() -> str:
    """Return the answer that led here, to begin with."""
    number = request.args.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return ""
    kept = store().remarks if request.args.get("of") == "remark" else store().feedback
    found = kept.find(int(number))
    return found.answer.words if found else ""
