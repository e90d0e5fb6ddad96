"""What somebody can say of a page: which kind of remark, and in their own words."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from portal.forms.text_fields import BoxField, ChoiceField, Words

TRANSLATION = "translation"

ABOUT = {
    "clear": Words(lazy_gettext("It was clear, or it helped")),
    "unclear": Words(lazy_gettext("Something is hard to understand")),
    "missing": Words(lazy_gettext("Something is missing")),
    "wrong": Words(lazy_gettext("Something is not right")),
    TRANSLATION: Words(lazy_gettext("The translation is wrong")),
}
"""The kinds of remarks, by the names under which they are kept."""


class FeedbackForm(Form):
    """Feedback on one page; its address, without the language, goes along."""

    page = HiddenField()
    about = ChoiceField(Words(lazy_gettext("What do you want to tell us?")), ABOUT)
    words = BoxField(
        Words(lazy_gettext("In your own words, if you like")),
        Words(
            lazy_gettext(
                "Which words are wrong or unclear? What would be better? You can write in any language. "
                "Please write no names, and nothing about your family."
            )
        ),
    )

    def __init__(self, sent: MultiDict[str, str] | None, page: str, translated: bool) -> None:
        """Fill it with what was sent, if anything was; only of a translation can one say that it is wrong."""
        super().__init__(sent, page=page)
        if not translated:
            self.about.options = {name: says for name, says in ABOUT.items() if name != TRANSLATION}

    def validate_about(self, field: ChoiceField) -> None:
        """Ask for one of the kinds that are offered."""
        if field.data not in field.options:
            raise ValidationError(gettext("Choose what you want to tell us."))
