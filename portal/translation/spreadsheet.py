"""A spreadsheet for translators who have no other tools: written for them, and read again with care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from babel import Locale
from python_calamine import CalamineError, CalamineWorkbook

from portal.translation.unpacking import Refused, looked_through
from portal.translation.work import Row

HEADINGS = ("File", "Place", "English", "Translation", "English that it was made from", "Checked by")
WIDTHS = (24, 24, 70, 70, 40, 24)
TRANSLATION, CHECKED_BY = 3, 5
"""The columns that a translator fills in."""

TEXT = 49
"""The number of the format in which whatever is typed stays text, also where it begins with “=”."""


def headings(language: str) -> tuple[str, ...]:
    """Return the first row: it names the language, so that one is never taken for another."""
    return tuple(f"{name} ({language})" if name == HEADINGS[TRANSLATION] else name for name in HEADINGS)


def write_rows(path: Path, language: str, rows: Iterable[Row]) -> None:
    """Write a spreadsheet; only the translations and who checked them are to be filled in."""
    right_to_left = Locale.parse(language, sep="-").text_direction == "rtl"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Translation")
        wrapped = {"text_wrap": True, "valign": "top", "num_format": TEXT}
        plain = book.add_format(wrapped)
        fill_in = book.add_format(
            {**wrapped, "bg_color": "#FFF8D6", "reading_order": 2 if right_to_left else 1}
        )
        for column, (heading, width) in enumerate(zip(headings(language), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            cells = (row.file, row.place, row.english, row.words, row.earlier, row.checked_by)
            for column, cell in enumerate(cells):
                format_ = fill_in if column in (TRANSLATION, CHECKED_BY) else plain
                sheet.write_string(number, column, cell, format_)


def read_rows(path: Path, language: str) -> Iterator[tuple[int, Row]]:
    """Yield each row with its number; raise Refused for what is not such a spreadsheet, or may do harm."""
    sheet = _cells(looked_through(path))
    if not sheet or tuple(map(_text, sheet[0][: len(HEADINGS)])) != headings(language):
        raise Refused(f"the first row must be: {', '.join(headings(language))}")
    for number, cells in enumerate(sheet[1:], 2):
        file, place, english, words, earlier, checked_by = map(_text, cells[: len(HEADINGS)])
        yield number, Row(file, place, english, words, earlier, checked_by)


def _cells(spreadsheet: BytesIO) -> Sequence[Sequence[object]]:
    """Return the cells of the first sheet."""
    try:
        book = CalamineWorkbook.from_filelike(spreadsheet)
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Refused(f"this is no spreadsheet that we can read: {error}") from None


def _text(cell: object) -> str:
    """Return what stands in a cell; a whole number without the point that spreadsheets give it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
