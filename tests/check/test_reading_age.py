"""The reading age: the formula that everybody uses, and what is said where nothing measures it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
from click.testing import CliRunner

from portal.check.reading_age import Syllables, reading_age, sentences, syllable_counter
from portal.cli import main

SMALL_PACK = Path(__file__).parent.parent / "packs" / "small"
PLAIN = "You can ask for a break. We will ring you back, and listen to what you need."


@pytest.fixture
def without_textstat(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let textstat be as if it were not installed."""
    monkeypatch.setitem(sys.modules, "textstat", None)
    syllable_counter.cache_clear()
    yield
    syllable_counter.cache_clear()


def age(text: str) -> float:
    return reading_age(sentences(text), Syllables(textstat.textstat))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "The council must assess what your family needs. It must then tell you the reasons.",
        "Notwithstanding considerable difficulties, the responsible authority may reconsider it.",
    ],
)
def test_it_is_the_grade_of_textstat_and_five_years(text: str) -> None:
    assert age(text) == pytest.approx(textstat.flesch_kincaid_grade(text) + 5)


def test_words_that_no_dictionary_has_are_counted_too() -> None:
    counted = Syllables(textstat.textstat)
    with pytest.raises(KeyError):  # why we guess: once textstat does, this can go
        textstat.syllable_count("Leicestershire")
    assert counted.of(["Leicestershire"]) == 5
    assert counted.of(["SENDIASS"]) == 8
    assert counted.of(["child’s", "17"]) == 2


def test_one_word_does_not_make_the_sentences_beside_it_easier() -> None:
    assert reading_age([PLAIN, "Yes.", "No."], Syllables(textstat.textstat)) >= age(PLAIN) - 0.5


def test_without_textstat_the_check_says_that_it_did_not_measure(without_textstat: None) -> None:
    checked = CliRunner().invoke(main, ["check", str(SMALL_PACK)])
    said = "The reading age of texts was not measured: textstat, a development tool, is not installed."
    assert said in checked.output
    assert "found a reading age" not in checked.output


def test_with_textstat_it_does_not() -> None:
    assert "not measured" not in CliRunner().invoke(main, ["check", str(SMALL_PACK)]).output
