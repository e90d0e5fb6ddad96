"""Accepted suggestions as a patch, for an editor to review like any change: nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.assessment.document import FaultyContent
from portal.review.texts import ENGLISH, Reviewable
from portal.store.remarks import KeptRemark
from portal.translation import files
from portal.translation.texts import Text, texts_of

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Patch:
    """The difference to apply, and the suggestions that somebody has to put in by hand."""

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
        before.setdefault(file, file.read_text(encoding="utf-8"))
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
    with TemporaryDirectory() as folder:
        # What a file is called says what is in it.
        copy = Path(folder) / file.parent.name / file.name
        copy.parent.mkdir()
        if remark.passage.language != ENGLISH:
            return _translated(passage, remark, copy, content)
        changed = _replaced(content, remark.passage.words, remark.suggests, passage.line)
        copy.write_text(changed, encoding="utf-8")
        try:
            found = {text.place: text.english for text in texts_of(copy)}
        except FaultyContent:
            return None
        wanted = " ".join(remark.suggests.split())
        return changed if found.get(passage.place) == wanted else None


def _translated(passage: Text, remark: KeptRemark, copy: Path, content: str) -> str | None:
    language = remark.passage.language
    copy.write_text(content, encoding="utf-8")
    made = dict(files.read_translations(copy, language))
    if passage.place not in made or made[passage.place].words != remark.passage.words:
        return None
    made[passage.place] = replace(made[passage.place], words=" ".join(remark.suggests.split()))
    files.write_translations(copy, language, texts_of(passage.file), made)
    return copy.read_text(encoding="utf-8")


def _replaced(content: str, words: str, suggested: str, line: int) -> str:
    """Return a file with other words in the place of these, wherever its lines break."""
    lines = content.splitlines(keepends=True)
    start = sum(map(len, lines[: line - 1]))
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(content, start)
    if found is None:
        return content
    return content[: found.start()] + " ".join(suggested.split()) + content[found.end() :]


def _difference(file: Path, before: str, after: str) -> Iterator[str]:
    name = str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else f"{file.parent.name}/{file.name}"
    yield from unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
