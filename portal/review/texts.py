"""What the Forum reads and signs: each guide, flowchart, question, result, reason and word is one text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

from portal.reading.authority import CONTENT
from portal.reading.library import Library
from portal.translation.interface import Id
from portal.translation.texts import JOINED, LABELS, Text, texts_of

TextKind = Literal["guide", "flowchart", "question", "result", "reason", "word"]
KINDS: tuple[TextKind, ...] = get_args(TextKind)
FINGERPRINT_LENGTH = 16
ENGLISH = "en"

LEADING_THERE = ("title", "summary")
"""Places whose words also stand on other pages, as links."""

IN_ASSESSMENT: Mapping[TextKind, tuple[str, ...]] = {
    "question": ("sections", "*", "questions", "*"),
    "result": ("outcomes", "*"),
    "reason": ("criteria", "*"),
}
"""Where in the rules a text of each kind stands; its name is the last part."""

RULES = "assessment.yaml"


@dataclass(frozen=True)
class Reviewable:
    """A text that is read, commented and signed as one; `passages` are its parts, in order."""

    kind: TextKind
    name: str
    passages: tuple[Text, ...]

    @property
    def key(self) -> str:
        """Return what remarks and signatures name it by."""
        return f"{self.kind}/{self.name}"

    @property
    def title(self) -> str:
        """Return its first words, in English."""
        return self.passages[0].english

    def passage(self, place: str) -> Text | None:
        """Return the passage at a place."""
        return next((one for one in self.passages if place_of(one) == place), None)


def place_of(passage: Text) -> str:
    """Name the place of a passage in a text, which may stand in several files."""
    if passage.file.suffix == ".md":
        return f"{passage.file.parent.name}:{passage.place}"
    of_another_time = passage.file.name.startswith("assessment-")
    return f"{passage.file.stem}:{passage.place}" if of_another_time else passage.place


def load_reviewables(council: Path, content: Path = CONTENT) -> Mapping[str, Reviewable]:
    """Return every text of a council's portal by its key, guides first; raise FaultyContent."""
    texts = [*_guides(council, content), *_flowcharts(council, content)]
    texts += _in_files([council / RULES, *sorted(council.glob("assessment-*.yaml"))], IN_ASSESSMENT)
    texts += _in_files([content / "words" / "en.yaml"], {"word": ("*",)})
    return {text.key: text for text in texts}


def review_dates(library: Library) -> Mapping[str, date]:
    """Return by which day each guide and flowchart is to be read again, by their keys."""
    guides = {f"guide/{slug}": guide.review for slug, guide in library.guides.items()}
    return guides | {f"flowchart/{slug}": chart.review for slug, chart in library.flowcharts.items()}


def kinds_of_passages(texts: Iterable[Reviewable]) -> Mapping[Id, frozenset[TextKind]]:
    """Return of which kinds the texts are that hold each passage, but for titles and summaries."""
    found: dict[Id, frozenset[TextKind]] = {}
    for text in texts:
        for passage in text.passages:
            if passage.place not in LEADING_THERE:
                found[passage.english] = found.get(passage.english, frozenset()) | {text.kind}
    return found


def fingerprint(words: Mapping[str, str], english: Iterable[str]) -> str:
    """Return what changes with any word of a text, or of the English that it is a translation of."""
    whole = json.dumps([sorted(words.items()), list(english)], ensure_ascii=False)
    return sha256(whole.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def _guides(council: Path, content: Path) -> Iterator[Reviewable]:
    parts = _by_folder(content / "parts", council / "parts")
    for slug, path in _by_folder(content / "guides", council / "guides").items():
        passages = list(_to_read(path))
        named = [name for name in parts if f"{{here {name}}}" in path.read_text(encoding="utf-8")]
        for name in named:
            passages += _to_read(parts[name])
        yield Reviewable("guide", slug, tuple(passages))


def _flowcharts(council: Path, content: Path) -> Iterator[Reviewable]:
    paths = {path.stem: path for folder in (content, council) for path in folder.glob("flowcharts/*.yaml")}
    for slug, path in sorted(paths.items()):
        yield Reviewable("flowchart", slug, tuple(_to_read(path)))


def _by_folder(*folders: Path) -> dict[str, Path]:
    """Return the English files of these folders; a later one's stands instead of an earlier one's."""
    return {path.parent.name: path for folder in folders for path in sorted(folder.glob("*/en.md"))}


def _in_files(paths: Iterable[Path], where: Mapping[TextKind, tuple[str, ...]]) -> Iterator[Reviewable]:
    """Yield the texts that stand in files, by the beginnings of their places.

    A question that the rules of two times ask is one text.
    """
    found: dict[tuple[TextKind, str], list[Text]] = {}
    for text in chain.from_iterable(map(_to_read, paths)):
        steps = text.place.split("/")
        for kind, pattern in where.items():
            if len(steps) > len(pattern) and all(a in ("*", b) for a, b in zip(pattern, steps, strict=False)):
                found.setdefault((kind, steps[len(pattern) - 1]), []).append(text)
    for (kind, name), passages in found.items():
        yield Reviewable(kind, name, tuple(passages))


def _to_read(path: Path) -> Iterator[Text]:
    """Yield the words of a file that stand on a page: not those that only a search reads."""
    yield from (text for text in texts_of(path) if not _is_for_search(text))


def _is_for_search(text: Text) -> bool:
    """Tell whether a text is a list of words to search with; an option of a question may have such a name."""
    before, _, name = text.place.rpartition("/")
    return name in JOINED and before.rpartition("/")[2] not in LABELS
