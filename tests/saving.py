"""Save and come back: a portal with a clock set by hand, phones that save there, and what they type."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.assessment.model import Answer
from portal.reading.authority import Authority
from portal.store.saved import Saved
from portal.store.turns import TooBusy
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.family import HERE, Family
from tests.page import Page

SAVE, RETURN, DELETE = f"{HERE}save/", f"{HERE}return/", f"{HERE}save/delete/"
SMALL = Path(__file__).parent / "packs" / "small"
PRESSED = {"save": "yes"}
CHEAP = 2**4
DAY = timedelta(days=1)


@dataclass
class Service:
    """A council's portal whose clock is set by hand, and whose codes are quick to work out."""

    app: Flask
    moments: list[datetime]

    @property
    def authority(self) -> Authority:
        found: Authority = self.app.extensions["authority"]
        return found

    def device(self) -> Browse:
        """Give a browser that has never been here."""
        return Browse(self.app.test_client())

    def family(self, **answers: Answer) -> Family:
        """Give a family with a new phone and the answers of the first example, or these."""
        given = {**self.authority.examples[0].answers, **answers}
        return Family(self.device(), self.authority.assessment, given)

    def wait(self, period: timedelta) -> None:
        """Let time pass."""
        self.moments.append(self.moments[-1] + period)


def serve(council: str, state: Path) -> Service:
    """Make a council’s portal at eleven at night."""
    moments = [ELEVEN_AT_NIGHT]
    app = make_portal(council, state, lambda: moments[-1])
    store, keys = app.extensions["store"], app.extensions["settings"].keys
    app.extensions["store"] = replace(store, saved=Saved(store.database, store.limits, keys, CHEAP))
    return Service(app, moments)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """Give Birmingham’s portal, in which nothing has been saved."""
    return serve("birmingham", tmp_path)


def save_at(browse: Browse, question: str, *typed: str) -> Page:
    """Press the second button of a question, and open the page that it leads to."""
    browse.get(f"{HERE}{question}/")
    return browse.post(f"{HERE}{question}/", {"answer": [*typed], **PRESSED}, follow=True)


def code_on(page: Page) -> str:
    """Read the code that a page shows; nothing where there is none."""
    return "".join(span.text or "" for shown in page.findall(class_="code") for span in shown.iter("span"))


def come_back(browse: Browse, code: str, status: int | None = None) -> Page:
    """Type a code on the page for coming back."""
    browse.get(RETURN)
    return browse.post(RETURN, {"code": code}, status=status)


def typed_on(page: Page) -> list[str]:
    """Return what stands in the fields for text."""
    return [field.get("value", "") for field in page.findall("input", type="text")]


def no_database(*told: object) -> None:
    """Fail as a database does that is full."""
    raise OperationalError("INSERT", {"content": "what the family told"}, Exception("disk full"))


def busy(*told: object) -> None:
    """Be busy for seven seconds."""
    raise TooBusy(timedelta(seconds=7))
