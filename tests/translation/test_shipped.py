"""The languages that ship: whole, in good form, up to date; and every change of the English is noticed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from portal.check.translations import translated
from portal.reading.authority import AUTHORITIES, CONTENT
from portal.translation import interface
from portal.translation.catalogue import read_catalogue
from portal.translation.files import file_for
from portal.translation.texts import Text, content_files, texts_of
from tests import long_runs
from tests.conftest import AUTHORITIES as COUNCILS

LANGUAGES = ("ar", "bn", "pa", "pl", "ro", "ur")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def texts() -> Sequence[Text]:
    """Give every text of every content file that ships."""
    files = content_files(CONTENT, *(AUTHORITIES / name for name in COUNCILS))
    return [text for path in files for text in texts_of(path)]


def test_the_languages_that_ship_are_these() -> None:
    assert tuple(interface.languages()) == LANGUAGES


@pytest.mark.parametrize("council", COUNCILS)
def test_every_language_is_whole_in_good_form_and_up_to_date(council: str) -> None:
    for one in translated(AUTHORITIES / council):
        assert (one.language, one.missing, one.faults, one.behind) == (one.language, 0, (), ())


def test_what_there_is_to_translate_is_what_the_code_says() -> None:
    found = {interface.id_of(message) for message in interface.extract() if message.id}
    assert found == interface.read_template(), "run: portal translations update"


def test_gettexts_own_check_finds_nothing(texts: Sequence[Text]) -> None:
    files = [interface.file_for(language) for language in LANGUAGES]
    files += {file_for(text.file, language) for text in texts for language in LANGUAGES}
    for file in files:
        found = subprocess.run(
            ["msgfmt", "--check-format", "--check-domain", "--output-file=/dev/null", file],
            capture_output=True,
            text=True,
            check=False,
        )
        assert found.returncode == 0, found.stderr


def test_babels_own_check_finds_nothing_to_update(tmp_path: Path) -> None:
    for name in [interface.TEMPLATE, *(str(interface.file_for(one, Path())) for one in LANGUAGES)]:
        as_babel_lays_it_out(interface.TRANSLATIONS / name, tmp_path / name)
    command = [Path(sys.executable).with_name("pybabel"), "update", "--check", "--no-fuzzy-matching"]
    where = ["--input-file", tmp_path / interface.TEMPLATE, "--output-dir", tmp_path]
    found = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def as_babel_lays_it_out(file: Path, copy: Path) -> None:
    """Copy a file with Babel's own head and width: its check compares the numbers of the lines too."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with file.open("rb") as before, copy.open("wb") as after:
        write_po(after, read_po(before))


@each_language
def test_every_english_text_that_changes_is_flagged(language: str, texts: Sequence[Text]) -> None:
    changed = [replace(text, english=f"{text.english} anew") for text in texts]
    wordings = read_catalogue(language, changed).wordings
    flagged = sum(wordings[f"{text.english} anew"].earlier is not None for text in texts)
    long_runs.notes.add(f"changed English texts flagged in {language}: {flagged} of {len(texts)}")
    assert flagged == len(texts)
