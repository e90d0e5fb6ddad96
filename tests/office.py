"""A council's office: its portal with a clock set by hand, workers who sign in, and requests that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask

from portal.pages import sign_in
from portal.staff.passwords import Passwords
from portal.store import Store
from portal.store.workers import Member
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.databases import KEYS
from tests.page import Page, read_text

INBOX = "/inbox/"
SIGN_IN = "/inbox/sign-in/"
SIGN_OUT = "/inbox/sign-out/"
PASSWORD = "three quiet rivers"
A_STEP = timedelta(seconds=30)
"""How long a code of the authenticator app is shown."""

ANSWERS = {
    "version": "proposal 1",
    "headline": "level2",
    "headline_says": "You may get level 2: money for breaks that you arrange yourselves.",
    "illustrative": True,
    "answers": [
        {
            "question": "sleep",
            "asked": "How often is your sleep broken?",
            "answer": "often",
            "says": "Most nights",
        }
    ],
    "met": ["Gets the high rate of a disability benefit"],
    "cannot_tell": ["Has a plan"],
    "not_reached": [{"offer": "A worker’s assessment", "reasons": ["No help is needed at night"]}],
    "alternatives": ["Level 3, if the letter says so"],
    "offers": ["Level 2", "Level 1"],
}
FIELDS = {
    "filled_in_by": "parent",
    "name": "Sana Malik",
    "child_name": "Amira",
    "child_age": 7,
    "telephone": "01632 960001",
    "email": "sana@example.org",
    "safe_ways": ["ring", "email"],
    "careful": "Don't say who you are\nif he answers",
    "when": "In school hours",
    "language": "phr",
    "interpreter": "spoken",
    "matters_most": "A night’s sleep",
    "agreement": True,
    "worry": "",
}

sendings = count(1)


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes that cost nothing, for tests that are not about their cost."""


@pytest.fixture(scope="session")
def portal_of_the_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make the portal once: that takes longer than most tests."""
    moments = [ELEVEN_AT_NIGHT]
    state = tmp_path_factory.mktemp("office")
    return Office(make_portal("birmingham", state, lambda: moments[-1]), moments)


@pytest.fixture
def office(portal_of_the_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Give an office that nobody has asked for anything yet, at eleven at night."""
    office = portal_of_the_office
    office.moments[:] = [ELEVEN_AT_NIGHT]
    store = Store.open(f"sqlite:///{tmp_path / 'portal.db'}", KEYS)
    monkeypatch.setitem(office.app.extensions, "store", store)
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))
    yield office
    store.database.close()


@pytest.fixture
def worker(office: Office) -> Worker:
    """Give a worker who is signed in."""
    return office.worker()


@dataclass
class Office:
    """The portal and its clock."""

    app: Flask
    moments: list[datetime]

    @property
    def now(self) -> datetime:
        """Return the moment it is."""
        return self.moments[-1]

    @property
    def store(self) -> Store:
        """Return what is kept."""
        found: Store = self.app.extensions["store"]
        return found

    def wait(self, period: timedelta) -> None:
        """Let time pass."""
        self.moments.append(self.now + period)

    def invite(self, name: str) -> str:
        """Invite a worker, and return the path of the link."""
        return f"/inbox/invitation/{self.store.workers.invite(name, self.now)}/"

    def worker(self, name: str = "Aisha Khan") -> Worker:
        """Give a worker who has set up how she signs in, and is signed in."""
        worker = Worker(self, name)
        worker.set_up(self.invite(name))
        return worker

    def send(self, **fields: Any) -> int:
        """Send a request, and return its number."""
        self.store.requests.send(f"sending {next(sendings)}", {**FIELDS, **fields}, [], self.now)
        return max(one.number for one in self.store.requests.listed())


@dataclass
class Worker:
    """A worker with her browser and her authenticator app."""

    office: Office
    name: str
    browse: Browse = field(init=False)
    secret: str = ""

    def __post_init__(self) -> None:
        self.use_a_new_device()

    def use_a_new_device(self) -> None:
        """Go on with a browser that has never been here."""
        self.browse = Browse(self.office.app.test_client())

    def code(self) -> str:
        """Read the code that the app shows now."""
        return pyotp.TOTP(self.secret).at(int(self.office.now.timestamp()))

    def set_up(self, link: str) -> Page:
        """Use an invitation."""
        shown = self.browse.get(link)
        self.secret = "".join((shown.find(class_="key").text or "").split())
        return self.browse.post(link, {"password": PASSWORD, "again": PASSWORD, "code": self.code()})

    def try_to_sign_in(self, password: str = PASSWORD, code: str | None = None) -> Page:
        """Send the form once, and return what comes of it."""
        hidden = self.browse.get(SIGN_IN).form(SIGN_IN).hidden
        typed = {"name": self.name, "password": password, "code": self.code() if code is None else code}
        return self.browse.show(self.browse.client.post(SIGN_IN, data={**hidden, **typed}), None)

    def sign_in(self) -> None:
        """Sign in, as soon as the app shows a code that was not used."""
        self.office.wait(A_STEP)
        assert self.try_to_sign_in().location == INBOX

    def sign_out(self) -> None:
        """Sign out."""
        self.browse.get(INBOX)
        self.browse.post(SIGN_OUT)

    def record(self, number: int, status: str, note: str = "") -> Page:
        """Open a request, and record something."""
        self.browse.get(f"/inbox/{number}/")
        return self.browse.post(f"/inbox/{number}/", {"status": status, "note": note})

    def is_in(self) -> bool:
        """Tell whether the inbox opens for her."""
        return self.browse.get(INBOX, status=None).status == 200


def name_of(member: Member | None) -> str | None:
    """Return the name of whom a session or an invitation is for."""
    return member.name if member else None


def path(number: int, ending: str = "") -> str:
    """Return the path of a request’s page, or of another one about it."""
    return f"{INBOX}{number}/{ending}"


def cards(page: Page) -> list[str]:
    """Return the requests on the list, in order, as their links name them."""
    return [link.text for link in page.links if link.text.startswith("Request ")]


def card(page: Page, number: int) -> str:
    """Return all that the list says of a request."""
    texts = [read_text(one) for one in page.findall("li", class_="offer")]
    return next(text for text in texts if text.startswith(f"Request {number}"))
