"""Words explained: every acronym that families meet has an entry, and every entry is two plain sentences."""

import re
from pathlib import Path

import pytest
import yaml

from portal.assessment.document import FaultyContent
from portal.reading.authority import CONTENT
from portal.reading.words import Word, acronyms, explained_acronyms, load_words

WORDS = load_words()
MOST_WORDS = 25
NOT_READ = ("source", "chosen", "address", "email")
NAMES = {"providers.yaml": ("title",)}
"""What firms call themselves is no acronym to explain."""


def texts(value: object, not_read: tuple[str, ...], key: str = "") -> list[str]:
    """Return all that families read of a content file."""
    if isinstance(value, dict):
        return [text for name, part in value.items() for text in texts(part, not_read, name)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part, not_read, key)]
    return [] if key in not_read else [str(value)]


@pytest.mark.parametrize(
    "file", sorted(CONTENT.rglob("*.yaml")), ids=lambda file: str(file.relative_to(CONTENT))
)
def test_every_acronym_that_ships_is_explained(file: Path) -> None:
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    not_read = (*NOT_READ, *NAMES.get(file.name, ()))
    found = {word for text in texts(content, not_read) for word in acronyms(text)}
    assert found <= explained_acronyms(WORDS.values())


@pytest.mark.parametrize("word", WORDS.values(), ids=lambda word: word.slug)
def test_a_word_is_explained_in_two_plain_sentences(word: Word) -> None:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", word.means)
    assert len(sentences) == 2
    assert all(len(sentence.split()) <= MOST_WORDS for sentence in sentences)
    assert not list(acronyms(word.long or ""))
    assert bool(word.long) == bool(list(acronyms(word.name))) or not list(acronyms(word.name))


def test_no_form_of_a_word_is_explained_twice() -> None:
    forms = [form for word in WORDS.values() for form in word.forms]
    assert len(forms) == len(set(forms))


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
    file.write_text(
        "respite:\n  word: respite\n  means: It is a rest.\ndla:\n  word: DLA\n  means: It is money.\n",
        encoding="utf-8",
    )
    with pytest.raises(FaultyContent) as faulty:
        load_words(file)
    assert str(faulty.value) == (
        "words.yaml:4: found none; expected the key long, with what the letters stand for"
    )
