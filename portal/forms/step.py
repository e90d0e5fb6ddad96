"""One page of a request: a form that knows who fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.forms.text_fields import PrivateBoxField, RequestField, TextField, Words

Typed = Mapping[str, list[str]]
"""What was typed and ticked, by the names of the fields."""

PARENT = "parent"
YOUNG_PERSON = "young_person"
HELPER = "helper"


class Step(Form):
    """One page of the request; where it has no heading, its first field is the heading."""

    page: ClassVar[str]
    title: ClassVar[LazyString]
    heading: ClassVar[Words | None] = None
    intro: ClassVar[Words | None] = None
    can_be_empty: ClassVar[bool] = True

    def __init__(self, sent: Typed, so_far: Typed) -> None:
        """Fill it with what was sent; `so_far` is what was typed on every page."""
        self.so_far = so_far
        super().__init__(MultiDict(sent))
        for field in self.private_fields:
            field.go_on_with("".join(so_far.get(field.name, ())), sent)

    @classmethod
    def reopened(cls, typed: Typed) -> Self:
        """Return the page as it was left, without showing what is private."""
        form = cls(typed, typed)
        for field in form.private_fields:
            field.withhold()
        return form

    @property
    def who(self) -> str:
        """Return who fills in the request, as far as we know."""
        return next(iter(self.so_far.get("filled_in_by", ())), PARENT)

    @property
    def fields(self) -> list[RequestField]:
        """Return the fields, in order."""
        return [field for field in self if isinstance(field, RequestField)]

    @property
    def private_fields(self) -> list[PrivateBoxField]:
        """Return the fields that are not shown again."""
        return [field for field in self if isinstance(field, PrivateBoxField)]

    @property
    def texts(self) -> list[TextField]:
        """Return the fields in which something stands."""
        return [field for field in self.fields if isinstance(field, TextField) and field.shown]

    @property
    def typed(self) -> dict[str, list[str]]:
        """Return what to keep of the page: what a browser would send if nobody touched the form."""
        return {field.name: field.typed for field in self.fields}

    def values(self) -> dict[str, object]:
        """Return what the request says of this page; the form must be valid."""
        found = {field.name: field.value for field in self.fields if field.typed}
        return {name: value for name, value in found.items() if value is not None}
