"""What a command needs before it can start; or it stops and says what is wrong."""

from __future__ import annotations

import os

import click
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from portal.assessment.document import FaultyContent
from portal.config import SettingError, Settings
from portal.reading.authority import Authority, load_authority
from portal.store import Store


def read_settings() -> Settings:
    """Read the settings, or stop and say which one is wrong."""
    try:
        return Settings.read(os.environ)
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def read_authority(name: str) -> Authority:
    """Read a council's folder, or stop and say what is wrong in it."""
    try:
        return load_authority(name)
    except FaultyContent as faulty:
        raise click.ClickException(f"{name} cannot be used.\n{faulty}") from faulty


def open_store(settings: Settings) -> Store:
    """Open the store that the settings name, or stop and say why it does not open."""
    try:
        return Store.open(settings.database, settings.keys)
    except DBAPIError as error:
        raise click.ClickException(f"DATABASE_URL: the database does not open. {error.orig}") from error
    except (CommandError, OSError) as error:
        raise click.ClickException(f"DATABASE_URL: the database cannot be used. {error}") from error
