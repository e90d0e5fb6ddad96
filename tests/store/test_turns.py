"""Slow work: one at a time, one waits, the others are told at once."""

from queue import Queue
from threading import Thread

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


def test_a_turn_that_fails_is_given_back() -> None:
    turns = Turns()
    for _ in range(5):
        try:
            with turns.turn():
                raise ValueError
        except ValueError:
            pass
    with turns.turn():
        assert True
