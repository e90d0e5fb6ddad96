"""After sending: what happens by when, a copy to keep, and asking for deletion."""

import random
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.reading.authority import AUTHORITIES as FOLDERS
from portal.store import Store
from tests.conftest import Browse, make_portal
from tests.request_form import HERE, LEAST, MOST, RequestForm
from tests.scripts import in_script


@pytest.fixture
def browse(portals: Mapping[str, Flask]) -> Browse:
    """Give the way into one council's portal: here it does not matter whose."""
    return Browse(portals["birmingham"].test_client())


@pytest.fixture
def form(browse: Browse) -> RequestForm:
    return RequestForm(browse)


@pytest.fixture
def store(portals: Mapping[str, Flask]) -> Store:
    found: Store = portals["birmingham"].extensions["store"]
    return found


@pytest.mark.parametrize(
    ("sent", "day", "decided", "assessed"),
    [
        # A Thursday; Friday is Christmas Day and Monday stands in for Boxing Day.
        ("2026-12-24 09:00", "24 December 2026", "Tuesday, 29 December 2026", "Tuesday, 2 March 2027"),
        ("2026-12-25 09:00", "25 December 2026", "Tuesday, 29 December 2026", "Tuesday, 2 March 2027"),
        ("2026-12-29 09:00", "29 December 2026", "Wednesday, 30 December 2026", "Wednesday, 3 March 2027"),
        # In summer it is tomorrow in England already.
        ("2026-07-30 23:30", "31 July 2026", "Monday, 3 August 2026", "Monday, 5 October 2026"),
    ],
)
def test_by_when_counts_working_days_in_england(
    tmp_path: Path, sent: str, day: str, decided: str, assessed: str
) -> None:
    moment = datetime.fromisoformat(sent).replace(tzinfo=UTC)
    form = RequestForm(Browse(make_portal("leicestershire", tmp_path, lambda: moment).test_client()))
    form.send()
    page = form.browse.get(f"{HERE}sent/")
    assert f"{day}. Write the number down" in page.text
    first, second = page.find("main").findall("ol/li")
    assert decided in (first.text or "")
    assert assessed in (second.text or "")
    assert "Working Together to Safeguard Children" in page.text


def test_a_trial_says_so_on_every_page_on_which_it_matters(form: RequestForm) -> None:
    pages = [form.browse.get(HERE), form.fill_in_all()]
    form.press_send()
    pages.append(form.browse.get(f"{HERE}sent/"))
    for page in pages:
        assert "This is a trial. Birmingham City Council has not adopted this site." in page.text
        assert page.findall("a", href="tel:01213031888")


def test_where_a_council_has_adopted_the_site_it_says_who_to_ring_if_nobody_answers(tmp_path: Path) -> None:
    folder = tmp_path / "birmingham"
    shutil.copytree(FOLDERS / "birmingham", folder)
    about = folder / "authority.yaml"
    about.write_text(about.read_text().replace("status: proposed", "status: adopted"), encoding="utf-8")
    form = RequestForm(Browse(make_portal(str(folder), tmp_path).test_client()))
    assert "This is a trial." not in form.browse.get(HERE).text
    form.send()
    page = form.browse.get(f"{HERE}sent/")
    assert "This is a trial." not in page.text
    assert page.findall("h2", "If you hear nothing")
    assert page.findall("a", href="tel:01213031888")


def test_the_text_version_holds_what_was_sent(form: RequestForm) -> None:
    reference = form.send(MOST)
    page = form.browse.get(f"{HERE}sent/")
    copy = form.browse.get(page.find("a", "Get a text version to keep").attrib["href"])
    assert copy.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert copy.headers["Content-Disposition"] == "attachment; filename=copy.txt"
    assert copy.headers["Cache-Control"] == "no-store"
    assert reference in copy.html.replace(" ", "")
    for words in (
        "Amina",
        "Zara",
        "1 High Street\nAnytown",
        "“I want to swim.”",
        "The council should decide what to do next by the end of Monday, 23 November 2026.",
        "0121 303 1888",
    ):
        assert words in copy.html
    assert "&" not in copy.html
    assert "<" not in copy.html


def test_nothing_of_what_is_safe_is_shown_or_kept_after_sending(form: RequestForm) -> None:
    form.send({**MOST, "safely": {**MOST["safely"], "safe_ways": ["ring"]}})
    page = form.browse.get(f"{HERE}sent/")
    copy = form.browse.get(f"{HERE}sent/copy.txt").html
    with form.browse.client.session_transaction() as session:
        kept = str(dict(session))
    assert "01632 960 001" in kept
    for words in ("Do not say who you are", "School hours", "Not safe", "as safe", "Ring", "Leave a message"):
        assert words not in page.html
        assert words not in copy
        assert words not in kept
    assert "What is safe" not in copy
    assert "other people may find it" in page.text
    form.browse.get(f"{HERE}safely/")
    assert form.browse.page
    assert "We do not show it" not in form.browse.page.text, "the next request begins empty"


