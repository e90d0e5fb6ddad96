"""Digits as people type them: in the script of their own language, with spaces and invisible marks."""

from __future__ import annotations

import unicodedata

INVISIBLE = "Cf"
DASHES = "Pd"
MINUS = "\N{MINUS SIGN}"
LONGEST_NUMBER = 20


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


def without_gaps(typed: str) -> str:
    """Write a code or a reference in plain digits, without the spaces and dashes between them."""
    return "".join(one for one in plain_digits(typed) if not _is_gap(one))


def _is_gap(character: str) -> bool:
    return character in (" ", MINUS) or unicodedata.category(character) == DASHES


def whole_number(typed: str) -> int:
    """Read a whole number as people type it: in any script's digits, with any spaces."""
    digits = plain_digits(typed).replace(" ", "")
    if len(digits) > LONGEST_NUMBER or not digits.isdecimal():
        raise ValueError(typed)
    return int(digits)
