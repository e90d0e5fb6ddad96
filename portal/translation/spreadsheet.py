"""A spreadsheet for translators who have no other tools: written for them, and read again with care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from portal.translation.work import Row

HEADINGS = ("File", "Place", "English", "Translation", "English that it was made from", "Checked by")
WIDTHS = (24, 24, 70, 70, 40, 24)
MOST_BYTES = 5_000_000
MOST_BYTES_UNPACKED = 50_000_000
MACROS = "vbaproject"


class Refused(Exception):
    """A file that is not read, and why."""


def write_rows(path: Path, rows: Iterable[Row], right_to_left: bool) -> None:
    """Write a spreadsheet; only the translations and who checked them are to be filled in."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Translation")
        wrapped = {"text_wrap": True, "valign": "top"}
        plain = book.add_format(wrapped)
        fill_in = book.add_format(
            {**wrapped, "bg_color": "#FFF8D6", "reading_order": 2 if right_to_left else 1}
        )
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            cells = (row.file, row.place, row.english, row.words, row.earlier, row.checked_by)
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, fill_in if column in (3, 5) else plain)


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield each row with its number; raise Refused for what is not such a spreadsheet, or may do harm."""
    _refuse_what_may_do_harm(path)
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Refused(f"this is no spreadsheet that we can read: {error}") from None
    found = tuple(str(cell) for cell in sheet[0][: len(HEADINGS)]) if sheet else ()
    if found != HEADINGS:
        raise Refused(f"the first row must be: {', '.join(HEADINGS)}")
    for number, cells in enumerate(sheet[1:], 2):
        file, place, english, words, earlier, checked_by = (
            str(cell).strip() for cell in cells[: len(HEADINGS)]
        )
        yield number, Row(file, place, english, words, earlier, checked_by)


def _refuse_what_may_do_harm(path: Path) -> None:
    """Refuse a file that is huge, unpacks to something huge, or holds macros."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"this is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except BadZipFile:
        raise Refused("this is no .xlsx file") from None
    if sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise Refused(f"this unpacks to more than {MOST_BYTES_UNPACKED // 1_000_000} MB")
    if any(MACROS in part.filename.lower() for part in parts):
        raise Refused("this holds macros: save it as .xlsx without them")
