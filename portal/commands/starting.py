"""What a command needs before it can start; or it stops and says what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from portal.assessment.document import FaultyContent
from portal.config import SettingError, Settings
from portal.languages import load_languages
from portal.reading.authority import Authority, find_folder, load_authority, load_national
from portal.reading.library import load_library
from portal.store import Store


def read_settings() -> Settings:
    """Read the settings, or stop and say which one is wrong."""
    try:
        return Settings.read(os.environ)
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def read_authority(name: str) -> Authority:
    """Read a council's folder, or stop and say what is wrong in it."""
    with no_fault_in(name):
        return load_authority(name)


def read_everything(name: str) -> None:
    """Read all that a portal reads when it starts, or stop and say what is wrong."""
    with no_fault_in(name):
        folder = find_folder(name)
        load_library(load_authority(name), load_national(), folder)
        for _ in load_languages(folder):
            pass


@contextmanager
def no_fault_in(name: str) -> Iterator[None]:
    """Stop, and say what is wrong, where a file cannot be used."""
    try:
        yield
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
