"""The portal as `portal serve` runs it, and `portal deliver` for those who serve it otherwise."""

from __future__ import annotations

import signal
from multiprocessing.util import Finalize

import click
from flask import Flask

from portal import create_app
from portal.assessment.document import FaultyContent
from portal.background import Background
from portal.commands.starting import open_store, read_authority, read_settings


def create_served_app() -> Flask:
    """Make the portal in one of the serving processes: each of them also delivers."""
    try:
        app = create_app()
    except FaultyContent as faulty:
        raise SystemExit(f"A file cannot be used.\n{faulty}") from None
    background = Background(app)
    background.start()
    Finalize(None, background.stop, exitpriority=0)  # unlike atexit, it is heard in a process of a pool
    return app


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end, for a timer such as cron.")
def deliver(once: bool) -> None:
    """Deliver messages and delete what is old, where another server than ours serves the pages."""
    settings = read_settings()
    read_authority(settings.authority)
    open_store(settings).database.close()
    background = Background(create_app())
    if once:
        raise SystemExit(0 if background.do_what_is_due() else 1)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: background.end())
    background.run()
