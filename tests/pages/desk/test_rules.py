"""A draft of the rules beside those in force: what would change, and families see nothing of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.assessment.comparison import compare
from portal.assessment.loader import load
from portal.reading.authority import AUTHORITIES, load_authority
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.desk import DESK, Member
from tests.office import Office
from tests.page import read_text

RULES = f"{DESK}rules/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy a council's folder, with a draft that is like the rules in force."""
    folder = tmp_path / "bromley"
    shutil.copytree(AUTHORITIES / "bromley", folder)
    (folder / "draft").mkdir()
    shutil.copy(folder / "assessment.yaml", folder / "draft" / "assessment.yaml")
    return folder


def edit(folder: Path, before: str, after: str) -> None:
    draft = folder / "draft" / "assessment.yaml"
    text = draft.read_text(encoding="utf-8")
    assert before in text
    draft.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def reviewer_there(folder: Path, tmp_path: Path) -> Member:
    app = make_portal(str(folder), tmp_path / "state")
    return Member(Office(app, [ELEVEN_AT_NIGHT]), "Amina", "reviewer")


def test_without_a_draft_it_says_how_to_make_one(reviewer: Member) -> None:
    assert "There is no draft." in reviewer.browse.get(RULES).text


def test_a_draft_like_the_rules_changes_nothing(reviewer_there: Member) -> None:
    page = reviewer_there.browse.get(RULES)
    assert "No story ends in another result." in page.text
    assert "No journey ends in another result." in page.text


def test_what_a_draft_changes_is_told_and_families_see_nothing_of_it(
    reviewer_there: Member, folder: Path
) -> None:
    before = Browse(reviewer_there.office.app.test_client()).get("/en/self-assessment/criteria/").text
    edit(folder, "points: 3", "points: 2")
    page = reviewer_there.browse.get(RULES)
    authority = load_authority(str(folder))
    draft = load(folder / "draft" / "assessment.yaml", authority.sources, authority.contacts)
    compared = compare(authority.assessment, draft, authority.examples)
    (table,) = page.findall("tbody")
    told = [[read_text(cell) for cell in row.iter("td")] for row in table.iter("tr")]
    assert told
    assert [(before, after) for before, after, _ in told] == [
        (authority.assessment.outcomes[before].headline, draft.outcomes[after].headline)
        for before, after in compared.changed
    ]
    assert told[0][2] == f"{100 * max(compared.changed.values()) / compared.all:.1f}%"
    assert "a share of the journeys is no share of the families" in page.text
    stories = {read_text(one.findall("h3")[0]) for one in page.findall("li", class_="offer")}
    assert stories == {one.example.title for one in compared.examples}
    assert Browse(reviewer_there.office.app.test_client()).get("/en/self-assessment/criteria/").text == before


def test_a_draft_that_cannot_be_read_is_told_by_line(reviewer_there: Member, folder: Path) -> None:
    edit(folder, "version:", "versoin:")
    assert "did you mean version?" in reviewer_there.browse.get(RULES).text
