"""What goes on beside the pages: `portal serve` delivers; `portal deliver`, where another server serves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from portal.cli import main
from portal.store import Store
from portal.store.database import Database
from tests.databases import KEYS
from tests.receiver import receiving
from tests.servers import PORTAL, free_port, start, stop
from tests.waiting import A_MINUTE, wait_until

FIELDS = {"name": "Amina", "email": "amina@example.org", "email_receipt": True, "safe_ways": ["email"]}
TOMORROW = datetime.now(UTC) + timedelta(days=1)


def settings(folder: Path) -> dict[str, str]:
    """Return the settings of a portal that keeps everything in a folder."""
    return {"PORTAL_STATE": str(folder), "PORTAL_SECRET_KEY": KEYS[0].hex(), "PORTAL_WORKERS": "1"}


def send(folder: Path, *kinds: str) -> Store:
    """Send a request that causes these messages; return the store that it is in."""
    store = Store.open(f"sqlite:///{folder / 'portal.db'}", KEYS)
    store.requests.send("one", FIELDS, kinds, datetime.now(UTC))
    return store


def listens(port: int) -> bool:
    """Tell whether something listens on a port."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def test_a_server_that_is_told_to_stop_finishes_what_it_is_delivering(tmp_path: Path) -> None:
    taken, stopping = threading.Event(), threading.Event()

    def answer_late(_message_id: str) -> int:
        taken.set()
        stopping.wait(A_MINUTE)
        return HTTPStatus.OK

    port = free_port()
    store = send(tmp_path, "webhook")
    with (
        receiving() as receiver,
        start({**settings(tmp_path), **receiver.settings, "PORT": str(port)}) as server,
    ):
        receiver.answer = answer_late
        try:
            assert taken.wait(A_MINUTE)
            server.send_signal(signal.SIGTERM)
            wait_until(lambda: not listens(port))
            stopping.set()
            assert server.communicate(timeout=A_MINUTE)[1] == ""
            assert server.returncode == 0
        finally:
            stop(server)
    assert store.outbox.late(TOMORROW) == {}
    assert len(receiver.posts) == 1


def test_deliver_once_does_what_is_due_and_ends(tmp_path: Path) -> None:
    store = send(tmp_path, "team_mail", "family_mail")
    done = CliRunner().invoke(main, ["deliver", "--once"], env=settings(tmp_path))
    assert (done.exit_code, done.output) == (0, "")
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 2
    assert store.outbox.late(TOMORROW) == {}


def test_deliver_goes_on_until_it_is_stopped(tmp_path: Path) -> None:
    store = send(tmp_path, "team_mail")
    environment = {**os.environ, **settings(tmp_path)}
    with subprocess.Popen([PORTAL, "deliver"], env=environment, stderr=subprocess.PIPE, text=True) as running:
        wait_until(lambda: not store.outbox.late(TOMORROW))
        store.requests.send("two", FIELDS, ["team_mail"], datetime.now(UTC))
        wait_until(lambda: not store.outbox.late(TOMORROW))
        running.send_signal(signal.SIGTERM)
        assert running.communicate(timeout=A_MINUTE)[1] == ""
        assert running.returncode == 0


@pytest.mark.parametrize("command", [["serve"], ["deliver"], ["purge"]])
def test_a_database_that_does_not_answer_is_told_without_its_password(
    tmp_path: Path, command: list[str]
) -> None:
    address = f"postgresql://portal:secret@127.0.0.1:{free_port()}/portal"
    stopped = CliRunner().invoke(main, command, env={**settings(tmp_path), "DATABASE_URL": address})
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Error: DATABASE_URL: the database does not open.")
    assert "secret" not in stopped.output


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'portal.db'}")) as database:
        database.migrate()
        with database.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    stopped = CliRunner().invoke(main, ["serve"], env=settings(tmp_path))
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Error: DATABASE_URL: the database cannot be used.")
