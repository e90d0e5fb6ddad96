"""The spreadsheet of a translator: her words come back as she wrote them, and nothing that does harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from portal.reading.authority import AUTHORITIES, CONTENT
from portal.translation.spreadsheet import headings, read_rows, write_rows
from portal.translation.texts import content_files, texts_of
from portal.translation.unpacking import MOST_BYTES, MOST_BYTES_UNPACKED, Refused
from portal.translation.work import Row
from tests.translation.sheets import SHEET, cells, fill_in, pack, parts, save, understate_sizes

Make = Callable[[Path], Path]

TEXT = "49"
"""The format for text, by its number in every spreadsheet."""

DANGEROUS = ["=HYPERLINK('http://evil','x')", "+1+1", "-2+3", "@SUM(A1)", "=1+1"]
PLAIN = Row("interface", "", "Ring us.", "ہمیں فون کریں", "", "Amina Khan, 2026-12-01")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Write a spreadsheet with one row in Urdu."""
    path = tmp_path / "ur.xlsx"
    write_rows(path, "ur", [PLAIN])
    return path


def read(path: Path, language: str = "ur") -> list[Row]:
    return [row for _, row in read_rows(path, language)]


def test_what_is_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    rows = [
        PLAIN,
        Row("guides/money/en.md", "answer", "It is\n“**yours**”.", "", "It was yours."),
        Row("interface", "form 2 of 2: 0, 2, 3 …", "%(num)s days", "%(num)s دن 12.50", "%(num)s day"),
        *(Row("interface", "", danger, danger, danger, danger) for danger in DANGEROUS),
    ]
    write_rows(tmp_path / "ur.xlsx", "ur", rows)
    assert read(tmp_path / "ur.xlsx") == rows


def test_every_text_that_ships_comes_back_as_it_was(tmp_path: Path) -> None:
    files = content_files(CONTENT, *AUTHORITIES.iterdir())
    rows = [
        Row(str(text.file), text.place, text.english, text.english)
        for path in files
        for text in texts_of(path)
    ]
    assert len(rows) > 3000
    write_rows(tmp_path / "ur.xlsx", "ur", rows)
    assert read(tmp_path / "ur.xlsx") == rows


def test_no_cell_is_a_formula_or_a_link_whatever_it_begins_with(tmp_path: Path) -> None:
    write_rows(tmp_path / "ur.xlsx", "ur", [Row("interface", "", one, one) for one in DANGEROUS])
    written = parts(tmp_path / "ur.xlsx")
    assert "<f>" not in written[SHEET]
    assert "hyperlink" not in written[SHEET]
    assert written[SHEET].count('t="s"') == 6 * (1 + len(DANGEROUS))


def test_what_a_translator_types_stays_text(sheet: Path) -> None:
    formats = re.search(r"<cellXfs.*</cellXfs>", parts(sheet)["xl/styles.xml"], re.DOTALL)
    assert formats
    numbers = re.findall(r'<xf numFmtId="(\d+)"', formats[0])
    used = re.findall(r'<c r="[A-F]2" s="(\d+)"', parts(sheet)[SHEET])
    assert len(used) == 6
    assert {numbers[int(one)] for one in used} == {TEXT}


@pytest.mark.parametrize(("language", "order"), [("ur", "2"), ("ar", "2"), ("pl", "1")])
def test_the_cells_to_fill_in_are_read_in_the_direction_of_the_language(
    tmp_path: Path, language: str, order: str
) -> None:
    write_rows(tmp_path / "it.xlsx", language, [PLAIN])
    assert f'readingOrder="{order}"' in parts(tmp_path / "it.xlsx")["xl/styles.xml"]


def test_a_translators_words_come_back(sheet: Path) -> None:
    fill_in(sheet, {"Ring us.": "  فون کریں  "}, "Sana Malik, 2026-12-02")
    (row,) = read(sheet)
    assert (row.words, row.checked_by) == ("فون کریں", "Sana Malik, 2026-12-02")


@pytest.mark.parametrize(
    ("typed", "words"), [(16, "16"), (2.5, "2.5"), ("=1+1", "=1+1"), ("-", "-"), ("", "")]
)
def test_what_a_program_took_for_a_number_is_read_as_it_was_typed(
    sheet: Path, typed: object, words: str
) -> None:
    fill_in(sheet, {"Ring us.": typed})
    assert read(sheet)[0].words == words


def test_rows_are_numbered_as_the_translator_sees_them(tmp_path: Path) -> None:
    write_rows(tmp_path / "ur.xlsx", "ur", [PLAIN, PLAIN])
    assert [number for number, _ in read_rows(tmp_path / "ur.xlsx", "ur")] == [2, 3]


# What is refused


