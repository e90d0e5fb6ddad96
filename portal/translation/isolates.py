"""Latin letters within a language that is read from right to left, kept from turning what stands around them.

Without this an English name at the end of a sentence takes the full stop to the wrong side. The characters
that do it cannot be seen, and work in titles, attributes and e-mails too, where an element could not stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

LEFT_TO_RIGHT, FIRST_STRONG, END = "\u2066", "\u2068", "\u2069"
ISOLATES = (LEFT_TO_RIGHT, FIRST_STRONG, END)

LINK = r"\]\([a-z]+:[a-z0-9#-]+\)"
VALUE = r"%\(\w+\)s|\{[a-z0-9_]+\.[a-z0-9_]+\}"
LATIN = r"[A-Za-z][\w’&./@+-]*(?:[ ,]+[A-Za-z0-9][\w’&./@+-]*)*(?<=\w)"
"""A stop after the last of the letters belongs to the sentence around them."""

RUN = re.compile(f"(?P<link>{LINK})|(?P<value>{VALUE})|%%|(?P<latin>{LATIN})", re.ASCII)


@lru_cache(maxsize=16_384)
def isolated(words: str) -> str:
    """Isolate each run of Latin letters, and each value that will be put in."""

    def around(found: re.Match[str]) -> str:
        if found["latin"]:
            return f"{LEFT_TO_RIGHT}{found[0]}{END}"
        return f"{FIRST_STRONG}{found[0]}{END}" if found["value"] else found[0]

    return RUN.sub(around, words)
