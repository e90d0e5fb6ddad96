"""The code under which a family saves: sixteen digits, and what is worked out from them.

docs/decisions/0008-save-code.md says why it is so.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from portal.store.vault import derived

DIGITS = 16

COST = 2**17
"""How much work a guess is. Rows were written with it, so it cannot be changed for those."""

BLOCK_SIZE = 8
SALT = b"short breaks portal, save code 1"

KEY_BYTES = 32
SIEVE_BYTES = 2


def new_code() -> str:
    """Make a code that nobody can foresee."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


@dataclass(frozen=True)
class Unlocked:
    """What only the code leads to: where its row is, and what opens it."""

    locator: bytes
    cipher: AESGCM


class Pepper:
    """One of the service's keys, without which codes cannot even be tried."""

    def __init__(self, secret: bytes, cost: int = COST) -> None:
        self._key = derived(secret, "save code 1")
        self._cost = cost

    def sieve(self, code: str) -> int:
        """Return a short tag of a code, to tell at once that most wrong ones are wrong."""
        return int.from_bytes(self.digest(code, "sieve")[:SIEVE_BYTES])

    def digest(self, code: str, purpose: str) -> bytes:
        """Return a keyed digest of a code, for one purpose."""
        return hmac.digest(self._key, f"{purpose}\0{code}".encode(), hashlib.sha256)

    def unlock(self, code: str) -> Unlocked:
        """Work out where a code's row is and what opens it: slow, and 128 MiB of memory."""
        slow = hashlib.scrypt(
            self.digest(code, "code"),
            salt=SALT,
            n=self._cost,
            r=BLOCK_SIZE,
            p=1,
            maxmem=2 * 128 * self._cost * BLOCK_SIZE,
            dklen=KEY_BYTES,
        )
        both = HKDFExpand(SHA256(), 2 * KEY_BYTES, info=b"locator and key").derive(slow)
        return Unlocked(both[:KEY_BYTES], AESGCM(both[KEY_BYTES:]))
