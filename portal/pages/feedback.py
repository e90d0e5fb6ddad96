"""What a reader wants to say of a page: that it helped, or what is unclear, missing or wrong in it."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.current import now, store
from portal.forms.feedback import FeedbackForm
from portal.languages import DEFAULT, language
from portal.store.feedback import Said
from portal.store.limits import network
from portal.store.turns import TooBusy

AT_ONCE = 10
THEN_ONE_EVERY = timedelta(minutes=1)
"""For one address, which a whole town's phones may share."""

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


blueprint = Blueprint("feedback", __name__, url_prefix="/<language>")


@blueprint.get("/feedback/")
def ask() -> str:
    """Ask what there is to say of the page that led here."""
    return _asking(_form(request.args.get("page", "")))


@blueprint.post("/feedback/")
def give() -> Answer:
    """Keep what was said, without who said it."""
    form = _form(request.form.get("page", ""))
    if not form.validate():
        return _asking(form), 400
    try:
        wait = store().limits.take("feedback", network(request.remote_addr), now(), AT_ONCE, THEN_ONE_EVERY)
        if wait:
            raise TooBusy(wait)
        said = Said(str(form.page.data), g.language, form.about.data, form.words.data)
        store().feedback.give(said, _browser(), now())
    except TooBusy as busy:
        return _asking(form, wait=busy.seconds), 429, {"Retry-After": str(busy.seconds)}
    except (SQLAlchemyError, OSError) as error:
        current_app.logger.error("Feedback could not be stored: %s", type(error).__name__)
        return _asking(form, out_of_order=True), 503
    return redirect(url_for("feedback.thanks", page=form.page.data or None), 303)


@blueprint.get("/feedback/thanks/")
def thanks() -> str:
    """Say that it has come, and lead back to the page."""
    return render_template("feedback/thanks.html", back=_address(request.args.get("page", "")))


@blueprint.app_template_global()
def feedback_address() -> str | None:
    """Return where a reader can say something of the page that is being made; nowhere on pages for staff."""
    rule = request.url_rule
    if rule is None or "language" not in rule.arguments or request.blueprint == "feedback":
        return None
    return url_for("feedback.ask", page=request.path.split("/", 2)[2] or None)


def _form(page: str) -> FeedbackForm:
    sent = request.form if request.method == "POST" else None
    return FeedbackForm(sent, page if _address(page) else "", translated=language().code != DEFAULT)


def _asking(form: FeedbackForm, **trouble: object) -> str:
    back = _address(str(form.page.data)) or url_for("home.home")
    return render_template("feedback/ask.html", form=form, back=back, **trouble)


def _address(page: str) -> str | None:
    """Return the address of a page that was named without its language, if it is one of ours."""
    address = f"/{g.language}/{page}"
    try:
        _, values = current_app.url_map.bind("").match(address, method="GET")
    except HTTPException:
        return None
    return address if "language" in values else None


def _browser() -> str:
    """Return a random text that belongs to this browser until it is closed."""
    generate_csrf()
    return str(session["csrf_token"])
