"""A new council's folder: it starts, passes the check, is proved, and says what to fill in."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.assessment.proof import prove
from portal.cli import main
from portal.commands.new_authority import PLACE, TEMPLATE
from portal.reading.authority import load_authority
from tests.conftest import Browse, make_portal

FILES = ["assessment.yaml", "authority.yaml", "examples.yaml", "policies.yaml", "providers.yaml"]
PAGES = ("", "self-assessment/", "self-assessment/families/", "ask-for-assessment/", "help-now/")


def make(parent: Path, name: str = "north-tyneside") -> Result:
    return CliRunner().invoke(main, ["new-authority", name, "--in", str(parent)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder as somebody would."""
    made = make(tmp_path)
    assert made.exit_code == 0, made.output
    return tmp_path / "north-tyneside"


def test_it_has_a_councils_files_about_this_place_and_says_what_to_do_next(tmp_path: Path) -> None:
    said = make(tmp_path).output
    folder = tmp_path / "north-tyneside"
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert not any(PLACE in file.read_text(encoding="utf-8") for file in folder.iterdir())
    assert load_authority(str(folder)).title == "North Tyneside"
    for told in ("check", "explain", "docs/adding-a-council.md", f"PORTAL_AUTHORITY={folder} make run"):
        assert told in said


def test_it_is_made_here_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new-authority", "enfield"]).exit_code == 0
    assert load_authority("enfield").title == "Enfield"
    assert CliRunner().invoke(main, ["check", "enfield"]).exit_code == 0


def test_it_passes_the_check_and_is_proved(folder: Path) -> None:
    checked = CliRunner().invoke(main, ["check", str(folder)])
    assert checked.exit_code == 0, checked.output
    authority = load_authority(str(folder))
    assert prove(authority.assessment) == []
    assert {example.headline for example in authority.examples} == {
        outcome.name for outcome in authority.assessment.ladder
    } - {"universal"}


def test_it_is_a_proposal_that_invents_nothing(folder: Path) -> None:
    authority = load_authority(str(folder))
    assert authority.proposed
    assert not any(contact.phone for contact in authority.contacts.values())
    for outcome in authority.assessment.ladder:
        assert not outcome.allowances
        assert outcome.illustrative == (outcome.name not in ("elsewhere", "universal"))


def test_it_starts_and_every_page_is_as_it_must_be(folder: Path, tmp_path: Path) -> None:
    browse = Browse(make_portal(str(folder), tmp_path / "state").test_client())
    for page in PAGES:
        browse.get(f"/en/{page}")
    assert "Short breaks in North Tyneside" in browse.get("/en/").text


def test_safety_is_asked_and_not_first(folder: Path) -> None:
    assessment = load_authority(str(folder)).assessment
    assert list(assessment.questions)[:2] == ["help", "at_home"]
    assert assessment.private == {"at_home"}


def test_every_part_says_in_a_comment_what_to_fill_in() -> None:
    for file in TEMPLATE.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# ")
    assert (TEMPLATE / "assessment.yaml").read_text(encoding="utf-8").count("# Fill in: ") == 5
    authority = (TEMPLATE / "authority.yaml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(authority):
        if line[:1].isalpha():
            assert authority[number - 1].startswith("# "), f"no comment above “{line}”"


@pytest.mark.parametrize(
    "name",
    ["", "Enfield", "a/b", "../up", ".", "a b", "-a", "a-", "a--b", "1st", "über", "a.b", "a\nb", "x" * 61],
)
def test_a_name_that_cannot_be_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    stopped = CliRunner().invoke(main, ["new-authority", "--in", str(tmp_path), "--", name])
    assert stopped.exit_code == 1
    assert "cannot be the name of a folder here. Use small letters" in stopped.stderr
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(folder: Path) -> None:
    (folder / "authority.yaml").write_text("mine", encoding="utf-8")
    (folder / "examples.yaml").unlink()
    stopped = make(folder.parent)
    assert stopped.exit_code == 1
    assert stopped.stderr == f"Error: {folder} is there already. Nothing has been written.\n"
    assert (folder / "authority.yaml").read_text(encoding="utf-8") == "mine"
    assert not (folder / "examples.yaml").exists()


def test_a_council_that_ships_is_not_made_again(tmp_path: Path) -> None:
    stopped = make(tmp_path, "birmingham")
    assert stopped.exit_code == 1
    assert "ships with the portal" in stopped.stderr
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    stopped = make(tmp_path / "file")
    assert stopped.exit_code == 1
    assert "cannot be written: Not a directory." in stopped.stderr
