"""Workers and members: an invitation works once, a code works once, a session ends, and so does access."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from portal.store import Store
from portal.store.database import Database
from portal.store.tables import Reading, Worker, WorkerSession
from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, Account, NameTaken, folded
from tests.conftest import ELEVEN_AT_NIGHT as NOW
from tests.databases import KEYS
from tests.office import name_of

NAME = "Aisha Khan"
HASH = "what is kept of a password"
SECRET = "JBSWY3DPEHPK3PXP"
A_SECOND = timedelta(seconds=1)
NEWER_KEYS = (bytes(32), *KEYS)
ROUNDS = 10
"""How often two try at the same moment: once could go well by chance."""


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


def join(store: Store, name: str, role: str = REVIEWER) -> str:
    """Invite a member who joins at once; return her session."""
    session = store.workers.join(store.workers.invite(name, NOW, role), name, HASH, NOW)
    assert session
    return session


def test_of_two_who_use_an_invitation_to_the_desk_at_once_one_gets_in(store: Store) -> None:
    link, together = store.workers.invite(NAME, NOW, REVIEWER), Barrier(2)

    def use(name: str) -> str | None:
        together.wait()
        return store.workers.join(link, name, HASH, NOW)

    with ThreadPoolExecutor(2) as pool:
        names = [name for name, session in zip("AB", pool.map(use, "AB"), strict=True) if session]
    assert [one.name for one in store.workers.members()] == names
    assert len(names) == 1


def test_of_two_who_take_a_name_at_once_one_is_told_and_can_take_another(store: Store) -> None:
    together = Barrier(2)

    def use(link: str, name: str) -> bool:
        together.wait()
        try:
            return bool(store.workers.join(link, name, HASH, NOW))
        except NameTaken:
            return False

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            links = [store.workers.invite(f"{which} {number}", NOW, REVIEWER) for which in "AB"]
            got_in = list(pool.map(use, links, (f"Amina {number}", f"AMINA {number}")))
            assert sorted(got_in) == [False, True]
            assert store.workers.join(links[got_in.index(False)], f"Another {number}", HASH, NOW)


def test_an_invitation_opens_the_inbox_or_the_desk_and_never_both(store: Store) -> None:
    to_inbox, to_desk = store.workers.invite(NAME, NOW), store.workers.invite("Bea", NOW, REVIEWER)
    assert store.workers.join(to_inbox, NAME, HASH, NOW) is None
    assert store.workers.accept(to_desk, HASH, SECRET, 1, NOW) is None
    assert store.workers.accept(to_inbox, HASH, SECRET, 1, NOW)
    assert store.workers.join(to_desk, "Bea", HASH, NOW)


def test_who_is_shut_out_is_gone_with_all_that_let_her_in_and_can_be_invited_again(store: Store) -> None:
    session, others = join(store, NAME), join(store, "Bea")
    [member, _] = store.workers.members()
    store.signatures.note_reading(member.number, "guide/a", "en", {}, NOW)
    before = account(store)
    store.workers.shut_out(" aisha KHAN", (REVIEWER,))
    assert store.workers.signed_in(session, NOW) is None
    assert store.workers.account(NAME) is None
    assert store.workers.sign_in(before, None, HASH, NOW) is None, "not even where she is signing in just now"
    assert [one.name for one in store.workers.members()] == ["Bea"]
    with store.database.reading() as reading:
        assert not reading.scalars(select(Reading)).all()
        assert len(reading.scalars(select(WorkerSession)).all()) == 1
    assert name_of(store.workers.signed_in(others, NOW)) == "Bea"
    assert store.workers.signed_in(join(store, NAME), NOW)


def test_an_invitation_that_was_not_used_yet_can_be_taken_back(store: Store) -> None:
    link = store.workers.invite(NAME, NOW, COORDINATOR)
    store.workers.shut_out(NAME, (REVIEWER, COORDINATOR))
    assert store.workers.join(link, NAME, HASH, NOW) is None


@pytest.mark.parametrize("name", [NAME, "Edith", "nobody"])
def test_nobody_in_another_role_is_shut_out(store: Store, name: str) -> None:
    set_up(store)
    join(store, "Edith", EDITOR)
    store.workers.shut_out(name, (REVIEWER, COORDINATOR))
    assert account(store)
    assert account(store, "Edith")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jos\u00e9", "Jose\u0301"),  # as a telephone writes it, and as a computer may
        ("\uff21\uff4d\uff49\uff4e\uff41", "Amina"),  # letters as wide as Chinese ones
        ("Amina\u00a0K.", "amina k."),
        ("STRASSE", "stra\u00dfe"),
        ("\ufb01ona", "Fiona"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


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
