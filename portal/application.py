"""The Flask application, whose log never holds what somebody sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from traceback import format_tb
from types import TracebackType
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Portal(Flask):
    """The portal; an error of ours is logged without the address that was asked for and without words."""

    behind_proxies: ProxyFix | None = None

    def trust_proxies(self, count: int) -> None:
        """Believe what this many proxies say of whoever asks."""
        self.behind_proxies = ProxyFix(self.wsgi_app, x_for=count, x_proto=count, x_host=count)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        answer = self.behind_proxies or self.wsgi_app
        return answer(environ, start_response)

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
