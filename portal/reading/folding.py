"""Words folded, so that different ways to write one word come out alike, in whichever script.

Capitals, accents, vowel signs of Arabic and Hebrew, the joiners of Persian and Urdu, and the two ways to
write an Arabic kaf or yeh make no difference. The signs of Indic scripts do: without them words are others.
Chinese and Japanese have no spaces: each character, and each pair of neighbours, is a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Literal

Kind = Literal["gap", "letters", "digits", "ideographs"]

ALIKE = str.maketrans(
    {
        # Arabic, Persian, Urdu, Kurdish and Uyghur write some letters differently.
        "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER TEH MARBUTA GOAL}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER U}": "\N{ARABIC LETTER WAW}",
        # These stand in some spellings of a word, and not in others.
        "\N{ARABIC LETTER HAMZA}": None,
        "\N{ARABIC TATWEEL}": None,
        "\N{ZERO WIDTH NON-JOINER}": None,
        "\N{ZERO WIDTH JOINER}": None,
        "\N{SOFT HYPHEN}": None,
        # Letters that are no other letter with an accent, and yet are typed as one.
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
        "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
        "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{GRAVE ACCENT}": "'",
    }
)
INDIC = range(0x0900, 0x0E00)
IDEOGRAPHS = (range(0x3040, 0x3100), range(0x3400, 0xA000), range(0xF900, 0xFB00))
ARABIC_THE = "ال"
SHORTEST_AFTER_THE = 3


def fold(text: str) -> str:
    """Fold a text; folding it again changes nothing."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(_digit(one) for one in decomposed if not _is_accent(one))
    return unicodedata.normalize("NFC", bare.translate(ALIKE))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, folded."""
    for kind, letters in groupby(fold(text), _kind):
        word = "".join(letters)
        if kind == "ideographs":
            yield from word
            yield from map("".join, pairwise(word))
        elif kind == "digits":
            yield word
        elif kind == "letters":
            word = word.removesuffix("'s").replace("'", "")
            if word.startswith(ARABIC_THE) and len(word) >= len(ARABIC_THE) + SHORTEST_AFTER_THE:
                word = word.removeprefix(ARABIC_THE)
            if word:
                yield word


def is_ideographic(word: str) -> bool:
    """Tell whether a word is of characters that are words themselves."""
    return _kind(word[0]) == "ideographs"


def _is_accent(one: str) -> bool:
    return bool(unicodedata.combining(one)) and ord(one) not in INDIC


def _digit(one: str) -> str:
    """Write a digit of any script as ours."""
    return str(unicodedata.decimal(one)) if one.isdecimal() else one


def _kind(one: str) -> Kind:
    if any(ord(one) in some for some in IDEOGRAPHS):
        return "ideographs"
    if one.isdecimal():
        return "digits"
    return "letters" if one == "'" or unicodedata.category(one)[0] in "LMN" else "gap"
