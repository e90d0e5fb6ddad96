"""Rules that change while a family is answering, and results that name their rules."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.assessment.document import FaultyContent
from portal.assessment.journey import replay
from portal.assessment.model import Answer
from portal.assessment.possible import prospect
from portal.assessment.reasons import reasons
from portal.reading.authority import Authority, load_authority
from tests.conftest import Browse, make_portal
from tests.family import HERE, Family

SMALL = Path(__file__).parent.parent / "packs" / "small"
BEFORE = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # half past eleven at night, in summer time
AFTER = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
ANSWERS: dict[str, Answer] = {"help": frozenset(["clubs"]), "age": 9, "days": "hard", "out": "yes"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a council whose rules change on 1 April 2026: a question goes, one comes, a line rises."""
    folder = tmp_path / "council"
    shutil.copytree(SMALL, folder)
    rules = folder / "assessment.yaml"
    old = rules.read_text(encoding="utf-8")
    new = (
        old.replace("version: one", "version: two\nfrom: 2026-04-01", 1)
        .replace("Do you go out?", "How often do you go out?", 1)
        .replace("says: Need is high.", "says: Need is very high.", 1)
        .replace("9 or over", "22 or over", 1)
    )
    rules.write_text(new, encoding="utf-8")
    (folder / "assessment-one.yaml").write_text(
        old.replace("version: one", "version: one\nto: 2026-03-31", 1), encoding="utf-8"
    )
    return folder


class Clock:
    """A clock that is set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(BEFORE)


@pytest.fixture
def app(folder: Path, tmp_path: Path, clock: Callable[[], datetime]) -> Flask:
    return make_portal(str(folder), tmp_path, clock)


def authority_of(app: Flask) -> Authority:
    found: Authority = app.extensions["authority"]
    return found


def test_the_rules_of_a_day_are_those_in_force_on_it(folder: Path) -> None:
    authority = load_authority(str(folder))
    for day, name in [
        ("2020-01-01", "one"),
        ("2026-03-31", "one"),
        ("2026-04-01", "two"),
        ("2030-01-01", "two"),
    ]:
        assert authority.rules_on(date.fromisoformat(day)).version == name


def test_an_unfinished_assessment_comes_back_under_todays_rules_and_says_what_changed(
    browse: Browse, app: Flask, clock: Clock
) -> None:
    family = Family(browse, authority_of(app).rules_on(BEFORE.date()), ANSWERS)
    family.to_check()
    clock.moment = AFTER
    first = browse.get(f"{HERE}check/", status=302)
    assert first.location == f"{HERE}out/", "the question that is asked differently is open again"
    page = browse.get(first.location)
    assert "The rules have changed since you answered." in page.text
    assert page.find("div", role="status").findall(".//li")[0].text == "Do you go out?"
    assert "Need is very high." in page.text
    assert "The rules have changed" not in browse.get(first.location).text, "said once"
    browse.post(f"{HERE}out/", {"answer": "yes"})
    assert "9" in browse.get(f"{HERE}check/").text, "the age is kept"
    assert "version “two”" in browse.get(f"{HERE}result/").text


def test_a_result_names_its_rules_and_stays_the_same_by_them(folder: Path) -> None:
    authority = load_authority(str(folder))
    sent_under = authority.version("one")
    assert sent_under
    journey = replay(sent_under, ANSWERS)
    headline = prospect(journey).promise
    before = (headline.headline, [reason.text for reason in reasons(journey, headline).all])
    again = load_authority(str(folder)).version("one")
    assert again
    journey = replay(again, ANSWERS)
    headline = prospect(journey).promise
    assert (headline.headline, [reason.text for reason in reasons(journey, headline).all]) == before
    newer = authority.version("two")
    assert newer
    assert prospect(replay(newer, ANSWERS)).promise.name == headline.name


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        (
            "to: 2026-03-31",
            "to: 2026-04-01",
            "rules in force on the same day as those of assessment-one.yaml",
        ),
        (
            "to: 2026-03-31",
            "from: 2020-01-01",
            "rules in force on the same day as those of assessment-one.yaml",
        ),
        ("version: one", "version: two", "the version “two” again"),
        ("to: 2026-03-31", "from: 2026-03-31\nto: 2026-03-01", "“to: 2026-03-01” before “from: 2026-03-31”"),
    ],
)
def test_versions_that_contradict_each_other_are_refused(
    folder: Path, was: str, becomes: str, message: str
) -> None:
    older = folder / "assessment-one.yaml"
    older.write_text(older.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(FaultyContent, match=message):
        load_authority(str(folder))


def test_progress_tells_the_truth(browse: Browse, app: Flask) -> None:
    family = Family(browse, authority_of(app).rules_on(BEFORE.date()), ANSWERS)
    family.to_check()
    told = []
    for name in family.asked:
        browse.client.delete_cookie("portal")
        for before in family.asked[: family.asked.index(name)]:
            family.answer(before, ANSWERS[before])
        told.append(browse.get(f"{HERE}{name}/").text)
    left = [int(text.split("At most ")[1].split(" ")[0]) for text in told]
    assert all(now >= len(family.asked) - place for place, now in enumerate(left))
    assert left == sorted(left, reverse=True)
    assert left[-1] == 1
