"""One database: SQLite as shipped, PostgreSQL where an address of one is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

SECONDS_TO_WAIT = 10
"""How long a write waits for another one before it gives up."""

IN_MEMORY = ":memory:"

MIGRATION_LOCK = 7_305_160_871
"""Names, in PostgreSQL, the lock under which the tables are made: any number that nobody else uses."""


class Database:
    """Opens short transactions on the database at an address."""

    def __init__(self, address: str, seconds_to_wait: int = SECONDS_TO_WAIT) -> None:
        url = usable(make_url(address))
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite and url.database and url.database != IN_MEMORY:
            _make_private(Path(url.database))
        # What is written does not belong into error messages, which end in logs.
        self.engine = create_engine(url, hide_parameters=True, **_options(self.is_sqlite, seconds_to_wait))
        self._reader = self.engine
        if self.is_sqlite:
            _set_up_sqlite(self.engine, seconds_to_wait)
        else:
            _set_up_postgresql(self.engine, seconds_to_wait)
            self._reader = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writer = self.engine.execution_options(writes=True)

    def migrate(self) -> None:
        """Bring the tables to what this version expects; processes that start at once take turns."""
        with self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            command.upgrade(migrations(connection), "head")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that only reads, and sees nothing of what others write meanwhile."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that writes: committed at its end, or undone by an exception.

        SQLite takes its one write lock at the start. A transaction that reads first and takes it later
        fails at once where another one wrote in between, however long it is willing to wait.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def answers(self) -> bool:
        """Tell whether the database can be reached and has its tables."""
        try:
            with self.reading() as session:
                session.execute(text("SELECT 1 FROM request LIMIT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Close the connections that are kept open for later."""
        self.engine.dispose()


def usable(url: URL) -> URL:
    """Name the driver that we have for PostgreSQL, under either name that hosts give it."""
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def migrations(connection: Connection) -> Config:
    """Tell alembic where the migrations are and which connection to use."""
    config = Config()
    config.set_main_option("script_location", "portal:store/migrations")
    config.attributes["connection"] = connection
    return config


def _make_private(path: Path) -> None:
    """Make the file that SQLite keeps everything in, for its owner alone; a file that is there stays.

    SQLite would make it for everybody to read. The files that it puts beside it are as open as this one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A file that is there must not even be opened: closing it again would undo SQLite's locks on it.
    with suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)


def _options(is_sqlite: bool, seconds_to_wait: int) -> dict[str, Any]:
    """Tell how to connect."""
    if is_sqlite:
        return {}
    # Without the second, a network that is cut is noticed after a quarter of an hour.
    limits = {"connect_timeout": seconds_to_wait, "tcp_user_timeout": seconds_to_wait * 1000}
    return {"pool_pre_ping": True, "connect_args": limits}


def _set_up_postgresql(engine: Engine, seconds_to_wait: int) -> None:
    """Make PostgreSQL give up waiting for a lock, as SQLite does."""

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{seconds_to_wait}s'")


def _set_up_sqlite(engine: Engine, seconds_to_wait: int) -> None:
    """Make SQLite safe for several processes and against a power cut."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver starts no transaction of its own
        cursor = connection.cursor()
        for setting in (
            f"busy_timeout={seconds_to_wait * 1000}",  # first: the others wait for a lock too
            "journal_mode=WAL",
            "synchronous=FULL",  # what was acknowledged survives a power cut
            "foreign_keys=ON",
            "secure_delete=ON",  # what is deleted is overwritten
        ):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
