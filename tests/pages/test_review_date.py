"""When is our review due? What is typed, what is told, and the file for the calendar."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

import portal
from portal.reading.authority import load_national
from tests.conftest import Browse, make_portal
from tests.page import Page
from tests.scripts import in_script

HERE = "/en/review-date/"
BEFORE = "/en/guides/your-review-before/"


@pytest.fixture
def app(portals: Mapping[str, Flask]) -> Flask:
    """Give one council's portal: the page is the same for all. Its clock says 21 November 2026."""
    return portals["birmingham"]


def work_out(browse: Browse, situation: str, held: str, *day: str, status: int = 200, **others: str) -> Page:
    """Fill in the form and send it."""
    browse.get(HERE)
    sent = {"situation": situation, "held": held, "day": [*day], **others}
    return browse.post(HERE, sent, status=status)


def test_a_review_face_to_face_gives_the_next_and_the_next_meeting(browse: Browse) -> None:
    page = work_out(browse, "at_home", "face_to_face", "31", "8", "2026")
    assert page.findall("li", "Sunday, 28 February 2027: the next review")
    assert page.findall("li", "Tuesday, 31 August 2027: a review where you meet face to face")
    assert "Your letter will say when. The latest dates are:" in page.text
    assert "within 6 months" in page.text
    assert not page.findall("li", "This day has passed.")
    assert page.findall("p", "“Our review is late. When will it be?", class_="say")
    assert page.findall("a", href=BEFORE)
    assert page.findall("a", class_="tel")
    assert "From “Short breaks, procedures of a London council”" in page.text


def test_who_did_not_meet_is_told_to_ask_for_a_meeting(browse: Browse) -> None:
    page = work_out(browse, "at_home", "otherwise", "27", "9", "2026")
    assert page.findall("li", "Saturday, 27 March 2027: the next review")
    assert not page.findall("li", "a review where you meet face to face")
    assert "ask when you will meet" in page.text


def test_the_first_review_of_short_stays(browse: Browse) -> None:
    page = work_out(browse, "short_stays", "not_yet", "30", "11", "2026")
    assert page.findall("li", "Sunday, 28 February 2027: the first review")


def test_a_low_level_of_breaks_is_looked_at_once_a_year_by_a_rule_that_is_no_law(browse: Browse) -> None:
    page = work_out(browse, "online", "otherwise", "1", "2", "2026")
    assert page.findall("li", "Monday, 1 February 2027: the next review")
    assert "This rule comes from London Borough of Bromley. It is not a law." in page.text


@pytest.mark.parametrize("script", ["BENGALI", "ARABIC-INDIC", "GURMUKHI", "FULLWIDTH"])
def test_digits_of_any_script(browse: Browse, script: str) -> None:
    typed = [in_script(script, part) for part in (" 27 ", "3", "2 026")]
    page = work_out(browse, "short_stays", "otherwise", *typed)
    assert page.findall("li", "Sunday, 27 September 2026: the next review")


def test_a_date_that_has_passed_says_what_to_do(browse: Browse) -> None:
    page = work_out(browse, "short_stays", "otherwise", "20", "5", "2026")
    assert page.findall("li", "Friday, 20 November 2026: the next review. This day has passed.")
    assert "“Our review was due by Friday, 20 November 2026. When will it be?" in page.text
    assert "Your support should go on until somebody has looked at your needs again." in page.text
    assert not page.findall("button", "Put it in my calendar")


def test_the_last_day_itself_has_not_passed(browse: Browse) -> None:
    page = work_out(browse, "short_stays", "otherwise", "21", "5", "2026")
    assert not page.findall("li", "This day has passed.")
    assert page.findall("button", "Put it in my calendar")


def test_today_is_the_day_in_england(tmp_path: Path) -> None:
    app = make_portal("birmingham", tmp_path, lambda: datetime(2026, 6, 20, 23, 30, tzinfo=UTC))
    page = work_out(Browse(app.test_client()), "short_stays", "otherwise", "20", "12", "2025")
    assert page.findall("li", "This day has passed.")


@pytest.mark.parametrize("situation", ["more_nights", "unknown"])
@pytest.mark.parametrize("day", [("", "", ""), ("27", "3", "2026"), ("x",)])
def test_no_date_is_made_up_but_here_is_what_to_ask(
    browse: Browse, situation: str, day: tuple[str, ...]
) -> None:
    page = work_out(browse, situation, "", *day)
    assert page.h1 == "Ask when your review is due"
    who = "the reviewing officer" if situation == "more_nights" else "the worker"
    assert page.findall("h2", f"What to ask {who}")
    assert page.findall("li", "By which day must the next one be, and which rule says so?")
    assert "latest dates are" not in page.text
    assert not page.findall("button", "Put it in my calendar")
    assert page.findall("a", href=BEFORE)
    assert page.findall("a", class_="tel")


SHAPE = "Write the day, month and year, such as 27 3 2026."
YEAR = "Look at the year again. Write all four digits, such as 2026."


