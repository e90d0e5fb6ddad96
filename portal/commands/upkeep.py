"""The commands that look after what is kept: delete what is old, and change the key."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from portal.background import delete_what_is_old
from portal.commands.starting import open_store, read_authority, read_settings
from portal.keys import add_key
from portal.store.rotation import encrypt_anew as encrypt_store_anew


@click.command()
def purge() -> None:
    """Delete what has been kept as long as was promised; the server does so daily."""
    settings = read_settings()
    keeps = read_authority(settings.authority).keeps
    deleted = delete_what_is_old(open_store(settings), settings, keeps, datetime.now(UTC))
    for kind, count in deleted.items():
        click.echo(f"{kind}: {count} deleted")


@click.command()
def new_key() -> None:
    """Make a new key that encrypts from the next start on; older ones still open."""
    settings = read_settings()
    if os.environ.get("PORTAL_SECRET_KEY"):
        raise click.ClickException(
            "The key is given as PORTAL_SECRET_KEY. Put a new one there, and the one that is there now first "
            "into PORTAL_OLDER_KEYS. Then start the portal again and run “portal encrypt-anew”."
        )
    add_key(settings.key_file)
    click.echo(
        f"A new key stands first in {settings.key_file}. "
        "Start the portal again, then run “portal encrypt-anew”."
    )


@click.command()
def encrypt_anew() -> None:
    """Encrypt under the newest key what was encrypted under older ones."""
    settings = read_settings()
    anew = encrypt_store_anew(open_store(settings))
    days = read_authority(settings.authority).keeps.saved.days
    click.echo(
        f"{anew.changed} values are encrypted anew. Older keys are needed for {days} more days, for answers "
        "that families have saved: only their codes can open those."
    )
    if anew.not_opened:
        raise click.ClickException(
            f"{anew.not_opened} requests or workers need a key that is not in the settings. "
            "Put it into PORTAL_OLDER_KEYS."
        )
