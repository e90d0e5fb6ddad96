"""The inbox: the list of requests, one request, what was done with it, its deletion."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Blueprint, abort, g, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from portal.current import authority, now, store
from portal.forms.inbox import DeletionForm, StatusForm, revision_in
from portal.forms.request import told
from portal.pages.sign_in import PATH, WORKER_COOKIE, in_english, page
from portal.reading.hours import ENGLAND
from portal.staff.inbox import as_data, changes_since, in_order, may_be_deleted, overdue
from portal.staff.safe_contact import safe_contact
from portal.store.requests import STATUSES, ChangedMeanwhile, KeptRequest, SentRequest
from portal.store.workers import WORKER

READS_ONLY = ("GET", "HEAD", "OPTIONS")
NUMBER = "<int(max=2147483647):number>"
"""As long as both databases count."""

blueprint = Blueprint("inbox", __name__, url_prefix=PATH)
in_english(blueprint)


@blueprint.before_request
def let_workers_in() -> Response | None:
    """Let nobody else in, and lose nothing that a worker typed whose session has ended."""
    member = store().workers.signed_in(request.cookies.get(WORKER_COOKIE, ""), now())
    if member and member.role == WORKER:
        g.worker = member.name
        return None
    if request.method in READS_ONLY:
        return redirect(url_for("sign_in.sign_in"), 303)
    return page("inbox/not_kept.html", 403, why="signed_out")


@blueprint.after_app_request
def keep_nothing(response: Response) -> Response:
    """Keep the staff’s pages out of every cache and every search engine, those that are not there too."""
    if f"{request.path}/".startswith(f"{PATH}/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.errorhandler(NotFound)
def not_here(error: NotFound) -> Response:
    """Say that there is no such request."""
    return page("inbox/not_here.html", 404)


@blueprint.get("/")
def requests() -> Response:
    """Show the list of requests."""
    only = request.args.get("status")
    lines = in_order(store().requests.listed(), authority().promises, today())
    return page(
        "inbox/requests.html",
        lines=[line for line in lines if only not in STATUSES or line.request.status == only],
        to_delete=[line.request for line in lines if line.request.deletion_asked],
        only=only,
        late=store().outbox.late(now()),
        safe_contact=safe_contact,
    )


@blueprint.route(f"/{NUMBER}/", methods=["GET", "POST"])
def one_request(number: int) -> Response:
    """Show a request, and record what a worker did with it, unless it is not as she saw it."""
    found = store().requests.look_up(number)
    if not isinstance(found, SentRequest):
        return _not_opened(found)
    form = StatusForm(found.status)
    if request.method != "POST":
        return _show(found, form)
    seen = revision_in(form)
    if seen != found.revision:
        return _show(found, form, 409, changes=changes_since(found, seen))
    if not form.validate() or form.chosen is None:
        return _show(found, form, 400)
    try:
        store().requests.record(number, seen, form.chosen, form.note.data or "", g.worker, now())
    except (ChangedMeanwhile, LookupError):
        return one_request(number)
    return redirect(url_for("inbox.one_request", number=number, _anchor="history"), 303)


def _not_opened(found: KeptRequest | None) -> Response:
    if request.method == "POST":
        return page("inbox/not_kept.html", 409, why="gone")
    return page("inbox/locked.html", sent=found or abort(404))


def _show(found: SentRequest, form: StatusForm, status: int = 200, **shown: Any) -> Response:
    form.revision.data = str(found.revision)
    late = store().outbox.late(now()).get(found.number)
    return page("inbox/request.html", status, form=form, late=late, **_all_about(found), **shown)


def _all_about(found: SentRequest) -> dict[str, Any]:
    return {
        "sent": found,
        "contact": safe_contact(found.fields),
        "parts": told(found.fields),
        "overdue": overdue(found, authority().promises, today()),
    }


@blueprint.get(f"/{NUMBER}/sheet/")
def sheet(number: int) -> Response:
    """Show a request as a sheet to print."""
    return page("inbox/sheet.html", **_all_about(_opened(number)))


@blueprint.get(f"/{NUMBER}/request.json")
def export(number: int) -> Response:
    """Give a request to another system."""
    text = json.dumps(as_data(_opened(number)), ensure_ascii=False, indent=2)
    answer = make_response(f"{text}\n")
    answer.mimetype = "application/json"
    answer.headers.set("Content-Disposition", "attachment", filename=f"request-{number}.json")
    return answer


def _opened(number: int) -> SentRequest:
    found = store().requests.look_up(number)
    return found if isinstance(found, SentRequest) else abort(404)


@blueprint.route(f"/{NUMBER}/delete/", methods=["GET", "POST"])
def delete(number: int) -> Response:
    """Ask whether a request is to be deleted, and delete it."""
    found = store().requests.look_up(number) or abort(404)
    form = DeletionForm()
    seen = revision_in(form)
    form.revision.data = str(found.revision)
    allowed = may_be_deleted(found)
    changed = request.method == "POST" and seen != found.revision
    if request.method != "POST" or changed or not allowed:
        status = 200 if allowed and not changed else 409
        return page("inbox/delete.html", status, sent=found, form=form, allowed=allowed, changed=changed)
    try:
        store().requests.delete(number, seen)
    except (ChangedMeanwhile, LookupError):
        return delete(number)
    return page("inbox/deleted.html", number=number)


def today() -> date:
    """Return the day it is in England."""
    return now().astimezone(ENGLAND).date()
