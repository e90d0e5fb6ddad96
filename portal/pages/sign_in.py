"""How a worker comes into the inbox and out again: an invitation, signing in, signing out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal.current import authority, now, store
from portal.forms.inbox import InvitationForm, SignInForm
from portal.security import cookies_are_secure
from portal.staff import authenticator
from portal.staff.known_devices import Device, KnownDevices
from portal.staff.passwords import Passwords
from portal.staff.signing_in import SigningIn
from portal.store.turns import SOON, TooBusy
from portal.store.workers import WORKER, folded

PATH = "/inbox"
WORKER_COOKIE = "portal-worker"
DEVICE_COOKIE = "portal-device"
DEVICE_IS_KNOWN_FOR = timedelta(days=365)

DOES_NOT_FIT = (
    "That did not fit. Check the name, the password and the code. A code works once: wait for the next one."
)

blueprint = Blueprint("sign_in", __name__, url_prefix=PATH)
passwords = Passwords()


def signing_in() -> SigningIn:
    """Return what lets workers in."""
    return SigningIn(store(), now(), passwords)


@blueprint.route("/sign-in/", methods=["GET", "POST"])
def sign_in() -> Response:
    """Ask for name, password and code, and open the inbox if they fit."""
    form = SignInForm()
    if request.method != "POST":
        return page("inbox/sign_in.html", form=form)
    name = form.name.data or ""
    try:
        token = signing_in().prove(name, form.password.data or "", form.code.data or "", this_device())
    except TooBusy as busy:
        return later(busy, "inbox/sign_in.html", form=form)
    if token is None:
        return page("inbox/sign_in.html", 400, form=form, error=DOES_NOT_FIT)
    return _enter(token, name)


@blueprint.route("/invitation/<token>/", methods=["GET", "POST"])
def invitation(token: str) -> Response:
    """Let a worker who was invited choose a password and set up the authenticator app."""
    invited = store().workers.invited(token, now())
    if invited is None or invited.role != WORKER:
        return page("inbox/invitation_over.html", 404)
    name = invited.name
    secret = signing_in().unseal(request.form.get("sealed", ""), token) or authenticator.new_secret()
    form = InvitationForm(name, secret, signing_in().seal(secret, token), now())
    link = authenticator.link(secret, name, f"Short breaks in {authority().title}")
    shown: dict[str, Any] = {
        "token": token,
        "form": form,
        "link": link,
        "picture": authenticator.picture(link),
        "key": authenticator.groups(secret),
    }
    if request.method != "POST":
        return page("inbox/invitation.html", **shown)
    if not form.validate() or form.step is None:
        return page("inbox/invitation.html", 400, **shown)
    try:
        session = signing_in().accept(token, form.password.data or "", secret, form.step)
    except TooBusy as busy:
        return later(busy, "inbox/invitation.html", **shown)
    return _enter(session, name) if session else page("inbox/invitation_over.html", 404)


@blueprint.post("/sign-out/")
def sign_out() -> Response:
    """End the session, in this browser even where the database is out of order."""
    response = redirect(url_for("sign_in.signed_out"), 303)
    response.delete_cookie(WORKER_COOKIE, path=PATH, httponly=True, samesite="Strict")
    try:
        store().workers.sign_out(request.cookies.get(WORKER_COOKIE, ""))
    except SQLAlchemyError as error:
        log(error)
    return response


@blueprint.get("/signed-out/")
def signed_out() -> Response:
    """Say that the session has ended."""
    return page("inbox/signed_out.html")


def this_device() -> Device:
    """Return the browser that asks, as far as we know it."""
    return KnownDevices(store().vault).read(request.cookies.get(DEVICE_COOKIE, ""))


def _enter(token: str, name: str) -> Response:
    """Open the inbox with a new session in place of an old one, and know this device from now on."""
    store().workers.sign_out(request.cookies.get(WORKER_COOKIE, ""))
    response = redirect(url_for("inbox.requests"), 303)
    set_cookie(response, WORKER_COOKIE, token, PATH)
    device = KnownDevices(store().vault).write(this_device().with_name(folded(name)))
    set_cookie(response, DEVICE_COOKIE, device, PATH, DEVICE_IS_KNOWN_FOR)
    return response


def set_cookie(
    response: Response,
    name: str,
    content: str,
    path: str,
    lasts: timedelta | None = None,
    samesite: str = "Strict",
) -> None:
    """Put a cookie of the staff’s into the browser, for their own part of the site alone."""
    response.set_cookie(
        name, content, lasts, path=path, httponly=True, samesite=samesite, secure=cookies_are_secure()
    )


def in_english(staff: Blueprint, not_kept: str = "inbox/not_kept.html") -> None:
    """Serve the staff’s pages in English, whatever the browser asks for, and lose nothing typed there."""

    @staff.url_value_preprocessor
    def take_english(endpoint: str | None, values: dict[str, object] | None) -> None:
        g.language = "en"

    @staff.errorhandler(CSRFError)
    def too_old(error: CSRFError) -> Response:
        return page(not_kept, 400, why="too_old")

    @staff.errorhandler(SQLAlchemyError)
    def out_of_order(error: SQLAlchemyError) -> Response:
        log(error)
        return page(not_kept, 503, why="out_of_order")


in_english(blueprint)


def page(template: str, status: int = 200, **shown: Any) -> Response:
    """Answer with a page."""
    return make_response(render_template(template, **shown), status)


def log(error: SQLAlchemyError) -> None:
    """Log the kind of an error: its own text would show what was to be stored."""
    current_app.logger.error("%s: %s", request.endpoint, type(error).__name__)


def later(busy: TooBusy, template: str, **shown: Any) -> Response:
    """Say that it has to wait, and for how long."""
    seconds = TooBusy(max(busy.wait, SOON)).seconds
    error = f"There were many tries just now. Nothing is locked. Wait {seconds} seconds, then try again."
    response = page(template, 429, error=error, **shown)
    response.headers["Retry-After"] = str(seconds)
    return response
