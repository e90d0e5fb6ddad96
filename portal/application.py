"""The Flask application, whose log never holds what somebody sent."""

from __future__ import annotations

from collections.abc import Iterator
from traceback import format_tb
from types import TracebackType

from flask import Flask, request


class Portal(Flask):
    """The portal; an error of ours is logged without the address that was asked for and without words."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        """Log where in the program a request failed, and with which kinds of error."""
        page = request.url_rule.rule if request.url_rule else "an address that leads nowhere"
        told = [
            line for error in _chain(exc_info[1]) for line in (*format_tb(error.__traceback__), _kind(error))
        ]
        self.logger.error("%s %s failed.\n%s", request.method, page, "".join(told))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error and those that led to it, the last one first."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    """Name the kind of an error: its own words may hold what somebody typed, or an invitation."""
    return f"{type(error).__module__}.{type(error).__qualname__}\n"
