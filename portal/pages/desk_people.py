"""Who comes to the desk: everybody sees who is there, a coordinator invites and ends access."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.current import now, settings, store
from portal.forms.desk import InviteForm
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.sign_in import page
from portal.store.workers import COORDINATOR, REVIEWER, WORKER, folded

INVITES = (REVIEWER, COORDINATOR)
"""Whom a coordinator may invite; editors and translators are invited by a command: see commands/invite.py."""

blueprint = Blueprint("desk_people", __name__, url_prefix=f"{PATH}/people")
at_desk(blueprint)


@blueprint.get("/")
def people() -> Response:
    """Show who is at the desk."""
    return _people(InviteForm(INVITES))


@blueprint.post("/")
def invite() -> Response:
    """Invite somebody, and show the link, once. Whoever is invited again loses her password."""
    if mine().role != COORDINATOR:
        return not_yours()
    form = InviteForm(INVITES)
    if not form.validate():
        return _people(form, 400)
    name = form.name.data or ""
    others = {folded(one.name) for one in store().workers.members() if one.role not in INVITES}
    if folded(name) in others | {folded(mine().name)} or store().workers.role_of(name) == WORKER:
        form.name.errors = ["Somebody else has this name. Add something to it."]
        return _people(form, 400)
    token = store().workers.invite(name, now(), form.role.data or REVIEWER)
    link = settings().address + url_for("desk_sign_in.invitation", token=token)
    return _people(InviteForm(INVITES), link=link, invited=name)


@blueprint.post("/end/")
def end() -> Response:
    """End the access of another member whom a coordinator may invite: inviting her again undoes it."""
    name = request.form.get("name", "")
    if mine().role != COORDINATOR or folded(name) == folded(mine().name):
        return not_yours()
    store().workers.shut_out(name, INVITES)
    return redirect(url_for("desk_people.people"), 303)


def _people(form: InviteForm, status: int = 200, **shown: str) -> Response:
    return page(
        "desk/people.html", status, form=form, members=store().workers.members(), invites=INVITES, **shown
    )
