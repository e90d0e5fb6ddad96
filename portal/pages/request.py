"""The request for a worker's assessment: one thing a page, then everything once more, then sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal import answers
from portal.assessment.encoding import encode
from portal.assessment.journey import Journey
from portal.config import Settings
from portal.draft import Draft, Sent, forget_draft
from portal.forms.request import Part, fields_of, problems, told
from portal.forms.request_people import TOLD_TO_WORKERS_ALONE, Reach
from portal.forms.request_steps import STEPS, SentAnswers
from portal.forms.step import Step
from portal.forms.text_fields import YES, TextField
from portal.languages import DEFAULT, in_english, language
from portal.pages.request_sent import add_sent
from portal.reading.authority import Authority
from portal.reading.hours import ENGLAND
from portal.saving import save_session
from portal.snapshot import snapshot, worry
from portal.store import Store
from portal.store.limits import network
from portal.store.outbox import kinds_for
from portal.store.requests import Receipt
from portal.store.turns import TooBusy

AT_ONCE = 10
THEN_ONE_EVERY = timedelta(minutes=1)
"""For one address, which a whole town's phones may share."""

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
"""What a view may return."""

TEMPLATES = {
    "reach": "request/reach.html",
    "safely": "request/safely.html",
    "answers": "request/answers.html",
}


def make_blueprint(
    authority: Authority, store: Store, settings: Settings, clock: Callable[[], datetime]
) -> Blueprint:
    """Make the pages of a request to this council."""
    blueprint = Blueprint("request", __name__, url_prefix="/<language>/ask-for-assessment")

    def journey() -> Journey:
        return answers.journey(authority, authority.rules_on(clock().astimezone(ENGLAND).date()))

    @blueprint.route("/<page>/", methods=["GET", "POST"])
    def step(page: str) -> Answer:
        """Ask one thing, and keep what is typed, rightly or not."""
        kind = STEPS.get(page) or abort(404)
        draft, family = Draft.of_session(), journey()
        if kind is SentAnswers and not family.ended:
            return redirect(url_for("request.check"))
        shown = {"family": family, "sender": settings.mail_from, "back": _before(page, draft, family)}
        if request.method != "POST":
            return _step_page(kind.reopened(draft.typed), shown)
        form = kind(request.form.to_dict(flat=False), draft.typed)
        valid = form.validate()
        if not draft.with_typed(form.typed).keep():
            _say_it_is_too_much(form)
            return _step_page(form, shown), 400
        if "save" in request.form:
            return save_session()
        if not valid:
            return _step_page(form, shown), 400
        return redirect(_after(page, draft, family))

    @blueprint.get("/check/")
    def check() -> str:
        """Show everything once more before it is sent."""
        draft = replace(Draft.of_session(), checked=True)
        draft.keep()
        return _check_page(draft, journey())

    @blueprint.post("/check/")
    def send() -> Answer:
        """Send the request, or say what is in its way."""
        if "save" in request.form:
            return save_session("request.check")
        draft, family = Draft.of_session(), journey()
        try:
            return _send(draft, family)
        except TooBusy as busy:
            shown = _check_page(draft, family, agreed=True, wait=busy.seconds)
            return shown, 429, {"Retry-After": str(busy.seconds)}
        except (SQLAlchemyError, OSError) as error:
            # The error's own text would show what was to be stored.
            current_app.logger.error("A request could not be stored: %s", type(error).__name__)
            return _check_page(draft, family, agreed=_agreed(), out_of_order=True), 503

    def _send(draft: Draft, family: Journey) -> Answer:
        """Store the request, once; raise TooBusy, SQLAlchemyError or OSError."""
        fields, shown_then = _fields(draft, family), request.form.get("sending", "")
        sending, now = draft.sending(fields), clock()
        receipt = store.requests.receipt_of(shown_then)
        if receipt and shown_then != sending:
            # It was sent before, and something else is being written now.
            before = Sent.of_session()
            if before is None or before.reference != receipt.reference:
                Sent(receipt.reference, _day(receipt)).keep()
            return redirect(url_for("request.sent"))
        if receipt is None:
            if problems(draft.typed) or shown_then != sending:
                return _check_page(draft, family, changed=shown_then != sending, tried=True), 400
            if not _agreed():
                return _check_page(draft, family, no_agreement=True), 400
            wait = store.limits.take("request", network(request.remote_addr), now, AT_ONCE, THEN_ONE_EVERY)
            if wait:
                raise TooBusy(wait)
            kinds = kinds_for(fields, webhook=settings.webhook is not None)
            receipt = store.requests.send(sending, {**fields, "agreement": True}, kinds, now)
        forget_draft()
        _sent(receipt, fields, family).keep()
        return redirect(url_for("request.sent"))

    blueprint.add_app_template_global(lambda: settings.webhook is not None, "goes_to_another_system")
    blueprint.add_app_template_global(lambda: settings.mail is not None, "sends_mail")
    add_sent(blueprint, authority, store, settings.address, clock)
    return blueprint


