"""What a council promises in its own folder: what is refused, what families read, what is deleted when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.assessment.document import FaultyContent
from portal.background import Background, delete_what_is_old
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.page import read_text
from tests.pages.test_saving import save_at
from tests.reading.test_appearance import load_with
from tests.request_form import HERE, RequestForm

KEEPS = "keeps: {saved: 7, closed: 20, open: 90, messages: 3}"
PROMISES = "promises: {decide: 2, assess: 10, source: S}"
A_DAY = timedelta(days=1)


class Council:
    """The portal of a small council with promises of its own, and its clock."""

    def __init__(self, folder: Path, start: datetime = ELEVEN_AT_NIGHT) -> None:
        load_with(folder / "council", f"{KEEPS}\n{PROMISES}")
        self.now = start
        self.app: Flask = make_portal(str(folder / "council"), folder / "state", lambda: self.now)

    def family(self) -> Browse:
        """Give a family with a phone of its own."""
        return Browse(self.app.test_client())

    def days_until_things_go(self) -> Iterator[tuple[int, str]]:
        """Delete what is old once a day, for a hundred days; say which day took which kind of thing."""
        store, settings = self.app.extensions["store"], self.app.extensions["settings"]
        keeps = self.app.extensions["authority"].keeps
        for day in range(100):
            deleted = delete_what_is_old(store, settings, keeps, self.now + day * A_DAY)
            yield from ((day, kind) for kind, count in deleted.items() for _ in range(count))


def test_the_privacy_page_says_how_long_this_council_keeps_things(tmp_path: Path) -> None:
    page = Council(tmp_path).family().get("/en/privacy/")
    rows = page.find("dl", class_="answers").findall("div")
    periods = {read_text(row.find("dt")): read_text(row.find("dd")) for row in rows}
    assert periods["Answers that you saved under a code"] == "7 days"
    assert periods["A request that a worker has closed"] == "20 days after it was closed"
    assert periods["Any other request"] == "90 days after it was sent or last changed"
    assert periods["That a message about a request was delivered"] == "3 days"


def test_after_sending_the_days_are_those_that_this_council_promises(tmp_path: Path) -> None:
    # Christmas Day is a Friday, Monday stands in for Boxing Day, and New Year’s Day is a Friday too.
    council = Council(tmp_path, datetime(2026, 12, 24, 9, 0, tzinfo=UTC))
    form = RequestForm(council.family())
    form.send()
    page = form.browse.get(f"{HERE}sent/")
    decided, assessed = map(read_text, page.find("main").findall("ol/li"))
    assert "Wednesday, 30 December 2026" in decided
    assert "Tuesday, 12 January 2027" in assessed
    assert "A page" in page.text
    assert "Working Together" not in page.text


def test_everything_goes_on_the_day_that_this_council_says(tmp_path: Path) -> None:
    council = Council(tmp_path)
    for _ in range(2):
        RequestForm(council.family()).send()
    council.app.extensions["store"].requests.record(1, 1, "closed", "", "Wendy", council.now)
    save_at(council.family(), "help", "nights")
    assert Background(council.app).do_what_is_due()  # the two e-mails to the team
    council.now += timedelta(hours=1)
    went = [one for one in council.days_until_things_go() if one[1] != "limits that are over"]
    assert sorted(went) == [
        (3, "delivered messages"),
        (3, "delivered messages"),
        (3, "e-mails in the folder"),
        (3, "e-mails in the folder"),
        (7, "saved answers"),
        (20, "requests"),
        (90, "requests"),
    ]


DAYS = "a number of days from 1 to 3650"


@pytest.mark.parametrize(
    ("lines", "line", "found", "expected"),
    [
        ("keeps: {saved: 0}", 1, "“0”", DAYS),
        ("keeps:\n  saved: 7\n  closed: half a year", 3, "“half a year”", DAYS),
        ("keeps: {open: 3651}", 1, "“3651”", DAYS),
        ("keeps: {messages: -1}", 1, "“-1”", DAYS),
        ("keeps: {messages: 1.5}", 1, "“1.5”", DAYS),
        ("keeps: {closed: }", 1, "nothing", "some text"),
        ("keeps: {shut: 7}", 1, "“shut”", "one of the keys saved, closed, open, messages, feedback"),
        ("keeps: 30", 1, "“30”", "a mapping"),
        ("promises: {decide: 0, assess: 45, source: S}", 1, "“0”", DAYS),
        ("promises:\n  decide: 1\n  assess: soon\n  source: S", 3, "“soon”", DAYS),
        ("promises: {decide: 1, assess: 45}", 1, "none", "the key source"),
        ("promises: {source: S}", 1, "none", "the key decide, assess"),
        ("promises: {decide: 1, assess: 45, source: T}", 1, "“T”", "one of S"),
    ],
)
def test_what_cannot_be_promised_is_named_by_line(
    tmp_path: Path, lines: str, line: int, found: str, expected: str
) -> None:
    with pytest.raises(FaultyContent) as faulty:
        load_with(tmp_path, lines)
    assert str(faulty.value) == f"authority.yaml:{line}: found {found}; expected {expected}"
