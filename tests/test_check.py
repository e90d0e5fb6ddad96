"""The check of a council's folder: what it refuses, what it warns of, what it proves and what it prints."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.check.printing import as_text
from portal.check.report import ALL_PROMISES, Report, report_on
from portal.check.warnings import SHOWN_BY_NAME
from portal.cli import main
from portal.reading.authority import AUTHORITIES as FOLDERS
from portal.reading.authority import PAGES
from tests.conftest import AUTHORITIES

SMALL_PACK = Path(__file__).parent / "packs" / "small"
TEMPLATES = FOLDERS.parent.parent / "templates"
TODAY = date(2026, 11, 21)
MOST_LINES = 24
WIDEST = 120
MOST_SECONDS = 10

Change = tuple[str, str, str]
"""A file, what stands in it, and what is to stand there."""

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Give a way to make the small pack with changes; 9 points for the days, so that each question counts."""

    def make(*changes: Change) -> Path:
        folder = tmp_path / "council"
        shutil.copytree(SMALL_PACK, folder)
        for file, old, new in (("assessment.yaml", "points: 8", "points: 9"), *changes):
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def broken(report: Report) -> dict[str, list[str]]:
    return {
        promise.says: [f"{one.file}:{one.line}: {one.detail}" for one in promise.broken]
        for promise in report.promises
        if not promise.holds
    }


@pytest.mark.parametrize("name", AUTHORITIES)
def test_a_council_that_ships_keeps_every_promise_on_one_screen_and_in_time(name: str) -> None:
    started = time.process_time()
    report = report_on(name, TODAY)
    assert time.process_time() - started < MOST_SECONDS
    assert report.sound
    assert [promise.says for promise in report.promises] == list(ALL_PROMISES)
    lines = list(as_text(report))
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= WIDEST
    assert len([line for line in lines if line.startswith("  holds ")]) == len(ALL_PROMISES)


def test_without_a_name_every_council_that_ships_is_told_in_a_few_lines() -> None:
    checked = run()
    assert checked.exit_code == 0
    heads = [line for line in checked.output.splitlines() if not line.startswith(" ")]
    assert [head.split(":")[0] for head in heads] == list(AUTHORITIES)
    for head in heads:
        assert re.search(r"8 of 8 promises hold over [\d,]+ journeys of \d+ to \d+ questions$", head)


def test_machines_get_one_object() -> None:
    checked = run("--json", "birmingham", "leicestershire")
    assert checked.exit_code == 0
    told = json.loads(checked.output)
    assert told["sound"] is True
    birmingham, leicestershire = told["councils"]
    assert (birmingham["name"], leicestershire["name"]) == ("birmingham", "leicestershire")
    assert all(promise["holds"] for promise in birmingham["promises"])
    found = birmingham["figures"]
    assert found["journeys"] == sum(found["by_outcome"].values())
    assert set(birmingham["examples"]) == {"yusuf", "adaeze", "orla", "jun", "ilinca"}


def test_a_fault_is_told_by_file_and_line_and_fails(pack: Pack) -> None:
    folder = pack(("assessment.yaml", "more_need: up", "more_need: upp"))
    checked = run(str(folder))
    assert checked.exit_code == 1
    assert checked.output == (
        "council cannot be used.\n"
        "  assessment.yaml:10: found “upp”; expected one of up, down, none (did you mean up?)\n"
    )
    assert "“upp”" in run("birmingham", str(folder)).output
    (council,) = json.loads(run("--json", str(folder)).output)["councils"]
    assert not council["sound"]
    assert [(fault["file"], fault["line"]) for fault in council["faults"]] == [("assessment.yaml", 10)]


ADOPTED = ("authority.yaml", "status: proposed", "status: adopted")
NO_NUMBER = ("authority.yaml", "    phone: 0121 000 0002\n    hours: not published\n", "")


def test_an_adopted_folder_needs_a_number_for_the_night_and_a_proposed_one_is_warned(pack: Pack) -> None:
    folder = pack(NO_NUMBER)
    report = report_on(str(folder), TODAY)
    assert report.sound
    assert "authority.yaml:28: no telephone number for nights and weekends" in str(report.warnings[-1])
    authority = folder / "authority.yaml"
    authority.write_text(authority.read_text(encoding="utf-8").replace(*ADOPTED[1:]), encoding="utf-8")
    (fault,) = report_on(str(folder), TODAY).faults
    assert str(fault) == (
        "authority.yaml:29: found no telephone number; "
        "expected one for nights and weekends, because the council has adopted this"
    )


