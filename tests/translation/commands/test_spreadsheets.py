"""`portal translations export` and `import`: what a translator gets, and what she sends back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.translation.commands.steps import SPEAKER, Rows, Run, all_files, change, exported, translated
from tests.translation.sheets import cells, fill_in


def test_export_gives_what_is_missing_or_behind_and_all_where_that_is_wanted(
    run: Run, sheet: Path, content: Path, tmp_path: Path
) -> None:
    every = cells(sheet)[1:]
    assert f"{len(every)} texts are in" in run("export", "ur", tmp_path / "1.xlsx").output
    fill_in(sheet, translated(sheet))
    run("import", "ur", sheet)
    assert exported(run, "ur", tmp_path / "2.xlsx") == []
    change(content, "Who pays?", "Who has to pay?")
    (behind,) = exported(run, "ur", tmp_path / "3.xlsx")
    assert behind[2:5] == ["Who has to pay?", "«Who pays?»", "Who pays?"]
    assert len(exported(run, "ur", tmp_path / "4.xlsx", "--all")) == len(every)


def test_export_writes_over_no_file(run: Run, sheet: Path) -> None:
    fill_in(sheet, translated(sheet))
    before = sheet.read_bytes()
    assert "is there already. Nothing has been written." in run("export", "ur", sheet, fails=True).stderr
    assert sheet.read_bytes() == before


def test_export_to_where_nothing_can_be_written_says_so(run: Run, tmp_path: Path) -> None:
    assert "cannot be written" in run("export", "ur", tmp_path / "no" / "ur.xlsx", fails=True).stderr


def test_a_translators_words_come_into_the_files_with_who_checked_them(
    run: Run, sheet: Path, content: Path, rows: Rows
) -> None:
    words = translated(sheet)
    fill_in(sheet, words, SPEAKER)
    assert run("import", "ur", sheet).output == f"{len(cells(sheet)) - 1} texts were taken over.\n"
    for english, row in rows().items():
        assert (row.words, row.checked_by, row.earlier) == (words[english], SPEAKER, "")
    assert f"# checked by {SPEAKER}" in (content / "guides" / "what" / "ur.po").read_text()
    assert run("import", "ur", sheet).output == "0 texts were taken over.\n"


def test_a_partly_filled_sheet_leaves_the_rest_as_it_was(run: Run, sheet: Path, rows: Rows) -> None:
    fill_in(sheet, {"Who pays?": "کون ادا کرتا ہے؟", "Go on": "آگے"})
    assert run("import", "ur", sheet).output == "2 texts were taken over.\n"
    assert {english for english, row in rows().items() if row.words} == {"Who pays?", "Go on"}


def test_what_a_translator_left_as_it_was_is_still_behind(
    run: Run, sheet: Path, content: Path, tmp_path: Path, rows: Rows
) -> None:
    fill_in(sheet, translated(sheet))
    run("import", "ur", sheet)
    change(content, "Who pays?", "Who has to pay?")
    change(content, "A short break is a rest.", "A short break is time off.")
    run("export", "ur", tmp_path / "behind.xlsx")
    fill_in(tmp_path / "behind.xlsx", {"Who has to pay?": "کس کو ادا کرنا ہے؟"})
    assert run("import", "ur", tmp_path / "behind.xlsx").output == "1 texts were taken over.\n"
    assert [row.earlier for row in rows().values() if row.earlier] == [
        "A short break is a rest. Ring {front_door.phone}."
    ]


def test_a_speaker_who_finds_the_earlier_words_right_needs_only_say_so(
    run: Run, sheet: Path, content: Path, tmp_path: Path, rows: Rows
) -> None:
    fill_in(sheet, translated(sheet))
    run("import", "ur", sheet)
    change(content, "Who pays?", "Who has to pay?")
    run("export", "ur", tmp_path / "behind.xlsx")
    fill_in(tmp_path / "behind.xlsx", {"Who has to pay?": "«Who pays?»"}, SPEAKER)
    run("import", "ur", tmp_path / "behind.xlsx")
    row = rows()["Who has to pay?"]
    assert (row.words, row.earlier, row.checked_by) == ("«Who pays?»", "", SPEAKER)


@pytest.mark.parametrize(
    ("english", "words", "told"),
    [
        ("A short break is a rest. Ring {front_door.phone}.", "فون 101", "{front_door.phone} is missing"),
        ("%(num)s days", "دن", "%(num)s is missing"),
        ("Go on", "<b>آگے</b>", "“<” does not stand in the English"),
        ("%(num)s days", "", "another form of this plural is missing"),
    ],
)
def test_one_fault_and_nothing_is_taken_over(
    run: Run, sheet: Path, content: Path, folder: Path, english: str, words: str, told: str
) -> None:
    fill_in(sheet, {**translated(sheet), english: words})
    before = all_files(content, folder)
    said = run("import", "ur", sheet, fails=True).stderr
    assert "Nothing was taken over." in said
    assert told in said
    faulty = [number for number, row in enumerate(cells(sheet), 1) if row[2] == english]
    if words:
        assert f"row {faulty[0]}: " in said
    assert all_files(content, folder) == before


def test_a_row_whose_english_is_not_that_of_now_is_refused(run: Run, sheet: Path, content: Path) -> None:
    fill_in(sheet, translated(sheet))
    change(content, "Who pays?", "Who has to pay?")
    said = run("import", "ur", sheet, fails=True).stderr
    assert said.count("row ") == 1
    assert "the first three columns are not those of a text that there is now" in said


def test_the_words_of_one_language_do_not_come_into_another(run: Run, sheet: Path) -> None:
    fill_in(sheet, translated(sheet))
    run("new", "ar")
    assert "Translation (ar)" in run("import", "ar", sheet, fails=True).stderr


def test_a_file_that_is_no_spreadsheet_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text("Hello")
    assert (
        f"{tmp_path / 'x.xlsx'}: this is no .xlsx file."
        in run("import", "ur", tmp_path / "x.xlsx", fails=True).stderr
    )
