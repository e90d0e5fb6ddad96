"""Accepted suggestions as a patch, for an editor to review like any change: nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.assessment.document import FaultyContent
from portal.reading import prose
from portal.review.texts import ENGLISH, Reviewable
from portal.store.remarks import KeptRemark
from portal.translation import files
from portal.translation.markup import faults_in
from portal.translation.texts import Text, texts_of

ROOT = Path(__file__).parent.parent.parent
NO_LINE_END = "\n\\ No newline at end of file\n"


@dataclass(frozen=True)
class Patch:
    """The difference to apply, and the suggestions that somebody has to put in by hand.

    Files are named from the portal's folder on, and those of a council outside of it from the root on.
    """

    text: str
    by_hand: tuple[KeptRemark, ...]


def make_patch(accepted: Iterable[KeptRemark], texts: Mapping[str, Reviewable]) -> Patch:
    """Put each suggestion in the place of the words that it is about, where these still stand."""
    before: dict[Path, str] = {}
    after: dict[Path, str] = {}
    by_hand = []
    for remark in accepted:
        text = texts.get(remark.passage.text)
        passage = text.passage(remark.passage.place) if text else None
        file = _file(passage, remark.passage.language) if passage else None
        if passage is None or file is None or not file.exists():
            by_hand.append(remark)
            continue
        before.setdefault(file, file.read_bytes().decode())
        changed = _changed(passage, remark, file, after.get(file, before[file]))
        if changed is None:
            by_hand.append(remark)
        else:
            after[file] = changed
    lines = (line for file, words in after.items() for line in _difference(file, before[file], words))
    return Patch("".join(lines), tuple(by_hand))


def _file(passage: Text, language: str) -> Path:
    return passage.file if language == ENGLISH else files.file_for(passage.file, language)


def _changed(passage: Text, remark: KeptRemark, file: Path, content: str) -> str | None:
    """Return a file with the suggestion in it, or None where it would not be read as it was meant."""
    is_english = remark.passage.language == ENGLISH
    words = remark.passage.words
    # Only the lines of a table are lines on the page.
    suggested = remark.suggests if words.startswith("|") else " ".join(remark.suggests.split())
    if not _keeps_marks(words if is_english else passage.english, suggested):
        return None
    with TemporaryDirectory() as folder:
        # What a file is called says what is in it.
        copy = Path(folder) / file.parent.name / file.name
        copy.parent.mkdir()
        copy.write_bytes(content.encode())
        if not is_english:
            return _translated(passage, remark, copy, suggested)
        # An earlier suggestion may have moved its line.
        now = _texts(copy).get(passage.place)
        if now is None or now.english != words:
            return None
        changed = _replaced(content, words, suggested, now.line)
        copy.write_bytes(changed.encode())
        try:
            found = _texts(copy).get(passage.place)
        except FaultyContent:
            return None
        return changed if found and found.english == suggested else None


def _keeps_marks(words: str, suggested: str) -> bool:
    """Tell whether facts and links are what they were: whether others are right, an editor has to look."""
    return not faults_in(words, suggested) and sorted(prose.links(words)) == sorted(prose.links(suggested))


def _texts(path: Path) -> Mapping[str, Text]:
    return {text.place: text for text in texts_of(path)}


def _translated(passage: Text, remark: KeptRemark, copy: Path, suggested: str) -> str | None:
    language = remark.passage.language
    made = dict(files.read_translations(copy, language))
    if passage.place not in made or made[passage.place].words != remark.passage.words:
        return None
    # Whoever checked the words before has not checked these.
    made[passage.place] = replace(made[passage.place], words=suggested, checked_by=None)
    files.write_translations(copy, language, texts_of(passage.file), made)
    return copy.read_bytes().decode()


def _replaced(content: str, words: str, suggested: str, line: int) -> str:
    """Return a file with other words in the place of these, wherever its lines break."""
    lines = content.splitlines(keepends=True)
    start = sum(map(len, lines[: line - 1]))
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(content, start)
    if found is None:
        return content
    return content[: found.start()] + suggested + content[found.end() :]


def _difference(file: Path, before: str, after: str) -> Iterator[str]:
    name = file.absolute().relative_to(ROOT if file.is_relative_to(ROOT) else file.absolute().anchor)
    for line in unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else line + NO_LINE_END


def _lines(text: str) -> list[str]:
    """Return the lines as a patch counts them: other line ends than these are part of a line."""
    return StringIO(text, newline="\n").readlines()
