"""The commands for those who bring the portal into other languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError

from portal.reading.authority import AUTHORITIES, find_folder
from portal.translation.difference import difference
from portal.translation.interface import languages
from portal.translation.spreadsheet import Refused, read_rows, write_rows
from portal.translation.work import Row, Work

councils = click.option(
    "--council",
    "names",
    multiple=True,
    help="A council’s name or folder; all that ship with the portal without it.",
)
MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


@click.group()
def translations() -> None:
    """Bring the portal into another language, and keep it true."""


@translations.command()
@click.argument("language")
@councils
def new(language: str, names: Sequence[str]) -> None:
    """Make the files of a language that there is none of yet."""
    if language in languages():
        raise click.ClickException(f"There are files for “{language}” already.")
    work_on(language, names).update()
    name = locale(language).get_display_name("en")
    click.echo(f"Made the files for {name}. docs/adding-a-language.md says how to go on.")


@translations.command()
@click.argument("language", required=False)
@councils
def update(language: str | None, names: Sequence[str]) -> None:
    """Bring the files up to the English that there is now, for one language or all."""
    for one in [language] if language else languages():
        work_on(one, names).update()


@translations.command()
@councils
def status(names: Sequence[str]) -> None:
    """Show a table: how far each language is, by part."""
    click.echo(f"{'':12}{'part':24}{'texts':>7}{'missing':>9}{'behind':>8}{'draft':>7}{'checked':>9}")
    for language in languages():
        parts: dict[str, list[Row]] = {}
        for row in work_on(language, names).rows():
            parts.setdefault(part_of(row), []).append(row)
        for part, rows in parts.items():
            done = [row for row in rows if row.words]
            behind = sum(bool(row.earlier) for row in done)
            checked = sum(bool(row.checked_by) for row in done)
            counts = f"{len(rows):7}{len(rows) - len(done):9}{behind:8}{len(done) - checked:7}{checked:9}"
            click.echo(f"{language:12}{part:24}{counts}")


@translations.command()
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Every text, and not only what is missing or behind.")
@councils
def export(language: str, file: Path, every: bool, names: Sequence[str]) -> None:
    """Write a spreadsheet (.xlsx) for a translator."""
    rows = [row for row in work_on(language, names).rows() if every or not row.words or row.earlier]
    write_rows(file, rows, locale(language).text_direction == "rtl")
    click.echo(f"{len(rows)} texts are in {file}.")


@translations.command("import")
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@councils
def import_(language: str, file: Path, names: Sequence[str]) -> None:
    """Take over what a translator filled in, or nothing of it if there is a fault."""
    work = work_on(language, names)
    try:
        numbered = list(read_rows(file))
    except Refused as reason:
        raise click.ClickException(f"{file}: {reason}.") from None
    known = {row.key for row in work.rows()}
    faults = [f"row {number}: {fault}" for number, row in numbered for fault in faults_in(row, known)]
    if faults:
        raise click.ClickException("\n".join(["Nothing was taken over.", *faults]))
    click.echo(f"{work.keep(row for _, row in numbered)} texts were taken over.")


@translations.command()
@councils
def confirm(names: Sequence[str]) -> None:
    """Show each change of the English, and ask if every translation still says the same."""
    works = [work_on(language, names) for language in languages()]
    behind = [(work, row) for work in works for row in work.rows() if row.earlier]
    confirmed: list[tuple[Work, Row]] = []
    for earlier, english in dict.fromkeys((row.earlier, row.english) for _, row in behind):
        click.echo(f"\n{marked(earlier, english)}")
        if click.confirm("Does this change no meaning, so that all translations are right as they stand?"):
            confirmed += [
                (work, row) for work, row in behind if (row.earlier, row.english) == (earlier, english)
            ]
    for work in works:
        work.keep(replace(row, earlier="") for owner, row in confirmed if owner is work)
    click.echo(f"{len(confirmed)} translations were confirmed.")


def work_on(language: str, names: Sequence[str]) -> Work:
    """Open the work on a language, for the councils of these names."""
    locale(language)
    folders = [find_folder(name) for name in names] or sorted(AUTHORITIES.iterdir())
    return Work(language, folders)


def locale(language: str) -> Locale:
    """Return what is known of a language, or stop."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        raise click.ClickException(
            f"“{language}” is no language: write its code, such as ur or zh-Hans."
        ) from None


def part_of(row: Row) -> str:
    """Return the part of the portal that a text belongs to: its first folder, or its file."""
    return row.file.partition("/")[0].removesuffix(".yaml")


def faults_in(row: Row, known: set[tuple[str, str, str]]) -> Iterator[str]:
    """Say what is wrong in a row that came back."""
    if row.key not in known:
        yield "the first three columns are not those of a text that there is now"
    yield from row.faults


def marked(before: str, after: str) -> str:
    """Show what went and what came, in one line."""
    return " ".join(MARKS[one.kind].format(one.words) for one in difference(before, after))
