"""One form a question, made from the assessment."""

from __future__ import annotations

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from portal.assessment.model import UNSURE, Answer, Question

NOTHING = "nothing"
NOT_SURE = "unsure"
LONGEST_NUMBER = 20


class NumberField(StringField):
    """A number as typed, beside which “not sure” may be ticked instead."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, as far as it can be shown again; the tick counts where nothing was."""
        shown = ("".join(filter(str.isprintable, typed)) for typed in valuelist)
        self.data = next((typed for typed in shown if typed.strip()), "")


class AnswerForm(FlaskForm):
    """The form of one question, whatever its kind."""

    question: Question
    answer: Field

    def to_answer(self) -> Answer:
        """Return what was answered; the form must be valid."""
        data = self.answer.data
        if data == NOT_SURE or data == [NOT_SURE]:
            return UNSURE
        if self.question.kind == "number":
            return _number(str(data))
        if self.question.kind == "some_of":
            return frozenset(data) - {NOTHING}
        return str(data)


def form_for(question: Question) -> type[AnswerForm]:
    """Make the form class of a question."""
    match question.kind:
        case "number":
            field: Field = NumberField(validators=[_NumberWithin(question)])
        case "some_of":
            names = [*question.option_names, NOTHING, *([NOT_SURE] if question.unsure else [])]
            field = SelectMultipleField(choices=names, validate_choice=False, validators=[_SomeOf(names)])
        case _:
            names = [*question.option_names, *([NOT_SURE] if question.unsure else [])]
            field = RadioField(choices=names, validate_choice=False, validators=[_OneOf(names)])
    return type("QuestionForm", (AnswerForm,), {"question": question, "answer": field})


def form_data(question: Question, answer: Answer | None) -> object:
    """Return what the form shows for an answer given before."""
    match answer:
        case None:
            return None
        case frozenset():
            return sorted(answer) or [NOTHING]
    if answer is UNSURE:
        return [NOT_SURE] if question.kind == "some_of" else NOT_SURE
    return str(answer)


class _OneOf:
    """Refuses an answer that is none of the options."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def __call__(self, form: AnswerForm, field: Field) -> None:
        if field.data not in self.names:
            raise ValidationError(gettext("Choose one answer."))


class _SomeOf:
    """Refuses no answer at all, and “none of these” beside another answer."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def __call__(self, form: AnswerForm, field: Field) -> None:
        chosen = set(field.data or [])
        if not chosen or not chosen <= set(self.names):
            raise ValidationError(gettext("Tick at least one answer."))
        if chosen & {NOTHING, NOT_SURE} and len(chosen) > 1:
            raise ValidationError(gettext("Tick either the last answers or the others, not both."))


class _NumberWithin:
    """Refuses what is not a whole number in the question's range; digits of any script count."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, form: AnswerForm, field: Field) -> None:
        typed = str(field.data or "").strip()
        if typed == NOT_SURE and self.question.unsure:
            return
        if not typed:
            raise ValidationError(gettext("Write a number, such as %(example)s.", example=self._example()))
        try:
            number = _number(typed)
        except ValueError:
            message = gettext("Write the number in digits, such as %(example)s.", example=self._example())
            raise ValidationError(message) from None
        if not self.question.minimum <= number <= self.question.maximum:
            lowest, highest = self.question.minimum, self.question.maximum
            message = gettext(
                "Write a number from %(lowest)s to %(highest)s.", lowest=lowest, highest=highest
            )
            raise ValidationError(message)

    def _example(self) -> int:
        return (self.question.minimum + self.question.maximum) // 2


def _number(typed: str) -> int:
    """Read a whole number as people type it: in any script's digits, with any spaces."""
    digits = "".join(typed.split())
    if len(digits) > LONGEST_NUMBER or not digits.isdecimal():
        raise ValueError(typed)
    return int(digits)
