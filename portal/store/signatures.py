"""Signatures under texts, what each member read last, and what families are told was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Exists, func, select
from sqlalchemy.exc import IntegrityError

from portal.store.answers import OPEN
from portal.store.database import Database
from portal.store.tables import Reading, Remark, Signature, YouSaid
from portal.store.upsert import insert

SignatureKind = Literal["signed", "checked"]
"""A coordinator signs a text; a translator has checked a translation."""

Words = Mapping[str, str]
"""The words of a text by their places."""


class SignedMeanwhile(Exception):
    """Say that somebody else signed after the text was opened."""


class RemarkOpen(Exception):
    """Say that a remark waits for its answer."""


@dataclass(frozen=True)
class Signing:
    """What is signed: a text in a language, whose words made this fingerprint.

    `follows` is the number of the signature before it, as the signer saw it; 0 if there was none.
    """

    text: str
    language: str
    kind: SignatureKind
    fingerprint: str
    words: Words
    follows: int


@dataclass(frozen=True)
class KeptSignature:
    """Who signed which words of a text in a language; `fingerprint` is what the words made then."""

    number: int
    text: str
    language: str
    kind: SignatureKind
    fingerprint: str
    words: Words
    signed_by: str
    signed: datetime


@dataclass(frozen=True)
class Told:
    """What was said and what was done about it, in words for everybody."""

    number: int
    said: str
    did: str
    day: datetime


class Signatures:
    """Stores them."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def sign(self, signing: Signing, signed_by: str, now: datetime) -> None:
        """Keep a signature; those before it stay, as what was signed then.

        Raises RemarkOpen, or SignedMeanwhile where another one follows the same signature already.
        """
        row = Signature(
            text=signing.text,
            language=signing.language,
            kind=signing.kind,
            follows=signing.follows,
            fingerprint=signing.fingerprint,
            words=_dumped(signing.words),
            signed_by=signed_by,
            signed=now,
        )
        try:
            with self.database.writing() as session:
                if session.scalar(select(_open_remark(signing))):
                    raise RemarkOpen
                session.add(row)
        except IntegrityError:
            raise SignedMeanwhile from None

    def count(self) -> int:
        """Return how many signatures there are: while that stays, what was read of them holds.

        The highest number would not do: PostgreSQL may keep the higher of two first.
        """
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(Signature)) or 0

    def latest(self, kind: SignatureKind) -> Mapping[tuple[str, str], KeptSignature]:
        """Return the latest signature of a kind under each text in each language."""
        newest = select(func.max(Signature.id)).where(Signature.kind == kind)
        newest = newest.group_by(Signature.text, Signature.language)
        wanted = select(Signature).where(Signature.id.in_(newest))
        with self.database.reading() as session:
            return {(row.text, row.language): _kept(row) for row in session.scalars(wanted)}

    def latest_under(self, text: str, language: str, kind: SignatureKind) -> KeptSignature | None:
        """Return the latest signature of a kind under one text in a language."""
        here = select(Signature).where(Signature.text == text, Signature.language == language)
        newest = here.where(Signature.kind == kind).order_by(Signature.id.desc()).limit(1)
        with self.database.reading() as session:
            row = session.scalar(newest)
            return _kept(row) if row else None

    def read(self, member: int, text: str, language: str) -> Words | None:
        """Return the words that a member read last of a text, if she read it."""
        with self.database.reading() as session:
            row = session.get(Reading, (member, text, language))
            return _loaded(row.words) if row else None

    def note_reading(self, member: int, text: str, language: str, words: Words, now: datetime) -> None:
        """Keep the words that a member reads now."""
        noted = {"words": _dumped(words), "at": now}
        key = {"worker_id": member, "text": text, "language": language}
        with self.database.writing() as session:
            session.execute(
                insert(self.database, Reading)
                .values(**key, **noted)
                .on_conflict_do_update(
                    index_elements=[Reading.worker_id, Reading.text, Reading.language], set_=noted
                )
            )

    def readings(self, language: str) -> Mapping[tuple[int, str], Words]:
        """Return the words that each member read last of each text in a language."""
        wanted = select(Reading).where(Reading.language == language)
        with self.database.reading() as session:
            return {(row.worker_id, row.text): _loaded(row.words) for row in session.scalars(wanted)}

    def tell(self, said: str, did: str, given_by: str, now: datetime) -> None:
        """Tell everybody what was said and what was done about it."""
        with self.database.writing() as session:
            session.add(YouSaid(said=said, did=did, day=now, given_by=given_by))

    def told(self) -> list[Told]:
        """Return what everybody is told, the newest first."""
        wanted = select(YouSaid).order_by(YouSaid.day.desc(), YouSaid.id.desc())
        with self.database.reading() as session:
            return [Told(row.id, row.said, row.did, row.day) for row in session.scalars(wanted)]

    def untell(self, number: int) -> None:
        """Take back what everybody was told."""
        with self.database.writing() as session:
            if row := session.get(YouSaid, number):
                session.delete(row)


def _open_remark(signing: Signing) -> Exists:
    """Return the condition that a remark on a text waits for its answer."""
    here = select(Remark.id).where(Remark.text == signing.text, Remark.language == signing.language)
    return here.where(Remark.status == OPEN).exists()


def _kept(row: Signature) -> KeptSignature:
    kind = next(one for one in get_args(SignatureKind) if one == row.kind)
    return KeptSignature(
        row.id, row.text, row.language, kind, row.fingerprint, _loaded(row.words), row.signed_by, row.signed
    )


def _dumped(words: Words) -> str:
    return json.dumps(dict(words), ensure_ascii=False)


def _loaded(text: str) -> Words:
    found: dict[str, str] = json.loads(text)
    return found
