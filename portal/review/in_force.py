"""Which texts are signed, or checked by a speaker, as they stand now: any edit ends a signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from portal.current import store
from portal.review.desk import Desk
from portal.review.texts import Reviewable
from portal.store import Store
from portal.store.signatures import KeptSignature, SignatureKind

Signed = Mapping[tuple[str, str], KeptSignature]
"""Signatures by text and language."""


@dataclass(frozen=True)
class InForce:
    """The signatures that are bound to today's words; `newest` is the number of the last one looked at."""

    store: Store
    newest: int
    signed: Signed
    checked: Signed


def in_force() -> InForce | None:
    """Return the signatures in force, read anew only after one was added; None without the database."""
    if "signatures_in_force" not in g:
        try:
            g.signatures_in_force = _read()
        except SQLAlchemyError as error:
            # Families read all the same; only the Forum's mark is missing.
            current_app.logger.error("Signatures could not be read: %s", type(error).__name__)
            g.signatures_in_force = None
    found: InForce | None = g.signatures_in_force
    return found


def _read() -> InForce:
    before: InForce | None = current_app.extensions.get("signatures_in_force")
    newest = store().signatures.newest()
    if before and before.store is store() and before.newest == newest:
        return before
    found = InForce(store(), newest, _bound("signed"), _bound("checked"))
    current_app.extensions["signatures_in_force"] = found
    return found


def _bound(kind: SignatureKind) -> Signed:
    """Return the latest signatures of a kind whose words are still those of today."""
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    languages = current_app.extensions["languages"]
    found = {}
    for (key, code), signature in store().signatures.latest(kind).items():
        if key in texts and code in languages:
            words_for = languages[code].catalogue.words_for
            desk = Desk(texts, code, words_for, store().remarks, store().signatures)
            if desk.fingerprint(texts[key]) == signature.fingerprint:
                found[key, code] = signature
    return found


def reviewed(keys: Iterable[str], language: str) -> datetime | None:
    """Return when the last of these texts was signed in a language, if all are."""
    found = in_force()
    signed = [found.signed.get((key, language)) if found else None for key in keys]
    days = [one.signed for one in signed if one]
    return max(days) if days and len(days) == len(signed) else None


def checked_english(language: str) -> frozenset[str]:
    """Return the English of everything that a speaker of a language has checked at the desk."""
    found = in_force()
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    keys = [key for key, code in found.checked if code == language] if found else []
    return frozenset(passage.english for key in keys for passage in texts[key].passages)
