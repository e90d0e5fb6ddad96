"""Encryption of what is kept, under keys that can be changed without losing anything.

Each value is AES-GCM under a key derived from the service's secret, and bound to its place: moved into
another row or column it does not open. The newest secret locks; older ones still open.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NAME_BYTES = 4
NONCE_BYTES = 12
BLOCK_BYTES = 64


class CannotOpen(Exception):
    """Say that a value was damaged, moved, or locked under a key that we do not have."""


def derived(secret: bytes, purpose: str) -> bytes:
    """Derive the key for one purpose from the service's secret."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret)


class Vault:
    """Locks and opens values; `secrets_newest_first` are 32 bytes each."""

    def __init__(self, secrets_newest_first: Sequence[bytes]) -> None:
        self._ciphers: dict[bytes, AESGCM] = {}
        for secret in secrets_newest_first:
            name = derived(secret, "vault key name 1")[:NAME_BYTES]
            self._ciphers[name] = AESGCM(derived(secret, "vault 1"))
        self._newest = next(iter(self._ciphers))
        self._index_keys = [derived(secret, "vault index 1") for secret in secrets_newest_first]

    def lock(self, content: bytes, place: str) -> bytes:
        """Encrypt a value for its place; its length is hidden up to a block."""
        padded = content + b"\x80" + bytes(-(len(content) + 1) % BLOCK_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        locked = self._ciphers[self._newest].encrypt(nonce, padded, place.encode())
        return self._newest + nonce + locked

    def open(self, locked: bytes, place: str) -> bytes:
        """Decrypt a value that was locked for this place; raise CannotOpen."""
        cipher = self._ciphers.get(locked[:NAME_BYTES])
        nonce, rest = locked[NAME_BYTES:][:NONCE_BYTES], locked[NAME_BYTES + NONCE_BYTES :]
        if cipher is None:
            raise CannotOpen(f"{place} is locked under a key that is not in the settings.")
        try:
            padded = cipher.decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(f"{place} is damaged, or was moved here.") from error
        return padded[: padded.rindex(b"\x80")]

    def is_newest(self, locked: bytes) -> bool:
        """Tell whether a value is locked under the newest key."""
        return locked.startswith(self._newest)

    def lock_anew(self, locked: bytes, place: str) -> bytes:
        """Encrypt a value under the newest key; raise CannotOpen."""
        return self.lock(self.open(locked, place), place)

    def index(self, text: str, purpose: str) -> bytes:
        """Return what finds a row by a text that is not kept in the clear."""
        return self.indexes(text, purpose)[0]

    def indexes(self, text: str, purpose: str) -> list[bytes]:
        """Return the same under every key, the newest first: older rows were written under older ones."""
        message = f"{purpose}\0{text}".encode()
        return [hmac.digest(key, message, sha256) for key in self._index_keys]
