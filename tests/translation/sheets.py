"""A spreadsheet as a translator's program saves it, and files that only look like one."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from python_calamine import CalamineWorkbook

from portal.translation.spreadsheet import CHECKED_BY, TRANSLATION

ENGLISH = 2
SHEET = "xl/worksheets/sheet1.xml"
SIZE_IN_DIRECTORY = 24
"""Where a ZIP file's directory says how large a part is when it is unpacked."""


def cells(path: Path) -> list[list[object]]:
    """Return what stands in a spreadsheet, row by row."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def save(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Save a spreadsheet with these cells."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return path


def fill_in(path: Path, words: Mapping[str, object], checked_by: str = "") -> None:
    """Write translations beside their English, and save."""
    headings, *rows = cells(path)
    for row in rows:
        if (english := str(row[ENGLISH])) in words:
            row[TRANSLATION], row[CHECKED_BY] = words[english], checked_by
    save(path, [headings, *rows])


def parts(path: Path) -> dict[str, str]:
    """Return the XML that a spreadsheet is made of."""
    with ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def pack(path: Path, content: Mapping[str, str]) -> Path:
    """Make a ZIP file of parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, text in content.items():
            packed.writestr(name, text)
    return path


def understate_sizes(path: Path) -> Path:
    """Have a ZIP file say that each of its parts is a single byte."""
    content = bytearray(path.read_bytes())
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        struct.pack_into("<L", content, place + SIZE_IN_DIRECTORY, 1)
    path.write_bytes(content)
    return path
