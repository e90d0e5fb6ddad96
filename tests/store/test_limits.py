"""Limits: so many at once, then one in every so long; nobody is ever locked out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.store import Store
from portal.store.limits import Limits, network, purge
from portal.store.tables import Allowance
from tests.conftest import ELEVEN_AT_NIGHT as NOW

NO_WAIT = timedelta()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def limits(store: Store) -> Limits:
    return store.limits


def test_so_many_are_there_at_once_and_then_one_in_every_interval(limits: Limits) -> None:
    for _ in range(3):
        assert limits.take("save", "one", NOW, 3, MINUTE) == NO_WAIT
    assert limits.take("save", "one", NOW, 3, MINUTE) == MINUTE
    later = NOW + timedelta(seconds=45)
    assert limits.take("save", "one", later, 3, MINUTE) == timedelta(seconds=15)
    assert limits.take("save", "one", NOW + MINUTE, 3, MINUTE) == NO_WAIT
    assert limits.take("save", "one", NOW + MINUTE, 3, MINUTE) == MINUTE


def test_trying_more_does_not_make_the_wait_longer(limits: Limits) -> None:
    assert limits.take("save", "one", NOW, 1, MINUTE) == NO_WAIT
    assert {limits.take("save", "one", NOW, 1, MINUTE) for _ in range(50)} == {MINUTE}
    assert limits.take("save", "one", NOW + MINUTE, 1, MINUTE) == NO_WAIT


def test_what_was_not_used_is_there_again_but_never_more_than_at_first(limits: Limits) -> None:
    assert limits.take("save", "one", NOW, 2, MINUTE) == NO_WAIT
    much_later = NOW + timedelta(days=1)
    waits = [limits.take("save", "one", much_later, 2, MINUTE) for _ in range(3)]
    assert waits == [NO_WAIT, NO_WAIT, MINUTE]


def test_others_and_other_limits_are_not_touched(limits: Limits) -> None:
    assert limits.take("save", "one", NOW, 1, MINUTE) == NO_WAIT
    assert limits.take("save", "two", NOW, 1, MINUTE) == NO_WAIT
    assert limits.take("send", "one", NOW, 1, MINUTE) == NO_WAIT
    assert limits.take("save", "one", NOW, 1, MINUTE) == MINUTE


def test_many_at_the_same_time_get_no_more_than_is_there(limits: Limits) -> None:
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: limits.take("save", "one", NOW, 5, MINUTE), range(24)))
    assert waits.count(NO_WAIT) == 5


def test_who_has_everything_again_is_forgotten(limits: Limits, store: Store) -> None:
    limits.take("save", "one", NOW, 3, MINUTE)
    limits.take("save", "two", NOW + MINUTE, 3, MINUTE)
    assert purge(store.database, NOW + MINUTE) == 1
    with store.database.reading() as session:
        assert len(session.scalars(select(Allowance)).all()) == 1
    assert purge(store.database, NOW + 2 * MINUTE) == 1


def test_the_database_names_nobody(limits: Limits, store: Store) -> None:
    limits.take("save", "192.0.2.7", NOW, 3, MINUTE)
    with store.database.reading() as session:
        (row,) = session.scalars(select(Allowance)).all()
    assert b"192.0.2.7" not in row.key
    assert len(row.key) == 32


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        (None, "no address", True),
    ],
)
def test_a_household_is_one_whatever_address_it_takes(one: str | None, other: str, same: bool) -> None:
    assert (network(one) == network(other)) is same
