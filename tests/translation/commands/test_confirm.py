"""`portal translations confirm`: a correction of the English that changes no meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.translation.commands.steps import DAYS, SPEAKER, Rows, Run, all_files, change, translated
from tests.translation.sheets import fill_in


@pytest.fixture
def corrected(run: Run, sheet: Path, content: Path, folder: Path, template: Catalog, tmp_path: Path) -> None:
    """Translate everything into two languages, then correct the English in two places."""
    fill_in(sheet, translated(sheet), SPEAKER)
    run("import", "ur", sheet)
    run("new", "pl")
    run("export", "pl", tmp_path / "pl.xlsx")
    fill_in(tmp_path / "pl.xlsx", translated(tmp_path / "pl.xlsx"))
    run("import", "pl", tmp_path / "pl.xlsx")
    change(content, "A short break is a rest.", "A short break is a real rest.")
    template.delete(DAYS)
    template.add((DAYS[0], "%(num)s whole days"))
    run("update")


def test_confirm_shows_each_difference_once_and_asks(run: Run, corrected: None) -> None:
    said = run("confirm", typed="n\nn\n").output
    assert said.count("Does this change no meaning") == 2
    assert "A short break is a {+real+} rest. Ring {front_door.phone}." in said
    assert "%(num)s {+whole+} days" in said


def test_what_is_confirmed_is_up_to_date_in_every_language(run: Run, corrected: None, rows: Rows) -> None:
    run("confirm", typed="y\ny\n")
    english = "A short break is a real rest. Ring {front_door.phone}."
    for language in ("ur", "pl"):
        found = rows(language)
        assert not [row for row in found.values() if row.earlier]
        assert found[english].words == "«A short break is a rest. Ring {front_door.phone}.»"
        assert found["%(num)s whole days"].words == "«%(num)s days»"
    assert rows("ur")[english].checked_by == SPEAKER
    assert run("confirm").output == "0 translations were confirmed.\n"


def test_what_is_not_confirmed_stays_behind(run: Run, corrected: None, rows: Rows) -> None:
    run("confirm", typed="y\nn\n")
    for language in ("ur", "pl"):
        assert sum(bool(row.earlier) for row in rows(language).values()) == 1


def test_whoever_stops_in_the_middle_has_confirmed_nothing(
    run: Run, corrected: None, content: Path, folder: Path
) -> None:
    before = all_files(content, folder)
    run("confirm", typed="y\n", fails=True)
    assert all_files(content, folder) == before
