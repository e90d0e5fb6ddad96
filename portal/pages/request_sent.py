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

from portal import answers, search_words
from portal.assessment.encoding import decode
from portal.assessment.journey import Journey, replay
from portal.assessment.possible import prospect
from portal.draft import Sent
from portal.forms.reference import ReferenceForm
from portal.forms.request import told
from portal.reading.authority import Authority
from portal.reading.hours import ENGLAND
from portal.security import drop_copies
from portal.store import Store
from portal.store.limits import network
from portal.store.turns import TooBusy

AT_ONCE = 10
THEN_ONE_EVERY = timedelta(minutes=1)


def add_sent(
    blueprint: Blueprint, authority: Authority, store: Store, address: str, clock: Callable[[], datetime]
) -> None:
    """Add the pages to those of the request; `address` is where people reach the portal."""

    @blueprint.get("/sent/")
    def sent() -> str | Response:
        """Give the reference, say what happens next, and show what was sent."""
        found = Sent.of_session()
        if found is None:
            return redirect(url_for("home.ask"))
        rules = authority.rules_on(clock().astimezone(ENGLAND).date())
        return _told("request/sent.html", found, has_result=answers.journey(authority, rules).ended)

    @blueprint.get("/sent/copy.txt")
    def copy() -> Response:
        """Give what was sent as a text to keep."""
        found = Sent.of_session()
        if found is None or found.fields is None:
            return redirect(url_for("home.ask"))
        response = make_response(_told("request/copy.txt", found))
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = "attachment; filename=copy.txt"
        return response

    def _told(template: str, found: Sent, **more: object) -> str:
        family = _family(authority, found)
        return render_template(
            template,
            sent=found,
            address=address,
            parts=told({**found.fields, "assessment": bool(found.answers)}) if found.fields else [],
            family=family,
            headline=prospect(family).promise.headline if family else None,
            decided_by=authority.promises.decided_by(found.day),
            assessed_by=authority.promises.assessed_by(found.day),
            **more,
        )

    @blueprint.post("/clear/")
    def clear() -> Response:
        """Forget everything that this browser holds."""
        session.clear()
        return search_words.forget(drop_copies(redirect(url_for("request.cleared"))))

    @blueprint.get("/cleared/")
    def cleared() -> str:
        """Say that nothing is kept in this browser."""
        return render_template("request/cleared.html")

    @blueprint.get("/delete/")
    def delete() -> str:
        """Ask for the reference of a request that is to be deleted."""
        return _deletion_page(ReferenceForm())

    @blueprint.post("/delete/")
    def ask_deletion() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
        """Note that a request is to be deleted; the answer tells nobody whether there is one."""
        form = ReferenceForm(request.form)
        if not form.validate():
            return _deletion_page(form), 400
        try:
            wait = store.limits.take(
                "deletion", network(request.remote_addr), clock(), AT_ONCE, THEN_ONE_EVERY
            )
            if wait:
                raise TooBusy(wait)
            store.requests.ask_deletion(form.digits, clock())
        except TooBusy as busy:
            return _deletion_page(form, wait=busy.seconds), 429, {"Retry-After": str(busy.seconds)}
        except (SQLAlchemyError, OSError) as error:
            current_app.logger.error("Asking for deletion failed: %s", type(error).__name__)
            return _deletion_page(form, out_of_order=True), 503
        return redirect(url_for("request.deletion_asked"))

    @blueprint.get("/delete/asked/")
    def deletion_asked() -> str:
        """Say that it is noted, and whom to ask whether it is done."""
        return render_template("request/deletion_asked.html")


def _deletion_page(form: ReferenceForm, **trouble: object) -> str:
    back = url_for("request.sent" if Sent.of_session() else "home.ask")
    return render_template("request/delete.html", field=form.reference, back=back, **trouble)


def _family(authority: Authority, sent: Sent) -> Journey | None:
    """Return the way through the self-assessment that was sent with it."""
    rules = authority.version(sent.version)
    answers = decode(rules, sent.answers) if rules else None
    if rules is None or answers is None:
        return None
    return replay(rules, answers, answer_the_rest=sent.answer_the_rest)
