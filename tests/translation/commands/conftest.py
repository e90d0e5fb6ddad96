"""The commands on files made for the test."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner, Result

from portal.cli import main
from portal.commands import translations as commands
from portal.translation import interface
from portal.translation.interface import languages
from portal.translation.work import Work
from tests.translation.commands.steps import DAYS, Rows, Run


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """Have the pages hold two texts of their own; reading all that ship takes a second each time."""
    template = Catalog()
    template.add("Go on")
    template.add(DAYS)
    monkeypatch.setattr(interface, "extract", lambda: template)
    return template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name the folder of the pages’ own words."""
    return tmp_path / "translations"


@pytest.fixture
def run(
    template: Catalog, content: Path, council: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Give the command, which works on the test’s own files."""
    monkeypatch.setattr(commands, "Work", partial(Work, content=content, folder=folder))
    monkeypatch.setattr(commands, "languages", partial(languages, folder))
    monkeypatch.setattr(commands, "AUTHORITIES", council.parent)
    monkeypatch.setenv("PORTAL_AUTHORITY", str(council))
    monkeypatch.setenv("PORTAL_STATE", str(content.parent / "state"))

    def invoke(*words: str | Path, typed: str = "", fails: bool = False) -> Result:
        done = CliRunner().invoke(main, ["translations", *map(str, words)], input=typed)
        assert done.exit_code == int(fails), done.output
        return done

    return invoke


@pytest.fixture
def rows(content: Path, council: Path, folder: Path) -> Rows:
    """Give what there is of a language, by its English."""
    return lambda language="ur": {
        row.english: row for row in Work(language, [council], content, folder).rows()
    }


@pytest.fixture
def sheet(run: Run, tmp_path: Path) -> Path:
    """Export all that there is to translate into Urdu."""
    run("new", "ur")
    run("export", "ur", tmp_path / "ur.xlsx")
    return tmp_path / "ur.xlsx"
