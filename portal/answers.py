"""A family's answers in progress, kept in its session and nowhere else."""

from __future__ import annotations

from flask import session

from portal.assessment.encoding import decode, encode
from portal.assessment.journey import Journey, replay
from portal.assessment.model import UNSURE, Answer, Answers, Assessment
from portal.assessment.versions import Changes, carried_over, changes
from portal.reading.authority import Authority
from portal.session import FamilySession

ANSWERS = "answers"
VERSION = "version"
CHANGED = "changed"
THE_REST = "the_rest"
AFRESH = "afresh"
HELP_FIRST = "help_first"
TYPED = "typed"

SAID_ONCE = (CHANGED, AFRESH, HELP_FIRST)
"""What waits to be said once, and is no answer."""


def stored(authority: Authority, rules: Assessment) -> dict[str, Answer]:
    """Return the answers given so far, those off the way included.

    Answers given under other rules of this council come back as far as they still fit, and
    `rules_changed` says so once. Those that cannot be read at all are dropped; `began_afresh` says so once.
    """
    if isinstance(session, FamilySession) and session.unreadable:
        session[AFRESH] = True
    data = session.get(ANSWERS)
    if data is None:
        return {}
    given_under = authority.version(str(session.get(VERSION))) or rules
    answers = decode(given_under, data) if isinstance(data, bytes) else None
    if answers is None:
        forget()
        session[AFRESH] = True
        return {}
    if given_under is not rules:
        session[CHANGED] = [given_under.version, *answers]
        answers = carried_over(given_under, rules, answers)
        _keep(rules, answers)
    return answers


def _keep(rules: Assessment, answers: Answers) -> None:
    session[ANSWERS] = encode(rules, answers)
    session[VERSION] = rules.version


def journey(authority: Authority, rules: Assessment) -> Journey:
    """Return how far the family has come."""
    return replay(rules, stored(authority, rules), answer_the_rest=THE_REST in session)


def keep(authority: Authority, rules: Assessment, name: str, answer: Answer) -> Journey:
    """Keep one more answer, and return how far the family has come with it."""
    keep_typed(name, [])
    answers = stored(authority, rules) | {name: answer}
    _keep(rules, answers)
    return replay(rules, answers, answer_the_rest=THE_REST in session)


def answer_the_rest() -> None:
    """Go on to the questions that the headline does not need."""
    session[THE_REST] = True


def forget() -> None:
    """Forget every answer."""
    for name in (ANSWERS, VERSION, THE_REST, TYPED):
        session.pop(name, None)


def keep_typed(name: str, typed: list[str]) -> None:
    """Keep what stands on a question's page and is no answer yet, to show it again and never to count it."""
    others = {other: kept for other, kept in session.get(TYPED, {}).items() if other != name}
    kept = others | {name: typed} if any(typed) else others
    if kept:
        session[TYPED] = kept
    else:
        session.pop(TYPED, None)


def typed(name: str) -> list[str]:
    """Return what stood on a question's page and was no answer yet."""
    return list(session.get(TYPED, {}).get(name, []))


def help_first() -> None:
    """Show, once, who helps in danger before anything else."""
    session[HELP_FIRST] = True


def help_is_due() -> bool:
    """Say, once, whether to show who helps in danger."""
    return bool(session.pop(HELP_FIRST, False))


def began_afresh() -> bool:
    """Say, once, whether earlier answers could not be used."""
    return bool(session.pop(AFRESH, False))


def rules_changed(authority: Authority, rules: Assessment) -> Changes | None:
    """Return, once, what changed since the answers were given."""
    old_name, *answered = session.pop(CHANGED, [""])
    old = authority.version(old_name)
    return changes(old, rules, dict.fromkeys(answered, UNSURE)) if old else None
