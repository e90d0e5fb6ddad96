"""The form that asks what is needed to work out when a review is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dateutil.relativedelta import relativedelta
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import ValidationError

from portal import reviews
from portal.forms.day import DayField, day_of
from portal.forms.text_fields import ChoiceField, RequestField, Words
from portal.reading.authority import Figure

OLDEST = relativedelta(years=25)
"""Longer ago than any short break of a child's: the year is a slip."""

FARTHEST = relativedelta(years=1)
"""Help that begins later than this is a slip too."""

HELD = {
    reviews.FACE_TO_FACE: Words(lazy_gettext("Yes, and we met face to face")),
    reviews.OTHERWISE: Words(lazy_gettext("Yes, but we did not meet face to face")),
    reviews.NOT_YET: Words(lazy_gettext("Not yet")),
}


class ReviewDateForm(Form):
    """Asks which help there is, whether there was a review, and when."""

    situation: ChoiceField
    held = ChoiceField(Words(lazy_gettext("Has there been a review yet?")), HELD)
    day = DayField(
        Words(lazy_gettext("When was the last review? If there was none yet, when did the help start?")),
        Words(
            lazy_gettext(
                "Write the date in numbers, such as 27 3 2026. "
                "For nights away, help starts on the first day of the first stay."
            )
        ),
    )

    def __init__(self, sent: MultiDict[str, str] | None, today: date) -> None:
        """Fill it with what was sent, on this day."""
        super().__init__(sent)
        self.today = today

    @property
    def fields(self) -> list[RequestField]:
        """Return the fields, in order."""
        return [self.situation, self.held, self.day]

    @property
    def asks_for_a_day(self) -> bool:
        """Tell whether a date can be worked out at all for what was chosen."""
        return self.situation.data not in reviews.UNDATED

    @property
    def typed_day(self) -> date:
        """Return the day; the form must be valid."""
        return day_of(self.day.data)

    def validate_situation(self, field: ChoiceField) -> None:
        """Refuse a form where nothing was chosen."""
        if not field.data:
            raise ValidationError(gettext("Choose the help that your child gets."))

    def validate_held(self, field: ChoiceField) -> None:
        """Refuse a form that does not say whether there was a review."""
        if self.asks_for_a_day and not field.data:
            raise ValidationError(gettext("Say if there has been a review."))

    def validate_day(self, field: DayField) -> None:
        """Refuse what is no date, and a date that is a slip."""
        if not self.asks_for_a_day:
            return
        try:
            day = self.typed_day
        except ValueError:
            raise ValidationError(gettext("Write the day, month and year, such as 27 3 2026.")) from None
        if not self.today - OLDEST <= day <= self.today + FARTHEST:
            raise ValidationError(gettext("Look at the year again. Write all four digits, such as 2026."))
        if day > self.today and self.held.data in (reviews.FACE_TO_FACE, reviews.OTHERWISE):
            raise ValidationError(gettext("That day is still to come. Write the date of the last review."))


def form_for(figures: Mapping[str, Figure]) -> type[ReviewDateForm]:
    """Make the form class; the limits of the lighter rules stand in one of its options."""
    stay, year = figures["stay_days"].amount, figures["year_days"].amount
    short_stays = lazy_gettext(
        "Nights away in one place, each stay at most %(stay)s days, and at most %(year)s days in a year. "
        "Your plan may say “section 20”.",
        stay=stay,
        year=year,
    )
    situations = {
        reviews.AT_HOME: Words(
            lazy_gettext(
                "Help at home or in the day, or nights away while you stay in charge of everything. "
                "Your plan may say “section 17”."
            )
        ),
        reviews.SHORT_STAYS: Words(short_stays),
        reviews.MORE_NIGHTS: Words(lazy_gettext("More nights than that, or nights in more than one place")),
        reviews.ONLINE: Words(lazy_gettext("A few hours of breaks, after an assessment online")),
        reviews.UNKNOWN: Words(lazy_gettext("I do not know")),
    }
    field = ChoiceField(Words(lazy_gettext("Which help does your child get?")), situations)
    return type("ReviewDateForm", (ReviewDateForm,), {"situation": field})