def _fields(draft: Draft, family: Journey) -> dict[str, Any]:
    """Return what the request says; the answers only where the family wants them to be sent."""
    fields = fields_of(draft.typed) | {"page_language": g.language}
    if _attached(draft) and family.ended:
        # A worker reads English; beside it stands what the family read.
        with in_english():
            fields |= {"assessment": snapshot(family), "worry": worry(family)}
        if language().code != DEFAULT:
            fields["assessment_as_read"] = snapshot(family)
    return fields


def _agreed() -> bool:
    return "agreement" in request.form


def _attached(draft: Draft) -> bool:
    return draft.typed.get("attach") == [YES]


def _day(receipt: Receipt) -> date:
    """Return the day in England on which a request was received: everything counts from the first time."""
    return receipt.received.astimezone(ENGLAND).date()


def _sent(receipt: Receipt, fields: dict[str, Any], family: Journey) -> Sent:
    """Return what is remembered of a request that was sent: nothing of what is safe and what is not."""
    own = {
        name: value
        for name, value in fields.items()
        if name not in ("assessment", *TOLD_TO_WORKERS_ALONE) and value is not False
    }
    reference, day = receipt.reference, _day(receipt)
    if "assessment" not in fields:
        return Sent(reference, day, own)
    rules = family.assessment
    return Sent(reference, day, own, encode(rules, family.answers), rules.version, family.answer_the_rest)


def _check_page(draft: Draft, family: Journey, **trouble: object) -> str:
    fields = _fields(draft, family)
    parts = {part.page: part for part in told(fields, sent=False)}
    return render_template(
        "request/check.html",
        parts=[parts.get(page) or Part(str(STEPS[page].title), [], page) for page in _way(family)],
        problems=problems(draft.typed),
        began_afresh=answers.began_afresh(),
        fields=fields,
        family=family,
        unfinished=_attached(draft) and not family.ended,
        sending=draft.sending(fields),
        last=_way(family)[-1],
        **trouble,
    )


def _step_page(form: Step, shown: dict[str, Any]) -> str:
    template = TEMPLATES.get(form.page, "request/step.html")
    return render_template(template, form=form, began_afresh=answers.began_afresh(), **shown)


def _say_it_is_too_much(form: Step) -> None:
    """Say so on the longest field of the page."""
    longest = max(form.fields, key=lambda field: len("".join(field.typed)))
    length = len(longest.data) if isinstance(longest, TextField) else 0
    message = gettext(
        "All that you wrote is more than this browser can keep. Make this shorter, or another text. "
        "You can tell us the rest when we talk. It has %(count)s characters now.",
        count=length,
    )
    longest.errors = [*longest.errors, message]


def _way(family: Journey) -> list[str]:
    """Return the pages in order; that about answers only where there are some."""
    return [page for page, kind in STEPS.items() if family.ended or kind is not SentAnswers]


def _before(page: str, draft: Draft, family: Journey) -> str:
    place = _way(family).index(page)
    if draft.checked:
        return url_for("request.check")
    return url_for("request.step", page=_way(family)[place - 1]) if place else url_for("home.ask")


def _after(page: str, draft: Draft, family: Journey) -> str:
    following = _way(family)[_way(family).index(page) + 1 :]
    # After the ways to reach the family always comes what is safe: it may no longer be.
    if not following or (draft.checked and page != Reach.page):
        return url_for("request.check")
    return url_for("request.step", page=following[0])
