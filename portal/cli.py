"""The portal command."""

import os

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal import create_app
from portal.config import SettingError, Settings

# A page takes its time on the processor: more threads in a process would only wait for each other.
THREADS = 3

# Seconds to finish what is under way. A process told to stop while it still starts would never hear it.
GRACE = 10


@click.group()
def main() -> None:
    """Run and look after the short breaks portal."""


@main.command()
def serve() -> None:
    """Serve the portal until it is stopped."""
    settings = read_settings()
    server = Granian(
        "portal:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=THREADS,
        workers_kill_timeout=GRACE,
        websockets=False,
        log_access=False,  # who read which page is nobody's business
        log_level=LogLevels.error,
    )
    server.on_startup(lambda: click.echo(f"The portal is at {address(settings)}"))
    server.serve()


@main.command()
def check() -> None:
    """Check that the portal can be served with these settings."""
    settings = read_settings()
    create_app()
    click.echo(f"The portal is ready to serve {settings.authority}.")


def read_settings() -> Settings:
    """Read the settings, or stop and say which one is wrong."""
    try:
        return Settings.read(os.environ)
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def address(settings: Settings) -> str:
    """Give the address to type into a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
