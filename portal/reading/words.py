"""Words explained: acronyms and terms that families meet, each in two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, FaultList, read, text_of
from portal.reading.authority import CONTENT

ACRONYM = re.compile(r"(?<!\w)([A-Z]{2,}(?:\.[A-Z]{2,})*)s?(?!\w)")
"""Two capitals or more, such as PIP, GOV.UK or EHCPs."""


@dataclass(frozen=True)
class Word:
    """A word and what it means: first what it is, then what it means for a family.

    `slug` is its place in an address; `long` says what letters stand for; `also` are other forms of it
    that stand in texts.
    """

    slug: str
    name: str
    long: str | None
    also: tuple[str, ...]
    means: str

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @property
    def letters(self) -> tuple[str, ...]:
        """Return what it is called in letters alone, such as CIN for a child in need."""
        return tuple(form for form in self.also if form.isupper())


class WordFinder:
    """Finds words in a text, in whatever form they stand there; made once, for the pattern is long."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words: Mapping[str, Word] = {form: word for word in words for form in word.forms}
        longest_first = sorted(self.words, key=len, reverse=True)
        forms = "|".join(map(re.escape, longest_first)) or "(?!)"  # without words nothing is found
        self.pattern = re.compile(rf"(?<!\w)({forms})(?!\w)")


def load_words(path: Path = CONTENT / "words" / "en.yaml") -> Mapping[str, Word]:
    """Read the words by their slugs; raise FaultyContent."""
    faults = FaultList()
    words: dict[str, Word] = {}

    def add(key: Entry, entry: Entry) -> None:
        found = entry.fields(["word", "means"], ["long", "also"])
        if ACRONYM.fullmatch(found["word"].text()) and "long" not in found:
            raise key.fault("the key long, with what the letters stand for", "none")
        words[key.text()] = Word(
            slug=key.text(),
            name=found["word"].text(),
            long=text_of(found.get("long")),
            also=tuple(form.text() for form in found["also"].items()) if "also" in found else (),
            means=found["means"].text(),
        )

    faults.each(read(path), add)
    faults.stop_if_any()
    return words


def explained_acronyms(words: Iterable[Word]) -> set[str]:
    """Return every acronym that stands in a form of these words."""
    return {acronym for word in words for form in word.forms for acronym in acronyms(form)}


def acronyms(text: str) -> Iterator[str]:
    """Yield every acronym in a text, without the “s” of several."""
    for found in ACRONYM.finditer(text):
        yield found[1]
