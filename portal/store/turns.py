"""Work that is made to be slow is done one at a time, so that other pages are served meanwhile."""

from __future__ import annotations

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


class Turns:
    """Lets one caller of this process work and one wait; whoever comes then is told at once."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(1 + MOST_WAITING)
        self._work = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn; raise TooBusy where others wait already."""
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            with self._work:
                yield
        finally:
            self._places.release()
