"""What goes on beside the pages: messages are delivered, and once a day what is old is deleted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flask import Flask

from portal.attempt import Attempt
from portal.config import Settings
from portal.delivery.deliverer import Deliverer
from portal.delivery.mail_folder import MailFolder
from portal.reading.authority import Authority
from portal.reading.promises import Keeps
from portal.store import Store
from portal.store.chores import Chores
from portal.store.retention import purge

PAUSE = timedelta(seconds=2)
AFTER_A_FAILURE = timedelta(seconds=30)

SECONDS_TO_END = 8
"""How long to wait for the message that is being delivered; a server that stops has 10."""


class Background:
    """Does in its own thread, or in the caller's, what is due."""

    def __init__(self, app: Flask) -> None:
        self.log = app.logger
        self.clock: Callable[[], datetime] = app.extensions["clock"]
        self.settings: Settings = app.extensions["settings"]
        self.store: Store = app.extensions["store"]
        self.deliverer: Deliverer = app.extensions["deliverer"]
        self.authority: Authority = app.extensions["authority"]
        self.chores = Chores(self.store.database)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self.run, name="background", daemon=True)

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done at this moment, and wait for that."""
        self.end()
        self._thread.join(SECONDS_TO_END)

    def end(self) -> None:
        """End after what is being done at this moment."""
        self._end.set()

    @property
    def running(self) -> bool:
        """Tell whether its thread runs."""
        return self._thread.is_alive()

    def run(self) -> None:
        """Do what is due, again and again, until told to end."""
        while not self._end.is_set():
            pause = PAUSE if self.do_what_is_due() else AFTER_A_FAILURE
            self._end.wait(pause.total_seconds())

    def do_what_is_due(self) -> bool:
        """Do everything that is due now; return whether all went well. It raises nothing."""
        return all(
            [self._done("deliver messages", self._deliver), self._done("delete what is old", self._purge)]
        )

    def _done(self, what: str, do: Callable[[], None]) -> bool:
        with Attempt() as attempt:
            do()
        if attempt.error:
            self.log.error("Could not %s: %s", what, type(attempt.error).__name__)
        return attempt.error is None

    def _deliver(self) -> None:
        while not self._end.is_set() and self.deliverer.deliver_due(self.clock()):
            pass

    def _purge(self) -> None:
        now = self.clock()
        if not self.chores.claim("purge", now):
            return
        with Attempt() as attempt:
            delete_what_is_old(self.store, self.settings, self.authority.keeps, now)
        if attempt.error:
            self.chores.failed("purge", now)
            raise attempt.error


def delete_what_is_old(store: Store, settings: Settings, keeps: Keeps, now: datetime) -> Mapping[str, int]:
    """Delete what is older than its period, in the database and in the mail folder; return how many."""
    deleted = dict(purge(store.database, keeps, now))
    deleted["e-mails in the folder"] = MailFolder(settings.mail_folder).purge(now - keeps.messages)
    return deleted
