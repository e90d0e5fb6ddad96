"""Slow work: one at a time, one waits, the others are told at once."""

from datetime import timedelta
from queue import Queue
from threading import Thread

import pytest

from portal.store.turns import TooBusy, Turns

OTHERS = 10
DEADLINE = 30


def test_one_works_one_waits_and_the_others_are_told_at_once() -> None:
    turns = Turns()
    told: Queue[str] = Queue()

    def come() -> None:
        try:
            with turns.turn():
                told.put("had its turn")
        except TooBusy:
            told.put("told")

    threads = [Thread(target=come) for _ in range(OTHERS)]
    with turns.turn():
        for thread in threads:
            thread.start()
        assert [told.get(timeout=DEADLINE) for _ in range(OTHERS - 1)] == ["told"] * (OTHERS - 1)
    assert told.get(timeout=DEADLINE) == "had its turn"
    for thread in threads:
        thread.join(DEADLINE)


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        (timedelta(seconds=60), 60),
        (timedelta(seconds=60, microseconds=1), 61),
        (timedelta(microseconds=1), 1),
        (timedelta(days=1), 86_400),
    ],
)
def test_who_comes_back_when_told_has_waited_long_enough(wait: timedelta, seconds: int) -> None:
    assert TooBusy(wait).seconds == seconds


def test_nobody_takes_both_places_and_keeps_others_out() -> None:
    turns, told = Turns(), Queue[str]()

    def come(whose: str) -> None:
        try:
            with turns.turn(whose):
                told.put(f"{whose} had its turn")
        except TooBusy:
            told.put(f"{whose} was told")

    with turns.turn("greedy"):
        for _ in range(OTHERS):
            come("greedy")
            assert told.get(timeout=DEADLINE) == "greedy was told"
        family = Thread(target=come, args=["family"])
        family.start()
    assert told.get(timeout=DEADLINE) == "family had its turn"
    family.join(DEADLINE)
    come("greedy")
    assert told.get(timeout=DEADLINE) == "greedy had its turn", "its own place is free again"


def test_a_turn_that_fails_is_given_back() -> None:
    turns = Turns()
    for _ in range(5):  # more than there are places: one that was kept would be told that it is too busy
        with pytest.raises(ValueError, match="no good"), turns.turn():
            raise ValueError("no good")
