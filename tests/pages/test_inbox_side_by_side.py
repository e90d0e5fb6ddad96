"""A request from a family that reads another language: a worker has the English, and what the family read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

import pytest

from portal.assessment.model import UNSURE
from portal.pages import sign_in
from portal.staff.passwords import Passwords
from tests import pseudo
from tests.conftest import ELEVEN_AT_NIGHT, make_portal
from tests.left_in_english import LETTERS
from tests.office import QUICK, Office, Worker, path
from tests.page import Page, read_text
from tests.reader import Reader
from tests.request_form import LEAST, RequestForm

names = count(1)
ATTACHED = {**LEAST, "answers": {"attach": "yes"}}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make the portal of an office to which families write in languages that nobody speaks."""
    moments = [ELEVEN_AT_NIGHT]
    app = make_portal("birmingham", tmp_path_factory.mktemp("foreign"), lambda: moments[-1])
    pseudo.offer_both(app)
    return Office(app, moments)


@pytest.fixture
def worker(foreign: Office, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Give a worker who is signed in."""
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))
    return foreign.worker(f"Worker {next(names)}")


def family(foreign: Office, code: str) -> Reader:
    """Give a family that reads a language, and has answered every question."""
    reader = Reader(foreign.app.test_client(), code, lambda page: None)
    reader.has_answered({**reader.longest.answers, "place": UNSURE})
    return reader


def send(foreign: Office, reader: Reader) -> int:
    """Send a request with the answers; return its number."""
    RequestForm(reader).send(ATTACHED)
    return max(one.number for one in foreign.store.requests.listed())


def pairs(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a worker reads, with what the family read."""
    for english, theirs in page.findall("div", class_="pair"):
        assert theirs.get("lang") == pseudo.MIRRORED
        yield read_text(english), read_text(theirs)


@pytest.mark.parametrize("sheet", ["", "sheet/"])
def test_each_part_of_the_result_stands_beside_what_the_family_read(
    foreign: Office, worker: Worker, sheet: str
) -> None:
    reader = family(foreign, pseudo.MIRRORED)
    found = list(pairs(worker.browse.get(path(send(foreign, reader), sheet))))
    assert len(found) > 2 * len(reader.longest.answers)
    for english, theirs in found:
        assert LETTERS.findall(english)
        assert letters(theirs) == letters(english.lower().translate(pseudo.HEBREW))


def letters(text: str) -> list[str]:
    """Return the Hebrew letters of a text, in order."""
    return [one for one in text if "א" <= one <= "ת"]


def test_the_rest_of_the_page_is_english(foreign: Office, worker: Worker) -> None:
    page = worker.browse.get(path(send(foreign, family(foreign, pseudo.MIRRORED))))
    assert (page.find("html").get("lang"), page.find("html").get("dir")) == ("en", "ltr")
    both = "".join(theirs for _, theirs in pairs(page))
    assert len(letters(page.text)) == len(letters(both))


def test_another_system_gets_both(foreign: Office, worker: Worker) -> None:
    reader = family(foreign, pseudo.MIRRORED)
    number = send(foreign, reader)
    fields = json.loads(worker.browse.client.get(path(number, "request.json")).text)["fields"]
    english, theirs = fields["assessment"], fields["assessment_as_read"]
    assert fields["page_language"] == pseudo.MIRRORED
    assert english["headline"] == theirs["headline"]
    assert english["headline_says"] == reader.authority.assessment.outcomes[english["headline"]].headline
    assert theirs["headline_says"] == pseudo.mirrored(english["headline_says"])
    assert [one["answer"] for one in theirs["answers"]] == [one["answer"] for one in english["answers"]]


def test_of_a_family_that_reads_english_everything_stands_there_once(foreign: Office, worker: Worker) -> None:
    number = send(foreign, family(foreign, "en"))
    assert not list(pairs(worker.browse.get(path(number))))
    fields = json.loads(worker.browse.client.get(path(number, "request.json")).text)["fields"]
    assert "assessment_as_read" not in fields


def test_what_the_family_wrote_stays_as_it_wrote_it(foreign: Office, worker: Worker) -> None:
    reader = family(foreign, pseudo.MIRRORED)
    form = RequestForm(reader)
    form.fill_in_all({**ATTACHED, "matters": {"matters_most": "שינה לילה שלם"}})
    form.press_send()
    number = max(one.number for one in foreign.store.requests.listed())
    page = worker.browse.get(path(number))
    (own,) = page.findall("bdi", "שינה לילה שלם")
    assert own.get("dir") == "auto"
