"""Requests: stored whole and once, changed by one worker at a time, deleted without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.store import Store
from portal.store.requests import ChangedMeanwhile
from portal.store.tables import Base, OutboxMessage, RequestEvent, RequestField
from tests.conftest import ELEVEN_AT_NIGHT

FIELDS = {
    "name": "Amina O’Shea",
    "child_age": 9,
    "email_receipt": True,
    "safe_ways": ["text", "email"],
    "own_words": "میرا نام — “Zed” 🙂",
    "assessment": {"version": "2026", "answers": [{"question": "sleep", "answer": "hardly"}]},
}
AN_HOUR = timedelta(hours=1)
AT_ONCE = 8


def rows(store: Store, table: type[Base]) -> int:
    """Count the rows of a table."""
    with store.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_request_comes_back_as_it_was_sent(store: Store) -> None:
    receipt = store.requests.send("one", FIELDS, ["team_mail"], ELEVEN_AT_NIGHT)
    [request] = store.requests.all()
    assert (len(receipt.reference), receipt.reference.isdecimal()) == (10, True)
    assert (request.reference, request.received) == (receipt.reference, receipt.received)
    assert store.requests.receipt_of("one") == receipt
    assert request.fields == FIELDS
    assert (request.status, request.received, request.events) == ("new", ELEVEN_AT_NIGHT, ())
    assert store.requests.find(request.number) == request


def test_sending_twice_gives_one_request_and_each_message_once(store: Store) -> None:
    first = store.requests.send("one", FIELDS, ["team_mail", "webhook"], ELEVEN_AT_NIGHT)
    again = store.requests.send(
        "one", {"name": "changed"}, ["team_mail", "webhook"], ELEVEN_AT_NIGHT + AN_HOUR
    )
    other = store.requests.send("two", FIELDS, ["team_mail"], ELEVEN_AT_NIGHT)
    assert first == again != other
    assert again.received == ELEVEN_AT_NIGHT
    assert [request.fields for request in store.requests.all()] == [FIELDS, FIELDS]
    assert rows(store, OutboxMessage) == 3


def test_sending_many_times_at_once_gives_one_request(store: Store) -> None:
    def send(_: int) -> str:
        return store.requests.send("one", FIELDS, ["team_mail"], ELEVEN_AT_NIGHT).reference

    with ThreadPoolExecutor(AT_ONCE) as threads:
        references = set(threads.map(send, range(AT_ONCE)))
    assert len(references) == 1
    assert [request.reference for request in store.requests.all()] == list(references)
    assert rows(store, OutboxMessage) == 1


def test_many_families_may_send_at_once(store: Store) -> None:
    def send(number: int) -> str:
        return store.requests.send(f"sending {number}", FIELDS, ["team_mail"], ELEVEN_AT_NIGHT).reference

    with ThreadPoolExecutor(AT_ONCE) as threads:
        references = set(threads.map(send, range(40)))
    assert {request.reference for request in store.requests.all()} == references
    assert len(references) == rows(store, OutboxMessage) == 40


def test_a_request_without_its_messages_is_not_stored(store: Store) -> None:
    def messages() -> Iterator[str]:
        yield "team_mail"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.requests.send("one", FIELDS, messages(), ELEVEN_AT_NIGHT)
    assert store.requests.all() == []
    assert store.requests.receipt_of("one") is None
    assert rows(store, RequestField) == rows(store, OutboxMessage) == 0


def test_what_a_worker_did_is_kept_in_order(store: Store) -> None:
    store.requests.send("one", FIELDS, [], ELEVEN_AT_NIGHT)
    store.requests.record(1, 1, "seen", "", "Wendy", ELEVEN_AT_NIGHT + AN_HOUR)
    store.requests.record(1, 2, "contacted", "She’ll ring back", "Ali", ELEVEN_AT_NIGHT + 2 * AN_HOUR)
    request = store.requests.find(1)
    assert request is not None
    assert (request.status, request.changed, request.revision) == (
        "contacted",
        ELEVEN_AT_NIGHT + 2 * AN_HOUR,
        3,
    )
    assert [(event.worker_name, event.status, event.note) for event in request.events] == [
        ("Wendy", "seen", ""),
        ("Ali", "contacted", "She’ll ring back"),
    ]


def test_of_many_workers_at_once_one_changes_a_request_and_the_others_are_told(store: Store) -> None:
    store.requests.send("one", FIELDS, [], ELEVEN_AT_NIGHT)

    def record(number: int) -> bool:
        try:
            store.requests.record(1, 1, "seen", f"note {number}", f"worker {number}", ELEVEN_AT_NIGHT)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        changed = list(threads.map(record, range(AT_ONCE)))
    request = store.requests.find(1)
    assert request is not None
    assert changed.count(True) == 1
    assert [event.note for event in request.events] == [f"note {changed.index(True)}"]


def test_a_deleted_request_takes_everything_with_it_and_its_number_is_not_used_again(store: Store) -> None:
    store.requests.send("one", FIELDS, ["team_mail", "webhook"], ELEVEN_AT_NIGHT)
    store.requests.record(1, 1, "closed", "done", "Wendy", ELEVEN_AT_NIGHT)
    with pytest.raises(ChangedMeanwhile):
        store.requests.delete(1, 1)
    store.requests.delete(1, 2)
    assert store.requests.find(1) is None
    assert [rows(store, table) for table in (RequestField, RequestEvent, OutboxMessage)] == [0, 0, 0]
    with pytest.raises(LookupError):
        store.requests.delete(1, 2)
    with pytest.raises(LookupError):
        store.requests.record(1, 2, "seen", "", "Wendy", ELEVEN_AT_NIGHT)
    store.requests.send("two", FIELDS, [], ELEVEN_AT_NIGHT)
    assert [request.number for request in store.requests.all()] == [2]


def test_a_family_asks_for_deletion_with_its_reference_once(store: Store) -> None:
    reference = store.requests.send("one", FIELDS, [], ELEVEN_AT_NIGHT).reference
    store.requests.ask_deletion("0000000000", ELEVEN_AT_NIGHT)
    store.requests.ask_deletion(reference, ELEVEN_AT_NIGHT)
    store.requests.ask_deletion(reference, ELEVEN_AT_NIGHT + AN_HOUR)
    [request] = store.requests.all()
    assert request.deletion_asked == ELEVEN_AT_NIGHT
