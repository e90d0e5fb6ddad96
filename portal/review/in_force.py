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
from portal.translation.catalogue import Wording

Signed = Mapping[tuple[str, str], KeptSignature]
"""Signatures by text and language."""


@dataclass(frozen=True)
class InForce:
    """The signatures that are bound to today's words; `newest` is the number of the last one looked at.

    `waiting` are those whose words have changed since.
    """

    store: Store
    newest: int
    signed: Signed
    checked: Signed
    waiting: Signed


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
    signed, waiting = _bound("signed")
    checked, _ = _bound("checked")
    found = InForce(store(), newest, signed, checked, waiting)
    current_app.extensions["signatures_in_force"] = found
    return found


def _bound(kind: SignatureKind) -> tuple[Signed, Signed]:
    """Return the latest signatures of a kind: those under the words of today, and the others."""
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    languages = current_app.extensions["languages"]
    now: dict[tuple[str, str], KeptSignature] = {}
    changed: dict[tuple[str, str], KeptSignature] = {}
    for (key, code), signature in store().signatures.latest(kind).items():
        if key in texts and code in languages:
            words_for = languages[code].catalogue.words_for
            desk = Desk(texts, code, words_for, store().remarks, store().signatures)
            bound = desk.fingerprint(texts[key]) == signature.fingerprint
            (now if bound else changed)[key, code] = signature
    return now, changed


def reviewed(keys: Iterable[str], language: str) -> datetime | None:
    """Return when the last of these texts was signed in a language, if all are."""
    found = in_force()
    signed = [found.signed.get((key, language)) if found else None for key in keys]
    days = [one.signed for one in signed if one]
    return max(days) if days and len(days) == len(signed) else None


def is_checked(wording: Wording, language: str) -> bool:
    """Tell whether a speaker has checked a wording: in its file, or at the desk."""
    return bool(wording.phrase.checked_by) or wording.english in checked_english(language)


def checked_english(language: str) -> frozenset[str]:
    """Return the English of everything that a speaker of a language has checked at the desk."""
    if "checked_english" not in g:
        found = in_force()
        texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
        keys = [key for key, code in found.checked if code == language] if found else []
        g.checked_english = frozenset(passage.english for key in keys for passage in texts[key].passages)
    checked: frozenset[str] = g.checked_english
    return checked
