"""Workers: an invitation works once, a code works once, a session ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.store import Store
from portal.store.database import Database
from portal.store.tables import Worker, WorkerSession
from portal.store.workers import Account
from tests.conftest import ELEVEN_AT_NIGHT as NOW
from tests.databases import KEYS
from tests.office import name_of

NAME = "Aisha Khan"
HASH = "what is kept of a password"
SECRET = "JBSWY3DPEHPK3PXP"
A_SECOND = timedelta(seconds=1)
NEWER_KEYS = (bytes(32), *KEYS)


def set_up(store: Store, name: str = NAME, step: int = 1) -> str:
    """Invite a worker who accepts at once; return her session."""
    session = store.workers.accept(store.workers.invite(name, NOW), HASH, SECRET, step, NOW)
    assert session
    return session


def account(store: Store, name: str = NAME) -> Account:
    found = store.workers.account(name)
    assert found
    return found


def test_an_invitation_is_for_one_name_and_works_once(store: Store) -> None:
    link = store.workers.invite(NAME, NOW)
    assert name_of(store.workers.invited(link, NOW)) == NAME
    assert store.workers.account(NAME) is None
    assert store.workers.accept(link, HASH, SECRET, 1, NOW)
    assert store.workers.invited(link, NOW) is None
    assert store.workers.accept(link, "another", SECRET, 1, NOW) is None
    assert account(store) == Account(1, NAME, "worker", HASH, SECRET, 1)


def test_an_invitation_ends_after_seven_days(store: Store) -> None:
    link = store.workers.invite(NAME, NOW)
    end = NOW + timedelta(days=7)
    assert name_of(store.workers.invited(link, end - A_SECOND)) == NAME
    assert store.workers.invited(link, end) is None
    assert store.workers.accept(link, HASH, SECRET, 1, end) is None


def test_of_two_who_use_an_invitation_at_once_one_gets_in(store: Store) -> None:
    link = store.workers.invite(NAME, NOW)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: store.workers.accept(link, HASH, SECRET, 1, NOW), range(2)))
    assert len([session for session in found if session]) == 1


def test_inviting_again_ends_everything_from_before(store: Store) -> None:
    first_link = store.workers.invite(NAME, NOW)
    session, others = set_up(store, " aisha  KHAN"), set_up(store, "Bea")
    assert store.workers.invited(first_link, NOW) is None
    before = account(store)
    store.workers.invite(NAME, NOW)
    assert store.workers.signed_in(session, NOW) is None
    assert store.workers.account(NAME) is None
    assert store.workers.sign_in(before, 2, HASH, NOW) is None, "not even where she is signing in just now"
    assert name_of(store.workers.signed_in(others, NOW)) == "Bea"


@pytest.mark.parametrize("typed", ["aisha khan", "AISHA KHAN", "  Aisha   Khan "])
def test_a_name_is_found_however_it_is_typed(store: Store, typed: str) -> None:
    set_up(store)
    assert account(store, typed).name == NAME
    assert store.workers.account("Aisha") is None


def test_a_code_works_once_even_for_two_at_the_same_moment(store: Store) -> None:
    set_up(store)
    seen = account(store)
    assert store.workers.sign_in(seen, 1, HASH, NOW) is None, "it was used to accept the invitation"
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: store.workers.sign_in(seen, 5, HASH, NOW), range(2)))
    assert len([session for session in found if session]) == 1
    assert store.workers.sign_in(account(store), 4, HASH, NOW) is None, "nor one from before it"
    assert store.workers.sign_in(account(store), 6, HASH, NOW)


def test_a_stronger_hash_replaces_the_one_that_was_compared(store: Store) -> None:
    set_up(store)
    assert store.workers.sign_in(account(store), 2, "a stronger one", NOW)
    assert account(store).password_hash == "a stronger one"


def test_a_session_ends_after_half_an_hour_without_a_page(store: Store) -> None:
    session = set_up(store)
    idle = timedelta(minutes=30)
    assert name_of(store.workers.signed_in(session, NOW + idle - A_SECOND)) == NAME
    assert name_of(store.workers.signed_in(session, NOW + 2 * idle - 2 * A_SECOND)) == NAME, (
        "she was there meanwhile"
    )
    assert store.workers.signed_in(session, NOW + 3 * idle) is None


def test_a_session_ends_after_twelve_hours_at_most(store: Store) -> None:
    session = set_up(store)
    end = NOW + timedelta(hours=12)
    moment = NOW
    while moment < end:
        assert name_of(store.workers.signed_in(session, moment)) == NAME
        moment += timedelta(minutes=20)
    assert store.workers.signed_in(session, end) is None


def test_a_session_ends_when_she_signs_out(store: Store) -> None:
    session = set_up(store)
    elsewhere = store.workers.sign_in(account(store), 2, HASH, NOW)
    assert elsewhere
    store.workers.sign_out(session)
    assert store.workers.signed_in(session, NOW) is None
    assert name_of(store.workers.signed_in(elsewhere, NOW)) == NAME


def test_reading_a_page_writes_at_most_once_a_minute(store: Store) -> None:
    session = set_up(store)

    def last_seen() -> object:
        with store.database.reading() as reading:
            return reading.scalar(select(WorkerSession.last_seen))

    for seconds, seen in [(59, 0), (60, 60), (119, 60), (120, 120)]:
        store.workers.signed_in(session, NOW + seconds * A_SECOND)
        assert last_seen() == NOW + seen * A_SECOND


def test_sessions_that_have_ended_are_swept_up_by_the_next_one(store: Store) -> None:
    set_up(store)
    store.workers.sign_in(account(store), 2, HASH, NOW + timedelta(hours=1))
    with store.database.reading() as reading:
        assert len(reading.scalars(select(WorkerSession)).all()) == 1


def test_nothing_in_the_tables_lets_anybody_in(store: Store) -> None:
    link = store.workers.invite("Bea", NOW)
    session = set_up(store)
    with store.database.reading() as reading:
        rows = [*reading.scalars(select(Worker)), *reading.scalars(select(WorkerSession))]
    kept = repr([vars(row) for row in rows])
    assert NAME in kept, "what is there can be seen"
    assert not [secret for secret in (link, session, SECRET) if secret in kept]


def test_a_new_key_opens_what_an_older_one_locked_and_without_it_nothing_fits(
    store: Store, database: Database
) -> None:
    set_up(store)
    assert account(Store.on(database, NEWER_KEYS)).secret == SECRET
    assert account(Store.on(database, NEWER_KEYS[:1])).secret is None
