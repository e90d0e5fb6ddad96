"""A day, typed as day, month and year in the digits of any script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.forms.digits import LONGEST_NUMBER, whole_number
from portal.forms.text_fields import RequestField

PARTS = 3


def parts_of(sent: Sequence[object]) -> list[str]:
    """Return what was typed into the boxes, each in its place, empty or not."""
    texts = (one for one in sent if isinstance(one, str))  # not a file
    return ["".join(filter(str.isprintable, typed)).strip() for typed in texts]


def day_of(parts: Sequence[str]) -> date:
    """Return the day that day, month and year give; ValueError if they give none."""
    day, month, year = map(whole_number, parts)
    try:
        return date(year, month, day)
    except OverflowError as error:
        raise ValueError(parts) from error


class DayField(RequestField):
    """A day, in three boxes."""

    kind = "day"
    data: list[str]

    def process_formdata(self, valuelist: list[object]) -> None:
        """Keep the three parts as typed."""
        self.data = [part[:LONGEST_NUMBER] for part in parts_of(valuelist)[:PARTS]]

    @property
    def typed(self) -> list[str]:
        """Return the three parts."""
        return self.data or []