def with_a_formula(path: Path) -> Path:
    rows = cells(path)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_formula("D2", '=WEBSERVICE("http://evil")', None, "words")
    return path


def changed(path: Path, before: str, after: str, part: str = SHEET) -> Path:
    """Change the XML of the sheet, or of another part, by hand."""
    content = parts(path)
    assert before in content[part]
    return pack(path, {**content, part: content[part].replace(before, after)})


def with_macros(path: Path) -> Path:
    return pack(path.with_suffix(".xlsm"), {**parts(path), "xl/vbaProject.bin": "Sub AutoOpen()"})


def with_macros_of_old(path: Path) -> Path:
    return pack(path, {**parts(path), "xl/macrosheets/sheet1.xml": "<macrosheet/>"})


def that_unpacks_to_too_much(path: Path) -> Path:
    return pack(path, {**parts(path), "xl/media/image1.png": " " * MOST_BYTES_UNPACKED})


def that_hides_how_much_it_unpacks_to(path: Path) -> Path:
    return understate_sizes(that_unpacks_to_too_much(path))


def that_is_too_large(path: Path) -> Path:
    with path.open("ab") as file:
        file.write(b"\0" * MOST_BYTES)
    return path


def with_a_cell_far_away(path: Path) -> Path:
    return changed(path, 'r="F2"', 'r="XFD1048576"')


def with_a_row_far_away(path: Path) -> Path:
    return changed(path, 'r="F2"', 'r="F1048576"')


def with_a_cell_without_a_place(path: Path) -> Path:
    return changed(path, '<c r="F2"', "<c")


def that_says_it_holds_too_much(path: Path) -> Path:
    return changed(path, 'uniqueCount="', 'uniqueCount="9999999', "xl/sharedStrings.xml")


def with_a_formula_in_another_namespace(path: Path) -> Path:
    return changed(path, "</sheetData>", "<x:f xmlns:x='x'>1+1</x:f></sheetData>")


def of_other_headings(path: Path) -> Path:
    return save(path, [["English", "Urdu"], ["Ring us.", "فون کریں"]])


def with_another_sheet_before(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write(0, 0, "Hello")
        book.add_worksheet("Translation").write_row(0, 0, headings("ur"))
    return path


def without_any_cell(path: Path) -> Path:
    return save(path, [])


def that_is_a_list_with_commas(path: Path) -> Path:
    path.write_text(",".join(headings("ur")))
    return path


def that_is_of_open_office(path: Path) -> Path:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return pack(path, {"mimetype": kind, "content.xml": "<office:document-content xmlns:office='o'/>"})


def that_is_cut_short(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-100])
    return path


def that_is_damaged(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    return path


def that_is_broken_inside(path: Path) -> Path:
    return changed(path, "</sheetData>", "")


def that_needs_a_password(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    with ZipFile(path) as packed:
        for part in packed.infolist():
            content[part.header_offset + 6] |= 1
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1
    path.write_bytes(content)
    return path


REFUSED: list[tuple[Make, str]] = [
    (with_a_formula, "formulas"),
    (with_a_formula_in_another_namespace, "formulas"),
    (with_macros, "macros"),
    (with_macros_of_old, "macros"),
    (that_unpacks_to_too_much, "unpacks to more than 50 MB"),
    (that_hides_how_much_it_unpacks_to, "no .xlsx file"),
    (that_is_too_large, "larger than 5 MB"),
    (with_a_cell_far_away, "outside of the columns A to Z"),
    (with_a_row_far_away, "below row 99,999"),
    (with_a_cell_without_a_place, "outside of the columns A to Z"),
    (that_says_it_holds_too_much, "more than a million texts"),
    (of_other_headings, "the first row must be: File, Place, English, Translation (ur)"),
    (with_another_sheet_before, "the first row must be"),
    (without_any_cell, "the first row must be"),
    (that_is_a_list_with_commas, "no .xlsx file"),
    (that_is_of_open_office, "no spreadsheet that we can read"),
    (that_is_cut_short, "no .xlsx file"),
    (that_is_damaged, "no .xlsx file"),
    (that_is_broken_inside, "no spreadsheet that we can read"),
    (that_needs_a_password, "no .xlsx file"),
]


@pytest.mark.parametrize(("make", "reason"), REFUSED, ids=lambda one: getattr(one, "__name__", None))
def test_a_file_is_refused(sheet: Path, make: Make, reason: str) -> None:
    made = make(sheet)
    with pytest.raises(Refused, match=re.escape(reason)):
        read(made)


def test_a_spreadsheet_of_another_language_is_refused(sheet: Path) -> None:
    with pytest.raises(Refused, match=r"Translation \(ar\)"):
        read(sheet, "ar")
