"""A reader of another language, who goes through the journeys that tests describe in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from portal.answers import ANSWERS, THE_REST, VERSION
from portal.assessment.encoding import encode
from portal.assessment.examples import Example
from portal.assessment.model import Answer
from portal.reading.authority import Authority
from tests.conftest import Browse
from tests.family import HERE as QUESTIONS
from tests.page import Page

ENGLISH = "/en/"


class Reader(Browse):
    """Reads in another language the pages that a test names in English, and looks at each of them."""

    def __init__(self, client: FlaskClient, code: str, look: Callable[[Page], None]) -> None:
        super().__init__(client)
        self.code = code
        self.look = look

    @property
    def app(self) -> Flask:
        return self.client.application

    @property
    def authority(self) -> Authority:
        found: Authority = self.app.extensions["authority"]
        return found

    @property
    def longest(self) -> Example:
        """Return the worked example that is asked the most questions."""
        examples = self.authority.examples
        return max(examples, key=lambda example: (len(example.answers), example.answer_the_rest))

    def here(self, path: str) -> str:
        """Return the address of a page in this language."""
        return path.replace(ENGLISH, f"/{self.code}/", 1)

    def another_phone(self) -> Reader:
        """Return a reader who has never been here."""
        return Reader(self.app.test_client(), self.code, self.look)

    def get(self, path: str, status: int | None = 200, **options: Any) -> Page:
        return super().get(self.here(path), status, **options)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        follow: bool = False,
        status: int | None = None,
        **options: Any,
    ) -> Page:
        return super().post(self.here(path), data, follow, status, **options)

    def show(self, answer: TestResponse, status: int | None) -> Page:
        page = super().show(answer, status)
        if not page.location:
            self.look(page)
            return page
        location = page.location.replace(f"/{self.code}/", ENGLISH, 1)
        return replace(page, headers=Headers({**page.headers, "Location": location}))

    def look_at(self, path: str, media_type: str, text: str) -> None:
        """Look at something that is read, but comes on no page of its own."""
        self.look(Page(path, 200, Headers({"Content-Type": media_type}), text))

    def has_answered(self, answers: Mapping[str, Answer], answer_the_rest: bool = False) -> None:
        """Remember these answers, as if they had been given one by one."""
        rules = self.authority.assessment
        self.get(QUESTIONS)
        with self.client.session_transaction() as session:
            session[ANSWERS] = encode(rules, answers)
            session[VERSION] = rules.version
            if answer_the_rest:
                session[THE_REST] = True
