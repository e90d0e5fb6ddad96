"""When somebody answers the telephone, and when they next will."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.assessment.document import Entry

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLAND = ZoneInfo("Europe/London")
LINE = re.compile(r"(\w+)(?: to (\w+))? (\d{1,2}):(\d\d) to (\d{1,2}):(\d\d)")


@dataclass(frozen=True)
class Opening:
    """The same hours on one day or on several days in a row; days count from Monday, 0."""

    first_day: int
    last_day: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Hours:
    """A week of opening hours; none at all means day and night."""

    openings: tuple[Opening, ...]

    @property
    def day_and_night(self) -> bool:
        return not self.openings

    def open_at(self, moment: datetime) -> bool:
        """Say whether somebody answers at this moment."""
        local = moment.astimezone(ENGLAND)
        return self.day_and_night or any(
            opening.first_day <= local.weekday() <= opening.last_day
            and opening.opens <= local.time() < opening.closes
            for opening in self.openings
        )

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when a closed line next opens; None where it is never closed."""
        if self.day_and_night:
            return None
        local = moment.astimezone(ENGLAND)
        starts = (
            datetime.combine(local.date() + timedelta(days=ahead), opening.opens, ENGLAND)
            for ahead in range(8)
            for opening in self.openings
            if opening.first_day <= (local + timedelta(days=ahead)).weekday() <= opening.last_day
        )
        return min(start for start in starts if start > local)


def read_hours(entry: Entry) -> Hours | None:
    """Read hours: “always”, “not published” (None), or lines such as “Friday 8:45 to 16:15”."""
    if entry.is_text and entry.text() in ("always", "not published"):
        return Hours(()) if entry.text() == "always" else None
    return Hours(tuple(_opening(line) for line in entry.some_items()))


def _opening(line: Entry) -> Opening:
    expected = "“always”, “not published”, or hours such as “Monday to Thursday 8:45 to 17:15”"
    found = LINE.fullmatch(line.text())
    if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
        raise line.fault(expected)
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    try:
        opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
    except ValueError:
        raise line.fault(expected) from None
    if first > last or opens >= closes:
        raise line.fault("days in the order of the week, and a time to close after the time to open")
    return Opening(first, last, opens, closes)
