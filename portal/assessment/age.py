"""A child's age on the day that a council's rule looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WORDS = re.compile(rf"(last|next) (\d{{1,2}}) ({'|'.join(MONTHS)})")


@dataclass(frozen=True)
class ReferenceDate:
    """The day on which an age counts: today, or the last or next of one day of the year."""

    which: Literal["today", "last", "next"]
    day: int = 1
    month: int = 1

    def on(self, today: date) -> date:
        """Return the day itself; today is the last and the next of its own day of the year."""
        if self.which == "today":
            return today
        this_year = date(today.year, self.month, self.day)
        if self.which == "last":
            return this_year if this_year <= today else this_year.replace(year=today.year - 1)
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def reference_date(words: str) -> ReferenceDate | None:
    """Read “today”, “last 1 September” or “next 1 April”; None where the words are none of these."""
    if words == "today":
        return ReferenceDate("today")
    found = WORDS.fullmatch(words)
    if not found:
        return None
    which, day, month = found.groups()
    try:
        # A year without a 29 February: a day that is not in every year is none to count by.
        date(2025, MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None
    return ReferenceDate(cast(Literal["last", "next"], which), int(day), MONTHS.index(month) + 1)


def age_on(day: date, born: date) -> int:
    """Return the age in whole years; a birthday on 29 February is on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
