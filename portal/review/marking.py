"""Marks at the ends of passages, while a page is made for the review desk.

A mark is a number between two characters that no text holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import g, has_app_context

BEGIN, END = "\ue000", "\ue001"


@contextmanager
def marked(passages: Mapping[str, int]) -> Iterator[None]:
    """Mark these English texts on the pages that are made inside, by their numbers."""
    g.marked_passages = passages
    try:
        yield
    finally:
        del g.marked_passages


def mark(english: str, words: str) -> str:
    """Return the words of a text, with its mark where it has one."""
    number = g.get("marked_passages", {}).get(english) if has_app_context() else None
    return words if number is None else f"{words}{BEGIN}{number}{END}"
