"""Passwords: what fits and what does not, and who has to wait for whom."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from argon2 import PasswordHasher

from portal.staff.passwords import Passwords
from portal.store.turns import TooBusy

QUICK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
SECONDS = 60
PASSWORD = "three quiet rivers"


class SlowHasher(PasswordHasher):
    """Compares only when it is let; says when it has begun."""

    def __init__(self) -> None:
        super().__init__(**QUICK)
        self.begun, self.go_on = Event(), Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        """Compare, when it is let."""
        self.begun.set()
        assert self.go_on.wait(SECONDS)
        return super().verify(hash, password)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def test_only_the_password_itself_fits() -> None:
    passwords = Passwords(PasswordHasher(**QUICK))
    kept = passwords.hash(PASSWORD)
    assert passwords.check(PASSWORD, kept, known=True) == kept
    assert passwords.check(f"{PASSWORD} ", kept, known=True) is None
    assert passwords.check("", kept, known=False) is None


def test_a_letter_is_the_same_whatever_keyboard_typed_it() -> None:
    passwords = Passwords(PasswordHasher(**QUICK))
    assert passwords.check("cafe\u0301 with milk", passwords.hash("caf\u00e9 with milk"), known=True)


def test_a_hash_from_when_computers_were_slower_is_made_stronger() -> None:
    old = Passwords(PasswordHasher(**QUICK)).hash(PASSWORD)
    stronger = Passwords(PasswordHasher(**{**QUICK, "time_cost": 2}))
    kept = stronger.check(PASSWORD, old, known=True)
    assert kept
    assert kept != old
    assert stronger.check(PASSWORD, kept, known=True) == kept


def test_without_an_account_as_much_is_compared_and_nothing_fits() -> None:
    hasher = PasswordHasher()
    passwords = Passwords(hasher)
    assert passwords.check(PASSWORD, None, known=False) is None
    assert not hasher.check_needs_rehash(passwords.nobodys), "its cost is that of every other"


def test_strangers_never_wait_and_never_take_the_place_of_a_known_device(pool: ThreadPoolExecutor) -> None:
    hasher = SlowHasher()
    passwords = Passwords(hasher)
    kept = passwords.hash(PASSWORD)
    stranger: Future[str | None] = pool.submit(passwords.check, "guess", kept, known=False)
    assert hasher.begun.wait(SECONDS)
    for _ in range(20):
        with pytest.raises(TooBusy):
            passwords.check("guess", kept, known=False)
    worker = pool.submit(passwords.check, PASSWORD, kept, known=True)
    with pytest.raises(TooBusy):
        passwords.check("guess", kept, known=False)
    hasher.go_on.set()
    assert stranger.result(SECONDS) is None
    assert worker.result(SECONDS) == kept
    assert passwords.check("guess", kept, known=False) is None, "and the next stranger is served"
