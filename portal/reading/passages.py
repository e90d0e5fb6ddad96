"""Texts read into passages: headings, paragraphs, list items and tables, each with a name of its own.

On a sheet to print, `- [ ] ` begins what can be ticked off, and `___ ` a line to write on.

Translations, comments and signatures hang on a passage's id, and on the fingerprint of its words: it
changes with every word that a reader would see changed, and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from portal.assessment.document import Fault, FaultList, FaultyContent

Kind = Literal["heading", "paragraph", "bullet", "tick", "step", "table", "write", "contact", "here"]

ID = re.compile(r"\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\s*$")
DIRECTIVE = re.compile(r"\{(contact|here) ([a-z0-9_-]+)\}")
BEGINNINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"## +")),
    ("tick", re.compile(r"- \[ \] +")),
    ("bullet", re.compile(r"- +")),
    ("step", re.compile(r"\d+\. +")),
    ("table", re.compile(r"(?=\|)")),
    ("write", re.compile(r"___ +")),
)
FINGERPRINT_LENGTH = 16


@dataclass(frozen=True)
class Passage:
    """A part of a text that is read, translated and signed as one.

    `text` is Markdown within a line; of a `contact` or a `here` it is the name of what stands there.
    """

    kind: Kind
    id: str
    text: str
    file: str
    line: int

    @property
    def fingerprint(self) -> str:
        """Return what changes when the words do."""
        words = " ".join(self.text.split())
        return sha256(f"{self.kind}\0{words}".encode()).hexdigest()[:FINGERPRINT_LENGTH]

    def fault(self, found: str, expected: str) -> Fault:
        """Say what was found here and what was expected."""
        return Fault(self.file, self.line, found, expected)


def read_passages(text: str, file: str, first_line: int = 1) -> tuple[Passage, ...]:
    """Read a text whose first line is this line of its file; raise FaultyContent."""
    faults = FaultList()
    passages: list[Passage] = []
    for line, block in _blocks(text, first_line):
        with faults.gather():
            passages.append(_passage(block, file, line))
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.id in seen:
            found, expected = f"the id {passage.id} again", f"each id once (it is on line {seen[passage.id]})"
            faults.faults.append(passage.fault(found, expected))
        seen.setdefault(passage.id, passage.line)
    faults.stop_if_any()
    return tuple(passages)


def _blocks(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield each block with its line; a blank line, or the beginning of another one, ends it."""
    block: list[str] = []
    begun = first_line
    for number, line in enumerate(text.splitlines(), first_line):
        is_table = line.startswith("|") and bool(block) and block[0].startswith("|")
        begins = any(pattern.match(line) for _, pattern in BEGINNINGS) and not is_table
        if block and (not line.strip() or begins):
            yield begun, "\n".join(block)
            block = []
        if line.strip():
            if not block:
                begun = number
            block.append(line)
    if block:
        yield begun, "\n".join(block)


def _passage(block: str, file: str, line: int) -> Passage:
    if directive := DIRECTIVE.fullmatch(block.strip()):
        what: Kind = "contact" if directive[1] == "contact" else "here"
        return Passage(what, f"{what}-{directive[2]}", directive[2], file, line)
    kind, words = _beginning(block)
    found = ID.search(words)
    if not found:
        raise FaultyContent(
            [Fault(file, line, f"“{_shortened(block)}”", "an id at its end, such as {#who-pays}")]
        )
    words = words[: found.start()]
    if kind != "table":
        words = " ".join(words.split())
    if not words:
        raise FaultyContent([Fault(file, line, "nothing before the id", "some words")])
    return Passage(kind, found[1], words, file, line)


def _beginning(block: str) -> tuple[Kind, str]:
    """Tell what a block is by how it begins, and return its words."""
    for kind, pattern in BEGINNINGS:
        if beginning := pattern.match(block):
            return kind, block[beginning.end() :]
    return "paragraph", block


def _shortened(block: str) -> str:
    return " ".join(block.split())[:40]
