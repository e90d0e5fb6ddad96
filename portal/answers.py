"""A family's answers in progress, kept in its session and nowhere else."""

from __future__ import annotations

from flask import session

from portal.assessment.encoding import decode, encode
from portal.assessment.journey import Journey, replay
from portal.assessment.model import Answer, Assessment
from portal.session import FamilySession

ANSWERS = "answers"
THE_REST = "the_rest"
AFRESH = "afresh"
HELP_FIRST = "help_first"


def stored(assessment: Assessment) -> dict[str, Answer]:
    """Return the answers given so far, those off the way included.

    Answers that cannot be read, or were given to older questions, are dropped; `began_afresh` says so once.
    """
    if isinstance(session, FamilySession) and session.unreadable:
        session[AFRESH] = True
    data = session.get(ANSWERS)
    if data is None:
        return {}
    answers = decode(assessment, data) if isinstance(data, bytes) else None
    if answers is None:
        forget()
        session[AFRESH] = True
        return {}
    return answers


def journey(assessment: Assessment) -> Journey:
    """Return how far the family has come."""
    return replay(assessment, stored(assessment), answer_the_rest=THE_REST in session)


def keep(assessment: Assessment, name: str, answer: Answer) -> Journey:
    """Keep one more answer, and return how far the family has come with it."""
    answers = stored(assessment) | {name: answer}
    session[ANSWERS] = encode(assessment, answers)
    return journey(assessment)


def answer_the_rest() -> None:
    """Go on to the questions that the headline does not need."""
    session[THE_REST] = True


def forget() -> None:
    """Forget every answer."""
    session.pop(ANSWERS, None)
    session.pop(THE_REST, None)


def help_first() -> None:
    """Show, once, who helps in danger before anything else."""
    session[HELP_FIRST] = True


def help_is_due() -> bool:
    """Say, once, whether to show who helps in danger."""
    return bool(session.pop(HELP_FIRST, False))


def began_afresh() -> bool:
    """Say, once, whether earlier answers could not be used."""
    return bool(session.pop(AFRESH, False))
