"""The portal command."""

import os

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal.assessment.document import FaultyContent
from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.possible import prospect
from portal.config import SettingError, Settings
from portal.explain import explain
from portal.new_authority import new_authority
from portal.reading.authority import AUTHORITIES, Authority, load_authority

# A page takes its time on the processor: more threads in a process would only wait for each other.
THREADS = 3

# Seconds to finish what is under way. A process told to stop while it still starts would never hear it.
GRACE = 10


@click.group()
def main() -> None:
    """Run and look after the short breaks portal."""


main.add_command(explain)
main.add_command(new_authority)


@main.command()
def serve() -> None:
    """Serve the portal until it is stopped."""
    settings = read_settings()
    read_authority(settings.authority)  # a fault is told here once, not by every process
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
@click.argument("folders", nargs=-1)
def check(folders: tuple[str, ...]) -> None:
    """Check council folders: those named, or all that ship with the portal."""
    names = folders or tuple(sorted(folder.name for folder in AUTHORITIES.iterdir()))
    for name in names:
        authority = read_authority(name)
        wrong = [example.name for example in authority.examples if not comes_out(authority, example)]
        if wrong:
            raise click.ClickException(f"{name}: these examples come out differently: {', '.join(wrong)}")
        assessment = authority.assessment
        click.echo(
            f"{name}: {len(assessment.questions)} questions, {len(assessment.criteria)} criteria, "
            f"{len(assessment.outcomes)} outcomes; {len(authority.examples)} examples come out as told."
        )


def comes_out(authority: Authority, example: Example) -> bool:
    """Say whether an example's answers lead to the likely result that it tells."""
    journey = replay(authority.assessment, example.answers, answer_the_rest=example.answer_the_rest)
    return journey.ended and prospect(journey).promise.name == example.headline


def read_authority(name: str) -> Authority:
    """Read a council's folder, or stop and say what is wrong in it."""
    try:
        return load_authority(name)
    except FaultyContent as faulty:
        raise click.ClickException(f"{name} cannot be used.\n{faulty}") from faulty


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
