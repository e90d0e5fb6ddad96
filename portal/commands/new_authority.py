"""The command that makes the folder of a council that has none yet."""

from __future__ import annotations

import re
from pathlib import Path

import click

from portal.reading.authority import AUTHORITIES, CONTENT

TEMPLATE = CONTENT / "new-authority"
PLACE = "Ourtown"
"""The place that the template is about: a sound folder of its own, so that it is checked as it stands."""

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NAME = 60


@click.command("new-authority")
@click.argument("name")
@click.option(
    "--in", "parent", default=".", type=click.Path(path_type=Path), help="Where to make it; here by default."
)
def new_authority(name: str, parent: Path) -> None:
    """Make the folder of a council: it runs as it stands, and says what to fill in."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise click.ClickException(
            f"“{name}” cannot be the name of a folder here. Use small letters, digits and single hyphens, "
            f"beginning with a letter, at most {LONGEST_NAME} of them: for example north-ourtown."
        )
    if (AUTHORITIES / name).exists():
        # A name alone would mean the council that ships, and not the new folder.
        raise click.ClickException(f"A council called “{name}” ships with the portal. Choose another name.")
    folder = parent / name
    write(folder, title_of(name))
    click.echo(what_to_do_next(folder))


def title_of(name: str) -> str:
    """Return the place that a folder's name stands for, such as North Ourtown."""
    return " ".join(word.capitalize() for word in name.split("-"))


def write(folder: Path, title: str) -> None:
    """Write the template about this place, or stop where something stands already."""
    try:
        folder.mkdir(parents=True)
        for file in sorted(TEMPLATE.glob("*.yaml")):
            text = file.read_text(encoding="utf-8").replace(PLACE, title)
            (folder / file.name).write_text(text, encoding="utf-8")
    except FileExistsError:
        raise click.ClickException(f"{folder} is there already. Nothing has been written.") from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from error


def what_to_do_next(folder: Path) -> str:
    """Say what a new folder is, and how it is filled, checked and run."""
    return f"""\
{folder} is made. It is a sound proposal that holds no rule of the council yet. What to do next:

  1. Open authority.yaml, assessment.yaml and examples.yaml in it. The comments say what to fill in.
  2. After each change:    .venv/bin/portal check {folder}
  3. To see why:           .venv/bin/portal explain {folder} answers.yaml
  4. To look at it:        PORTAL_AUTHORITY={folder} make run

docs/adding-a-council.md takes you from the council’s published page to a running portal."""
