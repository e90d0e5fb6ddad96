"""Remarks: kept with the words that they are about, answered once, and nothing of either is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal.store import Store
from portal.store.answers import Answer, AnsweredMeanwhile
from portal.store.feedback import Said
from portal.store.remarks import KeptRemark, Passage, Remarks
from tests.conftest import ELEVEN_AT_NIGHT as NOW

PASSAGE = Passage("guide/under-five", "under-five:answer", "ur", "پہلے یہ الفاظ")
OPEN = Answer("open", "", None, None, 1)
ROUNDS = 10
"""How often two try at the same moment: once could go well by chance."""


@pytest.fixture
def remarks(store: Store) -> Remarks:
    return store.remarks


def done(words: str, by: str = "Edith", revision: int = 1) -> Answer:
    return Answer("done", words, by, NOW, revision)


def say(remarks: Remarks, says: str, passage: Passage = PASSAGE) -> int:
    return remarks.make(passage, "comment", says, "", "Amina", NOW)


def test_a_remark_is_kept_as_it_was_made(remarks: Remarks) -> None:
    number = remarks.make(PASSAGE, "suggestion", "Shorter", "دوسرے الفاظ", "Amina", NOW)
    kept = KeptRemark(number, PASSAGE, "suggestion", "Shorter", "دوسرے الفاظ", "Amina", NOW, OPEN)
    assert remarks.find(number) == kept
    assert remarks.of("guide/under-five", "ur") == [kept]
    assert remarks.find(number + 1) is None


def test_remarks_stand_by_text_and_language_the_oldest_first(remarks: Remarks) -> None:
    elsewhere = (Passage("guide/a", "a:1", "ur", ""), Passage(PASSAGE.text, PASSAGE.place, "en", ""))
    numbers = [say(remarks, says) for says in ("one", "two")]
    for passage in elsewhere:
        say(remarks, "elsewhere", passage)
    assert [one.number for one in remarks.of(PASSAGE.text, "ur")] == numbers
    assert [one.says for one in remarks.with_status("open")] == ["one", "two", "elsewhere", "elsewhere"]
    assert remarks.count("ur") == {PASSAGE.text: (2, 2), "guide/a": (1, 1)}


def test_an_answer_stands_beside_what_was_said(remarks: Remarks) -> None:
    number, other = say(remarks, "Too long."), say(remarks, "Too short.")
    remarks.answer(number, 1, done("Shorter now."))
    found = remarks.find(number)
    assert found
    assert (found.says, found.answer) == ("Too long.", done("Shorter now.", revision=2))
    assert [one.number for one in remarks.with_status("done", "later")] == [number]
    assert [one.number for one in remarks.with_status("open")] == [other]
    assert remarks.count("ur") == {PASSAGE.text: (2, 1)}
    remarks.answer(number, 2, Answer("later", "In spring.", "Otto", NOW, 2))
    found = remarks.find(number)
    assert found
    assert (found.answer.words, found.answer.revision) == ("In spring.", 3)


def test_the_second_of_two_answers_is_refused_and_the_first_stands(remarks: Remarks) -> None:
    number = say(remarks, "Too long.")
    remarks.answer(number, 1, done("Shorter now."))
    with pytest.raises(AnsweredMeanwhile):
        remarks.answer(number, 1, done("No.", "Otto"))
    found = remarks.find(number)
    assert found
    assert found.answer == done("Shorter now.", revision=2)


def test_there_is_nothing_to_answer_where_nothing_was_said(remarks: Remarks) -> None:
    with pytest.raises(LookupError):
        remarks.answer(1, 1, done("Shorter now."))


@pytest.mark.parametrize("what", ["remark", "feedback"])
def test_of_two_who_answer_at_the_same_moment_one_is_told(store: Store, what: str) -> None:
    kept = store.remarks if what == "remark" else store.feedback
    together = Barrier(2)

    def answer(number: int, by: str) -> str | None:
        together.wait()
        try:
            kept.answer(number, 1, done("Mine.", by))
        except AnsweredMeanwhile:
            return None
        return by

    with ThreadPoolExecutor(2) as pool:
        for number in range(1, ROUNDS + 1):
            say(store.remarks, "Too long.")
            store.feedback.give(Said("", "en", "wrong", "Too long."), f"browser {number}", NOW)
            kept_by = list(filter(None, pool.map(answer, (number, number), ("Edith", "Otto"))))
            found = kept.find(number)
            assert found
            assert [found.answer.by] == kept_by
            assert found.answer.revision == 2
