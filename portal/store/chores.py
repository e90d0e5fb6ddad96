"""What is done once a day, by whichever process comes to it first."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from portal.store.database import Database
from portal.store.tables import Chore
from portal.store.upsert import insert

EVERY = timedelta(days=1)
AGAIN_AFTER = timedelta(hours=1)


class Chores:
    """Remembers when each chore was last done."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def claim(self, name: str, now: datetime) -> bool:
        """Take on a chore that is due: True for one process, False for the others until it is due again."""
        with self.database.reading() as session:
            chore = session.get(Chore, name)
            if chore and chore.done > now - EVERY:
                return False
        claiming = (
            insert(self.database, Chore)
            .values(name=name, done=now)
            .on_conflict_do_update(
                index_elements=[Chore.name], set_={"done": now}, where=Chore.done <= now - EVERY
            )
            .returning(Chore.name)
        )
        with self.database.writing() as session:
            return session.scalar(claiming) is not None

    def failed(self, name: str, now: datetime) -> None:
        """Note that a chore was not done after all, so that it is due again soon."""
        with self.database.writing() as session:
            session.execute(update(Chore).where(Chore.name == name).values(done=now - EVERY + AGAIN_AFTER))
