"""Which texts are signed, or checked by a speaker, as they stand now: any edit ends a signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from portal.current import now, store
from portal.review.desk import Desk
from portal.review.texts import Reviewable
from portal.store import Store
from portal.store.signatures import KeptSignature, SignatureKind
from portal.translation.catalogue import Wording
from portal.translation.interface import Id

Signed = Mapping[tuple[str, str], KeptSignature]
"""Signatures by text and language."""


WORDS_EXPLAINED = "council.words"

PAUSE = timedelta(minutes=1)
"""How long a database that was out of order is not asked again."""


@dataclass(frozen=True)
class InForce:
    """The signatures that are bound to today's words; `count` is how many there were when they were read.

    `waiting` are those whose words have changed since; `held_back` keeps what held_back.py works out of them,
    and `checked_english` the English of all that a speaker has checked, both by language.
    """

    store: Store
    count: int
    signed: Signed
    checked: Signed
    waiting: Signed
    checked_english: Mapping[str, frozenset[str]]
    held_back: dict[str, Mapping[str, str]] = field(default_factory=dict)


def in_force() -> InForce | None:
    """Return the signatures in force, read anew only after one was added; None without the database."""
    if "signatures_in_force" not in g:
        g.signatures_in_force = _read_if_there()
    found: InForce | None = g.signatures_in_force
    return found


def _read_if_there() -> InForce | None:
    """Return the signatures in force, or None while the database is out of order.

    Families read all the same, and only the Forum's mark is missing. They do not wait for a database that
    does not answer: it is asked again after a pause.
    """
    out_until = current_app.extensions.get("signatures_out_until")
    if out_until and now() < out_until:
        return None
    try:
        return _read()
    except (SQLAlchemyError, ValueError) as error:  # a row may be damaged
        current_app.logger.error("Signatures could not be read: %s", type(error).__name__)
        current_app.extensions["signatures_out_until"] = now() + PAUSE
        return None


def last_known() -> InForce | None:
    """Return the signatures in force when the database was last there."""
    found: InForce | None = current_app.extensions.get("signatures_in_force")
    return found


def _read() -> InForce:
    before = last_known()
    count = store().signatures.count()
    if before and before.store is store() and before.count == count:
        return before
    signed, waiting = _bound("signed")
    checked, _ = _bound("checked")
    found = InForce(store(), count, signed, checked, waiting, _english_of(checked))
    current_app.extensions["signatures_in_force"] = found
    return found


def _bound(kind: SignatureKind) -> tuple[Signed, Signed]:
    """Return the latest signatures of a kind: those under the words of today, and the others."""
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    languages = current_app.extensions["languages"]
    unchanged: dict[tuple[str, str], KeptSignature] = {}
    changed: dict[tuple[str, str], KeptSignature] = {}
    for (key, code), signature in store().signatures.latest(kind).items():
        if key in texts and code in languages:
            words_for = languages[code].catalogue.words_for
            desk = Desk(texts, code, words_for, store().remarks, store().signatures)
            bound = desk.fingerprint(texts[key]) == signature.fingerprint
            (unchanged if bound else changed)[key, code] = signature
    return unchanged, changed


def _english_of(checked: Signed) -> Mapping[str, frozenset[str]]:
    """Return the English of every passage that is checked, by language."""
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    english: dict[str, frozenset[str]] = {}
    for key, code in checked:
        passages = (passage.english for passage in texts[key].passages)
        english[code] = english.get(code, frozenset()).union(passages)
    return english


def reviewed(keys: Iterable[str], language: str) -> datetime | None:
    """Return when the last of these texts was signed in a language, if all are.

    Beside a page stands its English without the mark: it would look as if it were about both.
    """
    if not request.path.startswith(f"/{language}/"):
        return None
    found = in_force()
    signed = [found.signed.get((key, language)) if found else None for key in keys]
    days = [one.signed for one in signed if one]
    return max(days) if days and len(days) == len(signed) else None


def was_checked(wording: Wording, language: str) -> bool:
    """Tell whether a speaker has checked today's words: in their file, or at the desk."""
    return bool(wording.phrase.checked_by) or wording.english in checked_english(language)


def is_text(english: Id) -> bool:
    """Tell whether words are a text's on the page that is being made, and do not stand around it.

    Titles and summaries lead to other texts. Words explained are the text of their own page alone.
    """
    kinds: Mapping[Id, frozenset[str]] = current_app.extensions["kinds_of_passages"]
    found = kinds.get(english, frozenset())
    return bool(found - {"word"}) or (bool(found) and request.endpoint == WORDS_EXPLAINED)


def checked_english(language: str) -> frozenset[str]:
    """Return the English of everything that a speaker of a language has checked at the desk."""
    found = in_force()
    return found.checked_english.get(language, frozenset()) if found else frozenset()
