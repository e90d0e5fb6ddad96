"""Passwords of workers: kept as argon2 hashes, and worked on one at a time.

A hash takes a tenth of a second and 64 MB on purpose. So a process does one at a time and lets one more
wait. Of strangers only one at a time comes so far: the other place is for devices that we know.
"""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from portal.store.turns import TooBusy, Turns


class Passwords:
    """Makes hashes and compares with them."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher()
        self.turns = Turns()
        self.stranger = Lock()
        self.nobodys = _nobodys_hash(self.hasher)

    def hash(self, password: str) -> str:
        """Return what is kept of a new password; raise TooBusy."""
        with self.turns.turn():
            return self.hasher.hash(_normal(password))

    def check(self, password: str, kept: str | None, *, known: bool) -> str | None:
        """Return the hash to keep from now on if this is the password, else None; raise TooBusy.

        Without a hash the work is the same, so that nobody can tell whether there is an account.
        """
        with self._turn(known=known):
            try:
                self.hasher.verify(kept or self.nobodys, _normal(password))
            except VerifyMismatchError:
                return None
            if kept and self.hasher.check_needs_rehash(kept):
                return self.hasher.hash(_normal(password))
            return kept

    @contextmanager
    def _turn(self, *, known: bool) -> Iterator[None]:
        if not known and not self.stranger.acquire(blocking=False):
            raise TooBusy
        try:
            with self.turns.turn():
                yield
        finally:
            if not known:
                self.stranger.release()


def _normal(password: str) -> str:
    """Write a password the same way whatever keyboard typed it."""
    return unicodedata.normalize("NFKC", password)


def _nobodys_hash(hasher: PasswordHasher) -> str:
    """Return a hash that fits no password and costs as much to compare with as any other."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (_encoded(secrets.token_bytes(size)) for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19${cost}${salt}${digest}"


def _encoded(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")
