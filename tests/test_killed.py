"""A server that is killed again and again while families send: what was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.client import HTTPException
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, update

from portal import create_app
from portal.store.tables import OutboxMessage, Request
from tests import long_runs
from tests.receiver import Receiver, receiving
from tests.sender import Ready, Sender
from tests.servers import free_port
from tests.waiting import A_MINUTE, wait_until

IN_ALL = 200
KILLS = IN_ALL if long_runs.THOROUGH else 6
long_runs.notes.add(f"kills of a server while families send, on each database: {KILLS} of {IN_ALL}")

LONGEST_BEFORE_A_KILL = 0.4
SEED = 4

# Runs `portal serve` each time it reads a line. What takes long, importing it, was done before.
LAUNCHER = """
import os, signal, sys
from portal.cli import main
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in sys.stdin:
    child = os.fork()
    os.setpgid(child, child)  # by both, or one that is killed at once would not be in its group yet
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        main(["serve"])
    print(child, flush=True)
os.killpg(child, signal.SIGKILL)
"""


class Launcher:
    """Starts servers quickly, one after the other, at the same address."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.server: int | None = None

    def start(self) -> None:
        """Start a server."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(file=self.process.stdin, flush=True)
        self.server = int(self.process.stdout.readline())

    def kill(self) -> None:
        """Kill every process of the server."""
        if self.server:
            with suppress(ProcessLookupError):
                os.killpg(self.server, signal.SIGKILL)
        self.server = None


@contextmanager
def launching(settings: Mapping[str, str]) -> Iterator[Launcher]:
    """Be ready to start servers with these settings."""
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCHER],
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        launcher = Launcher(process)
        try:
            yield launcher
        finally:
            launcher.kill()
            process.kill()


@dataclass
class Families(AbstractContextManager["Families"]):
    """Send one request after the other, and each as often as it takes until it is acknowledged."""

    sender: Sender
    port: int
    enough: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    tries: int = 0

    def __exit__(self, *_: object) -> None:
        """End, however the test went."""
        self.over.set()

    def send_until_told(self) -> None:
        """Send requests until `enough` is set, and the last one until it is acknowledged."""
        for number in count():
            self.acknowledged.append(self._send(self.sender.ready(number)))
            if self.enough.is_set():
                return

    def _send(self, ready: Ready) -> str:
        while not self.over.wait(0.01):
            self.tries += 1
            with suppress(OSError, HTTPException):
                return self.sender.send(ready, self.port)
        raise TimeoutError("a request was not acknowledged")


@dataclass
class Answerer:
    """Answers for the receiver: of every five messages it says of the first that it failed.

    `taken` are the messages that it did not fail, `doubles` those of them that came again: the portal was
    killed before it noted that. While somebody holds `silence`, it does not say so yet.
    """

    receiver: Receiver
    taken: set[str] = field(default_factory=set)
    doubles: set[str] = field(default_factory=set)
    silence: threading.Lock = field(default_factory=threading.Lock)
    fails_at_times: bool = True

    def answer(self, message_id: str) -> int:
        """Return the status to answer with."""
        if message_id in self.taken:
            self.doubles.add(message_id)
        if self.fails_at_times and len(self.receiver.posts) % 5 == 1:
            return HTTPStatus.INTERNAL_SERVER_ERROR
        self.taken.add(message_id)
        with self.silence:
            return HTTPStatus.NO_CONTENT


def stored(app: Flask) -> int:
    """Count the requests that were ever stored."""
    with app.extensions["store"].database.reading() as session:
        return session.scalar(select(func.max(Request.id))) or 0


def wait_for_one_more(counted: Callable[[], int], sending: Future[None]) -> None:
    """Wait until there is one more of what is counted, or none can come any more."""
    before = counted()
    wait_until(lambda: counted() != before or sending.done(), "one more", pause=0.0005)


def test_what_was_acknowledged_is_stored_and_delivered_once(
    new_database: Callable[..., str], tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    settings = {
        "DATABASE_URL": new_database(),
        "PORTAL_STATE": str(tmp_path),
        "PORTAL_TRUSTED_PROXIES": "1",
        "PORTAL_WORKERS": "1",
        "PORT": str(free_port()),
    }
    with receiving() as receiver:
        settings |= receiver.settings
        answerer = Answerer(receiver)
        receiver.answer = answerer.answer
        app = create_app(settings)
        families = Families(Sender(app), int(settings["PORT"]))
        with launching(settings) as launcher, ThreadPoolExecutor() as threads, families:
            sending = threads.submit(families.send_until_told)
            for kill in range(KILLS):
                launcher.start()
                if kill % 5 == 4:  # between delivering a message and noting that
                    with answerer.silence:
                        wait_for_one_more(lambda: len(answerer.taken), sending)
                        launcher.kill()
                elif kill % 3 == 1:  # between storing a request and telling the family
                    wait_for_one_more(partial(stored, app), sending)
                else:  # at any time, and each third time perhaps before it serves at all
                    if kill % 3:
                        wait_for_one_more(lambda: len(families.acknowledged), sending)
                    families.enough.wait(chance.uniform(0, LONGEST_BEFORE_A_KILL))
                launcher.kill()
            families.enough.set()
            launcher.start()
            sending.result(A_MINUTE)

        store, deliverer = app.extensions["store"], app.extensions["deliverer"]
        with store.database.writing() as session:  # all leases and pauses have ended
            session.execute(update(OutboxMessage).values(leased_until=None, due=OutboxMessage.created))
        answerer.fails_at_times = False
        while deliverer.deliver_due(datetime.now(UTC)):
            pass

    references = [request.reference for request in store.requests.all()]
    store.database.close()
    assert families.acknowledged == references
    assert len(set(references)) == len(references) >= KILLS // 4  # so many kills waited for one more
    assert families.tries > len(references)
    assert sorted(receiver.references) == sorted(references)
    assert len(answerer.doubles) >= KILLS // 5
    assert len(list((tmp_path / "mail").glob("*.eml"))) == len(references)
