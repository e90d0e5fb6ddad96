"""Every text that families of one council read, by file and line, as the check looks at it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from portal.assessment.document import Entry, read
from portal.reading import prose
from portal.reading.authority import CONTENT
from portal.reading.guides import split
from portal.reading.library import Library
from portal.reading.passages import Passage

Kind = Literal["guide", "recording", "flowchart", "words", "directory", "rules", "council", "people"]

OPTIONS = ("one_of", "some_of", "yes_no")
"""Keys under which an option may be its words and nothing else."""

CELL = re.compile(r"</t[dh]>")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a list item, a cell of a table or a value of a file.

    `typed` is all that its author typed: facts that stand there by name are left out. `shown` is what a
    family reads; a fact that there is not stands there by its name. A name, such as the title of a document,
    is not ours to word.
    """

    file: str
    line: int
    typed: str
    shown: str
    is_name: bool = False


@dataclass(frozen=True)
class Text:
    """What is read as one: a guide with the council's own parts, a flowchart, or a file of its folder.

    `head` is what is said about it elsewhere: its title and summary.
    """

    kind: Kind
    file: str
    pieces: tuple[Piece, ...]
    head: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Keys:
    """The keys of a kind of file under which families read something: texts, and names of things."""

    texts: Collection[str]
    names: Collection[str] = ()


GUIDE = Keys(("title", "summary"))
FLOWCHART = Keys(("title", "summary", "ask", "says", "hint", "about"))
WORDS = Keys(("means",), ("word", "long", "also"))
POLICIES = Keys(("for_what", "changed"), ("title",))
# The name of a provider is left out altogether: what firms call themselves is no acronym to explain.
PROVIDERS = Keys(("warning", "offers", "note"))
COUNCIL = Keys(("illustrative", "how_to_ask", "not_covered", "answers_kept"), ("council", "area"))
PEOPLE = Keys(("helps_with", "note", "address_says"), ("title", "publisher"))
QUESTIONS = ("ask", "why", "hint", "find_out", "nothing", *OPTIONS)
OUTCOMES = ("headline", "offer", "about", "now", "ready", "takes", "lasts", "again", "discretion")
ALLOWANCES = ("what", "note")
RULES = Keys(("title", "says", "unless", "change", "because", *QUESTIONS, *OUTCOMES, *ALLOWANCES))
EXAMPLES = Keys(("title", "story", "council", "choice"))


def texts_of(library: Library, folder: Path) -> Iterator[Text]:
    """Yield all that families of this council read; the folder is the council's."""
    for slug, guide in library.guides.items():
        front, _ = split(path_of(folder, "guides", slug, "en.md"))
        head = tuple(_pieces(front, GUIDE, library))
        yield Text("guide", front.file, tuple(_read_out(guide.passages, library)), head)
        if guide.recording:
            yield Text("recording", front.file, tuple(_read_out(guide.recording.transcript, library)))
    for slug in library.flowcharts:
        yield _file("flowchart", path_of(folder, "flowcharts", f"{slug}.yaml"), FLOWCHART, library)
    yield _file("words", CONTENT / "words" / "en.yaml", WORDS, library)
    for name, keys in (("policies.yaml", POLICIES), ("providers.yaml", PROVIDERS)):
        if (folder / name).exists():
            yield _file("directory", folder / name, keys, library)
    for rules in library.authority.versions:
        yield _file("rules", folder / rules.file, RULES, library)
    yield _file("rules", folder / "examples.yaml", EXAMPLES, library)
    yield _file("council", folder / "authority.yaml", COUNCIL, library)
    for path in (folder / "authority.yaml", CONTENT / "england.yaml"):
        yield _file("people", path, PEOPLE, library)


def path_of(folder: Path, *parts: str) -> Path:
    """Return where a text stands: in the council's folder or, where it has none of its own, in ours."""
    own = folder.joinpath(*parts)
    return own if own.exists() else CONTENT.joinpath(*parts)


def _read_out(passages: Iterable[Passage], library: Library) -> Iterator[Piece]:
    """Yield the words of passages; contacts, which come from the folder, are left out."""
    for passage in passages:
        if passage.kind != "contact":
            for typed, shown in _cells(passage.text, library):
                yield Piece(passage.file, passage.line, typed, shown)


def _cells(text: str, library: Library) -> Iterator[tuple[str, str]]:
    """Yield the words of a passage without markup, as typed and as shown; each cell of a table apart."""
    for html in CELL.split(prose.to_html(text)):
        if words := Markup(html).striptags():
            yield _typed_and_shown(words, library)


def _typed_and_shown(words: str, library: Library) -> tuple[str, str]:
    def value(found: re.Match[str]) -> str:
        fact = library.fact(found[1], found[2])
        return found[0] if fact is None else str(fact)

    return prose.FACT.sub("", words), prose.FACT.sub(value, words)


def _file(kind: Kind, path: Path, keys: Keys, library: Library) -> Text:
    return Text(kind, path.name, tuple(_pieces(read(path), keys, library)))


def _pieces(entry: Entry, keys: Keys, library: Library) -> Iterator[Piece]:
    for key, words in _values(entry):
        if key in keys.texts or key in keys.names:
            typed, shown = _typed_and_shown(words.text(), library)
            yield Piece(words.file, words.line, typed, shown, key in keys.names)


def _values(entry: Entry, under: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield every value with the key that it stands under; the key of an option is `one_of` or the like."""
    if entry.is_mapping:
        for key, value in entry.pairs():
            yield from _values(value, under if under in OPTIONS and value.is_text else key.text())
    elif entry.is_list:
        for part in entry.items():
            yield from _values(part, under)
    elif str(entry) != "nothing":
        yield under, entry
