"""Two servers on one database: what one stores the other serves, and no message goes twice."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from portal import create_app
from portal.store import Store
from portal.store.outbox import KINDS
from portal.store.workers import COORDINATOR
from tests.databases import KEYS
from tests.office import PASSWORD
from tests.receiver import receiving
from tests.sender import Sender
from tests.servers import fetch, free_port, start, stop
from tests.waiting import A_MINUTE, wait_until

MESSAGES = 200


@contextmanager
def served(settings: dict[str, str]) -> Iterator[list[int]]:
    """Run two servers with these settings, started at once; give their ports."""
    with ExitStack() as stack:
        ports = [free_port() for _ in range(2)]
        servers = [stack.enter_context(start({**settings, "PORT": str(port)})) for port in ports]
        for server in servers:
            stack.callback(stop, server)
        for port in ports:
            assert fetch(f"http://127.0.0.1:{port}/readyz") == b"ok\n"
        yield ports
        for server in servers:
            server.send_signal(signal.SIGTERM)
        for server in servers:
            _, complaints = server.communicate(timeout=A_MINUTE)
            assert (server.returncode, complaints) == (0, "")


@pytest.fixture
def settings(new_database: Callable[..., str], tmp_path: Path) -> dict[str, str]:
    """Give the settings that both servers have, with a database that is empty."""
    return {
        "DATABASE_URL": new_database(tables=False),
        "PORTAL_STATE": str(tmp_path),
        "PORTAL_WORKERS": "1",
        "PORTAL_SECRET_KEY": KEYS[0].hex(),
    }


class Browser:
    """A browser that has never been here; it opens pages at either server."""

    def __init__(self) -> None:
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, page: str) -> str:
        """Open a page."""
        with self.opener.open(page, timeout=A_MINUTE) as answer:
            text: str = answer.read().decode()
        return text

    def post(self, page: str, to: str = "", **typed: str) -> str:
        """Open the page of a form, send it filled in, and return the page that this leads to."""
        hidden = dict(re.findall(r'type="hidden" name="(\w+)"[^>]* value="([^"]*)"', self.get(page)))
        sent = urlencode({**hidden, **typed}).encode()
        with self.opener.open(f"{page}{to}", sent, timeout=A_MINUTE) as answer:
            text: str = answer.read().decode()
        return text


def test_both_start_at_once_on_nothing_and_one_serves_what_the_other_stored(settings: dict[str, str]) -> None:
    with served(settings) as (one, other):
        page = f"http://127.0.0.1:{one}/en/ask-for-assessment/who/"
        shown = Browser().post(page, filled_in_by="parent", name="Amina O’Shea", save="yes")
        code = "".join(re.findall(r"<span>(\d{4})</span>", shown))
        assert len(code) == 16
        page = f"http://127.0.0.1:{other}/en/self-assessment/return/"
        assert 'value="Amina O’Shea"' in Browser().post(page, code=code)
        store = Store.open(settings["DATABASE_URL"], KEYS)
        sign_at_one_and_be_told_at_the_other(store, f"http://127.0.0.1:{one}", f"http://127.0.0.1:{other}")
        store.database.close()


def sign_at_one_and_be_told_at_the_other(store: Store, one: str, other: str) -> None:
    """Sign a guide at one server: families and members see it at the other, which has shown it before."""
    guide = f"{other}/en/guides/under-five/"
    assert "Reviewed with" not in Browser().get(guide)
    here, there = Browser(), Browser()
    for browser, server, name in ((here, one, "Carol"), (there, other, "Chris")):
        link = f"{server}/review/invitation/{store.workers.invite(name, datetime.now(UTC), COORDINATOR)}/"
        browser.post(link, name=name, password=PASSWORD, again=PASSWORD)
    assert "Signed by" in here.post(f"{one}/review/en/guide/under-five/", to="sign/")
    assert "Reviewed with" in Browser().get(guide)
    assert "Carol" in there.get(f"{other}/review/en/guide/under-five/")


def test_a_request_that_both_are_sent_at_once_is_one_request(settings: dict[str, str]) -> None:
    settings = {**settings, "PORTAL_TRUSTED_PROXIES": "1"}
    app = create_app(settings)
    sender = Sender(app)
    with served(settings) as ports, ThreadPoolExecutor(2) as threads:
        for number in range(10):
            references = set(threads.map(partial(sender.send, sender.ready(number)), ports))
            assert len(references) == 1
    store = app.extensions["store"]
    assert len(store.requests.all()) == 10
    store.database.close()


def test_two_hundred_messages_are_delivered_none_twice_and_none_is_left(settings: dict[str, str]) -> None:
    both_at_once = threading.Barrier(2)
    met = threading.Event()

    def wait_for_the_other(_message_id: str) -> int:
        if not met.is_set():
            both_at_once.wait(A_MINUTE)
            met.set()
        return HTTPStatus.NO_CONTENT

    now = datetime.now(UTC)
    with receiving() as receiver, served({**settings, **receiver.settings}):
        receiver.answer = wait_for_the_other
        store = Store.open(settings["DATABASE_URL"], KEYS)
        for number in range(MESSAGES):
            store.requests.send(f"sending {number}", {"name": "Amina"}, ["webhook"], now)
        wait_until(lambda: not store.outbox.late(now + timedelta(days=1)))
    assert len(receiver.posts) == len(receiver.accepted) == MESSAGES
    assert store.outbox.claim(now + timedelta(days=1), kinds=KINDS) == []
    store.database.close()
