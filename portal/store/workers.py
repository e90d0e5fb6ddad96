"""Workers of the council: how they are invited, what proves who they are, and how long they stay signed in.

Of an invitation and of a session only the hash of the token is kept: whoever reads the database can use
neither. The authenticator app's secret is encrypted.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, delete, not_, or_, select, update
from sqlalchemy.orm import Session

from portal.store.database import Database
from portal.store.tables import Worker, WorkerSession
from portal.store.vault import CannotOpen, Vault

TOKEN_BYTES = 32
INVITED_FOR = timedelta(days=7)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How often at most a session is written to: reading is not to cost a write each time."""


@dataclass(frozen=True)
class Account:
    """What a worker proves to be herself with; `secret` is None where its key is missing."""

    number: int
    name: str
    password_hash: str = field(repr=False)
    secret: str | None = field(repr=False)
    last_step: int


class Workers:
    """Stores workers, invitations and sessions."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def invite(self, name: str, now: datetime) -> str:
        """Return the token of a new invitation; what the worker signed in with until now ends."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self.database.writing() as session:
            worker = _named(session, name)
            if worker is None:
                worker = Worker(name=name)
                session.add(worker)
                session.flush()
            worker.name = name
            worker.password_hash = worker.content = None
            worker.last_step = 0
            worker.invitation = hashed(token)
            worker.invited_until = now + INVITED_FOR
            session.execute(delete(WorkerSession).where(WorkerSession.worker_id == worker.id))
        return token

    def invited(self, token: str, now: datetime) -> str | None:
        """Return the name of the worker whom an invitation is for, while it can be used."""
        with self.database.reading() as session:
            worker = session.scalar(_invited(token, now))
            return worker.name if worker else None

    def accept(self, token: str, password_hash: str, secret: str, step: int, now: datetime) -> str | None:
        """Use an invitation up; return the token of a session, or None where it cannot be used any more."""
        with self.database.writing() as session:
            worker = session.scalar(_invited(token, now).with_for_update())
            if worker is None:
                return None
            worker.password_hash = password_hash
            worker.content = self.vault.lock(secret.encode(), place_of_worker(worker))
            worker.last_step = step
            worker.invitation = worker.invited_until = None
            return _start(session, worker.id, now)

    def account(self, name: str) -> Account | None:
        """Return the account of a worker who has used her invitation, by her name however it is typed."""
        with self.database.reading() as session:
            worker = _named(session, name)
            if worker is None or worker.password_hash is None:
                return None
            return Account(
                worker.id, worker.name, worker.password_hash, self._secret(worker), worker.last_step
            )

    def sign_in(self, account: Account, step: int, password_hash: str, now: datetime) -> str | None:
        """Return the token of a new session, or None where the step was used or the account has changed.

        `password_hash` is kept from now on: it is the account's, or a stronger one of the same password.
        """
        used = (
            update(Worker)
            .where(
                Worker.id == account.number,
                Worker.password_hash == account.password_hash,
                Worker.last_step < step,
            )
            .values(last_step=step, password_hash=password_hash)
            .returning(Worker.id)
        )
        with self.database.writing() as session:
            if session.scalar(used) is None:
                return None
            return _start(session, account.number, now)

    def signed_in(self, token: str, now: datetime) -> str | None:
        """Return the name of the worker whose session this is, unless it has ended."""
        this = WorkerSession.token_hash == hashed(token)
        wanted = select(Worker.name, WorkerSession.last_seen).join_from(WorkerSession, Worker)
        with self.database.reading() as session:
            found = session.execute(wanted.where(this, not_(ended(now)))).first()
        if found is None:
            return None
        name, last_seen = found
        if now - last_seen >= SEEN_EVERY:
            with self.database.writing() as session:
                session.execute(update(WorkerSession).where(this).values(last_seen=now))
        return name

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self.database.writing() as session:
            session.execute(delete(WorkerSession).where(WorkerSession.token_hash == hashed(token)))

    def _secret(self, worker: Worker) -> str | None:
        try:
            return self.vault.open(worker.content or b"", place_of_worker(worker)).decode()
        except CannotOpen:
            return None


def place_of_worker(worker: Worker) -> str:
    """Name the place of a worker's secret, to which its encryption is bound."""
    return f"worker {worker.id} secret"


def hashed(token: str) -> bytes:
    """Return what is kept of a token."""
    return sha256(token.encode()).digest()


def folded(name: str) -> str:
    """Return a name as it is compared: capitals and spaces do not matter."""
    return " ".join(name.split()).casefold()


def _named(session: Session, name: str) -> Worker | None:
    # There are few workers, and the databases fold other alphabets differently.
    wanted = folded(name)
    workers = session.scalars(select(Worker).order_by(Worker.id))
    return next((worker for worker in workers if folded(worker.name) == wanted), None)


def _invited(token: str, now: datetime) -> Select[Worker]:
    return select(Worker).where(Worker.invitation == hashed(token), Worker.invited_until > now)


def _start(session: Session, worker_id: int, now: datetime) -> str:
    """Start a session; those that have ended by themselves go."""
    session.execute(delete(WorkerSession).where(ended(now)))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(WorkerSession(token_hash=hashed(token), worker_id=worker_id, started=now, last_seen=now))
    return token


def ended(now: datetime) -> ColumnElement[bool]:
    """Return the condition for sessions that have ended by themselves."""
    return or_(WorkerSession.last_seen <= now - IDLE, WorkerSession.started <= now - LONGEST)
