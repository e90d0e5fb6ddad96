"""A portal whose outbox the tests empty themselves, and a family’s request in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.store.outbox import kinds_for
from portal.store.requests import Receipt
from tests.conftest import ELEVEN_AT_NIGHT

FIELDS: Mapping[str, object] = {
    "filled_in_by": "parent",
    "name": "Amina O’Shea",
    "child_name": "Zubair",
    "child_age": 9,
    "telephone": "07700 900123",
    "email": "amina@example.org",
    "email_receipt": True,
    "safe_ways": ["text", "email"],
    "careful": "My husband reads the letters",
    "language": "ur",
    "own_words": "I like trains — میں",
    "page_language": "en",
    "worry": "danger",
    "agreement": True,
}


SITE = {
    "PORTAL_ADDRESS": "https://example.org",
    "PORTAL_TRUSTED_PROXIES": "1",
    "PORTAL_MAIL_FROM": "no-reply@localhost",
    "PORTAL_TEAM_MAIL": "team@localhost",
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Flask]:
    """Give what makes a portal with these settings; it keeps everything in the test's folder."""

    def make(**settings: str) -> Flask:
        environment = {"PORTAL_STATE": str(tmp_path), **SITE, **settings}
        return create_app(environment, lambda: ELEVEN_AT_NIGHT)

    return make


def send(app: Flask, now: datetime = ELEVEN_AT_NIGHT, **changes: object) -> str:
    """Send a family's request, and return its reference."""
    store = app.extensions["store"]
    fields = {**FIELDS, **changes}
    kinds = kinds_for(fields, webhook=bool(app.extensions["settings"].webhook))
    sending = f"sending {len(store.requests.all())}"
    receipt: Receipt = store.requests.send(sending, fields, kinds, now)
    return receipt.reference


def late(app: Flask, now: datetime = ELEVEN_AT_NIGHT) -> str:
    """Return all that the inbox says about what has not arrived."""
    return " ".join(app.extensions["store"].outbox.late(now).values())
