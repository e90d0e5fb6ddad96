"""Fields with a shape: an age, a telephone number, an e-mail address. Plausible is enough."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask_babel import gettext
from wtforms.validators import ValidationError

from portal.forms.digits import plain_digits
from portal.forms.text_fields import LineField, Words

OLDEST = 25
PHONE = re.compile(r"\+?[\d ()./-]+")
DIGITS = range(8, 16)
ENGLISH_DIGITS = range(10, 12)
"""With the 0 that such a number starts with."""

EMAIL = re.compile(r"[^\s@,;:<>()\"]+@[^\s@,;:<>()\".]+(\.[^\s@,;:<>()\".]+)+")


class AgeField(LineField):
    """An age in whole years, in any script's digits."""

    def __init__(self, says: Words, hint: Words | None = None, **options: Any) -> None:
        super().__init__(says, hint, most=20, attributes={"inputmode": "numeric"}, **options)

    def pre_validate(self, form: object) -> None:
        """Refuse what is no age; none at all is for the form to judge."""
        if self.data and self.value not in range(OLDEST + 1):
            raise ValidationError(gettext("Write the age in digits, from 0 to %(oldest)s.", oldest=OLDEST))

    @property
    def value(self) -> int | None:
        """Return the age, if it is one."""
        digits = plain_digits(self.data).replace(" ", "")
        return int(digits) if digits.isdecimal() and len(digits) <= 3 else None


class PhoneField(LineField):
    """A telephone number of any country, in any script's digits."""

    def __init__(self, says: Words, hint: Words | None = None, **options: Any) -> None:
        attributes = {"type": "tel", "inputmode": "tel"}
        super().__init__(says, hint, most=40, autocomplete="tel", attributes=attributes, **options)

    def pre_validate(self, form: object) -> None:
        """Refuse what nobody could dial."""
        super().pre_validate(form)
        if not self.data:
            return
        digits = "".join(filter(str.isdecimal, self.value))
        english = digits.startswith("0") and not digits.startswith("00") and "+" not in self.value
        if not PHONE.fullmatch(self.value) or len(digits) not in (ENGLISH_DIGITS if english else DIGITS):
            raise ValidationError(gettext("Write the whole telephone number, such as 01632 960 001."))

    @property
    def value(self) -> str:
        """Return the number as a worker dials it."""
        # Numbers that are copied from elsewhere have other dashes, and wide signs.
        plain = unicodedata.normalize("NFKC", plain_digits(self.data)).strip()
        return "".join("-" if unicodedata.category(one) == "Pd" else one for one in plain)


class EmailField(LineField):
    """An e-mail address."""

    def __init__(self, says: Words, hint: Words | None = None, **options: Any) -> None:
        attributes = {"type": "email", "inputmode": "email"}
        super().__init__(says, hint, most=254, autocomplete="email", attributes=attributes, **options)

    def pre_validate(self, form: object) -> None:
        """Refuse what is no address."""
        super().pre_validate(form)
        if self.data and not EMAIL.fullmatch(self.data):
            raise ValidationError(gettext("Write the e-mail address as name@example.org."))
