"""What a family searched for, kept for a short while in a cookie of its own.

The words stand in no address, so neither history nor log holds them. The cookie is not the session's:
a forged search comes without the family's cookies, and a session begun by it would overwrite her answers.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from unicodedata import category

from flask import request
from werkzeug.wrappers import Response

from portal.security import cookies_are_secure
from portal.store.vault import CannotOpen, Vault, derived

COOKIE = "portal-search"
PURPOSE = "search words 1"
KEPT = timedelta(minutes=30)
LONGEST = 100
MOST_BYTES = 4 * LONGEST
"""A letter takes four bytes at most."""

CONTROLS = ("Cc", "Cs")


def tidied(typed: str) -> str:
    """Return what was typed on one line, without control characters, and not too long."""
    readable = "".join(" " if category(one) in CONTROLS else one for one in typed)
    return " ".join(readable.split())[:LONGEST].strip()


def forget(response: Response) -> Response:
    """Delete the cookie from the browser that gets this answer."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response


class SearchWords:
    """Puts the words into the cookie, and reads them for half an hour."""

    def __init__(self, keys: Sequence[bytes], clock: Callable[[], datetime]) -> None:
        self._vault = Vault([derived(key, PURPOSE) for key in keys])
        self._clock = clock

    def remember(self, words: str, response: Response) -> None:
        """Put the words into the browser that gets this answer."""
        # Padded, so that the cookie's length says nothing, in whichever script.
        content = f"{int(self._clock().timestamp())} ".encode() + words.encode().ljust(MOST_BYTES)
        locked = urlsafe_b64encode(self._vault.lock(content, PURPOSE)).decode()
        response.set_cookie(COOKIE, locked, httponly=True, samesite="Lax", secure=cookies_are_secure())

    def remembered(self) -> str:
        """Return the words in the cookie of this request; none if it is too old or cannot be read."""
        try:
            locked = urlsafe_b64decode(request.cookies.get(COOKIE, ""))
            written, _, words = self._vault.open(locked, PURPOSE).decode().partition(" ")
        except (ValueError, CannotOpen):
            return ""
        age = self._clock() - datetime.fromtimestamp(int(written), self._clock().tzinfo)
        return words.rstrip() if age < KEPT else ""
