"""The outbox: each message is handed to one at a time, again and again until it has arrived."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.store import Store
from portal.store.database import Database
from portal.store.outbox import LATE, LEASE, Outbox, kinds_for
from tests.conftest import ELEVEN_AT_NIGHT

A_SECOND = timedelta(seconds=1)
A_MINUTE = timedelta(minutes=1)
MAILED = {"email_receipt": True, "email": "amina@example.org", "safe_ways": ["text", "email"]}


@pytest.fixture
def send(store: Store) -> Callable[..., int]:
    """Give what sends a request that causes messages of these kinds, and returns its number."""

    def send(*kinds: str, now: object = ELEVEN_AT_NIGHT) -> int:
        number = len(store.requests.all()) + 1
        store.requests.send(f"sending {number}", {"name": "Amina"}, kinds, now)
        return number

    return send


@pytest.mark.parametrize(
    ("fields", "webhook", "kinds"),
    [
        ({}, False, ("team_mail",)),
        ({}, True, ("team_mail", "webhook")),
        (MAILED, False, ("team_mail", "family_mail")),
        (MAILED, True, ("team_mail", "family_mail", "webhook")),
        ({**MAILED, "email_receipt": False}, False, ("team_mail",)),
        ({**MAILED, "safe_ways": ["text"]}, False, ("team_mail",)),
        ({**MAILED, "safe_ways": []}, False, ("team_mail",)),
        ({**MAILED, "email": ""}, False, ("team_mail",)),
        ({"email_receipt": True, "email": "amina@example.org"}, False, ("team_mail",)),
    ],
)
def test_a_family_is_mailed_only_where_it_asked_and_where_that_is_safe(
    fields: dict[str, object], webhook: bool, kinds: tuple[str, ...]
) -> None:
    assert kinds_for(fields, webhook) == kinds


def test_a_message_is_handed_out_once_and_again_when_nobody_said_how_it_went(
    store: Store, send: Callable[..., int]
) -> None:
    number = send("team_mail")
    [message] = store.outbox.claim(ELEVEN_AT_NIGHT)
    assert (message.kind, message.request, message.created) == ("team_mail", number, ELEVEN_AT_NIGHT)
    assert store.outbox.claim(ELEVEN_AT_NIGHT + LEASE - A_SECOND) == []
    assert store.outbox.claim(ELEVEN_AT_NIGHT + LEASE) == [message]


def test_what_has_arrived_is_not_handed_out_again(store: Store, send: Callable[..., int]) -> None:
    send("team_mail")
    [message] = store.outbox.claim(ELEVEN_AT_NIGHT)
    store.outbox.delivered(message.id, ELEVEN_AT_NIGHT)
    store.outbox.failed(message.id, "another process was slower", ELEVEN_AT_NIGHT)
    assert store.outbox.claim(ELEVEN_AT_NIGHT + timedelta(days=400)) == []
    assert store.outbox.late(ELEVEN_AT_NIGHT + timedelta(days=400)) == {}


def test_what_failed_is_tried_after_longer_and_longer_and_never_given_up(
    store: Store, send: Callable[..., int]
) -> None:
    send("team_mail")
    now = ELEVEN_AT_NIGHT
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60, 60, 60):
        [message] = store.outbox.claim(now)
        store.outbox.failed(message.id, "the mail server does not answer", now)
        assert store.outbox.claim(now + minutes * A_MINUTE - A_SECOND) == []
        now += minutes * A_MINUTE
    assert store.outbox.claim(now) == [message]


def test_the_longest_due_goes_first_and_no_more_than_were_asked_for(
    store: Store, send: Callable[..., int]
) -> None:
    numbers = [send("team_mail", now=ELEVEN_AT_NIGHT - minutes * A_MINUTE) for minutes in (1, 3, 0, 2)]
    assert [message.request for message in store.outbox.claim(ELEVEN_AT_NIGHT, most=3)] == [
        numbers[1],
        numbers[3],
        numbers[0],
    ]
    assert [message.request for message in store.outbox.claim(ELEVEN_AT_NIGHT)] == [numbers[2]]


def test_what_is_not_due_yet_or_of_another_kind_stays(store: Store, send: Callable[..., int]) -> None:
    send("webhook", now=ELEVEN_AT_NIGHT + A_MINUTE)
    assert store.outbox.claim(ELEVEN_AT_NIGHT) == []
    assert store.outbox.claim(ELEVEN_AT_NIGHT + A_MINUTE, kinds=["team_mail", "family_mail"]) == []
    assert store.outbox.claim(ELEVEN_AT_NIGHT + A_MINUTE, kinds=[]) == []
    assert len(store.outbox.claim(ELEVEN_AT_NIGHT + A_MINUTE, kinds=["webhook"])) == 1


def test_many_who_deliver_at_once_get_each_message_once(store: Store, send: Callable[..., int]) -> None:
    for _ in range(30):
        send("team_mail", "webhook")

    def take_all(_: int) -> list[str]:
        taken: list[str] = []
        while messages := store.outbox.claim(ELEVEN_AT_NIGHT, most=3):
            taken += [message.id for message in messages]
        return taken

    with ThreadPoolExecutor(4) as threads:
        taken = [one for part in threads.map(take_all, range(4)) for one in part]
    taken += [message.id for message in store.outbox.claim(ELEVEN_AT_NIGHT, most=60)]
    assert len(taken) == len(set(taken)) == 60


def test_looking_while_nothing_is_due_waits_for_nobody_who_writes(database_url: str) -> None:
    with closing(Database(database_url)) as other, closing(Database(database_url, seconds_to_wait=1)) as ours:
        outbox = Outbox(ours)
        with other.writing() as session:
            session.execute(text("SELECT 1" if other.is_sqlite else "LOCK TABLE outbox IN EXCLUSIVE MODE"))
            assert outbox.claim(ELEVEN_AT_NIGHT) == []


def test_the_inbox_is_told_what_is_late_and_why(store: Store, send: Callable[..., int]) -> None:
    first, second = send("team_mail", "webhook"), send("family_mail")
    assert store.outbox.late(ELEVEN_AT_NIGHT + LATE - A_SECOND) == {}
    for message in store.outbox.claim(ELEVEN_AT_NIGHT, kinds=["webhook"]):
        store.outbox.failed(message.id, "the receiver answered 500", ELEVEN_AT_NIGHT)
    webhook = "The copy for the case-management system has not arrived"
    assert store.outbox.late(ELEVEN_AT_NIGHT) == {
        first: f"{webhook} (tried once: the receiver answered 500)."
    }
    later = ELEVEN_AT_NIGHT + LATE
    for message in store.outbox.claim(later, kinds=["webhook"]):
        store.outbox.failed(message.id, "the receiver does not answer", later)
    late = store.outbox.late(later)
    assert set(late) == {first, second}
    assert f"{webhook} (tried 2 times: the receiver does not answer)." in late[first]
    assert "The e-mail to the team has not arrived (not tried yet)." in late[first]
    assert late[second] == "The e-mail to the family has not arrived (not tried yet)."


def test_the_messages_of_a_deleted_request_are_gone_too(store: Store, send: Callable[..., int]) -> None:
    number = send("team_mail", "webhook")
    [first, second] = store.outbox.claim(ELEVEN_AT_NIGHT)
    store.requests.delete(number, 1)
    store.outbox.delivered(first.id, ELEVEN_AT_NIGHT)
    store.outbox.failed(second.id, "the receiver does not answer", ELEVEN_AT_NIGHT)
    later = ELEVEN_AT_NIGHT + timedelta(days=1)
    assert store.outbox.claim(later) == []
    assert store.outbox.late(later) == {}
