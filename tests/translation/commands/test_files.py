"""`portal translations new`, `update` and `status`: the files of a language, and how far they are."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog

from portal.commands import translations as commands
from portal.store.signatures import SignatureKind, Signing
from portal.translation.interface import languages
from tests.conftest import ELEVEN_AT_NIGHT
from tests.translation.commands.steps import SPEAKER, Run, change, exported, translated
from tests.translation.sheets import fill_in


def test_new_makes_the_files_all_empty_and_says_how_to_go_on(
    run: Run, content: Path, council: Path, folder: Path
) -> None:
    assert run("new", "ur").output == (
        "Made the files for Urdu. docs/adding-a-language.md says how to go on.\n"
    )
    for file in (
        folder / "ur" / "LC_MESSAGES" / "messages.po",
        content / "guides" / "what" / "ur.po",
        content / "words" / "ur.po",
        content / "translations" / "ur" / "england.po",
        council / "translations" / "ur" / "assessment.po",
    ):
        assert file.read_text().count('msgstr ""') + file.read_text().count('msgstr[0] ""') > 1
    assert languages(folder) == ["ur"]


def test_new_writes_over_nothing(run: Run) -> None:
    run("new", "ur")
    assert "There are files for “ur” already." in run("new", "ur", fails=True).stderr


@pytest.mark.parametrize("code", ["xx", "UR", "zh-hans", "zh_Hans", "zh-CN", "../ur", "ur/..", "", "u" * 99])
def test_what_is_not_a_languages_code_is_refused(run: Run, tmp_path: Path, code: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert f"“{code}” is no language" in run("new", code, fails=True).stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("code", ["en", "en-GB"])
def test_english_is_not_translated(run: Run, code: str) -> None:
    assert "English is what all others are made from." in run("new", code, fails=True).stderr


def test_a_council_that_is_not_there_is_named(run: Run) -> None:
    refused = run("new", "ur", "--council", "/nowhere/at-all", fails=True)
    assert "There is no folder /nowhere/at-all." in refused.stderr


def test_a_council_elsewhere_keeps_its_translations_in_its_own_folder(
    run: Run, council: Path, tmp_path: Path
) -> None:
    elsewhere = council.rename(tmp_path / "elsewhere")
    run("new", "ur", "--council", elsewhere)
    assert (elsewhere / "translations" / "ur" / "assessment.po").exists()


def test_update_brings_every_language_up_to_the_english(
    run: Run, sheet: Path, content: Path, template: Catalog
) -> None:
    run("new", "pl")
    change(content, "A short break is a rest.", "A short break is time off.")
    template.add("Go back")
    run("update")
    for language in ("ur", "pl"):
        assert "A short break is time off." in (content / "guides" / "what" / f"{language}.po").read_text()
    run("update", "pl")
    assert "Go back" in [row[2] for row in exported(run, "ur", sheet.with_name("again.xlsx"))]


def test_status_is_a_table_of_each_language_by_part(run: Run, sheet: Path, content: Path) -> None:
    fill_in(sheet, translated(sheet))
    run("import", "ur", sheet)
    fill_in(sheet, {"What is a short break?": "مختصر وقفہ کیا ہے؟"}, SPEAKER)
    run("import", "ur", sheet)
    change(content, "Who pays?", "Who has to pay?")
    run("new", "pl")
    head, *lines = run("status").output.splitlines()
    assert head.split() == ["part", "texts", "missing", "behind", "draft", "checked", "signed"]
    table = {tuple(line.split()[:2]): [int(number) for number in line.split()[2:]] for line in lines}
    assert table["ur", "guides"] == [6, 0, 1, 5, 1, 0]
    assert table["pl", "guides"] == [6, 6, 0, 0, 0, 0]
    assert table["ur", "interface"] == [3, 0, 0, 3, 0, 0]
    assert table["pl", "interface"] == [4, 4, 0, 0, 0, 0]
    parts = [part for language, part in table if language == "ur"]
    assert parts == ["interface", "england", "words", "guides", "ourtown"]


def test_what_is_checked_and_signed_at_the_review_desk_is_counted_until_it_changes(
    run: Run, sheet: Path, content: Path
) -> None:
    fill_in(sheet, translated(sheet))
    run("import", "ur", sheet)
    assert counted(run) == [6, 0, 0, 6, 0, 0]
    desk = commands.desk_of(commands.work_on("ur", []))
    text = desk.texts["guide/what"]
    for kind in get_args(SignatureKind):
        signing = Signing(text.key, "ur", kind, desk.fingerprint(text), desk.words(text), follows=0)
        desk.signatures.sign(signing, "Carol", ELEVEN_AT_NIGHT)
    assert counted(run) == [6, 0, 0, 1, 5, 5]  # words that only a search reads are not signed
    change(content, "Who pays?", "Who has to pay?")
    assert counted(run) == [6, 0, 1, 6, 0, 0]


def counted(run: Run) -> list[int]:
    """Return what the table says of the Urdu guides."""
    line = next(line for line in run("status").output.splitlines() if line.split()[1:2] == ["guides"])
    return [int(number) for number in line.split()[2:]]


@pytest.mark.parametrize("command", ["update", "status", "confirm"])
def test_a_damaged_file_is_named_with_its_line(run: Run, folder: Path, command: str) -> None:
    run("new", "ur")
    file = folder / "ur" / "LC_MESSAGES" / "messages.po"
    file.write_text(f'{file.read_text()}\nmsgid "Hello\n')
    line = len(file.read_text().splitlines())
    assert f"ur/LC_MESSAGES/messages.po:{line}: found" in run(command, fails=True).stderr
