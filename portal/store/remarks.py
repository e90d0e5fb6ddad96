"""What is said at the review desk of a passage, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import case, func, select

from portal.store.answers import OPEN, Answer, read_answer, write_answer
from portal.store.database import Database
from portal.store.tables import Remark

RemarkKind = Literal["comment", "suggestion", "not_understood"]
KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)


@dataclass(frozen=True)
class Passage:
    """Which passage of which text in which language, and its words as they were read."""

    text: str
    place: str
    language: str
    words: str


@dataclass(frozen=True)
class KeptRemark:
    """A remark on a passage; `suggests` holds the other words of a suggestion."""

    number: int
    passage: Passage
    kind: RemarkKind
    says: str
    suggests: str
    author: str
    made: datetime
    answer: Answer


class Remarks:
    """Stores remarks and their answers."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def make(
        self, passage: Passage, kind: RemarkKind, says: str, suggests: str, author: str, now: datetime
    ) -> int:
        """Keep a remark; return its number."""
        with self.database.writing() as session:
            row = Remark(
                text=passage.text,
                place=passage.place,
                language=passage.language,
                words=passage.words,
                kind=kind,
                says=says,
                suggests=suggests,
                author=author,
                made=now,
            )
            session.add(row)
            session.flush()
            return row.id

    def of(self, text: str, language: str) -> list[KeptRemark]:
        """Return the remarks on a text in a language, in the order in which they were made."""
        wanted = select(Remark).where(Remark.text == text, Remark.language == language).order_by(Remark.id)
        with self.database.reading() as session:
            return [_kept(row) for row in session.scalars(wanted)]

    def find(self, number: int) -> KeptRemark | None:
        """Return the remark with this number."""
        with self.database.reading() as session:
            row = session.get(Remark, number)
            return _kept(row) if row else None

    def with_status(self, *statuses: str) -> list[KeptRemark]:
        """Return the remarks on all texts whose answers have one of these statuses, the oldest first."""
        wanted = select(Remark).where(Remark.status.in_(statuses)).order_by(Remark.id)
        with self.database.reading() as session:
            return [_kept(row) for row in session.scalars(wanted)]

    def by(self, author: str) -> list[KeptRemark]:
        """Return the remarks that somebody made, the newest first."""
        wanted = select(Remark).where(Remark.author == author).order_by(Remark.id.desc())
        with self.database.reading() as session:
            return [_kept(row) for row in session.scalars(wanted)]

    def count(self, language: str) -> Mapping[str, tuple[int, int]]:
        """Return how many remarks there are on each text in a language: all, and those that are open."""
        is_open = func.sum(case((Remark.status == OPEN, 1), else_=0))
        wanted = select(Remark.text, func.count(), is_open).where(Remark.language == language)
        with self.database.reading() as session:
            return {
                text: (all_, open_) for text, all_, open_ in session.execute(wanted.group_by(Remark.text))
            }

    def answer(self, number: int, revision: int, answer: Answer) -> None:
        """Answer a remark that is at this revision; raise AnsweredMeanwhile or LookupError."""
        with self.database.writing() as session:
            write_answer(session.get(Remark, number, with_for_update=True), revision, answer)


def _kept(row: Remark) -> KeptRemark:
    return KeptRemark(
        number=row.id,
        passage=Passage(row.text, row.place, row.language, row.words),
        kind=next(kind for kind in KINDS if kind == row.kind),
        says=row.says,
        suggests=row.suggests,
        author=row.author,
        made=row.made,
        answer=read_answer(row),
    )
