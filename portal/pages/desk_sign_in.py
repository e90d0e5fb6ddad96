"""How a member of the review desk comes in and out again: an invitation, signing in, signing out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal.current import now, store
from portal.forms.desk import JoinForm, MemberForm
from portal.pages.sign_in import (
    DEVICE_IS_KNOWN_FOR,
    in_english,
    later,
    log,
    page,
    set_cookie,
    signing_in,
)
from portal.staff.known_devices import Device, KnownDevices
from portal.store.turns import TooBusy
from portal.store.workers import DESK, Member, NameTaken, folded

PATH = "/review"
MEMBER_COOKIE = "portal-reviewer"
DEVICE_COOKIE = "portal-reviewer-device"

DOES_NOT_FIT = "That did not fit. Check the name and the password."

blueprint = Blueprint("desk_sign_in", __name__, url_prefix=PATH)
in_english(blueprint, "desk/not_kept.html")


@blueprint.after_app_request
def keep_nothing(response: Response) -> Response:
    """Keep the desk out of every cache and every search engine."""
    if f"{request.path}/".startswith(f"{PATH}/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def member() -> Member | None:
    """Return who is signed in at the desk, if anybody is."""
    found = store().workers.signed_in(request.cookies.get(MEMBER_COOKIE, ""), now())
    return found if found and found.role in DESK else None


@blueprint.route("/sign-in/", methods=["GET", "POST"])
def sign_in() -> Response:
    """Ask for name and password, and open the desk if they fit."""
    form = MemberForm()
    if request.method != "POST":
        return page("desk/sign_in.html", form=form)
    name = form.name.data or ""
    try:
        token = signing_in().prove_at_desk(name, form.password.data or "", _device())
    except TooBusy as busy:
        return later(busy, "desk/sign_in.html", form=form)
    if token is None:
        return page("desk/sign_in.html", 400, form=form, error=DOES_NOT_FIT)
    return _enter(token, name)


@blueprint.route("/invitation/<token>/", methods=["GET", "POST"])
def invitation(token: str) -> Response:
    """Let somebody who was invited choose a name and a password."""
    invited = store().workers.invited(token, now())
    if invited is None or invited.role not in DESK:
        return page("desk/invitation_over.html", 404)
    form = JoinForm({"name": invited.name})
    shown: dict[str, Any] = {"token": token, "form": form, "invited": invited}
    if request.method != "POST":
        return page("desk/invitation.html", **shown)
    if not form.validate():
        return page("desk/invitation.html", 400, **shown)
    name = form.name.data or ""
    try:
        session = signing_in().join(token, name, form.password.data or "")
    except TooBusy as busy:
        return later(busy, "desk/invitation.html", **shown)
    except NameTaken:
        form.name.errors = ["Somebody else here has this name. Add something to yours."]
        return page("desk/invitation.html", 400, **shown)
    return _enter(session, name) if session else page("desk/invitation_over.html", 404)


@blueprint.post("/sign-out/")
def sign_out() -> Response:
    """End the session, in this browser even where the database is out of order."""
    response = redirect(url_for("desk_sign_in.signed_out"), 303)
    response.delete_cookie(MEMBER_COOKIE, path=PATH, httponly=True, samesite="Strict")
    try:
        store().workers.sign_out(request.cookies.get(MEMBER_COOKIE, ""))
    except SQLAlchemyError as error:
        log(error)
    return response


@blueprint.get("/signed-out/")
def signed_out() -> Response:
    """Say that the session has ended."""
    return page("desk/signed_out.html")


def _device() -> Device:
    return KnownDevices(store().vault).read(request.cookies.get(DEVICE_COOKIE, ""))


def _enter(token: str, name: str) -> Response:
    """Open the desk with a new session in place of an old one, and know this device from now on."""
    store().workers.sign_out(request.cookies.get(MEMBER_COOKIE, ""))
    response = redirect(url_for("desk.texts"), 303)
    _set_cookie(response, MEMBER_COOKIE, token)
    device = KnownDevices(store().vault).write(_device().with_name(folded(name)))
    _set_cookie(response, DEVICE_COOKIE, device, DEVICE_IS_KNOWN_FOR)
    return response


def _set_cookie(response: Response, name: str, content: str, lasts: timedelta | None = None) -> None:
    # A link in a message from the Forum is to open the desk: “Strict” would ask to sign in again.
    set_cookie(response, name, content, PATH, lasts, samesite="Lax")
