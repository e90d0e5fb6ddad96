"""“Insert, or change what is there”: both databases have it, SQLAlchemy only under each one's own name."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from portal.store.database import Database
from portal.store.tables import Base


def insert(database: Database, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Begin an insertion that can go on with `on_conflict_do_update`."""
    return sqlite.insert(table) if database.is_sqlite else postgresql.insert(table)
