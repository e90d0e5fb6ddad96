"""What is said of a page is kept locked, once, by the day, and answered once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.reading.promises import Keeps
from portal.store import Store
from portal.store.answers import OPEN, Answer, AnsweredMeanwhile
from portal.store.database import Database
from portal.store.feedback import KeptFeedback, Said
from portal.store.retention import purge
from portal.store.rotation import Anew, encrypt_anew
from tests.conftest import ELEVEN_AT_NIGHT

OLD, NEW = b"o" * 32, b"n" * 32
SAID = Said("guides/respite/", "ur", "translation", "یہ غلط ہے")
NOT_ANSWERED = Answer(OPEN, "", None, None, 1)
MIDNIGHT = ELEVEN_AT_NIGHT.replace(hour=0)


@pytest.fixture
def store(database: Database) -> Store:
    return Store.on(database, [OLD])


def test_of_when_it_was_said_the_day_alone_is_kept(store: Store) -> None:
    store.feedback.give(SAID, "a browser", ELEVEN_AT_NIGHT)
    assert list(store.feedback.listed()) == [KeptFeedback(1, MIDNIGHT, SAID, NOT_ANSWERED)]


def test_pressing_twice_is_once_and_two_families_are_two(store: Store) -> None:
    for browser in ("one", "one", "another"):
        store.feedback.give(SAID, browser, ELEVEN_AT_NIGHT)
    assert [one.said for one in store.feedback.listed()] == [SAID, SAID]


def test_a_new_key_opens_it_and_without_its_key_it_is_still_listed(store: Store, database: Database) -> None:
    store.feedback.give(SAID, "a browser", ELEVEN_AT_NIGHT)
    assert list(Store.on(database, [NEW]).feedback.listed()) == [
        KeptFeedback(1, MIDNIGHT, None, NOT_ANSWERED)
    ]
    assert encrypt_anew(Store.on(database, [NEW, OLD])) == Anew(changed=1, not_opened=0)
    assert [one.said for one in Store.on(database, [NEW]).feedback.listed()] == [SAID]


def test_an_answer_stands_beside_it_and_the_second_of_two_is_refused(store: Store) -> None:
    store.feedback.give(SAID, "a browser", ELEVEN_AT_NIGHT)
    done = Answer("done", "It is right now.", "Edith", ELEVEN_AT_NIGHT, 1)
    store.feedback.answer(1, 1, done)
    with pytest.raises(AnsweredMeanwhile):
        store.feedback.answer(1, 1, replace(done, by="Otto"))
    assert store.feedback.find(1) == KeptFeedback(1, MIDNIGHT, SAID, replace(done, revision=2))


def test_what_was_deleted_is_not_answered_and_its_number_is_not_used_again(store: Store) -> None:
    for browser in ("one", "another"):
        store.feedback.give(SAID, browser, ELEVEN_AT_NIGHT)
    store.feedback.delete(2)
    store.feedback.give(SAID, "a third", ELEVEN_AT_NIGHT)
    with pytest.raises(LookupError):
        store.feedback.answer(2, 1, replace(NOT_ANSWERED, status="done"))
    assert [one.number for one in store.feedback.listed()] == [3, 1]
    store.feedback.delete(2)
    assert [one.number for one in store.feedback.listed()] == [3, 1]


def test_it_goes_when_its_period_is_over_answered_or_not(store: Store, database: Database) -> None:
    for browser in ("one", "another"):
        store.feedback.give(SAID, browser, ELEVEN_AT_NIGHT)
    end = MIDNIGHT + Keeps().feedback
    store.feedback.answer(1, 1, Answer("done", "Yes.", "Edith", end - timedelta(seconds=1), 1))
    assert purge(database, Keeps(), end - timedelta(seconds=1))["feedback"] == 0
    assert purge(database, Keeps(), end)["feedback"] == 2
    assert list(store.feedback.listed()) == []
