"""A request as a whole: what its pages together say, and how that is told to the family and to a worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from portal.forms.request_people import GIVEN_BY, SAFE_WAYS, Child, Reach, Safely, Who
from portal.forms.request_steps import (
    STEPS,
    Enjoys,
    Interpreter,
    Language,
    Matters,
    Needs,
    OwnWords,
    SentAnswers,
)
from portal.forms.spoken_languages import SPOKEN_LANGUAGES
from portal.forms.step import Step, Typed

Fields = Mapping[str, Any]
"""What a request says, by the names under which it is stored."""

Row = tuple[str, str]
"""What it is about, and what was said."""


@dataclass(frozen=True)
class Part:
    """What a request says under one title; `page` is where it was asked."""

    title: str
    rows: list[Row]
    page: str


@dataclass(frozen=True)
class Problem:
    """What still has to be put right before a request can be sent, and on which page."""

    page: str
    message: str


def filled_in(typed: Typed) -> list[Step]:
    """Return every page with what was typed on it."""
    return [step({name: list(values) for name, values in typed.items()}, typed) for step in STEPS.values()]


def problems(typed: Typed) -> list[Problem]:
    """Return what is still missing or wrong; whether answers are sent too need not be said."""
    return [
        Problem(step.page, str(message))
        for step in filled_in(typed)
        if not isinstance(step, SentAnswers) and not step.validate()
        for field in step.fields
        for message in field.errors
    ]


def fields_of(typed: Typed) -> dict[str, Any]:
    """Return what the pages say together, by the names under which it is stored."""
    fields: dict[str, Any] = {}
    for step in filled_in(typed):
        fields.update(step.values())
    if "email_receipt" in fields:
        fields["email_receipt"] = "email" in fields.get("safe_ways", ())
    return fields


def told(fields: Fields) -> list[Part]:
    """Tell a request in words, part by part; what was not told is left out."""
    parts = [
        _part(Who, _writer(fields)),
        _part(Child, [(gettext("First name"), _text(fields, "child_name")), (gettext("Age"), _age(fields))]),
        _part(Reach, _ways(fields)),
        _part(Safely, _safety(fields)),
        _part(Language, [(str(Language.title), _language(fields))]),
        _part(Interpreter, [(str(Interpreter.title), _interpreter(fields))]),
        _part(Needs, [(str(Needs.title), _text(fields, "access_needs"))]),
        _part(Matters, [(str(Matters.title), _text(fields, "matters_most"))]),
        _part(Enjoys, [(str(Enjoys.title), _text(fields, "enjoys"))]),
        _part(OwnWords, [(str(OwnWords.title), _text(fields, "own_words"))]),
        _part(SentAnswers, [(gettext("Answers and result"), _attached(fields))]),
    ]
    return [part for part in parts if part.rows]


def _part(step: type[Step], rows: Iterable[Row]) -> Part:
    return Part(str(step.title), [(label, words) for label, words in rows if words], step.page)


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name, ""))


def _age(fields: Fields) -> str:
    """Return the age; that of a baby is 0."""
    return str(fields["child_age"]) if isinstance(fields.get("child_age"), int) else ""


def _writer(fields: Fields) -> list[Row]:
    says = {
        "parent": gettext("A parent or carer"),
        "young_person": gettext("A young person, about themselves"),
        "helper": gettext("Somebody for a family"),
    }
    return [
        (gettext("Written by"), says.get(fields.get("filled_in_by", ""), "")),
        (gettext("Name"), _text(fields, "name")),
        (gettext("Who they are to the family"), _text(fields, "helper_role")),
    ]


def _ways(fields: Fields) -> list[Row]:
    receipt = {
        True: gettext("Yes"),
        False: gettext("No, because e-mail is not ticked as safe"),
    }
    return [
        (gettext("Telephone"), _text(fields, "telephone")),
        (gettext("Text messages"), _text(fields, "text_number")),
        (gettext("E-mail"), _text(fields, "email")),
        (gettext("Address"), _text(fields, "post_address")),
        (
            gettext("Short e-mail with the reference number"),
            receipt.get(fields.get("email_receipt", ""), ""),
        ),
    ]


def _safety(fields: Fields) -> list[Row]:
    """Tell what is safe and, of the ways that were given, what is not."""
    safe = fields.get("safe_ways", ())
    given = [way for way, name in GIVEN_BY.items() if fields.get(name)]
    return [
        (gettext("Safe"), _joined(way for way in given if way in safe)),
        (gettext("Not safe"), _joined(way for way in given if way not in safe)),
        (gettext("Good times"), _text(fields, "when")),
        (gettext("What we must not do or say"), _text(fields, "careful")),
    ]


def _joined(ways: Iterable[str]) -> str:
    return "; ".join(str(SAFE_WAYS[way].parent) for way in ways)


def _language(fields: Fields) -> str:
    known = SPOKEN_LANGUAGES.get(fields.get("language", ""))
    names = dict.fromkeys([str(known.name), known.own_name]) if known else {}
    return "; ".join(filter(None, [" – ".join(names), _text(fields, "language_other")]))


def _interpreter(fields: Fields) -> str:
    says = {
        "no": gettext("No"),
        "spoken": gettext("Yes, for a spoken language"),
        "bsl": gettext("Yes, for British Sign Language (BSL)"),
        "other": gettext("Another way to talk"),
    }
    said = [says.get(fields.get("interpreter", ""), ""), _text(fields, "interpreter_other")]
    return "; ".join(filter(None, said))


def _attached(fields: Fields) -> str:
    return gettext("Sent with it") if fields.get("assessment") else gettext("Not sent")
