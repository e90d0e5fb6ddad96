"""Flask's session as an encrypted cookie: the only place where answers in progress are kept.

The cookie is AES-GCM over the session, padded so that its length says nothing. It goes with the
browser session, and stops being read after 24 hours at the latest. One that is damaged, foreign or
too old is an empty session that knows it was not readable.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, Request, Response
from flask import request as current_request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

NONCE_BYTES = 12
BLOCK_BYTES = 384
LONGEST_COOKIE = 4096
LIFETIME = timedelta(hours=24)
STARTED = "started"


class FamilySession(SecureCookieSession):
    """A family's answers in progress, and whether an earlier cookie could not be read."""

    unreadable = False


class EncryptedCookieSessions(SessionInterface):
    """Opens and saves sessions as encrypted cookies."""

    session_class = FamilySession

    def __init__(self, key: bytes, now: Callable[[], datetime]) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"session cookie 1").derive(key)
        self.cipher = AESGCM(derived)
        self.serializer = TaggedJSONSerializer()
        self.now = now

    def open_session(self, app: Flask, request: Request) -> FamilySession:
        """Return the session in the request's cookie, or an empty one."""
        cookie = request.cookies.get(self.get_cookie_name(app))
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
        if not session.modified:
            return
        name = self.get_cookie_name(app)
        if not session:
            response.delete_cookie(name, httponly=True, samesite="Lax")
            return
        session.setdefault(STARTED, int(self.now().timestamp()))
        response.set_cookie(
            name,
            self._encrypt(dict(session)),
            httponly=True,
            samesite="Lax",
            secure=current_request.is_secure,
        )

    def _encrypt(self, content: dict[str, object]) -> str:
        text = self.serializer.dumps(content).encode()
        padded = text.ljust(-(-len(text) // BLOCK_BYTES) * BLOCK_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        return urlsafe_b64encode(nonce + self.cipher.encrypt(nonce, padded, None)).decode()

    def _decrypt(self, cookie: str) -> dict[str, object] | None:
        try:
            if len(cookie) > LONGEST_COOKIE:
                return None
            data = urlsafe_b64decode(cookie)
            text = self.cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
            content = dict(self.serializer.loads(text.decode()))
            started = datetime.fromtimestamp(content[STARTED], self.now().tzinfo)
        except (InvalidTag, ValueError, KeyError, TypeError):
            return None
        return content if self.now() - started < LIFETIME else None
