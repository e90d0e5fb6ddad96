"""A family that asks for a worker's assessment: it fills in each page as it would on its phone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.store import Store
from portal.store.tables import OutboxMessage
from tests.conftest import Browse
from tests.page import Page, read_text

HERE = "/en/ask-for-assessment/"

Typed = Mapping[str, str | list[str]]

LEAST: Mapping[str, Typed] = {
    "who": {"filled_in_by": "parent", "name": "Amina"},
    "child": {"child_age": "7"},
    "reach": {"telephone": "01632 960 001"},
    "safely": {"safe_ways": ["ring"]},
}
"""What a request cannot be sent without, by page."""

MOST: Mapping[str, Typed] = {
    "who": {"filled_in_by": "parent", "name": "Amina"},
    "child": {"child_name": "Zara", "child_age": "7"},
    "reach": {
        "telephone": "01632 960 001",
        "text_number": "07700 900 123",
        "email": "amina@example.org",
        "post_address": "1 High Street\nAnytown",
        "email_receipt": "yes",
    },
    "safely": {
        "safe_ways": ["ring", "email"],
        "when": "School hours",
        "careful": "Do not say who you are to anybody else.",
    },
    "language": {"language": "phr"},
    "interpreter": {"interpreter": "spoken"},
    "needs": {"access_needs": "No steps, please."},
    "matters": {"matters_most": "A whole night’s sleep."},
    "enjoys": {"enjoys": "Water, and naming birds."},
    "own-words": {"own_words": "“I want to swim.”"},
}
"""Something on every page."""

WITHHELD = (
    "You have told us something here. We do not show it, to keep it private. Write again only to change it."
)
"""What stands in place of what was told."""

addresses = count(1)


class RequestForm:
    """Fills in a request; each has an address of its own, so that limits do not count one for another."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        number = next(addresses)
        browse.client.environ_base["REMOTE_ADDR"] = f"10.1.{number // 250}.{number % 250}"

    def fill_in(self, page: str, status: int | None = None, **typed: str | list[str]) -> Page:
        """Open a page, type, and press “Continue”."""
        self.browse.get(f"{HERE}{page}/")
        return self.browse.post(f"{HERE}{page}/", typed, status=status)

    def fill_in_all(self, pages: Mapping[str, Typed] = LEAST) -> Page:
        """Fill in these pages, and open the page that shows everything."""
        for page, typed in pages.items():
            self.fill_in(page, **typed)
        return self.check()

    def check(self) -> Page:
        """Open the page that shows everything."""
        return self.browse.get(f"{HERE}check/")

    def press_send(self, agreed: bool = True, status: int | None = None) -> Page:
        """Tick and press “Send” on the page that shows everything, which is open."""
        return self.browse.post(f"{HERE}check/", {"agreement": "yes"} if agreed else {}, status=status)

    def send(self, pages: Mapping[str, Typed] = LEAST) -> str:
        """Fill in these pages and send them; return the reference."""
        self.fill_in_all(pages)
        assert self.press_send().location == f"{HERE}sent/"
        return self.reference()

    def reference(self) -> str:
        """Open the page after sending and return the reference that it shows."""
        shown = self.browse.get(f"{HERE}sent/").find("p", class_="code")
        return "".join("".join(shown.itertext()).split())


@pytest.fixture
def form(portals: Mapping[str, Flask]) -> RequestForm:
    """Give a form to fill in at one council's portal: mostly it does not matter whose."""
    return RequestForm(Browse(portals["birmingham"].test_client()))


def alert(page: Page) -> str:
    """Return what a page says first of all."""
    return read_text(page.find("div", role="alert"))


def messages(page: Page) -> list[str]:
    """Return what the summary of a page says, message by message."""
    return [read_text(one) for one in page.find("div", role="alert").iter("li")]


def value(page: Page, name: str) -> str:
    """Return what stands in a field."""
    (sent,) = page.forms[0].fields[name]
    return sent.lstrip("\n")


def told(page: Page, title: str) -> list[str]:
    """Return what stands under a title on the page that shows everything."""
    (part,) = (
        one for one in page.findall("div") if (term := one.find("dt")) is not None and term.text == title
    )
    return ["\n".join(words.itertext()) for words in part.iter("p")]


def sent_fields(store: Store) -> dict[str, Any]:
    """Return the fields of the one request that is stored."""
    (request,) = store.requests.all()
    return dict(request.fields)


def kinds(store: Store) -> set[str]:
    """Return the kinds of messages that wait to be delivered."""
    with store.database.reading() as session:
        return set(session.scalars(select(OutboxMessage.kind)))
