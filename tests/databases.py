"""Databases for tests: SQLite and a real PostgreSQL. A test that asks for one runs once on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from portal.store import Store
from portal.store.database import Database
from tests import postgres

KEYS = (bytes(range(32)),)
"""The service's secret keys, where a test needs no others."""

TEMPLATE = "migrated"
numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """Run a PostgreSQL with one database whose tables are made, to copy for each test."""
    with postgres.running() as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        template = Database(server.address(TEMPLATE))
        template.migrate()
        template.close()
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind_of_database(request: pytest.FixtureRequest) -> str:
    """Name each kind of database in turn."""
    kind: str = request.param
    return kind


@pytest.fixture
def new_database(
    kind_of_database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., str]]:
    """Give what makes a database and returns its address: `new_database(tables=False)` makes no tables."""
    made: list[str] = []

    def new_on_sqlite(tables: bool = True) -> str:
        address = f"sqlite:///{tmp_path / f'portal-{next(numbers)}.db'}"
        if tables:
            database = Database(address)
            database.migrate()
            database.close()
        return address

    if kind_of_database == "sqlite":
        yield new_on_sqlite
        return
    server: postgres.Server = request.getfixturevalue("postgresql")

    def new_on_postgresql(tables: bool = True) -> str:
        made.append(f"portal_{next(numbers)}")
        server.execute(f"CREATE DATABASE {made[-1]} TEMPLATE {TEMPLATE if tables else 'template1'}")
        return server.address(made[-1])

    yield new_on_postgresql
    for name in made:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(new_database: Callable[..., str]) -> str:
    """Give the address of a database that holds nothing yet."""
    return new_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database that holds nothing yet."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Give a store that holds nothing yet."""
    opened = Store.open(database_url, KEYS)
    yield opened
    opened.database.close()
