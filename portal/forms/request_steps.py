"""The other pages of a request: language, what helps, what matters, answers; and the order of them all."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from portal.forms.request_people import Child, Reach, Safely, Who
from portal.forms.spoken_languages import SPOKEN_LANGUAGES
from portal.forms.step import Step
from portal.forms.text_fields import YES, BoxField, ChoiceField, FreeLineField, Words

OTHER = "other"


class Language(Step):
    """The family's own language."""

    page = "language"
    title = lazy_gettext("Language")

    language = ChoiceField(
        Words(
            lazy_gettext("Which language is best for you?"),
            helper=lazy_gettext("Which language is best for the family?"),
        ),
        {
            **SPOKEN_LANGUAGES,
            OTHER: Words(lazy_gettext("Another language")),
        },
    )
    language_other = FreeLineField(Words(lazy_gettext("Another language: which?")))

    def validate_language_other(self, field: FreeLineField) -> None:
        """Ask which other one."""
        if self.language.data == OTHER and not field.data:
            raise ValidationError(gettext("Write which language."))

    def values(self) -> dict[str, object]:
        """Let the words stand for a language that is not listed."""
        return {name: value for name, value in super().values().items() if value != OTHER}


class Interpreter(Step):
    """Whether an interpreter should be there."""

    page = "interpreter"
    title = lazy_gettext("Interpreter")

    interpreter = ChoiceField(
        Words(
            lazy_gettext("Do you need an interpreter?"),
            helper=lazy_gettext("Does the family need an interpreter?"),
        ),
        {
            "no": Words(lazy_gettext("No")),
            "spoken": Words(lazy_gettext("Yes, for a spoken language")),
            "bsl": Words(lazy_gettext("Yes, for British Sign Language (BSL)")),
            OTHER: Words(lazy_gettext("Another way to talk")),
        },
    )
    interpreter_other = FreeLineField(
        Words(lazy_gettext("Another way to talk: which?")),
        Words(lazy_gettext("Such as lip-reading, signs by touch, pictures or Easy Read.")),
        most=200,
    )

    def validate_interpreter_other(self, field: FreeLineField) -> None:
        """Ask which other way."""
        if self.interpreter.data == OTHER and not field.data:
            raise ValidationError(gettext("Write which way to talk."))


class Needs(Step):
    """What makes it easier to talk and to meet."""

    page = "needs"
    title = lazy_gettext("What makes it easier")

    access_needs = BoxField(
        Words(
            lazy_gettext("What would make it easier for you to talk or meet?"),
            helper=lazy_gettext("What would make it easier for the family to talk or meet?"),
        ),
        Words(lazy_gettext("Such as large print, no steps, a quiet room, or somebody with you.")),
        most=500,
    )


class Matters(Step):
    """What matters most."""

    page = "matters"
    title = lazy_gettext("What matters most")

    matters_most = BoxField(
        Words(
            lazy_gettext("What matters most to you and your child?"),
            lazy_gettext("What matters most to you?"),
            lazy_gettext("What matters most to the family?"),
        ),
        Words(
            lazy_gettext("Such as a night’s sleep, time for a brother or sister, a friend for your child."),
            lazy_gettext("Such as going out with friends, or more say in what you do."),
            lazy_gettext("Such as a night’s sleep, time for a brother or sister, a friend for the child."),
        ),
    )


class Enjoys(Step):
    """What the child enjoys."""

    page = "enjoys"
    title = lazy_gettext("Enjoys, and is good at")

    enjoys = BoxField(
        Words(
            lazy_gettext("What does your child enjoy, and what is your child good at?"),
            lazy_gettext("What do you enjoy, and what are you good at?"),
            lazy_gettext("What does the child enjoy, and what is the child good at?"),
        )
    )


class OwnWords(Step):
    """What the child says."""

    page = "own-words"
    title = lazy_gettext("Own words")

    own_words = BoxField(
        Words(
            lazy_gettext("What does your child say?"),
            lazy_gettext("Is there anything else that you want to say?"),
            lazy_gettext("What does the child say?"),
        ),
        Words(
            lazy_gettext("In your child’s own words, signs or pictures, or how your child shows it."),
            lazy_gettext("In your own words."),
            lazy_gettext("In the child’s own words, signs or pictures, or how the child shows it."),
        ),
    )


class SentAnswers(Step):
    """Whether the answers of the self-assessment go with it."""

    page = "answers"
    title = lazy_gettext("Answers from this site")
    can_be_empty = False

    attach = ChoiceField(
        Words(lazy_gettext("Do you want to send your answers too?")),
        {
            YES: Words(lazy_gettext("Yes, send them, and the result")),
            "no": Words(lazy_gettext("No, do not send them")),
        },
    )

    def validate_attach(self, field: ChoiceField) -> None:
        """Ask for a yes or a no."""
        if not field.data:
            raise ValidationError(gettext("Choose one answer."))

    def values(self) -> dict[str, object]:
        """Say nothing: whoever sends the request attaches the answers themselves."""
        return {}


STEPS: Mapping[str, type[Step]] = {
    step.page: step
    for step in (
        Who,
        Child,
        Reach,
        Safely,
        Language,
        Interpreter,
        Needs,
        Matters,
        Enjoys,
        OwnWords,
        SentAnswers,
    )
}
"""In the order in which they are asked."""
