"""What an editor answers to what was said: done, not done, or later; the second of two is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from portal.store.tables import Feedback, Remark

AnswerStatus = Literal["open", "done", "not_done", "later"]
OPEN: AnswerStatus = "open"
ANSWERS: tuple[AnswerStatus, ...] = tuple(one for one in get_args(AnswerStatus) if one != OPEN)


class AnsweredMeanwhile(Exception):
    """Say that somebody else answered first."""


@dataclass(frozen=True)
class Answer:
    """What was answered, by whom and when; nothing yet while the status is open."""

    status: AnswerStatus
    words: str
    by: str | None
    at: datetime | None
    revision: int


def read_answer(row: Feedback | Remark) -> Answer:
    """Return the answer in a row."""
    status = next(one for one in get_args(AnswerStatus) if one == row.status)
    return Answer(status, row.answer, row.answered_by, row.answered, row.revision)


def write_answer(row: Feedback | Remark | None, revision: int, answer: Answer) -> None:
    """Put an answer into a row that is at this revision; raise AnsweredMeanwhile or LookupError."""
    if row is None:
        raise LookupError
    if row.revision != revision:
        raise AnsweredMeanwhile
    row.status, row.answer, row.answered_by, row.answered = answer.status, answer.words, answer.by, answer.at
    row.revision += 1
