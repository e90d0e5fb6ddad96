"""Which fonts this machine has: a character that none of them can draw is an empty box to the reader."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator

FAMILIES = ("Noto Sans", "Noto Naskh Arabic", "Noto Nastaliq Urdu", "Noto Sans Bengali", "Noto Sans Gurmukhi")
"""What the pages are measured with, so that they are as high here as anywhere."""

NEVER_DRAWN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""The categories of Unicode whose characters are gaps, or only steer others."""

USELESS = "Type 1"
"""A kind of font that browsers do not draw with."""


def missing_families() -> list[str]:
    """Name the families that are not installed; all of them where nothing can tell."""
    if not shutil.which("fc-list"):
        return list(FAMILIES)
    return [name for name in FAMILIES if subprocess.run(["fc-list", "--quiet", name], check=False).returncode]


def drawn() -> frozenset[int]:
    """Return the code points that some installed font can draw."""
    command = ["fc-list", "--format", "%{fontformat}:%{charset}\\n"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return frozenset(point for line in set(listed.splitlines()) for point in _points(line))


def _points(line: str) -> Iterator[int]:
    """Yield the code points of a font: “20-7e a0” stands for those from 32 to 126, and 160."""
    kind, _, ranges = line.partition(":")
    for part in ranges.split() if kind != USELESS else ():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def missing(text: str, points: frozenset[int]) -> set[str]:
    """Return what of a text can be drawn with none of these code points."""
    return {
        character
        for character in set(text)
        if ord(character) not in points and unicodedata.category(character) not in NEVER_DRAWN
    }
