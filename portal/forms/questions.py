"""One form a question, made from the assessment."""

from __future__ import annotations

from datetime import date

from flask import current_app
from flask_babel import gettext
from wtforms import Field
from wtforms.validators import ValidationError

from portal.assessment.age import ReferenceDate, age_on
from portal.assessment.model import UNSURE, Answer, Question
from portal.forms.day import day_of, parts_of
from portal.forms.digits import LONGEST_NUMBER, whole_number
from portal.forms.posted import PostedForm
from portal.reading.hours import ENGLAND

NOTHING = "nothing"
NOT_SURE = "unsure"
MOST_PARTS = 4
"""What a question for a number sends at most: day, month, year and the tick for “not sure”."""


class AnswerField(Field):
    """What a family chose or typed: the values that its browser sends, as far as they can be shown again."""

    def process_formdata(self, valuelist: list[object]) -> None:
        """Keep what was sent; an empty box is nothing."""
        texts = (sent for sent in valuelist if isinstance(sent, str))  # not a file
        shown = ("".join(filter(str.isprintable, typed)) for typed in texts)
        self.data = [typed for typed in shown if typed.strip()]


class BirthDateField(AnswerField):
    """A date of birth, typed as day, month and year; each keeps its place, empty or not."""

    def process_formdata(self, valuelist: list[object]) -> None:
        """Keep the three parts as typed; a tick for “not sure” counts where nothing was typed."""
        parts = parts_of(valuelist)
        typed = [part for part in parts if part != NOT_SURE][:3]
        self.data = [NOT_SURE] if NOT_SURE in parts and not any(typed) else typed


class AnswerForm(PostedForm):
    """The form of one question, whatever its kind."""

    question: Question
    answer: AnswerField

    def to_answer(self) -> Answer:
        """Return what was answered; the form must be valid."""
        chosen: list[str] = self.answer.data
        if chosen == [NOT_SURE]:
            return UNSURE
        if self.question.born_at:
            return _age(self.question.born_at, chosen)
        if self.question.kind == "number":
            return whole_number(chosen[0])
        if self.question.kind == "some_of":
            return frozenset(chosen) - {NOTHING}
        return chosen[0]

    def as_typed(self) -> list[str]:
        """Return what the page shows, right or wrong, as far as it is worth keeping."""
        shown: list[str] = self.answer.data
        if self.question.kind == "number":
            return [part[:LONGEST_NUMBER] for part in shown[:MOST_PARTS]]
        known = {*self.question.option_names, NOTHING, NOT_SURE}
        return sorted(known.intersection(shown))


def form_for(question: Question) -> type[AnswerForm]:
    """Make the form class of a question."""
    if question.born_at:
        field = BirthDateField(validators=[_BornWithin(question)])
        return type("QuestionForm", (AnswerForm,), {"question": question, "answer": field})
    match question.kind:
        case "number":
            validator: _NumberWithin | _SomeOf | _OneOf = _NumberWithin(question)
        case "some_of":
            validator = _SomeOf(question)
        case _:
            validator = _OneOf(question)
    return type(
        "QuestionForm", (AnswerForm,), {"question": question, "answer": AnswerField(validators=[validator])}
    )


def form_data(question: Question, answer: Answer | None) -> list[str]:
    """Return what the form shows for an answer given before."""
    if question.born_at and isinstance(answer, int):
        return []  # the date was not kept
    match answer:
        case None:
            return []
        case frozenset():
            return sorted(answer) or [NOTHING]
    return [NOT_SURE] if answer is UNSURE else [str(answer)]


class _OneOf:
    """Refuses an answer that is none of the options."""

    def __init__(self, question: Question) -> None:
        self.names = {*question.option_names, *_not_sure(question)}

    def __call__(self, form: AnswerForm, field: AnswerField) -> None:
        if len(field.data) != 1 or field.data[0] not in self.names:
            raise ValidationError(gettext("Choose one answer."))


class _SomeOf:
    """Refuses no answer at all, and “none of these” beside another answer."""

    def __init__(self, question: Question) -> None:
        self.names = {*question.option_names, NOTHING, *_not_sure(question)}

    def __call__(self, form: AnswerForm, field: AnswerField) -> None:
        chosen = set(field.data)
        if not chosen or not chosen <= self.names:
            raise ValidationError(gettext("Tick at least one answer."))
        if chosen & {NOTHING, NOT_SURE} and len(chosen) > 1:
            raise ValidationError(gettext("Tick either the last answers or the others, not both."))


class _NumberWithin:
    """Refuses what is not a whole number in the question's range; digits of any script count."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.example = (question.minimum + question.maximum) // 2

    def __call__(self, form: AnswerForm, field: AnswerField) -> None:
        if not field.data:
            raise ValidationError(gettext("Write a number, such as %(example)s.", example=self.example))
        if field.data == _not_sure(self.question):
            return
        lowest, highest = self.question.minimum, self.question.maximum
        try:
            number = whole_number(field.data[0])
        except ValueError:
            message = gettext("Write the number in digits, such as %(example)s.", example=self.example)
            raise ValidationError(message) from None
        if not lowest <= number <= highest:
            message = gettext(
                "Write a number from %(lowest)s to %(highest)s.", lowest=lowest, highest=highest
            )
            raise ValidationError(message)


class _BornWithin:
    """Refuses what is no date of birth of somebody of the ages that the question is about."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, form: AnswerForm, field: BirthDateField) -> None:
        if field.data == _not_sure(self.question):
            return
        assert self.question.born_at
        try:
            age = _age(self.question.born_at, field.data)
        except ValueError:
            raise ValidationError(gettext("Write the day, month and year, such as 27 3 2015.")) from None
        lowest, highest = self.question.minimum, self.question.maximum
        if not lowest <= age <= highest:
            message = gettext(
                "Write the date of birth of somebody aged %(lowest)s to %(highest)s.",
                lowest=lowest,
                highest=highest,
            )
            raise ValidationError(message)


def _age(counted_on: ReferenceDate, typed: list[str]) -> int:
    """Return the age that a date of birth gives on the day the rules look at; ValueError if it is none."""
    today: date = current_app.extensions["clock"]().astimezone(ENGLAND).date()
    born = day_of(typed)
    if born > today:
        raise ValueError(typed)
    return age_on(counted_on.on(today), born)


def _not_sure(question: Question) -> list[str]:
    return [NOT_SURE] if question.unsure else []
