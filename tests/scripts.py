"""Digits as other scripts write them."""

import unicodedata


def in_script(script: str, text: str) -> str:
    """Write the digits of a text in a script, named as Unicode names it: “BENGALI”."""
    zero = ord(unicodedata.lookup(f"{script} DIGIT ZERO".strip()))
    return "".join(chr(zero + int(one)) if one in "0123456789" else one for one in text)
