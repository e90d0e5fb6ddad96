"""Answers as a few bytes, always as many, so that their length says nothing."""

from __future__ import annotations

import hashlib

from portal.assessment.model import UNSURE, Answer, Answers, Assessment, Question

NOT_ANSWERED = 0
NOT_SURE = 1
FIRST_ANSWER = 2


def layout(assessment: Assessment) -> bytes:
    """Return eight bytes that change whenever stored answers could come to mean something else."""
    described = [
        (question.name, question.kind, question.option_names, question.minimum, question.maximum)
        for question in assessment.questions.values()
    ]
    return hashlib.sha256(repr(described).encode()).digest()[:8]


def encode(assessment: Assessment, answers: Answers) -> bytes:
    """Return the answers as bytes: their layout, then one number a question."""
    numbers = (
        _number(question, answers[name]) if name in answers else NOT_ANSWERED
        for name, question in assessment.questions.items()
    )
    widths = map(_width, assessment.questions.values())
    packed = (number.to_bytes(width) for number, width in zip(numbers, widths, strict=True))
    return layout(assessment) + b"".join(packed)


def decode(assessment: Assessment, data: bytes) -> dict[str, Answer] | None:
    """Return the answers that were encoded, or None where they are not for these questions."""
    widths = [_width(question) for question in assessment.questions.values()]
    start = layout(assessment)
    if not data.startswith(start) or len(data) != len(start) + sum(widths):
        return None
    answers: dict[str, Answer] = {}
    place = len(start)
    for question, width in zip(assessment.questions.values(), widths, strict=True):
        number = int.from_bytes(data[place : place + width])
        place += width
        answer = _answer(question, number)
        if answer is not None:
            if not question.allows(answer):
                return None
            answers[question.name] = answer
    return answers


def _highest(question: Question) -> int:
    match question.kind:
        case "number":
            count = question.maximum - question.minimum + 1
        case "some_of":
            count = 1 << len(question.options)
        case _:
            count = len(question.options)
    return FIRST_ANSWER + count - 1


def _width(question: Question) -> int:
    return (_highest(question).bit_length() + 7) // 8


def _number(question: Question, answer: Answer) -> int:
    match answer:
        case int():
            return FIRST_ANSWER + answer - question.minimum
        case frozenset():
            return FIRST_ANSWER + sum(
                1 << place for place, name in enumerate(question.option_names) if name in answer
            )
        case str():
            return FIRST_ANSWER + question.option_names.index(answer)
    return NOT_SURE


def _answer(question: Question, number: int) -> Answer | None:
    if number == NOT_ANSWERED:
        return None
    if number == NOT_SURE:
        return UNSURE
    value = number - FIRST_ANSWER
    if question.kind == "number":
        return question.minimum + value
    if question.kind == "some_of":
        return frozenset(name for place, name in enumerate(question.option_names) if value >> place & 1)
    return question.option_names[value] if value < len(question.options) else ""
