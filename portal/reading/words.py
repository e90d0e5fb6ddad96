"""Words explained: acronyms and terms that families meet, read from content/words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, FaultList, read, text_of
from portal.reading.authority import CONTENT

ACRONYM = re.compile(r"(?<!\w)([A-Z]{2,}(?:\.[A-Z]{2,})*)s?(?!\w)")
"""Two capitals or more, such as PIP, GOV.UK or EHCPs."""


@dataclass(frozen=True)
class Word:
    """A word and one plain sentence that says what it means; an acronym says what its letters stand for."""

    name: str
    long: str | None
    means: str


def load_words(path: Path = CONTENT / "words.yaml") -> Mapping[str, Word]:
    """Read the words by their names; raise FaultyContent."""
    faults = FaultList()
    words: dict[str, Word] = {}

    def add(key: Entry, entry: Entry) -> None:
        found = entry.fields(["means"], ["long"])
        if ACRONYM.fullmatch(key.text()) and "long" not in found:
            raise key.fault("the key long, with what the letters stand for", "none")
        words[key.text()] = Word(key.text(), text_of(found.get("long")), found["means"].text())

    faults.each(read(path), add)
    faults.stop_if_any()
    return words


def acronyms(text: str) -> Iterator[str]:
    """Yield every acronym in a text, without the “s” of several."""
    for found in ACRONYM.finditer(text):
        yield found[1]
