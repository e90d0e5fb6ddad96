"""The trace of a result, as somebody reads it in a terminal."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.commands.explain import trace
from portal.reading.authority import load_authority
from tests.conftest import AUTHORITIES

PACKS = Path(__file__).parent / "packs"
SMALL_PACK = PACKS / "small"

WHOLE_TRACE = """\
Rules: version “one”

What is asked, and why
  1. help: What would help?
     clubs: Clubs
     Asked because these depend on it: worker.
  2. age: How old?
     9
     Asked because these depend on it: level1.
  3. days: How are the days?
     hard: Hard
     Asked because these depend on it: level1.
  4. out: Do you go out?
     not sure
     Asked because these depend on it: level1.

Criteria
  met          child: Your child is under 18.
  not met      nights: You do not want nights.
  cannot tell  high: Need is high. (not sure: out)
  not met      worker_rule: Not both.

Totals
  needs: Points: between 8 and 29
    8 for days: hard: Hard

Outcomes, from the top
  not met      worker: A worker
  cannot tell  level1: Level 1 (not sure: out)
  met          everyone: Clubs

Result
  everyone: Clubs are likely.
  It could also be level1: if out is yes.

What would have come first, and why it does not
  worker
    nights: You do not want nights.

What could not be told, because of “not sure”
  high: Need is high.
"""


def explained(folder: Path, answers: Path, text: str) -> Result:
    """Run the command on answers with this text."""
    answers.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["explain", str(folder), str(answers)])


def told(tmp_path: Path, text: str, folder: Path = SMALL_PACK) -> str:
    """Return what the command prints."""
    result = explained(folder, tmp_path / "answers.yaml", text)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_result_is_traced_from_the_first_question_to_the_reasons(tmp_path: Path) -> None:
    assert told(tmp_path, "answers: {help: [clubs], age: 9, days: hard, out: not sure}") == WHOLE_TRACE


def test_points_are_told_with_the_answers_that_score(tmp_path: Path) -> None:
    trace = told(tmp_path, "answers: {help: nothing, age: 9, days: hard, out: yes}")
    assert "     nothing: None of these\n" in trace
    assert "  needs: Points: 29\n    8 for days: hard: Hard\n    21 for out: yes: Yes\n" in trace
    assert "  high: Need is high. (needs comes to 29)\n" in trace


def test_a_section_asked_whole_is_the_reason_where_no_outcome_is() -> None:
    authority = load_authority("leicestershire")
    (jack,) = (example for example in authority.examples if example.name == "jack")
    enough = {"out": "two", "distress": "days", "everyday": "all"}
    lines = list(trace(authority.assessment, {**jack.answers, **enough}))
    assert (
        sum("Asked because its section, “life”, is finished once it is begun." in line for line in lines) == 5
    )


def test_answers_that_are_not_on_the_way_are_set_aside(tmp_path: Path) -> None:
    trace = told(tmp_path, "answers: {help: [nights], age: 9, days: hard}")
    aside = "Set aside: answered, but nothing that is asked here depends on it\n  days: hard: Hard\n"
    assert aside in trace
    assert "needs: Points: between 0 and 29\n" in trace
    assert "  worker: A worker is likely.\n" in trace


def test_without_an_answer_it_says_where_it_stops_and_what_can_still_be(tmp_path: Path) -> None:
    trace = told(tmp_path, "answers: {help: [clubs], days: hard}")
    assert "  2. age: How old?\n     No answer is given, so it stops here.\n" in trace
    assert "  There is none yet. It can still be: level1, everyone.\n" in trace
    assert "  cannot tell  child: Your child is under 18. (not asked: age)\n" in trace
    assert "Set aside" not in trace
    assert "Why" not in trace


def test_safety_and_the_choice_to_go_on_are_told(tmp_path: Path) -> None:
    folder = PACKS / "another_council"
    answers = "help: [nights], at_home: danger, place: here, age: 9, disabled: yes"
    trace = told(tmp_path, f"answers: {{{answers}}}", folder)
    assert "  met          danger: safety, danger\n" in trace
    assert "  Shown with it: whom to ring about danger.\n" in trace
    assert "go on to the rest of the questions (answer_the_rest: yes)" in trace
    longer = told(tmp_path, f"answer_the_rest: yes\nanswers: {{{answers}}}", folder)
    assert "  6. diagnosis:" in longer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("answers: {halp: [clubs]}", "answers.yaml:1: found “halp”; expected one of help, age, days, out"),
        ("answers:\n  help: [club]", "answers.yaml:2: found “club”; expected one of clubs, nights, nothing"),
        ("answers: {age: 26}", "answers.yaml:1: found “26”; expected an answer that “age” allows"),
        (
            "answers: {age: not sure}",
            "answers.yaml:1: found “not sure”; expected an answer that “age” allows",
        ),
        ("help: [clubs]", "answers.yaml:1: found “help”; expected one of the keys answers, answer_the_rest"),
    ],
)
def test_a_fault_in_the_answers_is_named_by_line(tmp_path: Path, text: str, message: str) -> None:
    stopped = explained(SMALL_PACK, tmp_path / "answers.yaml", text)
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith(f"Error: {message}")


def test_a_folder_or_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    stopped = explained(tmp_path, tmp_path / "answers.yaml", "answers: {}")
    assert "authority.yaml:1: found no such file" in stopped.stderr
    stopped = CliRunner().invoke(main, ["explain", str(SMALL_PACK), str(tmp_path / "none.yaml")])
    assert "none.yaml:1: found no such file" in stopped.stderr


@pytest.mark.parametrize("name", AUTHORITIES)
def test_every_example_is_explained_as_it_is_told(name: str) -> None:
    authority = load_authority(name)
    for example in authority.examples:
        lines = list(trace(authority.assessment, example.answers, answer_the_rest=example.answer_the_rest))
        headline = authority.assessment.outcomes[example.headline]
        assert lines[lines.index("\nResult") + 1] == f"  {headline.name}: {headline.headline}"
        asked = re.findall(r"^  \d+\. (\w+):", "\n".join(lines), re.MULTILINE)
        assert set(asked) == set(example.answers)
        assert not any("No answer is given" in line or "Set aside" in line for line in lines)
