"""What a worker should look at first: the list of requests, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from portal.reading.hours import ENGLAND
from portal.reading.promises import Promises
from portal.store.requests import KeptRequest, SentRequest

Group = Literal["danger", "worry", "locked", "overdue", "new", "seen", "contacted", "closed"]
GROUPS: tuple[Group, ...] = get_args(Group)
"""The parts of the list, in order."""


@dataclass(frozen=True)
class Overdue:
    """What the council promised to have done by a day that is over."""

    what: Literal["decide", "assess"]
    due: date


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    request: KeptRequest
    overdue: tuple[Overdue, ...]

    @property
    def opened(self) -> SentRequest | None:
        """Return what the family told, where it can be opened."""
        return self.request if isinstance(self.request, SentRequest) else None

    @property
    def group(self) -> Group:
        """Return the part of the list that the line stands in."""
        if self.request.status == "closed":
            return "closed"
        if self.opened is None:
            return "locked"
        match self.opened.fields.get("worry"):
            case "danger":
                return "danger"
            case "worry":
                return "worry"
        return "overdue" if self.overdue else self.request.status

    @property
    def place(self) -> tuple[int, date, datetime, int]:
        """Return what the list is sorted by: the longest overdue and the oldest stand first."""
        first_due = min((one.due for one in self.overdue), default=date.max)
        return GROUPS.index(self.group), first_due, self.request.received, self.request.number


def in_order(requests: Iterable[KeptRequest], promises: Promises, today: date) -> list[Line]:
    """Return the list: worries, what is overdue, then new, seen, contacted, closed."""
    lines = (Line(request, overdue(request, promises, today)) for request in requests)
    return sorted(lines, key=lambda line: line.place)


def overdue(request: KeptRequest, promises: Promises, today: date) -> tuple[Overdue, ...]:
    """Return what the council has promised of a request and not done in time."""
    received = request.received.astimezone(ENGLAND).date()
    promised = []
    if request.status in ("new", "seen"):
        promised.append(Overdue("decide", promises.decided_by(received)))
    if request.status != "closed":
        promised.append(Overdue("assess", promises.assessed_by(received)))
    return tuple(one for one in promised if one.due < today)


@dataclass(frozen=True)
class Change:
    """What happened to a request; without a worker, somebody asked for its deletion."""

    at: datetime
    worker_name: str | None = None
    status: str = ""
    note: str = ""


def changes_since(request: SentRequest, revision: int) -> list[Change]:
    """Return what has happened to a request since it was at a revision."""
    changes = [Change(one.at, one.worker_name, one.status, one.note) for one in request.events]
    if request.deletion_asked:
        changes.append(Change(request.deletion_asked))
    count = min(max(request.revision - revision, 0), len(changes))
    return sorted(changes, key=lambda change: change.at)[len(changes) - count :]


def may_be_deleted(request: KeptRequest) -> bool:
    """Tell whether a worker may delete a request: when its deletion was asked for, or it is closed."""
    return request.deletion_asked is not None or request.status == "closed"


def as_data(request: SentRequest) -> dict[str, Any]:
    """Return a request as another system can read it."""
    return asdict(request, dict_factory=_plain)


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in pairs}
