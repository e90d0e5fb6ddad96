"""The form that takes a family's code."""

from __future__ import annotations

import unicodedata
from typing import Self

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.forms.digits import plain_digits
from portal.store.save_code import DIGITS

DASHES = "Pd"
MINUS = "\N{MINUS SIGN}"
LONGEST = 200


def code_in(typed: str) -> str:
    """Return the code that somebody typed, in any script's digits, with any spaces and dashes."""
    return "".join(
        character
        for character in plain_digits(typed)
        if not (character == " " or character == MINUS or unicodedata.category(character) == DASHES)
    )


class CodeForm(FlaskForm):
    """Asks for the code under which something was saved."""

    code = StringField(filters=[lambda typed: "".join(filter(str.isprintable, typed or ""))[:LONGEST]])

    @classmethod
    def of_request(cls) -> Self:
        """Return the form with what was posted, if anything was."""
        return cls()

    def validate_code(self, field: StringField) -> None:
        """Refuse what cannot be a code, and say why; whether it leads anywhere is not known here."""
        code = code_in(field.data or "")
        if not code:
            raise ValidationError(gettext("Write the code. It has %(digits)s digits.", digits=DIGITS))
        if not code.isdecimal():
            raise ValidationError(gettext("Write digits only. The code has no letters in it."))
        if len(code) != DIGITS:
            message = gettext(
                "The code has %(digits)s digits. You wrote %(count)s.", digits=DIGITS, count=len(code)
            )
            raise ValidationError(message)
