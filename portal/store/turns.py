"""Work that is made to be slow is done one at a time, so that other pages are served meanwhile."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore, Lock

SOON = timedelta(seconds=5)
MOST_WAITING = 1


class TooBusy(Exception):
    """Say that something cannot be done just now; `wait` is about how long it takes until it can."""

    def __init__(self, wait: timedelta = SOON) -> None:
        super().__init__(f"to be tried again in {wait}")
        self.wait = wait

    @property
    def seconds(self) -> int:
        """Return the wait in whole seconds, the last one begun."""
        return math.ceil(self.wait / timedelta(seconds=1))


class Turns:
    """Lets one caller of this process work and one wait; whoever comes then is told at once.

    The two are never of the same network, so that nobody can take both places.
    """

    def __init__(self) -> None:
        self._places = BoundedSemaphore(1 + MOST_WAITING)
        self._work = Lock()
        self._here: set[str] = set()
        self._door = Lock()

    @contextmanager
    def turn(self, whose: str = "") -> Iterator[None]:
        """Wait for the turn; raise TooBusy where others wait already, or one of the network `whose` is here.

        Whose network is not known is not told apart from others.
        """
        self._enter(whose)
        try:
            with self._work:
                yield
        finally:
            self._leave(whose)

    def _enter(self, whose: str) -> None:
        with self._door:
            if whose in self._here or not self._places.acquire(blocking=False):
                raise TooBusy
            if whose:
                self._here.add(whose)

    def _leave(self, whose: str) -> None:
        with self._door:
            self._here.discard(whose)
            self._places.release()
