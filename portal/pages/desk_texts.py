"""Which texts stand on the desk, and which one an address names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import abort, current_app

from portal.current import store
from portal.languages import offered
from portal.review.desk import Desk
from portal.review.texts import Reviewable


def all_texts() -> Mapping[str, Reviewable]:
    """Return every text by its key."""
    found: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    return found


def text_at(kind: str, name: str) -> Reviewable:
    """Return the text that an address names, or end in a 404."""
    return all_texts().get(f"{kind}/{name}") or abort(404)


def desk_in(language_read: str) -> Desk:
    """Return the desk in a language, or end in a 404."""
    language = offered().get(language_read) or abort(404)
    return Desk(all_texts(), language_read, language.catalogue.words_for, store().remarks, store().signatures)


def review_days() -> Mapping[str, date]:
    """Return by which day the texts that have one are to be read again, by their keys."""
    found: Mapping[str, date] = current_app.extensions["review_dates"]
    return found
