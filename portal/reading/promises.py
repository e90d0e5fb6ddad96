"""What a council promises of a request: how soon it answers, and how long it keeps what it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.assessment.document import Entry
from portal.working_days import working_days_after

MOST_DAYS = 3650


@dataclass(frozen=True)
class Promises:
    """In how many working days a council decides what happens with a request, and ends an assessment.

    `source` is the short name of the document that says so: the council's own, or one of england.yaml.
    """

    decide: int
    assess: int
    source: str

    def decided_by(self, received: date) -> date:
        """Return the last day on which a request of this day is to be decided."""
        return working_days_after(received, self.decide)

    def assessed_by(self, received: date) -> date:
        """Return the last day on which an assessment is to end."""
        return working_days_after(received, self.assess)


@dataclass(frozen=True)
class Keeps:
    """How long each kind of thing is kept.

    `saved`: answers under a code. `closed`: a request after a worker closed it. `open`: a request that
    nobody touched, after the last change. `messages`: the record that a message was delivered. `feedback`:
    what was said of a page.
    """

    saved: timedelta = timedelta(days=30)
    closed: timedelta = timedelta(days=180)
    open: timedelta = timedelta(days=730)
    messages: timedelta = timedelta(days=30)
    feedback: timedelta = timedelta(days=365)


def read_promises(entry: Entry, sources: Mapping[str, object]) -> Promises:
    """Read the promises of a council, or those of the national guidance."""
    found = entry.fields(["decide", "assess", "source"])
    return Promises(_days(found["decide"]), _days(found["assess"]), found["source"].choice(sources))


def read_keeps(entry: Entry | None) -> Keeps:
    """Read the council's own periods, in days; what it does not say is as in `Keeps`."""
    if entry is None:
        return Keeps()
    found = entry.fields([], ["saved", "closed", "open", "messages", "feedback"])
    return Keeps(**{name: timedelta(days=_days(value)) for name, value in found.items()})


def _days(entry: Entry) -> int:
    text = entry.text()
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS):
        raise entry.fault(f"a number of days from 1 to {MOST_DAYS}")
    return int(text)
