"""A new key takes over: what was encrypted under an older one is encrypted anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from portal.store import Store
from portal.store.feedback import place_of as place_of_feedback
from portal.store.requests import BY_REFERENCE, REFERENCE, place_of
from portal.store.tables import Feedback, Request, RequestEvent, RequestField, Worker
from portal.store.vault import CannotOpen
from portal.store.workers import place_of_worker

Locked = RequestField | RequestEvent | Worker | Feedback


@dataclass(frozen=True)
class Anew:
    """How many values were encrypted anew, and how many rows could not be opened."""

    changed: int
    not_opened: int


def encrypt_anew(store: Store) -> Anew:
    """Encrypt everything under the newest key.

    Answers under a save code are not among it: only the code opens those. Older keys stay in the
    settings until their period is over.
    """
    with store.database.reading() as session:
        rows = [(_request_anew, number) for number in session.scalars(select(Request.id))]
        rows += [(_worker_anew, number) for number in session.scalars(select(Worker.id))]
        rows += [(_feedback_anew, number) for number in session.scalars(select(Feedback.id))]
    changed = not_opened = 0
    for anew, number in rows:
        try:
            changed += anew(store, number)
        except CannotOpen:
            not_opened += 1
    return Anew(changed, not_opened)


def _request_anew(store: Store, number: int) -> int:
    """Encrypt one request in one transaction, so that it is never half under either key."""
    with store.database.writing() as session:
        request = session.get(Request, number)
        if request is None:  # deleted meanwhile
            return 0
        reference = next(one.content for one in request.fields if one.name == REFERENCE)
        text = json.loads(store.vault.open(reference, place_of(request, REFERENCE)))
        request.reference_index = store.vault.index(text, BY_REFERENCE)
        return sum(_anew(store, row, place) for row, place in _values_of(request))


def _values_of(request: Request) -> Iterator[tuple[Locked, str]]:
    for field in request.fields:
        yield field, place_of(request, field.name)
    for event in request.events:
        yield event, place_of(request, "note")


def _worker_anew(store: Store, number: int) -> int:
    with store.database.writing() as session:
        worker = session.get(Worker, number)
        return _anew(store, worker, place_of_worker(worker)) if worker else 0


def _feedback_anew(store: Store, number: int) -> int:
    with store.database.writing() as session:
        feedback = session.get(Feedback, number)
        return _anew(store, feedback, place_of_feedback(feedback.mark)) if feedback else 0


def _anew(store: Store, row: Locked, place: str) -> int:
    if row.content is None or store.vault.is_newest(row.content):
        return 0
    row.content = store.vault.lock_anew(row.content, place)
    return 1
