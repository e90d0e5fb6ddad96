"""The database: made by migrations, shared by processes, and quick to say that it cannot be reached."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from portal.store import Store
from portal.store.answers import Answer
from portal.store.database import Database, migrations
from portal.store.feedback import KeptFeedback, Said
from portal.store.tables import Base, Chore
from portal.store.vault import Vault
from portal.store.workers import WORKER, Account
from tests import postgres
from tests.conftest import ELEVEN_AT_NIGHT
from tests.databases import KEYS

A_MINUTE = 60

BEFORE_THE_DESK = "0002"
A_WORKER = "INSERT INTO worker (name, password_hash, content, last_step) VALUES (:name, :hash, :content, 7)"
SOME_FEEDBACK = "INSERT INTO feedback (mark, received, content) VALUES (:mark, :received, :content)"

MIGRATE = "import sys; from portal.store.database import Database; Database(sys.argv[1]).migrate()"


def test_the_migrations_make_the_tables_that_the_code_expects(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_who_worked_and_what_families_said_before_the_desk_is_still_there(
    new_database: Callable[..., str],
) -> None:
    said, mark = Said("words/", "ur", "wrong", "یہ غلط ہے"), b"a mark"
    vault = Vault(KEYS)
    feedback = {"mark": mark, "received": int(ELEVEN_AT_NIGHT.timestamp())}
    feedback["content"] = vault.lock(json.dumps(asdict(said)).encode(), f"feedback {mark.hex()}")
    worker = {"name": "Wendy", "hash": "a hash", "content": vault.lock(b"ABCDEFGH", "worker 1 secret")}
    with closing(Database(new_database(tables=False))) as database:
        with database.engine.begin() as connection:
            command.upgrade(migrations(connection), BEFORE_THE_DESK)
            connection.execute(text(A_WORKER), worker)
            connection.execute(text(SOME_FEEDBACK), feedback)
        database.migrate()
        store = Store.on(database, KEYS)
        assert store.workers.account("Wendy") == Account(1, "Wendy", "worker", "a hash", "ABCDEFGH", 7)
        assert store.workers.role_of("Wendy") == WORKER
        assert store.workers.members() == []
        answer = Answer("open", "", None, None, 1)
        assert list(store.feedback.listed()) == [KeptFeedback(1, ELEVEN_AT_NIGHT, said, answer)]
        store.feedback.answer(1, 1, replace(answer, status="done", by="Edith"))
        store.workers.invite("Amina", ELEVEN_AT_NIGHT, "reviewer")
        assert [one.name for one in store.workers.members()] == ["Amina"]


def test_without_its_tables_a_database_is_not_ready(new_database: Callable[..., str]) -> None:
    with closing(Database(new_database(tables=False))) as database:
        assert not database.answers()
        database.migrate()
        assert database.answers()


def test_four_processes_that_start_at_once_make_the_tables_once(new_database: Callable[..., str]) -> None:
    address = new_database(tables=False)
    started = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, address], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate(timeout=A_MINUTE)[1] for process in started] == [""] * 4
    assert [process.returncode for process in started] == [0] * 4
    with closing(Database(address)) as database:
        assert database.answers()


def test_an_exception_undoes_all_that_was_written(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.add(Chore(name="purge", done=ELEVEN_AT_NIGHT))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    with database.reading() as session:
        assert session.scalars(select(Chore)).all() == []


def test_who_reads_sees_nothing_of_what_is_written_meanwhile(database: Database) -> None:
    with database.reading() as reader:
        assert reader.scalars(select(Chore)).all() == []
        with database.writing() as writer:
            writer.add(Chore(name="purge", done=ELEVEN_AT_NIGHT))
        assert reader.scalars(select(Chore)).all() == []
    with database.reading() as reader:
        assert [chore.done for chore in reader.scalars(select(Chore))] == [ELEVEN_AT_NIGHT]


def test_an_error_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    with database.writing() as session:
        session.add(Chore(name="something private", done=ELEVEN_AT_NIGHT))
    with pytest.raises(IntegrityError) as stopped, database.writing() as session:
        session.add(Chore(name="something private", done=ELEVEN_AT_NIGHT))
    # PostgreSQL adds the key that is there twice: of ours none says anything.
    said = "".join(line for line in str(stopped.value).splitlines() if not line.startswith("DETAIL:"))
    assert "something private" not in said


def test_sqlite_writes_to_the_disk_and_over_what_is_deleted(tmp_path: object) -> None:
    with closing(Database(f"sqlite:///{tmp_path}/portal.db")) as database, database.reading() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    full = 2
    assert found == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_what_sqlite_keeps_is_for_its_owner_alone(tmp_path: Path, mask: int) -> None:
    usual = os.umask(mask)
    try:
        with closing(Database(f"sqlite:///{tmp_path}/state/portal.db")) as database:
            database.migrate()
            with database.writing() as session:
                session.add(Chore(name="purge", done=ELEVEN_AT_NIGHT))
            modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "state").iterdir()}
    finally:
        os.umask(usual)
    assert modes == dict.fromkeys(("portal.db", "portal.db-wal", "portal.db-shm"), 0o600)


def test_a_database_in_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(Database("sqlite:///:memory:")) as database, database.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
    assert not list(tmp_path.iterdir())


def test_while_another_writes_for_long_sending_fails_and_stores_nothing(database_url: str) -> None:
    with closing(Database(database_url)) as other, closing(Database(database_url, seconds_to_wait=1)) as ours:
        store = Store.on(ours, KEYS)
        with other.writing() as session:
            lock = "SELECT 1" if other.is_sqlite else "LOCK TABLE request"
            session.execute(text(lock))
            with pytest.raises(OperationalError):
                store.requests.send("one", {"name": "Amina"}, ["team_mail"], ELEVEN_AT_NIGHT)
        assert store.requests.all() == []
        store.requests.send("one", {"name": "Amina"}, ["team_mail"], ELEVEN_AT_NIGHT)
        assert len(store.requests.all()) == 1


def test_a_database_that_stops_is_noticed_and_used_again_when_it_is_back() -> None:
    with postgres.running() as server, closing(Database(server.address())) as database:
        database.migrate()
        store = Store.on(database, KEYS)
        store.requests.send("one", {"name": "Amina"}, ["team_mail"], ELEVEN_AT_NIGHT)
        server.stop()
        assert not database.answers()
        with pytest.raises(SQLAlchemyError):
            store.requests.send("two", {"name": "Bea"}, ["team_mail"], ELEVEN_AT_NIGHT)
        server.start()
        assert database.answers()
        store.requests.send("two", {"name": "Bea"}, ["team_mail"], ELEVEN_AT_NIGHT)
        assert [request.fields["name"] for request in store.requests.all()] == ["Amina", "Bea"]


def test_a_file_that_is_no_database_is_named_as_unusable(tmp_path: object) -> None:
    with pytest.raises(SQLAlchemyError), closing(Database(f"sqlite:///{tmp_path}")) as database:
        database.migrate()
