"""Digits as people type them: in the script of their own language, with spaces and invisible marks."""

from __future__ import annotations

import unicodedata

INVISIBLE = "Cf"


def plain_digits(text: str) -> str:
    """Write the digits of any script as 0 to 9 and every space as “ ”; leave out what nobody sees.

    What is invisible are marks of direction and joiners, which a phone puts between digits by itself.
    """
    return "".join(_plain(character) for character in text if unicodedata.category(character) != INVISIBLE)


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
