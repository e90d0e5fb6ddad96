"""Content files: YAML read as plain text, where every fault knows its file and line.

The usual loader turns `no` into False, 20:00 into 1200 and a telephone number into another number,
and loses repeated keys without a word. Here every value is text until its reader gives it a type;
repeated keys, tags, anchors and aliases are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml

Loader = type[yaml.BaseLoader] | type[yaml.CBaseLoader]
TELLING: Loader = yaml.BaseLoader
QUICK: Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else TELLING
"""Both read every scalar as text: this in a tenth of the time, the other tells better what is wrong."""

AMOUNT = re.compile(r"\d{1,7}(\.\d{1,2})?")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a content file, and what should stand there."""

    file: str
    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: found {self.found}; expected {self.expected}"


class FaultyContent(Exception):
    """Content files that cannot be used, with every fault that was seen."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class FaultList:
    """Gather faults, so that an author sees all of them at once."""

    faults: list[Fault] = field(default_factory=list)

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Note the faults raised inside and go on after the block."""
        try:
            yield
        except FaultyContent as faulty:
            self.faults += faulty.faults

    def each(self, entry: Entry, reader: Callable[[Entry, Entry], None]) -> None:
        """Read each key and value of a mapping, and note the faults of all of them."""
        for key, value in entry.pairs():
            with self.gather():
                reader(key, value)

    def stop_if_any(self) -> None:
        """Raise what was gathered."""
        if self.faults:
            raise FaultyContent(self.faults)


@dataclass(frozen=True)
class Entry:
    """One value of a content file, and where it stands."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def __str__(self) -> str:
        match self.node:
            case yaml.ScalarNode(value=""):
                return "nothing"
            case yaml.ScalarNode(value=value):
                return f"“{value}”"
            case yaml.SequenceNode():
                return "a list"
        return "a mapping"

    def fault(self, expected: str, found: str | None = None) -> FaultyContent:
        """Return the error that says what was found here and what was expected."""
        return FaultyContent([Fault(self.file, self.line, found or str(self), expected)])

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def text(self) -> str:
        """Return the words that stand here, on one line."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.value.strip():
            return " ".join(self.node.value.split())
        raise self.fault("some text")

    def whole_number(self) -> int:
        """Return the whole number that stands here."""
        words = self.text()
        if words.isascii() and words.removeprefix("-").isdigit():
            return int(words)
        raise self.fault("a whole number")

    def amount(self) -> Decimal:
        """Return the number that stands here, such as 8 or 2.5."""
        if AMOUNT.fullmatch(self.text()):
            return Decimal(self.text())
        raise self.fault("a number from 0 up, such as 8 or 2.5")

    def yes_or_no(self) -> bool:
        """Return whether “yes” stands here."""
        return self.choice(("yes", "no")) == "yes"

    def choice(self, allowed: Collection[str], what: str = "one of") -> str:
        """Return the word that stands here, which must be one of those allowed."""
        word = self.text()
        if word in allowed:
            return word
        raise self.fault(f"{what} {', '.join(allowed) or '(there are none)'}{nearest(word, allowed)}")

    def items(self) -> list[Entry]:
        """Return the parts of a list; one value alone is a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Entry(self.file, part) for part in self.node.value]
        return [self]

    def some_items(self) -> list[Entry]:
        """Return the parts of a list, which must have one at least."""
        if items := self.items():
            return items
        raise self.fault("one or more", "an empty list")

    def pairs(self) -> list[tuple[Entry, Entry]]:
        """Return the keys and values of a mapping, in the order of the file."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault("a mapping")
        return [(Entry(self.file, key), Entry(self.file, value)) for key, value in self.node.value]

    def named(self) -> dict[str, Entry]:
        """Return the values of a mapping by their keys, whatever the keys are."""
        return {key.text(): value for key, value in self.pairs()}

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Entry]:
        """Return the values of a mapping that has all the required keys and no unknown one."""
        known = [*required, *optional]
        for key, _ in self.pairs():
            key.choice(known, "one of the keys")
        found = self.named()
        missing = [name for name in required if name not in found]
        if missing:
            raise self.fault(f"the key {', '.join(missing)}", "none")
        return found


def text_of(entry: Entry | None) -> str | None:
    """Return the words of an entry that need not be there."""
    return entry.text() if entry else None


def lines_of(entry: Entry) -> dict[str, int]:
    """Return the line of each key of a mapping."""
    return {key.text(): key.line for key, _ in entry.pairs()}


def nearest(word: str, known: Collection[str]) -> str:
    """Return a question naming the known word that looks most like this one."""
    close = get_close_matches(word, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def read(path: Path) -> Entry:
    """Read a content file."""
    return parse(read_text(path, path.name), path.name)


def read_text(path: Path, file: str) -> str:
    """Read the text of a content file; `file` is the name that faults give."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise FaultyContent([Fault(file, 1, "no such file", f"a file at {path}")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"the byte 0x{error.object[error.start]:02x}"
        raise FaultyContent([Fault(file, line, found, "text in UTF-8")]) from None
    return text.replace("\r\n", "\n")


@lru_cache(maxsize=1024)
def parse(text: str, file: str) -> Entry:
    """Read YAML text in which every scalar is text; `file` is the name that faults give.

    What was read is kept: at the start of a portal each file is read for its pages, its translations and
    the review desk.
    """
    return _parse(text, file, QUICK)


def _parse(text: str, file: str, loader: Loader) -> Entry:
    if refused := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text[: refused.start()].count("\n") + 1
        raise FaultyContent([Fault(file, line, "a character YAML refuses", "text")])
    try:
        _refuse_shortcuts(text, file, loader)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        if loader is not TELLING:
            return _parse(text, file, TELLING)
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FaultyContent([Fault(file, line, error.problem or "a mistake", "YAML")]) from None
    if root is None:
        raise FaultyContent([Fault(file, 1, "nothing", "a mapping")])
    _refuse_repeated_keys(root, file)
    return Entry(file, root)


def _refuse_shortcuts(text: str, file: str, loader: Loader) -> None:
    for token in yaml.scan(text, Loader=loader):
        match token:
            case yaml.AnchorToken() | yaml.AliasToken():
                found, expected = f"the anchor or alias “{token.value}”", "the words themselves"
            case yaml.TagToken():
                found, expected = "a tag", "plain text"
            case _:
                continue
        raise FaultyContent([Fault(file, token.start_mark.line + 1, found, expected)])


def _refuse_repeated_keys(node: yaml.Node, file: str) -> None:
    faults = []
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            first_lines: dict[str, int] = {}
            for key, value in node.value:
                waiting.append(value)
                line = key.start_mark.line + 1
                if key.value in first_lines:
                    expected = f"each key once (it is on line {first_lines[key.value]})"
                    faults.append(Fault(file, line, f"the key “{key.value}” again", expected))
                first_lines.setdefault(key.value, line)
    if faults:
        raise FaultyContent(faults)
