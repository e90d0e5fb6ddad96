"""What the portal that serves this request has at hand: its store, its council, its clock."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from portal.reading.authority import Authority
from portal.store import Store


def store() -> Store:
    """Return what is kept."""
    found: Store = current_app.extensions["store"]
    return found


def authority() -> Authority:
    """Return the council."""
    found: Authority = current_app.extensions["authority"]
    return found


def now() -> datetime:
    """Return the moment it is."""
    moment: datetime = current_app.extensions["clock"]()
    return moment
