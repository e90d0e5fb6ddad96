"""What a translation must have in common with its English: placeholders, facts and links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{[a-z0-9_]+\.[a-z0-9_]+\}|\]\([a-z]+:[a-z0-9#-]+\)")
"""A placeholder, a fact by its name, or where a link leads."""

PUT_IN = re.compile(r"%\(\w+\)[sd]|\{[a-z0-9_]+\.[a-z0-9_]+\}")
LINK = re.compile(r"\[([^]]*)\]\([a-z]+:[a-z0-9#-]+\)")

TURNING = "\u202a\u202b\u202c\u202d\u202e"
"""Characters that turn the reading direction of what follows: they can make words say something else."""


def kept(text: str) -> Counter[str]:
    """Count what must stand in every language as it stands here."""
    return Counter(KEPT.findall(text))


def as_words(text: str) -> str:
    """Return a text as one may read it by itself: without its marks, and with … for what is put in."""
    return LINK.sub(r"\1", PUT_IN.sub("…", text)).replace("**", "").replace("%%", "%")


@lru_cache(maxsize=1 << 16)
def faults_in(english: str, words: str) -> tuple[str, ...]:
    """Say what is wrong in the form of a translation; whether the words are right, a speaker must tell."""
    return tuple(_faults(english, words))


def _faults(english: str, words: str) -> Iterator[str]:
    wanted, found = kept(english), kept(words)
    if missing := wanted - found:
        yield f"{', '.join(missing)} is missing"
    if added := found - wanted:
        yield f"{', '.join(added)} does not stand in the English"
    if "<" in words and "<" not in english:
        yield "“<” does not stand in the English"
    if words.count("**") % 2:
        yield "“**” has no end"
    if set(words) & set(TURNING):
        yield "a character that turns the reading direction"
    if any(unicodedata.category(one) == "Cc" and one != "\n" for one in words):
        yield "a character that cannot be printed"