@pytest.mark.parametrize("name", ["check", "result", "criteria", "rules", "save", "return"])
def test_a_question_may_not_have_the_name_of_a_page(pack: Pack, name: str) -> None:
    folder = pack(
        ("assessment.yaml", "      days:\n", f"      {name}:\n"), ("examples.yaml", "days:", f"{name}:")
    )
    (fault,) = report_on(str(folder), TODAY).faults
    assert str(fault) == f"assessment.yaml:25: found the question “{name}”; expected a name that no page has"


def test_every_page_beside_the_questions_is_among_the_names_that_are_refused(app: Flask) -> None:
    beside = (re.match(r"/<language>/self-assessment/(\w+)/", str(rule)) for rule in app.url_map.iter_rules())
    assert {found[1] for found in beside if found} <= set(PAGES)


def test_contacts_that_pages_show_by_name_are_known_to_the_check() -> None:
    shown: set[str] = set()
    for template in TEMPLATES.rglob("*.html"):
        shown.update(re.findall(r"(?<!national_)\bcontacts\.(\w+)", template.read_text(encoding="utf-8")))
    assert shown <= set(SHOWN_BY_NAME)


SOURCE = "  T:\n    title: Old\n    publisher: Old\n    published: undated\n    read: 2026-11-21\n"
CONTACT = "  toy_library:\n    title: Toy library\n    helps_with: Talking.\n    source: S\n"

