"""What the portal that serves this request has at hand: its store, its council, its clock."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, request

from portal.config import Settings
from portal.reading.authority import Authority
from portal.store import Store

COPY = "portal.copy"
"""What marks a request for a page that a phone will keep; only portal/pages/offline.py can set it."""


def store() -> Store:
    """Return what is kept."""
    found: Store = current_app.extensions["store"]
    return found


def authority() -> Authority:
    """Return the council."""
    found: Authority = current_app.extensions["authority"]
    return found


def settings() -> Settings:
    """Return the settings."""
    found: Settings = current_app.extensions["settings"]
    return found


def now() -> datetime:
    """Return the moment it is."""
    moment: datetime = current_app.extensions["clock"]()
    return moment


def is_copy() -> bool:
    """Tell whether this page is made to be kept on a phone, and read at another time."""
    return bool(request) and COPY in request.environ
