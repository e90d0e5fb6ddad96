"""Rules with one planted fault each: a comparison swapped, a criterion dropped, two outcomes exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

LISTED = re.compile(r"(?m)^    when: \[([^\]{}]+)\]")
CHOSEN = re.compile(r"(?m)^    when: \{\w+: \[([^\]{}]+)\]\}")
FROM_ON = re.compile(r"\b(\d+) or over\b")
BELOW = re.compile(r"\bunder (\d+)\}")
OUTCOME = re.compile(r"(?m)^  \w+:$")


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """Yield what was planted and the whole text with it, in the order of the file."""
    rules = text.index("\ncriteria:")
    for pattern in (LISTED, CHOSEN):
        for found in pattern.finditer(text, rules):
            yield from _one_dropped(text, found)
    for found in FROM_ON.finditer(text, rules):
        for other in (f"{int(found[1]) + 1} or over", f"under {found[1]}"):
            yield _replaced(text, found.start(), found.end(), other)
    for found in BELOW.finditer(text, rules):
        for other in (f"under {int(found[1]) - 1}}}", f"{found[1]} or over}}"):
            yield _replaced(text, found.start(), found.end(), other)
    yield from _exchanged(text)


def _one_dropped(text: str, found: re.Match[str]) -> Iterator[tuple[str, str]]:
    names = found[1].split(", ")
    for place in range(len(names)) if len(names) > 1 else ():
        fewer = ", ".join(names[:place] + names[place + 1 :])
        yield _replaced(text, found.start(1), found.end(1), fewer)


def _exchanged(text: str) -> Iterator[tuple[str, str]]:
    start = text.index("\noutcomes:")
    heads = [found.start() for found in OUTCOME.finditer(text, start)]
    blocks = [text[here:there] for here, there in zip(heads, [*heads[1:], len(text)], strict=True)]
    for place in range(len(blocks) - 1):
        first, second = blocks[place : place + 2]
        if "    safety:" in first:
            continue
        swapped = [*blocks[:place], second.rstrip() + "\n", first.rstrip() + "\n", *blocks[place + 2 :]]
        yield f"{first.strip().split(':')[0]} after the one below", text[: heads[0]] + "".join(swapped)


def _replaced(text: str, start: int, end: int, other: str) -> tuple[str, str]:
    line = text.count("\n", 0, start) + 1
    return f"line {line}: “{text[start:end]}” becomes “{other}”", text[:start] + other + text[end:]
