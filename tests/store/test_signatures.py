"""Signatures, readings and what everybody is told: none is lost, and none stands on another one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select

from portal.store import Store
from portal.store.answers import Answer
from portal.store.remarks import Passage
from portal.store.signatures import KeptSignature, RemarkOpen, SignatureKind, SignedMeanwhile, Signing, Told
from portal.store.tables import Reading, Signature, Worker, WorkerSession
from portal.store.workers import REVIEWER
from tests.conftest import ELEVEN_AT_NIGHT as NOW

GUIDE = "guide/under-five"
WORDS = {"under-five:title": "Unter fünf", "under-five:answer": "“Ja” — 🏊"}
A_DAY = timedelta(days=1)
ROUNDS = 10
"""How often two try at the same moment: once could go well by chance."""


def signing(
    text: str = GUIDE, language: str = "en", kind: SignatureKind = "signed", follows: int = 0
) -> Signing:
    return Signing(text, language, kind, "a fingerprint", WORDS, follows)


def remark(store: Store, text: str = GUIDE, language: str = "en") -> int:
    passage = Passage(text, "under-five:answer", language, "the words")
    return store.remarks.make(passage, "comment", "Too long.", "", "Amina", NOW)


def join(store: Store, name: str = "Amina") -> int:
    """Let a member in; return her number."""
    store.workers.join(store.workers.invite(name, NOW, REVIEWER), name, "a hash", NOW)
    return next(one.number for one in store.workers.members() if one.name == name)


def test_a_signature_is_kept_with_the_words_that_were_signed(store: Store) -> None:
    assert store.signatures.count() == 0
    store.signatures.sign(signing(), "Carol", NOW)
    kept = KeptSignature(1, GUIDE, "en", "signed", "a fingerprint", WORDS, "Carol", NOW)
    assert store.signatures.latest("signed") == {(GUIDE, "en"): kept}
    assert store.signatures.count() == 1


def test_a_signature_is_noticed_too_where_one_with_a_higher_number_was_kept_before(store: Store) -> None:
    noticed = {store.signatures.count()}
    for number in (2, 1):
        row = {"text": f"guide/{number}", "language": "en", "kind": "signed", "follows": 0, "words": "{}"}
        with store.database.writing() as session:
            session.add(Signature(id=number, fingerprint="", signed_by="Carol", signed=NOW, **row))
        noticed.add(store.signatures.count())
    assert len(noticed) == 3


def test_the_latest_one_counts_for_its_text_language_and_kind(store: Store) -> None:
    store.signatures.sign(signing(), "Carol", NOW)
    store.signatures.sign(signing(follows=1), "Chris", NOW + A_DAY)
    store.signatures.sign(signing(language="ur"), "Carol", NOW)
    store.signatures.sign(signing(text="guide/a"), "Carol", NOW)
    store.signatures.sign(signing(kind="checked", language="ur"), "Tariq", NOW)
    signed = {place: one.signed_by for place, one in store.signatures.latest("signed").items()}
    assert signed == {(GUIDE, "en"): "Chris", (GUIDE, "ur"): "Carol", ("guide/a", "en"): "Carol"}
    assert [one.signed_by for one in store.signatures.latest("checked").values()] == ["Tariq"]


def test_nothing_is_signed_while_a_remark_on_it_is_open(store: Store) -> None:
    number = remark(store)
    for kind in ("signed", "checked"):
        with pytest.raises(RemarkOpen):
            store.signatures.sign(signing(kind=kind), "Carol", NOW)
    store.signatures.sign(signing(language="ur"), "Carol", NOW)
    store.signatures.sign(signing(text="guide/a"), "Carol", NOW)
    store.remarks.answer(number, 1, Answer("later", "In spring.", "Edith", NOW, 1))
    store.signatures.sign(signing(), "Carol", NOW)
    assert set(store.signatures.latest("signed")) == {(GUIDE, "ur"), ("guide/a", "en"), (GUIDE, "en")}


def test_one_signature_follows_another_only_once(store: Store) -> None:
    store.signatures.sign(signing(), "Carol", NOW)
    with pytest.raises(SignedMeanwhile):
        store.signatures.sign(signing(), "Chris", NOW)
    store.signatures.sign(signing(follows=1), "Carol", NOW)
    with pytest.raises(SignedMeanwhile):
        store.signatures.sign(signing(follows=1), "Chris", NOW)
    assert store.signatures.latest("signed")[GUIDE, "en"].signed_by == "Carol"


def test_of_two_who_sign_at_the_same_moment_one_is_kept_and_the_other_told(store: Store) -> None:
    together = Barrier(2)

    def sign(text: str, by: str) -> str | None:
        together.wait()
        try:
            store.signatures.sign(signing(text), by, NOW)
        except SignedMeanwhile:
            return None
        return by

    with ThreadPoolExecutor(2) as pool:
        for number in range(1, ROUNDS + 1):
            text = f"guide/{number}"
            kept = list(filter(None, pool.map(sign, (text, text), ("Carol", "Chris"))))
            assert [store.signatures.latest("signed")[text, "en"].signed_by] == kept
            assert len(store.signatures.latest("signed")) == number


def test_what_a_member_read_last_is_hers_by_text_and_language(store: Store) -> None:
    amina, bea = join(store), join(store, "Bea")
    store.signatures.note_reading(amina, GUIDE, "en", {"a": "old"}, NOW)
    store.signatures.note_reading(amina, GUIDE, "en", WORDS, NOW + A_DAY)
    store.signatures.note_reading(bea, GUIDE, "en", {"a": "hers"}, NOW)
    assert store.signatures.read(amina, GUIDE, "en") == WORDS
    assert store.signatures.read(amina, GUIDE, "ur") is None
    assert store.signatures.readings("en") == {(amina, GUIDE): WORDS, (bea, GUIDE): {"a": "hers"}}
    assert store.signatures.readings("ur") == {}


def test_a_member_reads_in_two_browsers_at_the_same_moment(store: Store) -> None:
    amina, together = join(store), Barrier(2)

    def read(words: str, text: str) -> None:
        together.wait()
        store.signatures.note_reading(amina, text, "en", {"a": words}, NOW)

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            text = f"guide/{number}"
            list(pool.map(read, ("one", "other"), (text, text)))
            assert store.signatures.read(amina, text, "en") in ({"a": "one"}, {"a": "other"})


def test_with_a_member_goes_what_she_read_and_what_she_wrote_stays(store: Store) -> None:
    amina, bea = join(store), join(store, "Bea")
    for number in (amina, bea):
        store.signatures.note_reading(number, GUIDE, "en", WORDS, NOW)
    store.signatures.sign(signing(), "Amina", NOW)
    remark(store)
    with store.database.writing() as session:
        session.execute(delete(Worker).where(Worker.id == amina))
    with store.database.reading() as session:
        for table in (Reading, WorkerSession):
            assert session.scalars(select(table.worker_id)).all() == [bea]
    assert store.signatures.latest("signed")[GUIDE, "en"].signed_by == "Amina"
    assert [one.author for one in store.remarks.of(GUIDE, "en")] == ["Amina"]


def test_the_newest_of_what_everybody_is_told_stands_first(store: Store) -> None:
    store.signatures.tell("one", "done", "Carol", NOW)
    store.signatures.tell("two", "done", "Carol", NOW)
    store.signatures.tell("of yesterday", "done", "Chris", NOW - A_DAY)
    assert [one.said for one in store.signatures.told()] == ["two", "one", "of yesterday"]
    store.signatures.untell(1)
    assert store.signatures.told() == [
        Told(2, "two", "done", NOW),
        Told(3, "of yesterday", "done", NOW - A_DAY),
    ]


def test_who_takes_back_what_somebody_took_back_already_takes_back_nothing_else(store: Store) -> None:
    store.signatures.tell("one", "done", "Carol", NOW)
    store.signatures.untell(1)
    store.signatures.tell("two", "done", "Chris", NOW)
    store.signatures.untell(1)
    assert [one.said for one in store.signatures.told()] == ["two"]
