"""Workers and members of the review desk: how they are invited, who they are, how long they stay signed in.

Of an invitation and of a session only the hash of the token is kept: whoever reads the database can use
neither. The authenticator app's secret is encrypted.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from unicodedata import normalize

from sqlalchemy import ColumnElement, Select, delete, not_, or_, select, true, update
from sqlalchemy.orm import Session

from portal.store.database import Database
from portal.store.tables import Feedback, Remark, Signature, Worker, WorkerSession, YouSaid
from portal.store.vault import CannotOpen, Vault

TOKEN_BYTES = 32
INVITED_FOR = timedelta(days=7)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How often at most a session is written to: reading is not to cost a write each time."""


WORKER = "worker"
"""Reads the requests of families."""

REVIEWER, COORDINATOR, EDITOR, TRANSLATOR = "reviewer", "coordinator", "editor", "translator"
DESK = (REVIEWER, COORDINATOR, EDITOR, TRANSLATOR)
"""Read what families will read: the first two for the Parent Carer Forum, an editor for the council."""


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in; `languages` are those that a translator translates."""

    number: int
    name: str
    role: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """What somebody proves to be herself with; `secret` is None where there is none, or no key opens it."""

    number: int
    name: str
    role: str
    password_hash: str = field(repr=False)
    secret: str | None = field(repr=False)
    last_step: int


class NameTaken(Exception):
    """Say that somebody else signs in under this name."""


class Workers:
    """Stores who signs in, invitations and sessions."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def invite(self, name: str, now: datetime, role: str = WORKER, languages: Sequence[str] = ()) -> str:
        """Return the token of a new invitation; what she signed in with until now ends."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self.database.writing() as session:
            worker = _named(session, name)
            if worker is None:
                worker = Worker(name=name)
                session.add(worker)
                session.flush()
            worker.name = name
            worker.role, worker.languages = role, " ".join(languages)
            worker.password_hash = worker.content = None
            worker.last_step = 0
            worker.invitation = hashed(token)
            worker.invited_until = now + INVITED_FOR
            session.execute(delete(WorkerSession).where(WorkerSession.worker_id == worker.id))
        return token

    def invited(self, token: str, now: datetime) -> Member | None:
        """Return whom an invitation is for, while it can be used."""
        with self.database.reading() as session:
            worker = session.scalar(_invited(token, now))
            return _member(worker) if worker else None

    def accept(self, token: str, password_hash: str, secret: str, step: int, now: datetime) -> str | None:
        """Use a worker's invitation up; return the token of a session, or None where it is over."""
        with self.database.writing() as session:
            worker = session.scalar(_invited(token, now).with_for_update())
            if worker is None or worker.role != WORKER:
                return None
            worker.content = self.vault.lock(secret.encode(), place_of_worker(worker))
            worker.last_step = step
            return _use_up(session, worker, password_hash, now)

    def join(self, token: str, name: str, password_hash: str, now: datetime) -> str | None:
        """Use up an invitation to the desk, under the name that she chose; return the token of a session.

        Returns None where the invitation is over. Raises NameTaken.
        """
        with self.database.writing() as session:
            # Everybody is locked, and nobody before: of two who take a name at once, one waits and is told.
            namesake = _named(session, name, locked=True)
            member = session.scalar(_invited(token, now))
            if member is None or member.role not in DESK:
                return None
            is_new = folded(name) != folded(member.name)
            if (namesake and namesake.id != member.id) or (is_new and _stands_on_record(session, name)):
                raise NameTaken(name)
            member.name = name
            return _use_up(session, member, password_hash, now)

    def account(self, name: str) -> Account | None:
        """Return the account of a worker who has used her invitation, by her name however it is typed."""
        with self.database.reading() as session:
            worker = _named(session, name)
            if worker is None or worker.password_hash is None:
                return None
            return Account(
                worker.id,
                worker.name,
                worker.role,
                worker.password_hash,
                self._secret(worker),
                worker.last_step,
            )

    def sign_in(self, account: Account, step: int | None, password_hash: str, now: datetime) -> str | None:
        """Return the token of a new session, or None where the step was used or the account has changed.

        `password_hash` is kept from now on: it is the account's, or a stronger one of the same password.
        """
        unused = Worker.last_step < step if step is not None else true()
        used = (
            update(Worker)
            .where(
                Worker.id == account.number,
                Worker.password_hash == account.password_hash,
                unused,
            )
            .values(last_step=Worker.last_step if step is None else step, password_hash=password_hash)
            .returning(Worker.id)
        )
        with self.database.writing() as session:
            if session.scalar(used) is None:
                return None
            return _start(session, account.number, now)

    def signed_in(self, token: str, now: datetime) -> Member | None:
        """Return whose session this is, unless it has ended."""
        this = WorkerSession.token_hash == hashed(token)
        wanted = select(Worker, WorkerSession.last_seen).join_from(WorkerSession, Worker)
        with self.database.reading() as session:
            found = session.execute(wanted.where(this, not_(ended(now)))).first()
            if found is None:
                return None
            member, last_seen = _member(found[0]), found[1]
        if now - last_seen >= SEEN_EVERY:
            with self.database.writing() as session:
                session.execute(update(WorkerSession).where(this).values(last_seen=now))
        return member

    def members(self) -> list[Member]:
        """Return everybody at the desk, also who has not used her invitation yet."""
        with self.database.reading() as session:
            at_desk = select(Worker).where(Worker.role.in_(DESK)).order_by(Worker.name)
            return [_member(one) for one in session.scalars(at_desk)]

    def role_of(self, name: str) -> str | None:
        """Return the role of whoever has this name."""
        with self.database.reading() as session:
            worker = _named(session, name)
            return worker.role if worker else None

    def shut_out(self, name: str, roles: Sequence[str]) -> None:
        """End what somebody in one of these roles signs in with; her name stays on what she wrote."""
        with self.database.writing() as session:
            worker = _named(session, name)
            if worker and worker.role in roles:
                session.delete(worker)

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self.database.writing() as session:
            session.execute(delete(WorkerSession).where(WorkerSession.token_hash == hashed(token)))

    def _secret(self, worker: Worker) -> str | None:
        try:
            return self.vault.open(worker.content or b"", place_of_worker(worker)).decode()
        except CannotOpen:
            return None


