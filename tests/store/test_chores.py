"""What is done once a day is done by one process."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from portal.store.chores import Chores
from portal.store.database import Database
from tests.conftest import ELEVEN_AT_NIGHT

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def test_of_many_processes_one_does_it_each_day(database: Database) -> None:
    chores = Chores(database)
    for day in range(3):
        with ThreadPoolExecutor(8) as threads:
            now = ELEVEN_AT_NIGHT + day * A_DAY
            claimed = list(threads.map(lambda _, now=now: chores.claim("purge", now), range(8)))
        assert claimed.count(True) == 1
        assert not chores.claim("purge", now + A_DAY - A_SECOND)


def test_one_chore_does_not_stand_for_another(database: Database) -> None:
    chores = Chores(database)
    assert chores.claim("purge", ELEVEN_AT_NIGHT)
    assert chores.claim("another", ELEVEN_AT_NIGHT)


def test_what_was_not_done_is_due_again_within_the_hour(database: Database) -> None:
    chores = Chores(database)
    assert chores.claim("purge", ELEVEN_AT_NIGHT)
    chores.failed("purge", ELEVEN_AT_NIGHT)
    assert not chores.claim("purge", ELEVEN_AT_NIGHT + A_SECOND)
    assert chores.claim("purge", ELEVEN_AT_NIGHT + timedelta(hours=1))
