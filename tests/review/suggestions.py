"""Suggestions that an editor accepted, and the files that come of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from portal.reading.authority import CONTENT
from portal.review.patch import Patch, make_patch
from portal.review.texts import Reviewable, load_reviewables
from portal.store.answers import Answer
from portal.store.remarks import KeptRemark, Passage
from portal.translation import files
from portal.translation.texts import texts_of
from tests.conftest import ELEVEN_AT_NIGHT

numbers = count(1)


@dataclass
class Desk:
    """The suggestions that an editor accepted for one council, and what comes of them."""

    council: Path
    content: Path = CONTENT
    accepted: list[KeptRemark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts: Mapping[str, Reviewable] = load_reviewables(self.council, self.content)

    def words(self, text: str, place: str, language: str = "en") -> str:
        """Return the words that stand in a place."""
        return read(self.texts, text, place, language)

    def suggest(self, text: str, place: str, suggests: str, language: str = "en", words: str = "") -> int:
        """Accept a suggestion for the words that stand there, or for those that stood there once."""
        about = Passage(text, place, language, words or self.words(text, place, language))
        done = Answer("done", "", "Edith", ELEVEN_AT_NIGHT, 2)
        made = KeptRemark(next(numbers), about, "suggestion", "", suggests, "Amina", ELEVEN_AT_NIGHT, done)
        self.accepted.append(made)
        return made.number

    def whole(self, text: str, place: str, language: str) -> dict[str, str]:
        """Return all words of the file that a place stands in."""
        passage = self.texts[text].passage(place)
        assert passage
        if language == "en":
            return {one.place: one.english for one in texts_of(passage.file)}
        made = files.read_translations(files.file_for(passage.file, language), language)
        return {name: one.words for name, one in made.items()}

    def patch(self) -> Patch:
        return make_patch(self.accepted, self.texts)

    def by_hand(self) -> list[int]:
        return [one.number for one in self.patch().by_hand]


def read(texts: Mapping[str, Reviewable], text: str, place: str, language: str) -> str:
    """Return the words of a place as the files say them."""
    passage = texts[text].passage(place)
    assert passage, f"{text} has no {place}"
    if language == "en":
        return passage.english
    made = files.read_translations(files.file_for(passage.file, language), language)
    return made[passage.place].words


def put_in(patch: Patch, folder: Path, *, back: bool = False) -> None:
    """Apply a patch as an editor does, exactly or not at all; or take it back."""
    command = ["git", "apply"] if shutil.which("git") else ["patch", "--fuzz=0", "-p1"]
    command += ["-R"] if back else []
    done = subprocess.run(command, input=patch.text.encode(), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
