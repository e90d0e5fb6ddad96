"""What differs between two texts, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Stretch:
    """Words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    words: str


def difference(before: str, after: str) -> Iterator[Stretch]:
    """Yield the stretches of words, in order; what went stands before what came in its place."""
    old, new = before.split(), after.split()
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield Stretch("same", " ".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Stretch("gone", " ".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Stretch("new", " ".join(new[new_from:new_to]))
