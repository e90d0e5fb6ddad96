"""Something that may fail without ending what goes on around it."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Attempt:
    """A block that may fail: afterwards `error` is the exception that ended it, or None.

    Tell people its kind, not its text: that may hold what a family wrote.
    """

    error: Exception | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        """Keep an exception, unless it is to end the process."""
        if isinstance(error, Exception):
            self.error = error
        return self.error is not None
