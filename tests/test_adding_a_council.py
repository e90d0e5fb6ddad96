"""The guide to adding a council cannot go stale, and the council added by it is sound."""

import re
import shutil
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from portal.assessment.conditions import JOINERS
from portal.assessment.document import Entry, parse
from portal.assessment.journey import replay
from portal.assessment.loader import load
from portal.assessment.model import UNSURE, Answer, Ends, ForWhom, Need, Period, Safety, Unit
from portal.assessment.possible import prospect
from portal.assessment.proof import prove
from portal.cli import main
from portal.commands.explain import load_answers
from portal.commands.new_authority import TEMPLATE
from portal.reading.appearance import ELEMENTS
from portal.reading.authority import AUTHORITIES as SHIPPED
from portal.reading.authority import ROLES, load_authority, load_national
from portal.reading.directory import Assessed, load_directory
from portal.reading.promises import read_promises
from tests.assessment.test_seventeen import CONTACTS, SOURCES
from tests.conftest import Browse, make_portal

PACKS = Path(__file__).parent / "packs"
LEWISHAM = PACKS / "another_council"
GUIDE = (Path(__file__).parent.parent / "docs" / "adding-a-council.md").read_text(encoding="utf-8")
EVERY_KEY = GUIDE.split("## Every key")[1]


