"""What families say of a page: kept without who said it, and locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.store.answers import Answer, read_answer, write_answer
from portal.store.database import Database
from portal.store.tables import Feedback as Row
from portal.store.vault import CannotOpen, Vault

SAID_BEFORE = "feedback said before"


@dataclass(frozen=True)
class Said:
    """What somebody said of a page; `page` is its address without the language."""

    page: str
    language: str
    about: str
    words: str


@dataclass(frozen=True)
class KeptFeedback:
    """Feedback as it was given; without `said`, it cannot be opened."""

    number: int
    received: datetime
    said: Said | None
    answer: Answer


class Feedback:
    """Stores feedback and lists it."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def give(self, said: Said, by: str, now: datetime) -> None:
        """Keep what was said; `by` is a random text of the browser, so that pressing twice is once.

        Only the day is kept: the moment could be found again in a server's log.
        """
        text = json.dumps(asdict(said), ensure_ascii=False)
        mark = self.vault.index(f"{by} {text}", SAID_BEFORE)
        content = self.vault.lock(text.encode(), place_of(mark))
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            with self.database.writing() as session:
                session.add(Row(mark=mark, received=day, content=content))
        except IntegrityError:
            if not self._has(mark):
                raise

    def _has(self, mark: bytes) -> bool:
        with self.database.reading() as session:
            return session.scalar(select(Row.id).where(Row.mark == mark)) is not None

    def listed(self) -> Iterator[KeptFeedback]:
        """Yield all feedback, the newest first."""
        with self.database.reading() as session:
            rows = session.scalars(select(Row).order_by(Row.received.desc(), Row.id.desc())).all()
        for row in rows:
            yield self._kept(row)

    def find(self, number: int) -> KeptFeedback | None:
        """Return the feedback with this number."""
        with self.database.reading() as session:
            row = session.get(Row, number)
            return self._kept(row) if row else None

    def answer(self, number: int, revision: int, answer: Answer) -> None:
        """Answer feedback that is at this revision; raise AnsweredMeanwhile or LookupError."""
        with self.database.writing() as session:
            write_answer(session.get(Row, number, with_for_update=True), revision, answer)

    def delete(self, number: int) -> None:
        """Delete one; where it is gone already, nothing is left to do."""
        with self.database.writing() as session:
            session.execute(delete(Row).where(Row.id == number))

    def _kept(self, row: Row) -> KeptFeedback:
        return KeptFeedback(row.id, row.received, self._opened(row), read_answer(row))

    def _opened(self, row: Row) -> Said | None:
        try:
            return Said(**json.loads(self.vault.open(row.content, place_of(row.mark))))
        except CannotOpen:
            return None


def place_of(mark: bytes) -> str:
    """Name the place that feedback is bound to; its number is not known before it is stored."""
    return f"feedback {mark.hex()}"
