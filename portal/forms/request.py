"""A request as a whole: what its pages together say, and how that is told to the family and to a worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

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


class Row(NamedTuple):
    """What it is about, and what was said; `field` is the name of the field for a number or an address."""

    label: str
    words: str
    field: str = ""


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


def told(fields: Fields, *, sent: bool = True) -> list[Part]:
    """Tell a request in words, part by part, before or after it is sent; what was not told is left out."""
    parts = [
        _part(Who, _writer(fields)),
        _part(Child, _child(fields)),
        _part(Reach, _ways(fields)),
        _part(Safely, _safety(fields)),
        _part(Language, [Row(str(Language.title), _language(fields))]),
        _part(Interpreter, [Row(str(Interpreter.title), _interpreter(fields))]),
        _part(Needs, [Row(str(Needs.title), _text(fields, "access_needs"))]),
        _part(Matters, [Row(str(Matters.title), _text(fields, "matters_most"))]),
        _part(Enjoys, [Row(str(Enjoys.title), _text(fields, "enjoys"))]),
        _part(OwnWords, [Row(str(OwnWords.title), _text(fields, "own_words"))]),
        _part(SentAnswers, [Row(gettext("Answers and result"), _attached(fields, sent))]),
    ]
    return [part for part in parts if part.rows]


def _part(step: type[Step], rows: Iterable[Row]) -> Part:
    return Part(str(step.title), [row for row in rows if row.words], step.page)


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name, ""))


def _child(fields: Fields) -> list[Row]:
    return [Row(gettext("First name"), _text(fields, "child_name")), Row(gettext("Age"), _age(fields))]


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
        Row(gettext("Written by"), says.get(fields.get("filled_in_by", ""), "")),
        Row(gettext("Name"), _text(fields, "name")),
        Row(gettext("Who they are to the family"), _text(fields, "helper_role")),
    ]


def _ways(fields: Fields) -> list[Row]:
    receipt = {
        True: gettext("Yes"),
        False: gettext("No, because e-mail is not ticked as safe"),
    }
    return [
        Row(gettext("Telephone"), _text(fields, "telephone"), "telephone"),
        Row(gettext("Text messages"), _text(fields, "text_number"), "text_number"),
        Row(gettext("E-mail"), _text(fields, "email"), "email"),
        Row(gettext("Address"), _text(fields, "post_address"), "post_address"),
        Row(
            gettext("Short e-mail with the reference number"),
            receipt.get(fields.get("email_receipt", ""), ""),
        ),
    ]


def _safety(fields: Fields) -> list[Row]:
    """Tell which ways are safe and, of the rest, only that there is something."""
    safe = fields.get("safe_ways", ())
    ways = [way for way, name in GIVEN_BY.items() if fields.get(name) and way in safe]
    withheld = gettext(
        "You have told us something here. We do not show it, to keep it private. "
        "Write again only to change it."
    )
    return [
        Row(gettext("Safe"), "; ".join(str(SAFE_WAYS[way].parent) for way in ways)),
        Row(str(Safely.title), withheld if fields.get("when") or fields.get("careful") else ""),
    ]


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


def _attached(fields: Fields, sent: bool) -> str:
    if sent:
        return gettext("Sent with it") if fields.get("assessment") else gettext("Not sent")
    return gettext("Goes with it") if fields.get("assessment") else gettext("Does not go with it")
