"""The tables. Whatever a family told us stands in `content` columns, encrypted: see vault.py."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, ForeignKey, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment, kept as whole seconds since 1970, so that both databases give the same back."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Give the seconds."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Give the moment."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


class SavedSession(Base):
    """A family's session that it saved under a code; only the code finds it and opens it."""

    __tablename__ = "saved_session"

    locator: Mapped[bytes] = mapped_column(primary_key=True)
    sieve: Mapped[int] = mapped_column(index=True)
    content: Mapped[bytes]
    expires: Mapped[datetime] = mapped_column(index=True)


class Request(Base):
    """A family's request for a worker's assessment.

    `sending` is what makes sending twice one request; `reference_index` finds it by its reference;
    `revision` rises with every change, so that the second of two workers is told.
    """

    __tablename__ = "request"
    __table_args__ = ({"sqlite_autoincrement": True},)  # no number is used twice

    id: Mapped[int] = mapped_column(primary_key=True)
    sending: Mapped[bytes] = mapped_column(unique=True)
    reference_index: Mapped[bytes] = mapped_column(unique=True)
    received: Mapped[datetime]
    status: Mapped[str]
    changed: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)
    deletion_asked: Mapped[datetime | None] = mapped_column(default=None)
    fields: Mapped[list[RequestField]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    events: Mapped[list[RequestEvent]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RequestEvent.id"
    )


class RequestField(Base):
    """One thing that a family told in its request, or nothing; `name` does not say what: see requests.py."""

    __tablename__ = "request_field"

    request_id: Mapped[int] = mapped_column(ForeignKey(Request.id, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class Answered:
    """What was answered: `revision` rises with every answer, so that the second of two is told."""

    status: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str | None] = mapped_column(default=None)
    answered: Mapped[datetime | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=1)


class Feedback(Answered, Base):
    """What somebody said of a page; `mark` tells what is said twice from one browser, and no more."""

    __tablename__ = "feedback"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(unique=True)
    received: Mapped[datetime] = mapped_column(index=True)
    content: Mapped[bytes]


class Worker(Base):
    """Somebody who signs in: a worker who reads requests, or a member of the review desk, by `role`.

    Without a password the invitation has not been used yet. `last_step` is the last time step of the
    authenticator app that was used, so that no code works twice. `languages` are the codes of those that a
    translator translates, with spaces between.
    """

    __tablename__ = "worker"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(default="worker")
    languages: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None] = mapped_column(default=None)
    content: Mapped[bytes | None] = mapped_column(default=None)
    last_step: Mapped[int] = mapped_column(default=0)
    invitation: Mapped[bytes | None] = mapped_column(default=None, unique=True)
    invited_until: Mapped[datetime | None] = mapped_column(default=None)


class Remark(Answered, Base):
    """What somebody at the review desk says of one passage.

    `text` names what it is about, and `place` the passage in it; `words` are those that she read.
    """

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(index=True)
    place: Mapped[str]
    language: Mapped[str]
    words: Mapped[str]
    kind: Mapped[str]
    says: Mapped[str]
    suggests: Mapped[str]
    author: Mapped[str]
    made: Mapped[datetime]


class Signature(Base):
    """Who signed a text in a language, and its words then, as JSON by their places.

    `follows` is the number of the signature before it, or 0. No two follow the same one.
    """

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("text", "language", "kind", "follows"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    language: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    follows: Mapped[int]
    fingerprint: Mapped[str]
    words: Mapped[str]
    signed_by: Mapped[str]
    signed: Mapped[datetime]


class Reading(Base):
    """The words of a text that a member read last, as JSON by their places."""

    __tablename__ = "reading"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime]


class YouSaid(Base):
    """What was said and what was done about it, for everybody to read."""

    __tablename__ = "you_said"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str]
    did: Mapped[str]
    day: Mapped[datetime]
    given_by: Mapped[str]


class WorkerSession(Base):
    """A worker who is signed in; the cookie's token is kept as its hash."""

    __tablename__ = "worker_session"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey(Worker.id, ondelete="CASCADE"))
    started: Mapped[datetime]
    last_seen: Mapped[datetime]


class RequestEvent(Base):
    """What a worker did with a request, and when; `content` is the note, encrypted."""

    __tablename__ = "request_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey(Request.id, ondelete="CASCADE"), index=True)
    worker_name: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(default=None)


class OutboxMessage(Base):
    """A message to deliver: what kind and about which request, but nothing of what the request says.

    `id` is the same on every try, so that the receiver can drop doubles. `leased_until` keeps two
    processes from sending it at once; `problem` is why the last try failed.
    """

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey(Request.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    created: Mapped[datetime]
    due: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    delivered: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(default=None)


class Allowance(Base):
    """How far somebody has used up what a limit allows; `key` is a keyed hash that names nobody."""

    __tablename__ = "allowance"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    free_at: Mapped[int] = mapped_column(BigInteger)


class Chore(Base):
    """When something that is done once a day was last done, by whichever process."""

    __tablename__ = "chore"

    name: Mapped[str] = mapped_column(primary_key=True)
    done: Mapped[datetime]
