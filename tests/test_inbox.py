"""The order of the list: worries, what is overdue, then new, seen, contacted and closed."""

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest

from portal.reading.promises import Promises
from portal.staff.inbox import Overdue, changes_since, in_order, overdue
from portal.store.requests import Event, KeptRequest, SentRequest, Status

PROMISES = Promises(decide=1, assess=45, source="guidance")
MONDAY = date(2026, 11, 23)


def at(day: int, month: int = 11, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def sent(
    number: int, status: Status = "new", received: datetime | None = None, worry: str = "", **known: Any
) -> SentRequest:
    moment = received or at(20)
    told: dict[str, Any] = {"reference": "0000000000", "fields": {"worry": worry}, "events": ()}
    kept: dict[str, Any] = {"changed": moment, "revision": 1, "deletion_asked": None}
    return SentRequest(number=number, received=moment, status=status, **{**told, **kept, **known})


def locked(number: int, status: Status = "new") -> KeptRequest:
    moment = at(20)
    return KeptRequest(
        number=number, received=moment, status=status, changed=moment, revision=1, deletion_asked=None
    )


def test_what_matters_most_stands_first_however_it_came_in() -> None:
    expected = [
        sent(9, "contacted", worry="danger"),
        sent(8, worry="worry"),
        locked(7),
        sent(5, received=at(18)),
        sent(6, "seen", received=at(19)),
        sent(3),
        sent(4),
        sent(2, "seen"),
        sent(1, "contacted"),
        sent(11, "closed", worry="danger"),
        locked(12, "closed"),
    ]
    for some in permutations(expected, 3):
        found = [line.request for line in in_order(some, PROMISES, MONDAY)]
        assert found == [request for request in expected if request in some]


@pytest.mark.parametrize(
    ("received", "status", "today", "due"),
    [
        (at(20), "new", date(2026, 11, 23), None),  # from Friday to Monday
        (at(20), "new", date(2026, 11, 24), date(2026, 11, 23)),
        (at(20), "seen", date(2026, 11, 24), date(2026, 11, 23)),
        (at(20), "contacted", date(2026, 11, 24), None),
        (at(21, hour=23), "new", date(2026, 11, 23), None),  # at night at a weekend
        (at(24, 12), "new", date(2026, 12, 29), None),  # Christmas, Boxing Day moved to Monday
        (at(24, 12), "new", date(2026, 12, 30), date(2026, 12, 29)),
        (at(30, 6, hour=23), "new", date(2026, 7, 2), None),  # after midnight in England, in summer
    ],
)
def test_a_request_is_to_be_decided_within_a_working_day(
    received: datetime, status: Status, today: date, due: date | None
) -> None:
    expected = (Overdue("decide", due),) if due else ()
    assert overdue(sent(1, status, received), PROMISES, today) == expected


def test_an_assessment_is_to_end_within_forty_five_working_days() -> None:
    due = date(2026, 8, 3)  # from 1 June: nine weeks of five days
    for status, expected in [("contacted", (Overdue("assess", due),)), ("closed", ())]:
        request = sent(1, status, at(1, 6))
        assert overdue(request, PROMISES, due) == ()
        assert overdue(request, PROMISES, date(2026, 8, 4)) == expected


def test_what_has_changed_since_is_told_and_no_more() -> None:
    events = (Event("Aisha", at(20), "seen", "first"), Event("Bea", at(22), "contacted", "second"))
    request = sent(1, "contacted", events=events, revision=4, deletion_asked=at(21))
    told = [(change.worker_name, change.note) for change in changes_since(request, 2)]
    assert told == [(None, ""), ("Bea", "second")]
    assert changes_since(request, 4) == []
    assert len(changes_since(request, 0)) == 3