WARNED: dict[str, tuple[Change, str]] = {
    "an option beside another": (
        ("assessment.yaml", "          easy: Easy\n", "          easy: Easy\n          fine: Fine\n"),
        "assessment.yaml:25: no rule tells “easy” and “fine” in “days” apart",
    ),
    "an option among several": (
        ("assessment.yaml", "          clubs: Clubs\n", "          clubs: Clubs\n          walks: Walks\n"),
        "assessment.yaml:6: no rule depends on “walks” in “help”",
    ),
    "a source to read again": (
        ("authority.yaml", "    read: 2026-11-21\n", "    read: 2026-11-21\n    review: 2026-11-20\n"),
        "authority.yaml:10: the source “S” was to be read again by 2026-11-20",
    ),
    "a source for nothing": (
        ("authority.yaml", "contacts:\n", SOURCE + "contacts:\n"),
        "authority.yaml:15: nothing refers to the source “T”",
    ),
    "a contact for nothing": (
        ("authority.yaml", "contacts:\n", "contacts:\n" + CONTACT),
        "authority.yaml:16: nothing refers to the contact “toy_library”",
    ),
    "rules to come": (
        ("assessment.yaml", "version: one\n", "version: one\nfrom: 2026-11-22\n"),
        "assessment.yaml:2: the rules “one” are in force from 2026-11-22 only",
    ),
    "rules that have ended": (
        ("assessment.yaml", "version: one\n", "version: one\nto: 2026-11-20\n"),
        "assessment.yaml:2: the rules “one” were in force up to 2026-11-20, and no others are today",
    ),
    "a night line without hours": (
        ("authority.yaml", "council: Small Council", "council: Small Council"),
        "authority.yaml:28: the line for nights and weekends has no published hours",
    ),
    "an exception for nothing": (
        (
            "assessment.yaml",
            "version: one\n",
            "version: one\nexceptions: [{question: days, outcome: level1, because: Published.}]\n",
        ),
        "assessment.yaml:2: the exception for “days” and “level1” is not needed",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_a_warning_names_file_and_line_and_does_not_fail(pack: Pack, name: str) -> None:
    change, remark = WARNED[name]
    folder = pack(change)
    report = report_on(str(folder), TODAY)
    assert [str(one) for one in report.warnings].count(remark) == 1
    assert report.sound
    assert run(str(folder)).exit_code == 0


def test_names_and_addresses_are_not_read_as_words(pack: Pack) -> None:
    address = "    address: https://www.example.org/QQQ\n    note: See the page.\n"
    report = report_on(
        str(pack(("authority.yaml", "    read: 2026-11-21\n", "    read: 2026-11-21\n" + address))), TODAY
    )
    assert not any("QQQ" in str(one) for one in report.to_reword)


def test_only_warnings_change_with_the_day(pack: Pack) -> None:
    folder = str(
        pack(
            ("authority.yaml", "    read: 2026-11-21\n", "    read: 2026-11-21\n    review: 2027-01-01\n"),
            ("assessment.yaml", "version: one\n", "version: one\nto: 2027-01-01\n"),
        )
    )
    before, after = (report_on(folder, day) for day in (date(2027, 1, 1), date(2027, 1, 2)))
    assert len(after.warnings) == len(before.warnings) + 2
    assert (before.faults, before.promises, before.figures) == (after.faults, after.promises, after.figures)


def test_a_broken_promise_is_told_in_words_with_its_shortest_journey_and_fails(pack: Pack) -> None:
    folder = pack(("assessment.yaml", "needs: 9 or over", "needs: 9 to 29"))
    checked = run(str(folder))
    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    start = lines.index("  does not hold  more need never means less help")
    assert lines[start + 1 : start + 7] == [
        "    assessment.yaml:83: “level1” is lost when “days” is “hard” instead of “easy”",
        "      What would help? → None of these",
        "      How old? → 0",
        "      How are the days? → Easy",
        "      Do you go out? → Yes",
        "    assessment.yaml:83: “level1” is lost when “out” is “yes” instead of “no”",
    ]
    assert lines[start : start + 7] == run(str(folder), "birmingham").output.splitlines()[1:8]


def test_an_accepted_exception_is_listed_with_its_reason(pack: Pack) -> None:
    accepted = "".join(
        f"  - {{question: {name}, outcome: level1, because: It is published.}}\n" for name in ("days", "out")
    )
    folder = pack(
        ("assessment.yaml", "needs: 9 or over", "needs: 9 to 29"),
        ("assessment.yaml", "version: one\n", f"version: one\nexceptions:\n{accepted}"),
        ("examples.yaml", "out: yes", "out: no"),
    )
    checked = run(str(folder))
    assert checked.exit_code == 0
    assert "  accepted       “days” may take away “level1”: It is published." in checked.output.splitlines()


def test_a_contact_that_nobody_can_reach_breaks_a_promise(pack: Pack) -> None:
    hours = "    hours: [Monday to Thursday 8:45 to 17:15, Friday 8:45 to 16:15]\n"
    folder = pack(("authority.yaml", f"    phone: 0121 000 0000\n{hours}", ""))
    assert broken(report_on(str(folder), TODAY)) == {
        "every outcome offers a way to a person": [
            "authority.yaml:16: “front_door” has no telephone number, text number, e-mail or address"
        ]
    }


def test_an_example_that_comes_out_differently_breaks_a_promise(pack: Pack) -> None:
    folder = pack(("examples.yaml", "headline: level1", "headline: worker"))
    assert broken(report_on(str(folder), TODAY)) == {
        "the worked examples come out as told": [
            "examples.yaml:1: “one” is told as “worker” and comes out as “level1”"
        ]
    }


def test_an_example_that_leaves_a_question_out_breaks_a_promise(pack: Pack) -> None:
    folder = pack(("examples.yaml", ", out: yes", ""))
    assert broken(report_on(str(folder), TODAY)) == {
        "the worked examples come out as told": ["examples.yaml:1: “one” does not answer “out”"]
    }


def test_another_version_of_the_rules_is_proved_too(pack: Pack) -> None:
    folder = pack(("assessment.yaml", "version: one\n", "version: one\nto: 2027-03-31\n"))
    text = (folder / "assessment.yaml").read_text(encoding="utf-8")
    later = text.replace("version: one\nto: 2027-03-31\n", "version: two\nfrom: 2027-04-01\n")
    later = later.replace("needs: 9 or over", "needs: 9 to 29")
    (folder / "assessment-2027.yaml").write_text(later, encoding="utf-8")
    report = report_on(str(folder), TODAY)
    assert report.version == "one"
    assert [line.split(":")[0] for line in broken(report)["more need never means less help"]] == [
        "assessment-2027.yaml",
        "assessment-2027.yaml",
    ]
