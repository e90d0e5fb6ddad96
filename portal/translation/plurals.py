"""The forms of a language's plural, in gettext's order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from gettext import c2py

from babel.messages.plurals import get_plural

MANY = 1000
"""Among the numbers up to this, every form of a plural has some."""

SHOWN = 3


@cache
def plural_forms(language: str) -> Sequence[str]:
    """Return what a translator calls each form: by the first numbers that take it."""
    plural = get_plural(language.replace("-", "_"))
    form_of = c2py(plural.plural_expr)
    names = []
    for form in range(plural.num_plurals):
        numbers = [str(number) for number in range(MANY) if form_of(number) == form]
        more = " …" if len(numbers) > SHOWN else ""
        names.append(f"form {form + 1} of {plural.num_plurals}: {', '.join(numbers[:SHOWN])}{more}")
    return names