@pytest.mark.parametrize(
    ("held", "typed", "message"),
    [
        ("otherwise", ("", "", ""), SHAPE),
        ("otherwise", ("31", "2", "2026"), SHAPE),
        ("otherwise", ("29", "2", "2025"), SHAPE),
        ("otherwise", ("27", "March", "2026"), SHAPE),
        ("otherwise", ("27", "", "2026"), SHAPE),
        ("otherwise", ("1", "1", "9" * 20), SHAPE),
        ("otherwise", ("27", "3", "26"), YEAR),
        ("otherwise", ("20", "11", "2001"), YEAR),
        ("not_yet", ("22", "11", "2027"), YEAR),
        ("otherwise", ("22", "11", "2026"), "That day is still to come."),
        ("face_to_face", ("22", "11", "2026"), "That day is still to come."),
    ],
)
def test_what_is_no_date_is_kept_and_explained(
    browse: Browse, held: str, typed: tuple[str, str, str], message: str
) -> None:
    page = work_out(browse, "at_home", held, *typed, status=400)
    assert page.findall("p", message, class_="error")
    assert page.findall("a", message, href="#day")
    assert tuple(one.get("value") for one in page.findall("input", type="text")) == typed
    assert page.findall("input", value="at_home", checked=True)
    assert page.findall("input", value=held, checked=True)


def test_help_that_starts_next_month_counts_too(browse: Browse) -> None:
    page = work_out(browse, "short_stays", "not_yet", "21", "12", "2026")
    assert page.findall("li", "Sunday, 21 March 2027: the first review")


def test_an_empty_form_says_all_that_is_missing_at_once(browse: Browse) -> None:
    page = work_out(browse, "", "", "", "", "", status=400)
    for message in ("Choose the help that your child gets.", "Say if there has been a review.", SHAPE):
        assert page.findall("p", message, class_="error")


def test_a_form_without_its_boxes_is_refused_kindly(browse: Browse) -> None:
    browse.get(HERE)
    assert browse.post(HERE, {"situation": "at_home"}, status=400).h1 == "When is our review due?"


def test_the_limits_and_months_are_those_of_the_law_in_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    national = load_national()
    other = {"stay_days": 19, "year_days": 83, "review_months": 5}
    figures = {
        name: replace(figure, amount=other.get(name, figure.amount))
        for name, figure in national.figures.items()
    }
    monkeypatch.setattr(portal, "load_national", lambda _: replace(national, figures=figures))
    browse = Browse(make_portal("birmingham", tmp_path).test_client())
    assert browse.get(HERE).findall("label", "each stay at most 19 days, and at most 83 days in a year")
    page = work_out(browse, "at_home", "otherwise", "1", "9", "2026")
    assert page.findall("li", "Monday, 1 February 2027: the next review")
    assert "within 5 months" in page.text


def test_the_calendar_file_holds_the_days_to_come_and_names_nobody(browse: Browse) -> None:
    work_out(browse, "at_home", "face_to_face", "1", "3", "2026")
    assert browse.page
    form = browse.page.form(HERE)
    answer = browse.client.post(HERE, data={**form.fields, "calendar": "yes"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=dates.ics"
    assert answer.headers["Cache-Control"] == "no-store"
    calendar = Calendar.from_ical(answer.data)
    events = calendar.walk("VEVENT")
    # The review of 1 September has passed; the meeting has not.
    assert [event.decoded("dtstart") for event in events] == [date(2027, 3, 1)]
    assert [event.decoded("dtend") for event in events] == [date(2027, 3, 2)]
    assert [str(event["summary"]) for event in events] == ["Review date"]
    assert [event.decoded("dtstamp") for event in events] == [datetime(2026, 11, 21, 23, 0, tzinfo=UTC)]
    assert b"\r\n" in answer.data
    for told in (b"ection", b"child", b"short", b"irmingham"):
        assert told not in answer.data.lower()


def test_every_entry_of_a_calendar_has_a_name_of_its_own(browse: Browse) -> None:
    work_out(browse, "at_home", "face_to_face", "1", "9", "2026")
    assert browse.page
    data = {**browse.page.form(HERE).fields, "calendar": "yes"}
    events = Calendar.from_ical(browse.client.post(HERE, data=data).data).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2027, 3, 1), date(2027, 9, 1)]
    assert len({str(event["uid"]) for event in events}) == 2


def test_nothing_typed_is_kept_or_stands_in_an_address(browse: Browse) -> None:
    page = work_out(browse, "at_home", "face_to_face", "27", "3", "2026")
    assert page.url.endswith(HERE)
    assert page.headers["Cache-Control"] == "no-store"
    assert not any("review-date/?" in link.href for link in page.links)
    again = browse.get(HERE)
    assert not any(one.get("value") for one in again.findall("input", type="text"))
    assert not again.findall("input", checked=True)


@pytest.mark.parametrize("path", [BEFORE, "/en/guides/your-review-after/", "/en/flowcharts/after-you-ask/"])
def test_the_texts_about_reviews_lead_here(browse: Browse, path: str) -> None:
    assert browse.get(path).findall("a", href=HERE)
