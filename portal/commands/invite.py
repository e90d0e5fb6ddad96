"""The command that lets somebody of the staff in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from portal.commands.starting import open_store, read_settings
from portal.forms.inbox import LONGEST_NAME
from portal.store.workers import (
    COORDINATOR,
    EDITOR,
    INVITED_FOR,
    REVIEWER,
    TRANSLATOR,
    WORKER,
)
from portal.translation import interface


@click.group()
def invite() -> None:
    """Make a link with which somebody of the staff sets up how to sign in."""


@invite.command()
@click.argument("name")
def worker(name: str) -> None:
    """Invite the worker NAME to the inbox.

    Inviting a name again ends its password, its sessions and its authenticator app. So it also shuts out
    somebody who has left: nobody needs to be given the link.
    """
    _invite(name, WORKER, "inbox")


@invite.command()
@click.argument("name")
def reviewer(name: str) -> None:
    """Invite NAME of the Parent Carer Forum to read and to comment."""
    _invite(name, REVIEWER, "review")


@invite.command()
@click.argument("name")
def coordinator(name: str) -> None:
    """Invite NAME of the Parent Carer Forum to read, to comment, to sign and to invite."""
    _invite(name, COORDINATOR, "review")


@invite.command()
@click.argument("name")
def editor(name: str) -> None:
    """Invite NAME of the council to answer what the Forum says."""
    _invite(name, EDITOR, "review")


@invite.command()
@click.argument("name")
@click.argument("languages", nargs=-1, required=True)
def translator(name: str, languages: tuple[str, ...]) -> None:
    """Invite NAME to read the translations into LANGUAGES, such as ur, beside the English."""
    for code in languages:
        if code not in interface.languages():
            raise click.ClickException(f"There is no translation into “{code}”.")
    _invite(name, TRANSLATOR, "review", languages)


def _invite(name: str, role: str, where: str, languages: Sequence[str] = ()) -> None:
    """Print the link with which somebody comes in."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise click.ClickException(f"Give a name of 1 to {LONGEST_NAME} letters.")
    settings = read_settings()
    workers = open_store(settings).workers
    before = workers.role_of(name)
    if before and (before == WORKER) != (role == WORKER):
        raise click.ClickException(f"{name} signs in here as {before}. Add something to the name.")
    token = workers.invite(name, datetime.now(UTC), role, languages)
    click.echo(f"{settings.address}/{where}/invitation/{token}/")
    click.echo(f"It works once, within {INVITED_FOR.days} days. Give it to {name} and nobody else.", err=True)
