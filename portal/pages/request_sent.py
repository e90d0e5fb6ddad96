"""After a request is sent: its number, what happens next, a copy to keep, and how to have it deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal.assessment.encoding import decode
from portal.assessment.journey import Journey, replay
from portal.draft import Sent
from portal.forms.reference import ReferenceForm
from portal.forms.request import told
from portal.reading.authority import Authority
from portal.store import Store
from portal.store.limits import network

AT_ONCE = 10
THEN_ONE_EVERY = timedelta(minutes=1)


def add_sent(
    blueprint: Blueprint, authority: Authority, store: Store, address: str, clock: Callable[[], datetime]
) -> None:
    """Add the pages to those of the request; `address` is where people reach the portal."""

    @blueprint.get("/sent/")
    def sent() -> str | Response:
        found = Sent.of_session()
        if found is None:
            return redirect(url_for("home.ask"))
        return _told("request/sent.html", found)

    @blueprint.get("/sent/copy.txt")
    def copy() -> Response:
        found = Sent.of_session()
        if found is None or found.fields is None:
            return redirect(url_for("home.ask"))
        response = make_response(_told("request/copy.txt", found))
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = "attachment; filename=copy.txt"
        return response

    def _told(template: str, found: Sent) -> str:
        return render_template(
            template,
            sent=found,
            address=address,
            parts=told({**found.fields, "assessment": bool(found.answers)}) if found.fields else [],
            family=_family(authority, found),
            decided_by=authority.promises.decided_by(found.day),
            assessed_by=authority.promises.assessed_by(found.day),
        )

    @blueprint.post("/clear/")
    def clear() -> Response:
        session.clear()
        return redirect(url_for("request.cleared"))

    @blueprint.get("/cleared/")
    def cleared() -> str:
        return render_template("request/cleared.html")

    @blueprint.get("/delete/")
    def delete() -> str:
        return render_template("request/delete.html", field=ReferenceForm().reference)

    @blueprint.post("/delete/")
    def ask_deletion() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
        form = ReferenceForm(request.form)
        if not form.validate():
            return render_template("request/delete.html", field=form.reference), 400
        try:
            wait = store.limits.take(
                "deletion", network(request.remote_addr), clock(), AT_ONCE, THEN_ONE_EVERY
            )
            if wait:
                seconds = -(-wait // timedelta(seconds=1))
                shown = render_template("request/delete.html", field=form.reference, wait=seconds)
                return shown, 429, {"Retry-After": str(seconds)}
            store.requests.ask_deletion(form.digits, clock())
        except (SQLAlchemyError, OSError) as error:
            current_app.logger.error("Asking for deletion failed: %s", type(error).__name__)
            return render_template("request/delete.html", field=form.reference, out_of_order=True), 503
        return redirect(url_for("request.deletion_asked"))

    @blueprint.get("/delete/asked/")
    def deletion_asked() -> str:
        return render_template("request/deletion_asked.html")


def _family(authority: Authority, sent: Sent) -> Journey | None:
    """Return the way through the self-assessment that was sent with it."""
    rules = authority.version(sent.version)
    answers = decode(rules, sent.answers) if rules else None
    if rules is None or answers is None:
        return None
    return replay(rules, answers, answer_the_rest=sent.answer_the_rest)
