"""Days as a file that a phone's calendar takes in (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar"


def calendar_file(days: Iterable[date], summary: str, now: datetime) -> bytes:
    """Write a calendar with an entry for each of the days, all day long, which blocks no time."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dates//EN")
    calendar.add("version", "2.0")
    for day in days:
        event = Event()
        event.add("uid", str(uuid4()))
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
