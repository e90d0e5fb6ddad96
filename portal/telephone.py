"""Telephone numbers: as people write them, and as a telephone dials them."""

from __future__ import annotations

import re

ZERO_WITHIN_THE_COUNTRY = re.compile(r"^((?:\+|00)[\d ./-]*)\(\s*0\s*\)")
"""People write +44 (0)121: the zero is for those who ring from within the country."""


def dialled(number: str) -> str:
    """Return a number as a telephone dials it from anywhere."""
    whole = ZERO_WITHIN_THE_COUNTRY.sub(r"\1", number.strip())
    return "".join(one for one in whole if one.isdecimal() or one == "+")
