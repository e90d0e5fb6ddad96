"""The form that takes a family's code."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.forms.digits import without_gaps
from portal.forms.posted import PostedForm
from portal.store.save_code import DIGITS

LONGEST = 200


class CodeForm(PostedForm):
    """Asks for the code under which something was saved."""

    code = StringField(filters=[lambda typed: "".join(filter(str.isprintable, typed or ""))[:LONGEST]])

    @property
    def digits(self) -> str:
        """Return the code, typed in any script's digits, with any spaces and dashes."""
        return without_gaps(self.code.data or "")

    def validate_code(self, field: StringField) -> None:
        """Refuse what cannot be a code, and say why; whether it leads anywhere is not known here."""
        code = self.digits
        if not code:
            raise ValidationError(gettext("Write the code. It has %(digits)s digits.", digits=DIGITS))
        if not code.isdecimal():
            raise ValidationError(gettext("Write digits only. The code has no letters in it."))
        if len(code) != DIGITS:
            message = gettext(
                "The code has %(digits)s digits. You wrote %(count)s.", digits=DIGITS, count=len(code)
            )
            raise ValidationError(message)
