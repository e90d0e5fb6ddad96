"""The English words in content files: each with its file and its place there, as one to translate.

What a place is called stays the same when its words change: so a translation that was made from other
words is known to be behind. Words in the code and the templates have no such name: see interface.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, read
from portal.reading.guides import split

WORDS = frozenset(
    [
        *("area", "council", "title", "illustrative", "how_to_ask", "not_covered", "answers_kept"),
        *("helps_with", "address_says", "text", "note", "publisher", "published", "version"),
        *("ask", "hint", "why", "find_out", "nothing", "says", "unless", "change", "because"),
        *("headline", "offer", "about", "now", "ready", "takes", "lasts", "again", "discretion"),
        *("what", "story", "choice"),
        *("for_what", "changed", "offers", "warning"),
        *("summary", "word", "long", "means"),
    ]
)
"""The keys of content files whose values families read."""

LABELS = frozenset(["one_of", "some_of", "yes_no"])
"""The keys whose values are options: an option without a hint is a line of text."""

NOT_READ = frozenset(["figures", "exceptions"])
"""The keys of which nothing is read by families."""

NAMES = {"examples.yaml": ("headline", "offers"), "assessment.yaml": ("illustrative",)}
"""Keys that hold a name or a choice in these files, and words in others."""

JOINED = ("keywords", "also", "danger", "little")
"""Lists of words that another language may need more or fewer of: translated as one."""

SEPARATOR = "; "


@dataclass(frozen=True)
class Text:
    """Words that families read: `place` names them within their file."""

    file: Path
    place: str
    english: str
    line: int


def content_files(content: Path, *councils: Path) -> Iterator[Path]:
    """Yield every file with words for families: what all councils share, then each council's own."""
    yield content / "england.yaml"
    for path in (content / "words" / "en.yaml", content / "search" / "en.yaml"):
        if path.exists():
            yield path
    for folder in (content, *councils):
        if folder != content:
            yield from sorted(folder.glob("*.yaml"))
        yield from sorted(folder.glob("flowcharts/*.yaml"))
        yield from sorted(folder.glob("guides/*/en.md"))
        yield from sorted(folder.glob("parts/*/en.md"))


def texts_of(path: Path) -> Iterator[Text]:
    """Yield the words of one content file; raise FaultyContent."""
    if path.suffix == ".md":
        front, passages = split(path)
        yield from _of_entry(path, front, "")
        for passage in passages:
            if passage.kind not in ("contact", "here"):
                yield Text(path, passage.id, passage.text, passage.line)
    else:
        yield from _of_entry(path, read(path), "")


def _of_entry(path: Path, entry: Entry, place: str) -> Iterator[Text]:
    for key, value in entry.pairs():
        name = key.text()
        if name in NOT_READ or name in NAMES.get(_kind(path), ()):
            continue
        within = f"{place}/{name}" if place else name
        if name in JOINED and not value.is_mapping:
            english = SEPARATOR.join(part.text() for part in value.items())
            yield Text(path, within, english, value.line)
        elif value.is_mapping:
            yield from _of_entry(path, value, within)
        elif value.is_list and all(part.is_mapping for part in value.items()):
            for number, part in enumerate(value.items(), 1):
                yield from _of_entry(path, part, f"{within}/{number}")
        elif name in WORDS or place.rpartition("/")[2] in LABELS:
            yield from _of_value(path, value, within)


def _kind(path: Path) -> str:
    """Return what kind of file this is: rules of other times are named assessment-….yaml."""
    return "assessment.yaml" if path.name.startswith("assessment-") else path.name


def _of_value(path: Path, value: Entry, place: str) -> Iterator[Text]:
    """Yield a text, or each line of a list by its number."""
    if value.is_list:
        for number, part in enumerate(value.items(), 1):
            yield Text(path, f"{place}/{number}", part.text(), part.line)
    else:
        yield Text(path, place, value.text(), value.line)
