"""The form that takes the reference number of a request."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from wtforms import Form
from wtforms.validators import ValidationError

from portal.forms.digits import without_gaps
from portal.forms.text_fields import LineField, Words
from portal.store.requests import REFERENCE_DIGITS


class ReferenceForm(Form):
    """Asks for the number; whether there is such a request is nobody's business."""

    reference = LineField(Words(lazy_gettext("Your reference number")))

    @property
    def digits(self) -> str:
        """Return the number, typed in any script's digits, with any spaces and dashes."""
        return without_gaps(self.reference.data)

    def validate_reference(self, field: LineField) -> None:
        """Refuse what cannot be a reference number."""
        if not self.digits.isdecimal() or len(self.digits) != REFERENCE_DIGITS:
            raise ValidationError(
                gettext("Write the reference number. It has %(count)s digits.", count=REFERENCE_DIGITS)
            )
