"""What tests of the commands do again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from click.testing import Result

from portal.translation.work import Row
from tests.translation.sheets import cells

Run = Callable[..., Result]
Rows = Callable[..., Mapping[str, Row]]

DAYS = ("%(num)s day", "%(num)s days")
SPEAKER = "Amina Khan, 2026-12-01"


def translated(sheet: Path) -> dict[str, str]:
    """Return a translation of everything in a spreadsheet."""
    return {str(row[2]): f"«{row[2]}»" for row in cells(sheet)[1:]}


def all_files(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for one in folders for path in one.rglob("*.po")}


def change(content: Path, before: str, after: str) -> None:
    """Change the English of the guide."""
    guide = content / "guides" / "what" / "en.md"
    assert before in guide.read_text()
    guide.write_text(guide.read_text().replace(before, after))


def exported(run: Run, language: str, path: Path, *options: str) -> list[list[object]]:
    """Export, and return the rows."""
    run("export", language, path, *options)
    return cells(path)[1:]
