"""The portal command."""

import json
from datetime import datetime

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal.check.printing import as_data, as_text, in_short
from portal.check.report import report_on
from portal.commands.explain import explain
from portal.commands.invite import invite
from portal.commands.new_authority import new_authority
from portal.commands.serving import deliver
from portal.commands.starting import open_store, read_authority, read_settings
from portal.commands.translations import translations
from portal.commands.upkeep import encrypt_anew, new_key, purge
from portal.config import local_address
from portal.reading.authority import AUTHORITIES
from portal.reading.hours import ENGLAND

# A page takes its time on the processor: more threads in a process would only wait for each other.
THREADS = 3

# Seconds to finish what is under way. A process told to stop while it still starts would never hear it.
GRACE = 10


@click.group()
def main() -> None:
    """Run and look after the short breaks portal."""


for command in (deliver, explain, invite, new_authority, purge, new_key, encrypt_anew, translations):
    main.add_command(command)


@main.command()
def serve() -> None:
    """Serve the portal until it is stopped."""
    settings = read_settings()
    # A fault is told here once, not by every process.
    read_authority(settings.authority)
    open_store(settings).database.close()
    server = Granian(
        "portal.commands.serving:create_served_app",
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
    server.on_startup(lambda: click.echo(f"The portal is at {local_address(settings.host, settings.port)}"))
    server.serve()


@main.command()
@click.argument("folders", nargs=-1)
@click.option("--json", "for_machines", is_flag=True, help="Print one JSON object instead of lines to read.")
def check(folders: tuple[str, ...], for_machines: bool) -> None:
    """Check council folders: those named, or all that ship with the portal."""
    names = folders or tuple(sorted(folder.name for folder in AUTHORITIES.iterdir()))
    today = datetime.now(ENGLAND).date()
    reports = [report_on(name, today) for name in names]
    if for_machines:
        click.echo(json.dumps(as_data(reports), ensure_ascii=False, indent=2))
    else:
        told = as_text if len(reports) == 1 else in_short
        click.echo("\n".join(line for report in reports for line in told(report)))
    if not all(report.sound for report in reports):
        raise SystemExit(1)