def test_what_was_sent_stands_folded_on_the_page_to_be_printed(form: RequestForm) -> None:
    form.send(MOST)
    folded = form.browse.get(f"{HERE}sent/").find("details", "What you sent")
    assert "“I want to swim.”" in "".join(folded.itertext())
    assert "open" not in folded.attrib


def test_without_room_for_a_copy_the_reference_stays(form: RequestForm) -> None:
    reference = form.send(MOST)
    chance = random.Random(4)

    def text(length: int) -> str:
        return "".join(map(chr, chance.choices(range(ord("一"), ord("一") + 20_000), k=length)))

    long = {
        **LEAST,
        "needs": {"access_needs": text(500)},
        "matters": {"matters_most": text(800)},
        "enjoys": {"enjoys": text(100)},
    }
    form.fill_in_all(long)
    assert form.reference() == reference
    page = form.browse.get(f"{HERE}sent/")
    assert "There is no room in this browser for a copy" in page.text
    assert not page.findall("a", "Get a text version")
    assert form.browse.get(f"{HERE}sent/copy.txt", status=302).location == HERE
    assert form.send(long) != reference


def test_after_sending_there_is_a_way_on(form: RequestForm) -> None:
    form.send()
    leads_to = [one.attrib["href"] for one in form.browse.get(f"{HERE}sent/").find("main").iter("a")]
    assert {"/en/", "/en/guides/"} <= set(leads_to)


def test_from_asking_for_deletion_there_is_a_way_back(form: RequestForm) -> None:
    def back() -> str:
        return form.browse.get(f"{HERE}delete/").find("a", "Back", class_="back").attrib["href"]

    assert back() == HERE
    form.send()
    assert back() == f"{HERE}sent/"
    form.browse.post(f"{HERE}delete/", {"reference": "1"}, status=400)
    assert form.browse.page
    assert form.browse.page.findall("a", "Back", class_="back")


def test_without_a_request_there_is_no_thank_you(form: RequestForm) -> None:
    for page in ("sent/", "sent/copy.txt"):
        assert form.browse.get(f"{HERE}{page}", status=302).location == HERE


def test_clearing_takes_the_copy_away_and_says_that_the_request_stays(form: RequestForm) -> None:
    form.send(MOST)
    page = form.browse.post(f"{HERE}clear/", follow=True)
    assert "A request that you have sent stays with us." in page.text
    assert form.browse.get(f"{HERE}sent/", status=302).location == HERE


def test_leaving_takes_the_copy_away(form: RequestForm) -> None:
    form.send(MOST)
    form.browse.get("/exit/", status=303)
    assert form.browse.get(f"{HERE}sent/copy.txt", status=302).location == HERE


def ask(form: RequestForm, typed: str, status: int | None = None) -> str:
    """Ask for deletion on a phone that knows nothing of the request; return where it leads, or the page."""
    form.browse.client.delete_cookie("portal")
    form.browse.get(f"{HERE}delete/")
    page = form.browse.post(f"{HERE}delete/", {"reference": typed}, status=status)
    return page.location or page.text


@pytest.mark.parametrize("script", ["", "EXTENDED ARABIC-INDIC"])
@pytest.mark.parametrize("gap", [" ", "-", "\N{EN DASH}", "\N{MINUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}"])
def test_a_family_can_ask_for_deletion_with_its_reference(
    form: RequestForm, store: Store, script: str, gap: str
) -> None:
    reference = form.send()
    shown = gap.join([reference[:3], reference[3:6], reference[6:]])
    after = ask(form, in_script(script, shown))
    page = form.browse.get(after)
    assert "looks at it and deletes it" in page.text
    assert "What you saved under a code is deleted separately." in page.text
    assert page.findall("a", "Delete what I saved", href="/en/self-assessment/save/delete/")
    (asked,) = (one for one in store.requests.all() if getattr(one, "reference", "") == reference)
    assert asked.deletion_asked


def test_the_answer_is_the_same_where_there_is_no_such_request(form: RequestForm, store: Store) -> None:
    reference = form.send()
    another = f"{(int(reference) + 1) % 10**10:010}"
    assert ask(form, another) == ask(form, reference) == f"{HERE}delete/asked/"


@pytest.mark.parametrize("typed", ["", "123", "12345 67890 1", "my number"])
def test_what_cannot_be_a_reference_is_said(form: RequestForm, typed: str) -> None:
    assert "Write the reference number. It has 10 digits." in ask(form, typed, status=400)


def test_where_deletion_cannot_be_noted_the_family_is_told(
    form: RequestForm, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception())

    monkeypatch.setattr(store.requests, "ask_deletion", fail)
    assert "It does not work just now." in ask(form, "0123456789", status=503)


def test_many_who_ask_for_deletion_wait(form: RequestForm) -> None:
    for _ in range(10):
        ask(form, "0123456789")
    assert "Please press the button again in 60 seconds." in ask(form, "0123456789", status=429)
