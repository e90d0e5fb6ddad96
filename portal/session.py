"""Flask's session as an encrypted cookie: the only place where answers in progress are kept.

The session is packed (as JSON, compressed), padded so that its length says little, and encrypted with
AES-GCM. What a family writes in a request may need a second cookie; more than two there never are. They
go with the browser session, and stop being read 24 hours after they were last used, at the latest. One
that is damaged, foreign or too old is an empty session that knows it was not readable.
"""

from __future__ import annotations

import secrets
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, Request, Response
from flask import request as current_request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

from portal.security import cookies_are_secure
from portal.store.vault import derived

NONCE_BYTES = 12
TAG_BYTES = 16
BLOCK_BYTES = 384
COOKIE_LENGTH = 3600
"""Characters in one cookie: two of them fit into the 8 KB that proxies allow for the whole header."""

MOST_COOKIES = 2
MOST_BYTES = MOST_COOKIES * COOKIE_LENGTH * 3 // 4 - NONCE_BYTES - TAG_BYTES
LIFETIME = timedelta(hours=24)
BEGINS_ANEW_EVERY = timedelta(hours=1)
"""How often at most the lifetime of a session in use begins anew: not each page is to write the cookies."""

ROOM = 2 * BLOCK_BYTES
"""What `fits` leaves free for what comes later: answers, the code, the forms’ token, what is said once."""

STARTED = "started"

serializer = TaggedJSONSerializer()


def packed(content: Mapping[str, Any]) -> bytes:
    """Pack a session into few bytes."""
    return zlib.compress(serializer.dumps(dict(content)).encode(), 9)


def unpacked(data: bytes) -> dict[str, Any]:
    """Return the session that was packed, whatever stands behind it; ValueError if there is none."""
    try:
        return dict(serializer.loads(zlib.decompressobj().decompress(data).decode()))
    except (zlib.error, TypeError) as error:
        raise ValueError("no session") from error


def fits(content: Mapping[str, Any]) -> bool:
    """Tell whether a session is short enough for the family's browser."""
    return len(_padded(packed(content))) + ROOM <= MOST_BYTES


def cookie_names(app: Flask) -> list[str]:
    """List the names of the cookies that a session may stand in."""
    first = str(app.config["SESSION_COOKIE_NAME"])
    return [first, *(f"{first}-{number}" for number in range(2, MOST_COOKIES + 1))]


def _padded(data: bytes) -> bytes:
    blocks = -(-len(data) // BLOCK_BYTES)
    return data.ljust(blocks * BLOCK_BYTES, b"\0")


class FamilySession(SecureCookieSession):
    """A family's answers in progress, and whether an earlier cookie could not be read."""

    unreadable = False


class EncryptedCookieSessions(SessionInterface):
    """Opens and saves sessions as encrypted cookies."""

    session_class = FamilySession

    def __init__(self, keys: Sequence[bytes], now: Callable[[], datetime]) -> None:
        self.ciphers = [AESGCM(derived(key, "session cookie 2")) for key in keys]
        self.now = now

    def open_session(self, app: Flask, request: Request) -> FamilySession:
        """Return the session in the request's cookie, or an empty one."""
        cookie = "".join(request.cookies.get(name, "") for name in cookie_names(app))
        if not cookie:
            return FamilySession()
        content = self._decrypt(cookie)
        if content is None:
            session = FamilySession()
            session.unreadable = True
            return session
        return FamilySession(content)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where the session changed, and delete it where the session is empty."""
        if session.accessed:
            # The page may show the family's answers: nothing on the way may keep it.
            response.vary.add("Cookie")
            response.headers["Cache-Control"] = "no-store"
            self._begin_anew(session)
        if not session.modified:
            return
        cookie = ""
        if session:
            session.setdefault(STARTED, int(self.now().timestamp()))
            cookie = self._encrypt(session)
        for number, name in enumerate(cookie_names(app)):
            part = cookie[number * COOKIE_LENGTH :][:COOKIE_LENGTH]
            if part:
                response.set_cookie(name, part, httponly=True, samesite="Lax", secure=cookies_are_secure())
            elif number == 0 or name in current_request.cookies:
                response.delete_cookie(name, httponly=True, samesite="Lax")

    def _begin_anew(self, session: SessionMixin) -> None:
        """Let the lifetime of a session that is in use begin anew."""
        now = int(self.now().timestamp())
        if now - session.get(STARTED, now) >= BEGINS_ANEW_EVERY.total_seconds():
            session[STARTED] = now

    def _encrypt(self, content: Mapping[str, Any]) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return urlsafe_b64encode(
            nonce + self.ciphers[0].encrypt(nonce, _padded(packed(content)), None)
        ).decode()

    def _decrypt(self, cookie: str) -> dict[str, Any] | None:
        try:
            content = unpacked(self._opened(urlsafe_b64decode(cookie)))
            started = datetime.fromtimestamp(content[STARTED], self.now().tzinfo)
        except (InvalidTag, ValueError, KeyError, TypeError):
            return None
        return content if self.now() - started < LIFETIME else None

    def _opened(self, data: bytes) -> bytes:
        """Decrypt with the key that fits; raise InvalidTag if none does."""
        for cipher in self.ciphers:
            try:
                return cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
            except InvalidTag:
                continue
        raise InvalidTag