def accepted_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return every key that the readers accept, by looking on while they read every folder there is."""
    accepted = set(JOINERS)
    national = load_national()
    fields = Entry.fields

    def look_on(
        entry: Entry, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, Entry]:
        if entry.file != "england.yaml":  # what holds for every council is no key of its folder
            accepted.update(required, optional)
        return fields(entry, required, optional)

    monkeypatch.setattr(Entry, "fields", look_on)
    for folder in (*SHIPPED.iterdir(), PACKS / "small", TEMPLATE, LEWISHAM):
        authority = load_authority(str(folder))
        load_directory(folder, {**authority.sources, **national.sources}, authority.contacts)
    for folder in (PACKS / "rules").iterdir():
        if folder.is_dir():
            load(folder / "assessment.yaml", SOURCES, CONTACTS)
    read_promises(parse("{decide: 1, assess: 45, source: S}", "authority.yaml"), {"S": None})
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers: {}", encoding="utf-8")
    load_answers(answers, authority.assessment)
    return accepted


def test_every_key_there_is_stands_in_the_guide_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documented = set(re.findall(r"^\| `(\w+)` \|", EVERY_KEY, re.MULTILINE))
    assert documented == accepted_keys(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "words", [*map(get_args, (Unit, Period, Need, Ends, ForWhom, Safety, Assessed)), ROLES]
)
def test_every_word_that_a_key_can_have_stands_in_the_guide(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in EVERY_KEY] == []


def test_every_element_of_a_mark_stands_in_the_guide() -> None:
    assert [name for name in ELEMENTS if f"`{name}`" not in GUIDE] == []


def written_out(begin: str) -> str:
    """Return the piece of YAML in the guide that begins with these words, without its margin."""
    (block,) = re.findall(rf"(?:^    {re.escape(begin)}\n)(?:^(?:    .*)?\n)+", GUIDE, re.MULTILINE)
    return textwrap.dedent(block).strip() + "\n"


def put_before(text: str, place: str, piece: str, margin: int) -> str:
    """Write a piece of YAML into a file, before a line that stands there."""
    assert text.count(place) == 1, place
    return text.replace(place, f"{textwrap.indent(piece, ' ' * margin)}\n{place}")


def test_what_the_guide_writes_out_works_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "ourtown"
    shutil.copytree(TEMPLATE, folder)
    rules = (folder / "assessment.yaml").read_text(encoding="utf-8")
    rules = put_before(rules, "      # Fill in: one question for each thing", written_out("benefit:"), 6)
    criteria = "of_age: {says: In age., unless: Not in age., when: {age: 5 to 17}, source: holiday_budget}\n"
    criteria += written_out("benefit_rate:") + written_out("in_age:")
    rules = put_before(rules, "  wants_something:\n", criteria, 2)
    rules = put_before(rules, "  # Fill in: the council’s own levels", written_out("budget:"), 2)
    rules = rules.replace("when: [lives_here, grown_up]", "when: [lives_here, grown_up, in_age]")
    rules = rules.replace("number: 0 to 25", "number: 0 to 30")
    (folder / "assessment.yaml").write_text(rules.replace("    illustrative: yes\n", ""), encoding="utf-8")
    sources = written_out("sources:").split("\n", 1)[1]
    for name in ("holiday_budget", "statement", "procedures"):
        page = f"  {name}: {{title: Page, publisher: Council, published: undated, read: 2026-11-21}}\n"
        sources += page
    known = (folder / "authority.yaml").read_text(encoding="utf-8")
    (folder / "authority.yaml").write_text(
        known.replace("sources:\n", f"sources:\n{sources}"), encoding="utf-8"
    )
    assessment = load_authority(str(folder)).assessment
    assert (
        assessment.criteria["in_age"].because
        == "It leaves more help open. Families can ask which page holds."
    )
    given: dict[str, Answer] = {
        "help": frozenset(["clubs"]),
        "at_home": "no",
        "place": "here",
        "disabled": "yes",
    }
    for age, benefit, headline in [
        (5, "middle", "budget"),
        (4, "middle", "targeted"),
        (17, "low", "targeted"),
    ]:
        journey = replay(assessment, {**given, "age": age, "benefit": benefit})
        assert prospect(journey).promise.name == headline


def test_the_commands_of_the_guide_are_there() -> None:
    named = set(re.findall(r"\.venv/bin/portal ([\w-]+)", GUIDE))
    assert named == {"new-authority", "check", "explain"} <= main.commands.keys()


def test_the_council_added_by_the_guide_is_sound_and_honest() -> None:
    authority = load_authority(str(LEWISHAM))
    assert prove(authority.assessment) == []
    assert CliRunner().invoke(main, ["check", str(LEWISHAM)]).exit_code == 0
    assert authority.proposed
    assert not any(criterion.illustrative for criterion in authority.assessment.criteria.values())
    assert {example.headline for example in authority.examples} | {"universal"} == {
        outcome.name for outcome in authority.assessment.ladder
    }
    for source in authority.sources.values():
        assert source.read.isoformat() == "2026-11-21"
        assert source.note
        if source.publisher == "Lewisham Council":
            assert source.published is None
            assert "do not know how old the copy is" in source.note


def test_its_portal_runs(tmp_path: Path) -> None:
    browse = Browse(make_portal(str(LEWISHAM), tmp_path).test_client())
    for page in ("", "self-assessment/", "self-assessment/families/", "ask-for-assessment/", "help-now/"):
        browse.get(f"/en/{page}")


LEAST: Mapping[str, Answer] = {
    "help": frozenset(["helper"]),
    "at_home": "no",
    "place": "here",
    "age": 9,
    "disabled": "yes",
    "diagnosis": "yes",
    "specialist": "no",
    "benefit": "high",
    "joining": "no",
}


@pytest.mark.parametrize(
    ("changed", "headline"),
    [
        ({}, "hours"),
        ({"age": 0}, "hours"),
        ({"age": 17}, "hours"),
        ({"age": 18}, "adult"),
        ({"help": frozenset(["clubs"])}, "hours"),
        ({"help": frozenset(["nights"])}, "worker"),
        ({"help": frozenset()}, "universal"),
        ({"benefit": "other"}, "ask"),
        ({"benefit": "waiting", "joining": "yes"}, "panel"),
        ({"benefit": "no", "joining": "yes", "help": frozenset(["clubs"])}, "panel"),
        ({"benefit": UNSURE, "joining": "yes"}, "panel"),
        ({"diagnosis": "waiting"}, "ask"),
        ({"diagnosis": "waiting", "help": frozenset(["clubs"])}, "universal"),
        ({"specialist": "yes"}, "ask"),
        ({"disabled": "no"}, "universal"),
        ({"place": "elsewhere"}, "elsewhere"),
        ({"at_home": "danger"}, "hours"),
    ],
)
def test_its_edges_come_out(changed: dict[str, Answer], headline: str) -> None:
    assessment = load_authority(str(LEWISHAM)).assessment
    journey = replay(assessment, {**LEAST, **changed})
    assert journey.ended
    assert prospect(journey).promise.name == headline
    assert journey.danger == (changed.get("at_home") == "danger")


def test_the_hours_of_its_page_are_told() -> None:
    (hours,) = load_authority(str(LEWISHAM)).assessment.outcomes["hours"].allowances
    assert (hours.amount, hours.unit, hours.period) == (100, "hours", "year")
