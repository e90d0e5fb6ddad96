"""The commands for those who bring the portal into other languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from xlsxwriter.exceptions import FileCreateError

from portal.assessment.document import FaultyContent
from portal.commands.starting import open_store, read_settings
from portal.reading.authority import AUTHORITIES, find_folder
from portal.review.desk import Desk
from portal.review.texts import load_reviewables
from portal.translation import files
from portal.translation.catalogue import read_catalogue
from portal.translation.difference import difference
from portal.translation.interface import languages
from portal.translation.spreadsheet import read_rows, write_rows
from portal.translation.unpacking import Refused
from portal.translation.work import Key, Row, Work

councils = click.option(
    "--council",
    "names",
    multiple=True,
    help="A council’s name or folder; all that ship with the portal without it.",
)
COLUMNS = ("texts", "missing", "behind", "draft", "checked", "signed")
CHANGES_NOTHING = "Does this change no meaning, so that all translations are right as they stand?"
MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


class Telling(click.Group):
    """Commands that stop and say in which file and line something is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except FaultyContent as faulty:
            raise click.ClickException(str(faulty)) from None


@click.group(cls=Telling)
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
    """Show a table: how far each language is, by part.

    What was checked and signed at the review desk is that of the council and the database in the settings.
    """
    click.echo(f"{'':12}{'part':24}" + "".join(f"{name:>9}" for name in COLUMNS))
    for language in languages():
        work = work_on(language, names)
        desk = desk_of(work)
        checked_there, signed_there = desk.english_under("checked"), desk.english_under("signed")
        parts: dict[str, list[Row]] = {}
        for row in work.rows():
            parts.setdefault(part_of(row), []).append(row)
        for part, rows in parts.items():
            done = [row for row in rows if row.words]
            behind = sum(bool(row.earlier) for row in done)
            checked = sum(bool(row.checked_by) or row.english in checked_there for row in done)
            signed = sum(row.english in signed_there for row in done)
            counts = (len(rows), len(rows) - len(done), behind, len(done) - checked, checked, signed)
            click.echo(f"{language:12}{part:24}" + "".join(f"{count:9}" for count in counts))


@translations.command()
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Every text, and not only what is missing or behind.")
@councils
def export(language: str, file: Path, every: bool, names: Sequence[str]) -> None:
    """Write a spreadsheet (.xlsx) for a translator."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Nothing has been written.")
    rows = [row for row in work_on(language, names).rows() if every or not row.words or row.earlier]
    try:
        write_rows(file, language, rows)
    except FileCreateError as error:
        raise click.ClickException(f"{file} cannot be written: {error}.") from None
    click.echo(f"{len(rows)} texts are in {file}.")


@translations.command("import")
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@councils
def import_(language: str, file: Path, names: Sequence[str]) -> None:
    """Take over what a translator filled in, or nothing of it if there is a fault."""
    work = work_on(language, names)
    try:
        numbered = list(read_rows(file, language))
    except Refused as reason:
        raise click.ClickException(f"{file}: {reason}.") from None
    rows = [row for _, row in numbered]
    known = {row.key for row in work.rows()}
    partly = work.partly_given(rows)
    faults = [f"row {number}: {fault}" for number, row in numbered for fault in faults_in(row, known, partly)]
    if faults:
        raise click.ClickException("\n".join(["Nothing was taken over.", *faults]))
    click.echo(f"{work.keep(rows)} texts were taken over.")


@translations.command()
@councils
def confirm(names: Sequence[str]) -> None:
    """Show each change of the English, and ask if every translation still says the same."""
    works = [work_on(language, names) for language in languages()]
    behind = [(work, row) for work in works for row in work.rows() if row.earlier]
    confirmed: list[tuple[Work, Row]] = []
    for earlier, english in dict.fromkeys((row.earlier, row.english) for _, row in behind):
        if earlier != english:  # else it is the one form of a plural that did not change
            click.echo(f"\n{marked(earlier, english)}")
            if not click.confirm(CHANGES_NOTHING):
                continue
        confirmed += [(work, row) for work, row in behind if (row.earlier, row.english) == (earlier, english)]
    for work in works:
        work.keep(replace(row, earlier="") for owner, row in confirmed if owner is work)
    click.echo(f"{len(confirmed)} translations were confirmed.")


def work_on(language: str, names: Sequence[str]) -> Work:
    """Open the work on a language, for the councils of these names."""
    locale(language)
    folders = [find_folder(name) for name in names] or sorted(AUTHORITIES.iterdir())
    for folder in folders:
        if not folder.is_dir():
            raise click.ClickException(f"There is no folder {folder}.")
    return Work(language, folders)


def desk_of(work: Work) -> Desk:
    """Return the review desk of the portal that the settings name, in the language of the work."""
    settings = read_settings()
    store = open_store(settings)
    texts = load_reviewables(find_folder(settings.authority), work.content)
    passages = [passage for text in texts.values() for passage in text.passages]
    words_for = read_catalogue(work.language, passages, work.folder).words_for
    return Desk(texts, work.language, words_for, store.remarks, store.signatures)


def locale(language: str) -> Locale:
    """Return what is known of a language, or stop: the code is a folder’s name, and stands in addresses."""
    try:
        known = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        known = None
    if known is None or str(known).replace("_", "-") != language:
        raise click.ClickException(f"“{language}” is no language: write its code, such as ur or zh-Hans.")
    if known.language == files.ENGLISH:
        raise click.ClickException("English is what all others are made from.")
    return known


def part_of(row: Row) -> str:
    """Return the part of the portal that a text belongs to: its first folder, or its file."""
    return row.file.partition("/")[0].removesuffix(".yaml")


def faults_in(row: Row, known: Collection[Key], partly: Collection[Key]) -> Iterator[str]:
    """Say what is wrong in a row that came back."""
    if row.key not in known:
        yield "the first three columns are not those of a text that there is now"
    if row.key in partly:
        yield "another form of this plural is missing"
    yield from row.faults


def marked(before: str, after: str) -> str:
    """Show what went and what came, in one line."""
    return " ".join(MARKS[one.kind].format(one.words) for one in difference(before, after))
