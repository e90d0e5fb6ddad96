"""Fields of a request: each has its words for whoever fills it in, and keeps what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from flask_babel import gettext
from flask_babel.speaklater import LazyString
from wtforms import Field
from wtforms.validators import ValidationError

YES = "yes"
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make text read in another order than it was written in."""

LINE_ENDS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))


class Option(Protocol):
    """Something to choose."""

    def to(self, who: str) -> str:
        """Say it to whoever fills in the form."""


@dataclass(frozen=True)
class Words:
    """One text in up to three wordings: to a parent, to a young person about themselves, to a helper."""

    parent: LazyString
    young_person: LazyString | None = None
    helper: LazyString | None = None

    def to(self, who: str) -> str:
        """Say it to whoever fills in the form."""
        said = {"young_person": self.young_person, "helper": self.helper}.get(who)
        return str(said or self.parent)


def cleaned(typed: str) -> str:
    """Return what was typed without what nobody types: control characters, and what turns text around."""
    lines = typed.replace("\r\n", "\n").translate(LINE_ENDS).replace("\t", " ")
    return "".join(one for one in lines if one == "\n" or _can_be_shown(one)).strip()


def _can_be_shown(one: str) -> bool:
    return one not in REORDERING and unicodedata.category(one) not in ("Cc", "Cs")


class RequestField(Field):
    """A field with its words; `free_text` where somebody may cry for help in it."""

    kind = ""
    free_text = False
    private = False
    withheld = False

    def __init__(self, says: Words, hint: Words | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.says = says
        self.hint = hint

    @property
    def typed(self) -> list[str]:
        """Return what the browser sends for what the field shows."""
        return [self.data] if self.data else []

    @property
    def value(self) -> object:
        """Return what the request says where the field is filled in rightly."""
        return self.data


class TextField(RequestField):
    """Text of at most so many characters."""

    data: str
    usual_most: ClassVar[int]
    usual_attributes: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        says: Words,
        hint: Words | None = None,
        most: int | None = None,
        autocomplete: str = "off",
        attributes: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(says, hint, default="", **options)
        self.most = most or self.usual_most
        self.attributes = {**self.usual_attributes, "autocomplete": autocomplete, **(attributes or {})}

    def pre_validate(self, form: object) -> None:
        """Refuse a text that is too long."""
        if len(self.data) > self.most:
            message = gettext(
                "Make this shorter: at most %(most)s characters. It has %(count)s now.",
                most=self.most,
                count=len(self.data),
            )
            raise ValidationError(message)

    @property
    def shown(self) -> str:
        """Return what stands in the field on the page."""
        return self.data


class LineField(TextField):
    """One line of text."""

    kind = "line"
    usual_most = 80

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, in one line."""
        self.data = " ".join(cleaned(valuelist[0]).split()) if valuelist else ""


class FreeLineField(LineField):
    """One line for whatever somebody wants to say."""

    free_text = True


class BoxField(TextField):
    """Several lines of text."""

    kind = "box"
    free_text = True
    usual_most = 800
    usual_attributes: ClassVar[Mapping[str, str]] = {"rows": "6"}

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, line by line."""
        self.data = cleaned(valuelist[0]) if valuelist else ""


class PrivateBoxField(BoxField):
    """Several lines that no page shows again: whoever holds the phone later may be the danger.

    `withheld` says that there is something that is not shown. Then an empty box leaves it as it is.
    """

    private = True

    @property
    def shown(self) -> str:
        """Return what stands in the field on the page: what was typed just now, at most."""
        return "" if self.withheld else self.data

    def go_on_with(self, told: str, sent: Mapping[str, list[str]]) -> None:
        """Keep what was told before, unless something else is sent, or it was to be removed."""
        emptied = f"{self.name}-removed" in sent or f"{self.name}-shown" in sent
        if not self.data and not emptied:
            self.data = told
            self.withhold()

    def withhold(self) -> None:
        """Do not show what is there; what is too long has still to be made shorter."""
        self.withheld = 0 < len(self.data) <= self.most


class ChoiceField(RequestField):
    """One of several options, by its name; what is none of them was not chosen."""

    kind = "radio"
    data: str

    def __init__(
        self, says: Words, options: Mapping[str, Option], hint: Words | None = None, **others: Any
    ) -> None:
        super().__init__(says, hint, default="", **others)
        self.options = options

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the option that was chosen."""
        self.data = next((name for name in self.options if name in valuelist), "")


class TicksField(RequestField):
    """Any of several options, by their names."""

    kind = "checkbox"
    data: list[str]

    def __init__(
        self, says: Words, options: Mapping[str, Option], hint: Words | None = None, **others: Any
    ) -> None:
        super().__init__(says, hint, default=list, **others)
        self.options = options

    @property
    def typed(self) -> list[str]:
        """Return the ticks."""
        return self.data

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the ticks, in the order of the options."""
        self.data = [name for name in self.options if name in valuelist]


class TickField(RequestField):
    """One tick."""

    kind = "tick"
    data: bool

    @property
    def typed(self) -> list[str]:
        """Return the tick, if there is one."""
        return [YES] if self.data else []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep whether it was ticked."""
        self.data = YES in valuelist
