"""Sessions that families saved under a code; without the code nobody opens them, nor do we."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, select

from portal.store.database import Database
from portal.store.limits import Limits
from portal.store.save_code import COST, Pepper, Unlocked
from portal.store.tables import SavedSession
from portal.store.turns import TooBusy, Turns
from portal.store.upsert import insert
from portal.store.vault import CannotOpen

NONCE_BYTES = 12
BLOCK_BYTES = 384

TRIES_AT_ONCE = 6
THEN_ONE_EVERY = timedelta(seconds=10)

OF_A_NETWORK_AT_ONCE = 30
THEN_OF_A_NETWORK_ONE_EVERY = timedelta(seconds=5)
"""A whole town's phones may share one: whoever shares it with somebody who tries for ever waits seconds."""


@dataclass(frozen=True)
class Found:
    """What was saved under a code, and until when it is kept."""

    content: bytes
    expires: datetime


class Saved:
    """Stores what families save, and finds it again by its code.

    Every method may raise SQLAlchemyError; those that work out where a code leads to, TooBusy. They take the
    network `whose` device asks: the slow work of one network never keeps all others waiting.
    """

    def __init__(self, database: Database, limits: Limits, keys: Sequence[bytes], cost: int = COST) -> None:
        self.database = database
        self.limits = limits
        self._peppers = [Pepper(key, cost) for key in keys]
        self._turns = Turns()
        self._wrong = WrongCodes()

    def save(self, code: str, content: bytes, now: datetime, expires: datetime, whose: str) -> None:
        """Store what is to be found under a code, instead of what was there before."""
        newest, *older = self._peppers
        with self._turns.turn(whose):
            self._count("save", whose, now)
            place = newest.unlock(code)
            # A row that was written under an older key stands elsewhere.
            old = [pepper.unlock(code).locator for pepper in self._likely(code, now) if pepper in older]
        row = {"sieve": newest.sieve(code), "content": _lock(place, content), "expires": expires}
        saving = (
            insert(self.database, SavedSession)
            .values(locator=place.locator, **row)
            .on_conflict_do_update(index_elements=[SavedSession.locator], set_=row)
        )
        with self.database.writing() as session:
            session.execute(saving)
            session.execute(delete(SavedSession).where(SavedSession.locator.in_(old)))

    def find(self, code: str, now: datetime, whose: str) -> Found | None:
        """Return what was saved under a code; None where there is nothing, or nothing any more."""
        for pepper in self._likely(code, now):
            digest = pepper.digest(code, "wrong")
            if self._wrong.holds(digest, now):
                continue
            with self._turns.turn(whose):
                self._count("come back", whose, now)
                # Only now, so that nobody who keeps others waiting uses up the tries of their codes.
                tag = str(pepper.sieve(code))
                if wait := self.limits.take("save code", tag, now, TRIES_AT_ONCE, THEN_ONE_EVERY):
                    raise TooBusy(wait)
                place = pepper.unlock(code)
            with self.database.reading() as session:
                row = session.get(SavedSession, place.locator)
            if row and row.expires > now:
                return Found(_open(place, row.content), row.expires)
            self._wrong.add(digest, now)
        return None

    def delete(self, code: str, now: datetime, whose: str) -> None:
        """Delete what was saved under a code, if there is anything."""
        with self._turns.turn(whose):
            self._count("delete what was saved", whose, now)
            locators = [pepper.unlock(code).locator for pepper in self._likely(code, now)]
        with self.database.writing() as session:
            session.execute(delete(SavedSession).where(SavedSession.locator.in_(locators)))

    def _count(self, what: str, whose: str, now: datetime) -> None:
        """Count what a network does; raise TooBusy where it has done it so often that it is to wait."""
        if wait := self.limits.take(what, whose, now, OF_A_NETWORK_AT_ONCE, THEN_OF_A_NETWORK_ONE_EVERY):
            raise TooBusy(wait)

    def _likely(self, code: str, now: datetime) -> list[Pepper]:
        """Return the keys under which there may be a row of this code: for most wrong codes none.

        What is past its period does not count, so that a code that has ended costs and looks as a wrong one.
        """
        tags = [pepper.sieve(code) for pepper in self._peppers]
        there = select(SavedSession.sieve).where(SavedSession.sieve.in_(tags), SavedSession.expires > now)
        with self.database.reading() as session:
            found = set(session.scalars(there))
        return [pepper for pepper, tag in zip(self._peppers, tags, strict=True) if tag in found]


class WrongCodes:
    """Remembers codes that passed the sieve and were wrong, so that sending them again costs nothing.

    Otherwise somebody could use up the tries of the family whose code has the same tag.
    """

    LONGEST = timedelta(hours=1)
    MOST = 10_000

    def __init__(self) -> None:
        self._since: OrderedDict[bytes, datetime] = OrderedDict()
        self._lock = Lock()

    def add(self, digest: bytes, now: datetime) -> None:
        """Remember a code."""
        with self._lock:
            self._since[digest] = now
            self._since.move_to_end(digest)
            if len(self._since) > self.MOST:
                self._since.popitem(last=False)

    def holds(self, digest: bytes, now: datetime) -> bool:
        """Tell whether a code was wrong lately."""
        since = self._since.get(digest)
        return since is not None and now - since < self.LONGEST


def _lock(place: Unlocked, content: bytes) -> bytes:
    """Encrypt what is saved, bound to its place; its length is hidden up to a block."""
    padded = content + b"\x80" + bytes(-(len(content) + 1) % BLOCK_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + place.cipher.encrypt(nonce, padded, place.locator)


def _open(place: Unlocked, locked: bytes) -> bytes:
    """Decrypt what was saved at this place; raise CannotOpen."""
    try:
        padded = place.cipher.decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], place.locator)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("A saved session is damaged.") from error
    return padded[: padded.rindex(b"\x80")]
