"""The outbox: what is still to be delivered because of a request, tried until it is delivered.

A message is stored together with its request, so neither is there without the other. Whoever delivers
leases one message at a time, sends it, and notes how that went. A process that dies in between leaves a
lease that ends, and the message is sent again: delivery is at least once, and under the same id.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import or_, select

from portal.store.database import Database
from portal.store.tables import OutboxMessage

Kind = Literal["team_mail", "family_mail", "webhook"]
KINDS: tuple[Kind, ...] = get_args(Kind)

LEASE = timedelta(minutes=5)
"""Longer than any try takes: before it ends, nobody else tries."""

LONGEST_WAIT = timedelta(hours=1)
LATE = timedelta(minutes=15)

SAYS = {
    "team_mail": "The e-mail to the team",
    "family_mail": "The e-mail to the family",
    "webhook": "The copy for the case-management system",
}


def kinds_for(fields: Mapping[str, object], webhook: bool) -> tuple[Kind, ...]:
    """Return the messages that a request causes; `webhook` tells whether there is anybody to take one."""
    kinds: list[Kind] = ["team_mail"]
    safe = fields.get("safe_ways")
    if fields.get("email_receipt") and fields.get("email") and isinstance(safe, list) and "email" in safe:
        kinds.append("family_mail")
    if webhook:
        kinds.append("webhook")
    return tuple(kinds)


@dataclass(frozen=True)
class Message:
    """A message to deliver now; `request` is the number of the request that it is about."""

    id: str
    kind: str
    request: int
    created: datetime


class Outbox:
    """Hands out messages that are due, and remembers how each try went."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def claim(self, now: datetime, most: int = 10, kinds: Collection[str] = KINDS) -> list[Message]:
        """Lease messages that are due, those that have been for longest; nobody else gets them meanwhile."""
        free = or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now)
        due = (
            select(OutboxMessage)
            .where(
                OutboxMessage.delivered.is_(None),
                OutboxMessage.due <= now,
                OutboxMessage.kind.in_(kinds),
                free,
            )
            .order_by(OutboxMessage.due, OutboxMessage.id)
            .limit(most)
        )
        with self.database.reading() as session:
            if session.scalar(due) is None:
                return []  # most of the time: without the lock that writing takes
        with self.database.writing() as session:
            rows = session.scalars(due.with_for_update(skip_locked=True)).all()
            for row in rows:
                row.leased_until = now + LEASE
                row.tries += 1
            return [Message(row.id, row.kind, row.request_id, row.created) for row in rows]

    def delivered(self, message_id: str, now: datetime) -> None:
        """Note that a message has arrived."""
        with self.database.writing() as session:
            row = session.get(OutboxMessage, message_id)
            if row:
                row.delivered = now
                row.leased_until = row.problem = None

    def failed(self, message_id: str, problem: str, now: datetime) -> None:
        """Note why a message did not arrive, in words that say nothing of what is in it, and try later."""
        with self.database.writing() as session:
            row = session.get(OutboxMessage, message_id)
            if row and row.delivered is None:
                row.due = now + wait_after(row.tries)
                row.leased_until = None
                row.problem = problem

    def late(self, now: datetime) -> Mapping[int, str]:
        """Say, by the number of its request, what has not arrived yet and why."""
        late = or_(OutboxMessage.problem.is_not(None), OutboxMessage.created <= now - LATE)
        wanted = select(OutboxMessage).where(OutboxMessage.delivered.is_(None), late)
        said: dict[int, list[str]] = {}
        with self.database.reading() as session:
            for row in session.scalars(wanted.order_by(OutboxMessage.created, OutboxMessage.id)):
                said.setdefault(row.request_id, []).append(_said(row))
        return {number: " ".join(lines) for number, lines in said.items()}


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: a minute, then twice as long each time, up to an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)


def _said(row: OutboxMessage) -> str:
    tries = (
        "not tried yet" if not row.tries else "tried once" if row.tries == 1 else f"tried {row.tries} times"
    )
    why = f"{tries}: {row.problem}" if row.problem else tries
    return f"{SAYS[row.kind]} has not arrived ({why})."
