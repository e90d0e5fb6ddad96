"""Words explained: every acronym that families meet has an entry, and every entry is one plain sentence."""

import re
from pathlib import Path

import pytest
import yaml

from portal.assessment.document import FaultyContent
from portal.reading.authority import CONTENT
from portal.reading.words import Word, acronyms, load_words

WORDS = load_words()
MOST_WORDS = 25
NOT_READ = ("source", "chosen", "address", "email")


def texts(value: object, key: str = "") -> list[str]:
    """Return all that families read of a content file."""
    if isinstance(value, dict):
        return [text for name, part in value.items() for text in texts(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part, key)]
    return [] if key in NOT_READ else [str(value)]


@pytest.mark.parametrize(
    "file", sorted(CONTENT.rglob("*.yaml")), ids=lambda file: str(file.relative_to(CONTENT))
)
def test_every_acronym_that_ships_is_explained(file: Path) -> None:
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    unexplained = {word for text in texts(content) for word in acronyms(text)} - WORDS.keys()
    assert not unexplained


@pytest.mark.parametrize("word", WORDS.values(), ids=lambda word: word.name)
def test_a_word_is_explained_in_one_plain_sentence(word: Word) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]*\.", word.means)
    assert len(word.means.split()) <= MOST_WORDS
    assert word.long
    assert not list(acronyms(word.long))


def test_words_stand_in_the_order_of_the_alphabet() -> None:
    assert list(WORDS) == sorted(WORDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The EHC plan, or EHCPs.", ["EHC", "EHCP"]),
        ("On GOV.UK.", ["GOV.UK"]),
        ("SEND’s and (DLA)", ["SEND", "DLA"]),
        ("COVID-19", ["COVID"]),
        ("A child in B1 1BB, and I", []),
    ],
)
def test_an_acronym_is_two_capitals_or_more(text: str, found: list[str]) -> None:
    assert list(acronyms(text)) == found


def test_an_acronym_needs_what_its_letters_stand_for_and_a_term_does_not(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("respite:\n  means: It is a rest.\nDLA:\n  means: It is money.\n", encoding="utf-8")
    with pytest.raises(FaultyContent) as faulty:
        load_words(file)
    assert str(faulty.value) == (
        "words.yaml:3: found none; expected the key long, with what the letters stand for"
    )