def _member(worker: Worker) -> Member:
    return Member(worker.id, worker.name, worker.role, tuple(worker.languages.split()))


def _use_up(session: Session, worker: Worker, password_hash: str, now: datetime) -> str:
    """Let nobody use an invitation again, and start the session of who used it."""
    worker.password_hash = password_hash
    worker.invitation = worker.invited_until = None
    return _start(session, worker.id, now)


def place_of_worker(worker: Worker) -> str:
    """Name the place of a worker's secret, to which its encryption is bound."""
    return f"worker {worker.id} secret"


def hashed(token: str) -> bytes:
    """Return what is kept of a token."""
    return sha256(token.encode()).digest()


def folded(name: str) -> str:
    """Return a name as it is compared: capitals, spaces and how a keyboard makes a letter do not matter."""
    return " ".join(normalize("NFKC", name).casefold().split())


def _named(session: Session, name: str, locked: bool = False) -> Worker | None:
    # There are few workers, and the databases fold other alphabets differently.
    wanted = folded(name)
    everybody = select(Worker).order_by(Worker.id)
    workers = session.scalars(everybody.with_for_update() if locked else everybody).all()
    return next((worker for worker in workers if folded(worker.name) == wanted), None)


def _stands_on_record(session: Session, name: str) -> bool:
    """Tell whether somebody of this name, who may have left, remarked, answered or signed."""
    kept = (Remark.author, Remark.answered_by, Feedback.answered_by, Signature.signed_by, YouSaid.given_by)
    names = {one for column in kept for one in session.scalars(select(column).distinct()) if one}
    return folded(name) in map(folded, names)


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
