"""The review desk: members in their roles, each with a browser of her own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, TRANSLATOR
from tests.conftest import Browse
from tests.office import PASSWORD, Office
from tests.page import Page, read_text

DESK = "/review/"
GUIDE = "guide/under-five"
PLACE = "under-five:answer"


@dataclass
class Member:
    """Somebody at the desk, with her browser."""

    office: Office
    name: str
    role: str
    languages: tuple[str, ...] = ()
    browse: Browse = field(init=False)

    def __post_init__(self) -> None:
        """Join by the link of an invitation."""
        self.browse = Browse(self.office.app.test_client())
        token = self.office.store.workers.invite(self.name, self.office.now, self.role, self.languages)
        self.join(f"{DESK}invitation/{token}/")

    def join(self, link: str, **filled: str) -> Page:
        """Open the link of an invitation and send its form."""
        self.browse.get(link)
        return self.browse.post(link, {"password": PASSWORD, "again": PASSWORD, **filled}, follow=True)

    def open(self, text: str = GUIDE, language: str = "en") -> Page:
        """Open a text at the desk."""
        return self.browse.get(f"{DESK}{language}/{text}/")

    def say(
        self, says: str, text: str = GUIDE, place: str = PLACE, language: str = "en", **more: str
    ) -> Page:
        """Comment on a passage; return the page that comes."""
        path = f"{DESK}{language}/{text}/at/{place}/"
        self.browse.get(path)
        return self.browse.post(path, {"kind": "comment", "says": says, **more}, follow=True)

    def answer(self, number: int, status: str = "done", answer: str = "") -> Page:
        """Answer a remark; return the page that comes."""
        path = f"{DESK}remarks/{number}/"
        self.browse.get(path)
        return self.browse.post(path, {"status": status, "answer": answer}, follow=True)

    def sign(self, text: str = GUIDE, language: str = "en") -> Page:
        """Sign a text by the button on its page."""
        self.open(text, language)
        return self.browse.post(f"{DESK}{language}/{text}/sign/", follow=True)

    def read(self, text: str = GUIDE, language: str = "en") -> Page:
        """Say that a text was read, by the button on its page."""
        self.open(text, language)
        return self.browse.post(f"{DESK}{language}/{text}/read/", follow=True)

    def state(self, text: str = GUIDE, language: str = "en") -> str:
        """Return what the list says of a text."""
        page = self.browse.get(f"{DESK}?language={language}")
        wanted = f"{DESK}{language}/{text}/"
        for card in page.findall("li", class_="offer"):
            if any(link.get("href") == wanted for link in card.iter("a")):
                return read_text(card.findall("p")[0])
        raise LookupError(text)


@pytest.fixture
def reviewer(office: Office) -> Member:
    return Member(office, "Amina", REVIEWER)


@pytest.fixture
def coordinator(office: Office) -> Member:
    return Member(office, "Carol", COORDINATOR)


@pytest.fixture
def editor(office: Office) -> Member:
    return Member(office, "Edith", EDITOR)


@pytest.fixture
def translator(office: Office) -> Member:
    """Give a translator of Urdu."""
    return Member(office, "Tariq", TRANSLATOR, ("ur",))
