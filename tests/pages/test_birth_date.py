"""An age asked as a date of birth: counted on the day the rules look at, and only the age is kept."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Browse, make_portal
from tests.family import HERE
from tests.page import Page

SMALL = Path(__file__).parent.parent / "packs" / "small"
TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["today", "last 1 September"])
def counted_on(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def app(tmp_path: Path, counted_on: str) -> Flask:
    """Give the small council, which now asks for a date of birth."""
    folder = tmp_path / "council"
    shutil.copytree(SMALL, folder)
    rules = folder / "assessment.yaml"
    asked = f"number: 0 to 25\n        born_at: {counted_on}"
    rules.write_text(rules.read_text(encoding="utf-8").replace("number: 0 to 25", asked), encoding="utf-8")
    return make_portal(str(folder), tmp_path, lambda: TODAY)


def born(browse: Browse, day: str, month: str, year: str, status: int | None = None) -> Page:
    """Answer the first question, then type a date of birth."""
    browse.get(f"{HERE}help/")
    browse.post(f"{HERE}help/", {"answer": ["clubs"]})
    browse.get(f"{HERE}age/")
    return browse.post(f"{HERE}age/", {"answer": [day, month, year]}, status=status)


@pytest.mark.parametrize(
    ("typed", "today", "in_september"),
    [
        (("21", "11", "2010"), "16", "15"),
        (("22", "11", "2010"), "15", "15"),
        (("1", "9", "2010"), "16", "16"),
        (("2", "9", "2010"), "16", "15"),
        (("29", "2", "2012"), "14", "14"),
        (("٢٢", "٢", "٢٠٠٩"), "17", "17"),
    ],
)
def test_the_age_is_that_on_the_day_the_rules_look_at(
    browse: Browse, counted_on: str, typed: tuple[str, str, str], today: str, in_september: str
) -> None:
    page = browse.get(born(browse, *typed).location)
    browse.post(page.path, {"answer": "hard"})
    browse.get(f"{HERE}out/")
    browse.post(f"{HERE}out/", {"answer": "yes"})
    check = browse.get(f"{HERE}check/")
    assert check.findall("dd", today if counted_on == "today" else in_september)
    assert typed[2] not in check.text
    assert not any(field.get("value") for field in browse.get(f"{HERE}age/").findall("input", type="text"))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("", "", ""), "Write the day, month and year, such as 27 3 2015."),
        (("30", "2", "2015"), "Write the day, month and year, such as 27 3 2015."),
        (("1", "", "2015"), "Write the day, month and year, such as 27 3 2015."),
        (("1", "May", "2015"), "Write the day, month and year, such as 27 3 2015."),
        (("22", "11", "2026"), "Write the day, month and year, such as 27 3 2015."),
        (("1", "1", "1990"), "Write the date of birth of somebody aged 0 to 25."),
    ],
)
def test_what_is_no_date_of_birth_is_kept_and_explained(
    browse: Browse, typed: tuple[str, str, str], message: str
) -> None:
    page = born(browse, *typed, status=400)
    assert page.findall("p", message, class_="error")
    assert tuple(field.get("value") for field in page.findall("input", type="text")) == typed
