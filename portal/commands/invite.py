"""The command that lets somebody of the staff in."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from portal.commands.starting import open_store, read_settings
from portal.forms.inbox import LONGEST_NAME
from portal.store.workers import INVITED_FOR


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
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise click.ClickException(f"Give a name of 1 to {LONGEST_NAME} letters.")
    settings = read_settings()
    token = open_store(settings).workers.invite(name, datetime.now(UTC))
    click.echo(f"{settings.address}/inbox/invitation/{token}/")
    click.echo(f"It works once, within {INVITED_FOR.days} days. Give it to {name} and nobody else.", err=True)
