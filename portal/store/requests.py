"""Requests for a worker's assessment: stored whole or not at all, together with the messages they cause."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from portal.store.database import Database
from portal.store.tables import OutboxMessage, Request, RequestEvent, RequestField
from portal.store.vault import CannotOpen, Vault

Status = Literal["new", "seen", "contacted", "closed"]
STATUSES: tuple[Status, ...] = get_args(Status)

REFERENCE = "reference"
REFERENCE_DIGITS = 10
BY_REFERENCE = "request by reference"

FIELD_ROWS = 32
"""How many rows hold the fields of a request, however much was told: more than there are fields."""


class ChangedMeanwhile(Exception):
    """Say that somebody else changed the request first."""


@dataclass(frozen=True)
class Receipt:
    """What a family gets for its request: its reference, and when it was received the first time."""

    reference: str
    received: datetime


@dataclass(frozen=True)
class Event:
    """What a worker did with a request."""

    worker_name: str
    at: datetime
    status: str
    note: str


@dataclass(frozen=True, kw_only=True)
class KeptRequest:
    """What is known of a request without opening what the family told."""

    number: int
    received: datetime
    status: Status
    changed: datetime
    revision: int
    deletion_asked: datetime | None


@dataclass(frozen=True, kw_only=True)
class SentRequest(KeptRequest):
    """A request as it was sent, decrypted; `fields` is what the family told, by field name."""

    reference: str
    fields: Mapping[str, Any]
    events: tuple[Event, ...]


class Requests:
    """Stores requests and finds them again."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def send(
        self, sending: str, fields: Mapping[str, object], messages: Iterable[str], now: datetime
    ) -> Receipt:
        """Store a request with one message of each kind to deliver, and return its receipt.

        `sending` is a random text that belongs to this one request: the second time, nothing is stored
        and the receipt of the first is returned. `fields` hold what JSON can. Raises SQLAlchemyError
        where nothing could be stored.
        """
        try:
            return self._store(sending, fields, messages, now)
        except IntegrityError:
            # The same request came twice at once: the other one is stored.
            found = self.receipt_of(sending)
            if found is None:
                raise
            return found

    def _store(
        self, sending: str, fields: Mapping[str, object], messages: Iterable[str], now: datetime
    ) -> Receipt:
        reference = "".join(secrets.choice("0123456789") for _ in range(REFERENCE_DIGITS))
        with self.database.writing() as session:
            request = Request(
                sending=sha256(sending.encode()).digest(),
                reference_index=self.vault.index(reference, BY_REFERENCE),
                received=now,
                status="new",
                changed=now,
            )
            for name, value in {**_rows_of(fields), REFERENCE: reference}.items():
                text = json.dumps(value, ensure_ascii=False)
                content = self.vault.lock(text.encode(), place_of(request, name))
                request.fields.append(RequestField(name=name, content=content))
            session.add(request)
            session.flush()
            for kind in messages:
                message_id = f"msg_{secrets.token_urlsafe(16)}"
                session.add(
                    OutboxMessage(id=message_id, request_id=request.id, kind=kind, created=now, due=now)
                )
        return Receipt(reference, now)

    def receipt_of(self, sending: str) -> Receipt | None:
        """Return the receipt of the request that was sent before as this one, if it was."""
        with self.database.reading() as session:
            wanted = select(Request).where(Request.sending == sha256(sending.encode()).digest())
            request = session.scalar(wanted)
            return Receipt(self._opened(request).reference, request.received) if request else None

    def all(self) -> list[SentRequest]:
        """Return every request, in the order received."""
        with self.database.reading() as session:
            return [
                self._opened(request) for request in session.scalars(select(Request).order_by(Request.id))
            ]

    def find(self, number: int) -> SentRequest | None:
        """Return the request with this number."""
        with self.database.reading() as session:
            request = session.get(Request, number)
            return self._opened(request) if request else None

    def listed(self) -> list[KeptRequest]:
        """Return every request; those that cannot be opened are no SentRequest."""
        wanted = select(Request).options(selectinload(Request.fields), selectinload(Request.events))
        with self.database.reading() as session:
            return [self._opened_if_possible(request) for request in session.scalars(wanted)]

    def look_up(self, number: int) -> KeptRequest | None:
        """Return the request with this number; if it cannot be opened, it is no SentRequest."""
        with self.database.reading() as session:
            request = session.get(Request, number)
            return self._opened_if_possible(request) if request else None

    def record(
        self, number: int, revision: int, status: Status, note: str, worker_name: str, now: datetime
    ) -> None:
        """Set a request's status, with a note; raise ChangedMeanwhile if it is not at this revision.

        Raises LookupError where the request has been deleted.
        """
        with self.database.writing() as session:
            request = self._at_revision(session, number, revision)
            request.status = status
            request.changed = now
            request.revision += 1
            event = RequestEvent(worker_name=worker_name, at=now, status=status)
            if note:
                event.content = self.vault.lock(note.encode(), place_of(request, "note"))
            request.events.append(event)

    def ask_deletion(self, reference: str, now: datetime) -> None:
        """Note that somebody with the reference asks for deletion; one that we do not know does nothing."""
        wanted = Request.reference_index.in_(self.vault.indexes(reference, BY_REFERENCE))
        with self.database.writing() as session:
            request = session.scalar(select(Request).where(wanted))
            if request and request.deletion_asked is None:
                request.deletion_asked = now
                request.revision += 1

    def delete(self, number: int, revision: int) -> None:
        """Delete a request; raise ChangedMeanwhile, or LookupError where it is gone already."""
        with self.database.writing() as session:
            session.delete(self._at_revision(session, number, revision))

    def _at_revision(self, session: Session, number: int, revision: int) -> Request:
        request = session.get(Request, number, with_for_update=True)
        if request is None:
            raise LookupError(number)
        if request.revision != revision:
            raise ChangedMeanwhile
        return request

    def _opened(self, request: Request) -> SentRequest:
        rows = {
            one.name: json.loads(self.vault.open(one.content, place_of(request, one.name)))
            for one in request.fields
        }
        events = tuple(self._event(request, event) for event in request.events)
        reference = rows.pop(REFERENCE)
        fields = dict(sorted(row for row in rows.values() if row))
        return SentRequest(**_known(request), reference=reference, fields=fields, events=events)

    def _opened_if_possible(self, request: Request) -> KeptRequest:
        try:
            return self._opened(request)
        except CannotOpen:
            return KeptRequest(**_known(request))

    def _event(self, request: Request, event: RequestEvent) -> Event:
        note = self.vault.open(event.content, place_of(request, "note")) if event.content else b""
        return Event(event.worker_name, event.at, event.status, note.decode())


def _rows_of(fields: Mapping[str, object]) -> dict[str, object]:
    """Return what the rows of a request hold, by their names: a field with its name each, or nothing.

    Which fields a family filled in is nobody's business either. So there are as many rows whatever it told,
    and in no order: neither their names, nor their number, nor the length of one of them says which it is.
    """
    rows: list[object] = [*fields.items(), *[None] * (FIELD_ROWS - len(fields))]
    secrets.SystemRandom().shuffle(rows)
    return {str(number): row for number, row in enumerate(rows)}


def _known(request: Request) -> dict[str, Any]:
    return {
        "number": request.id,
        "received": request.received,
        "status": next(status for status in STATUSES if status == request.status),
        "changed": request.changed,
        "revision": request.revision,
        "deletion_asked": request.deletion_asked,
    }


def place_of(request: Request, name: str) -> str:
    """Name the place that a value is bound to; the row's number is not known before it is stored."""
    return f"request {request.sending.hex()} {name}"
