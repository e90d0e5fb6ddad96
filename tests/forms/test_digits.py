"""Digits as people type them: in any script, with any spaces, with marks that nobody sees."""

import sys
import unicodedata

import pytest

from portal.forms.digits import plain_digits, without_gaps
from tests.scripts import in_script

ZEROS = [chr(one) for one in range(sys.maxunicode) if unicodedata.decimal(chr(one), None) == 0]
SCRIPTS = (
    "",
    "ARABIC-INDIC",
    "EXTENDED ARABIC-INDIC",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "DEVANAGARI",
    "TAMIL",
    "FULLWIDTH",
)


@pytest.mark.parametrize("zero", ZEROS, ids=unicodedata.name)
def test_the_digits_of_every_script_are_read(zero: str) -> None:
    digits = "".join(chr(ord(zero) + value) for value in range(10))
    assert plain_digits(digits) == "0123456789"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("", ""),
        ("07700 900123", "07700 900123"),
        ("\u200f07700\u00a0900123\u200e", "07700 900123"),
        ("\u20669\u2069", "9"),
        ("1\u20092\u30003\t4", "1 2 3 4"),
        ("+44", "+44"),
        ("nine", "nine"),
        ("²½Ⅷ", "²½Ⅷ"),
        ("-3", "-3"),
    ],
)
def test_everything_else_stays_as_it_is_but_for_spaces_and_what_is_invisible(typed: str, plain: str) -> None:
    assert plain_digits(typed) == plain
    assert plain_digits(in_script("BENGALI", typed)) == plain


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    "typed",
    [
        "1234567890123456",
        " 1234 5678 9012 3456 ",
        "1234-5678-9012-3456",
        "1234\u20135678\u20149012\u22123456",
        "1234\u00a05678\u20079012\u202f3456",
        "1234\u30005678\uff0d9012\t3456",
        "\u202b1234\u200c5678\u200d9012 3456\u202c",
    ],
)
def test_a_code_is_read_however_it_is_typed(script: str, typed: str) -> None:
    assert without_gaps(in_script(script, typed)) == "1234567890123456"
