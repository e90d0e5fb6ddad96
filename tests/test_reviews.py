"""The latest days of reviews: a table of cases, counted by hand."""

from dataclasses import replace
from datetime import date

import pytest

from portal.reading.authority import load_national
from portal.reviews import due, gap_after

FIGURES = load_national().figures

CASES = [
    # Help under section 17: at least every 6 months, face to face once a year.
    ("at_home", "face_to_face", "2026-03-27", {"next": "2026-09-27", "meeting": "2027-03-27"}),
    ("at_home", "otherwise", "2026-03-27", {"next": "2026-09-27"}),
    ("at_home", "not_yet", "2026-03-27", {"first": "2026-09-27", "meeting": "2027-03-27"}),
    # Short stays under regulation 48: the first within 3 months of the first stay, then every 6.
    ("short_stays", "not_yet", "2026-03-27", {"first": "2026-06-27"}),
    ("short_stays", "face_to_face", "2026-03-27", {"next": "2026-09-27"}),
    ("short_stays", "otherwise", "2026-03-27", {"next": "2026-09-27"}),
    # A low level of short breaks: once a year.
    ("online", "not_yet", "2026-03-27", {"first": "2027-03-27"}),
    ("online", "otherwise", "2026-03-27", {"next": "2027-03-27"}),
    ("online", "face_to_face", "2026-03-27", {"next": "2027-03-27"}),
    # The full rules, and nobody knows which.
    ("more_nights", "face_to_face", "2026-03-27", {}),
    ("unknown", "not_yet", "2026-03-27", {}),
    # Months of other lengths.
    ("short_stays", "otherwise", "2026-08-31", {"next": "2027-02-28"}),
    ("short_stays", "otherwise", "2026-08-30", {"next": "2027-02-28"}),
    ("short_stays", "otherwise", "2026-08-28", {"next": "2027-02-28"}),
    ("short_stays", "otherwise", "2026-03-31", {"next": "2026-09-30"}),
    ("short_stays", "otherwise", "2026-09-30", {"next": "2027-03-30"}),
    ("short_stays", "not_yet", "2026-11-30", {"first": "2027-02-28"}),
    ("short_stays", "not_yet", "2026-01-31", {"first": "2026-04-30"}),
    ("at_home", "face_to_face", "2026-12-31", {"next": "2027-06-30", "meeting": "2027-12-31"}),
    # Leap years: 2024 and 2028 are, 2100 is not.
    ("short_stays", "otherwise", "2027-08-31", {"next": "2028-02-29"}),
    ("short_stays", "otherwise", "2027-08-29", {"next": "2028-02-29"}),
    ("short_stays", "not_yet", "2027-11-30", {"first": "2028-02-29"}),
    ("short_stays", "not_yet", "2024-02-29", {"first": "2024-05-29"}),
    ("at_home", "face_to_face", "2024-02-29", {"next": "2024-08-29", "meeting": "2025-02-28"}),
    ("online", "otherwise", "2028-02-29", {"next": "2029-02-28"}),
    ("online", "otherwise", "2027-02-28", {"next": "2028-02-28"}),
    ("online", "otherwise", "2099-02-28", {"next": "2100-02-28"}),
    ("short_stays", "otherwise", "2099-08-31", {"next": "2100-02-28"}),
]


@pytest.mark.parametrize(("situation", "held", "day", "expected"), CASES)
def test_the_latest_days(situation: str, held: str, day: str, expected: dict[str, str]) -> None:
    found = due(situation, held, date.fromisoformat(day), FIGURES)
    assert {one.kind: one.latest.isoformat() for one in found} == expected


@pytest.mark.parametrize(
    ("situation", "months"),
    [("at_home", 6), ("short_stays", 6), ("online", 12), ("more_nights", None), ("unknown", None)],
)
def test_the_gap_between_later_reviews(situation: str, months: int | None) -> None:
    gap = gap_after(situation, FIGURES)
    assert (gap.amount if gap else None) == months


@pytest.mark.parametrize("name", ["review_months", "face_to_face_months"])
def test_another_figure_gives_another_day(name: str) -> None:
    figures = {**FIGURES, name: replace(FIGURES[name], amount=4)}
    day = date(2026, 3, 27)
    changed = [
        one
        for one in due("at_home", "face_to_face", day, figures)
        if one not in due("at_home", "face_to_face", day, FIGURES)
    ]
    assert [one.latest for one in changed] == [date(2026, 7, 27)]
    assert all(one.months.source.name == "procedures" for one in changed)
