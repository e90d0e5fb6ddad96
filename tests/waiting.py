"""Waiting for what another process or thread does: looked at again and again, never for a fixed time."""

import time
from collections.abc import Callable

A_MINUTE = 60


def wait_until(true: Callable[[], object], what: str = "what was waited for", pause: float = 0.02) -> None:
    """Wait until something is so; raise TimeoutError, naming it, after a minute. `pause` is in seconds."""
    deadline = time.monotonic() + A_MINUTE
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come in {A_MINUTE} seconds")
        time.sleep(pause)  # the one place where tests sleep: between two looks
