"""The inbox: what a worker sees first on the list, and what she reads of one request."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.store.tables import RequestField
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.family import Family
from tests.office import ANSWERS, FIELDS, INBOX, Office, Worker, card, cards, path
from tests.page import read_text
from tests.request_form import MOST, RequestForm

A_DAY = timedelta(days=1)


# The list


def test_an_empty_inbox_says_so(worker: Worker) -> None:
    assert "There is nothing here." in worker.browse.get(INBOX).text


def test_the_list_shows_worries_then_what_is_overdue_and_folds_away_what_is_closed(
    office: Office, worker: Worker
) -> None:
    late = office.send(child_name="Late")
    closed = office.send(child_name="Done")
    office.wait(3 * A_DAY)
    new, worried = office.send(child_name="New"), office.send(child_name="Safe", worry="worry")
    danger = office.send(child_name="First", worry="danger")
    worker.sign_in()
    worker.record(closed, "closed", "done")
    page = worker.browse.get(INBOX)
    assert cards(page) == [
        f"Request {danger}: First, 7",
        f"Request {worried}: Safe, 7",
        f"Request {late}: Late, 7",
        f"Request {new}: New, 7",
        f"Request {closed}: Done, 7",
    ]
    folded = page.find("details")
    assert "open" not in folded.attrib
    assert "Done" in read_text(folded)
    headings = [read_text(one) for one in page.findall("h2")]
    assert headings == [
        "Somebody may be in danger (1)",
        "Worried about safety at home (1)",
        "Overdue (1)",
        "New (1)",
        "Closed (1)",
    ]
    assert "To be decided by 23 November 2026: overdue" in card(page, late)
    assert "overdue" not in card(page, new)


def test_a_line_says_what_is_safe_and_whether_there_is_something_to_be_careful_about(
    office: Office, worker: Worker
) -> None:
    careful, other = office.send(), office.send(careful="", safe_ways=["email"], child_name="", child_age=0)
    page = worker.browse.get(INBOX)
    assert "Safe: ring, e-mail. Careful: read it first." in card(page, careful)
    assert "Received 21 November 2026, 23:00." in card(page, careful)
    assert "no name, 0" in card(page, other)
    assert "Safe: e-mail." in card(page, other)
    assert "Careful" not in card(page, other)


def test_the_list_can_be_of_one_status(office: Office, worker: Worker) -> None:
    new, seen = office.send(), office.send()
    worker.record(seen, "seen")
    assert cards(worker.browse.get(f"{INBOX}?status=seen")) == [f"Request {seen}: Amira, 7"]
    assert cards(worker.browse.get(f"{INBOX}?status=new")) == [f"Request {new}: Amira, 7"]
    assert len(cards(worker.browse.get(f"{INBOX}?status=nonsense"))) == 2


def test_a_message_that_did_not_arrive_is_shown(office: Office, worker: Worker) -> None:
    office.store.requests.send("late", FIELDS, ["team_mail"], office.now)
    number = office.store.requests.listed()[-1].number
    assert "has not arrived" not in worker.browse.get(INBOX).text
    office.wait(timedelta(minutes=20))
    assert "The e-mail to the team has not arrived" in card(worker.browse.get(INBOX), number)
    assert "The e-mail to the team has not arrived" in worker.browse.get(path(number)).text


def test_one_request_that_cannot_be_opened_does_not_hide_the_others(office: Office, worker: Worker) -> None:
    broken, whole = office.send(), office.send()
    spoiled = update(RequestField).where(RequestField.request_id == broken, RequestField.name == "0")
    with office.store.database.writing() as session:
        session.execute(spoiled.values(content=b"no such key"))
    page = worker.browse.get(INBOX)
    assert cards(page) == [f"Request {broken}", f"Request {whole}: Amira, 7"]
    assert "a key is missing" in page.text
    shown = worker.browse.get(path(broken))
    assert "This request cannot be opened: a key is missing." in shown.text
    for ending in ("sheet/", "request.json"):
        worker.browse.get(path(broken, ending), status=404)
    assert not shown.findall("textarea")


# One request


def test_how_to_reach_the_family_safely_stands_before_everything_else(office: Office, worker: Worker) -> None:
    page = worker.browse.get(path(office.send(assessment=ANSWERS)))
    box = page.find("section", aria_labelledby="contact")
    told = read_text(box)
    safe, unsafe = told.split("Not safe: never do this")
    assert "Ring: 01632 960001" in safe
    assert "Send an e-mail: sana@example.org" in safe
    assert page.findall("a", href="tel:01632960001")
    for way in ("Leave a message", "Send a text message", "Send a letter"):
        assert way in unsafe
        assert way not in safe
    for words in ("Don't say who you are if he answers", "In school hours", "Mirpuri or Pahari", "spoken"):
        assert words in unsafe
    assert page.text.index("Not safe") < page.text.index("Sana Malik") < page.text.index(ANSWERS["offers"][0])


def test_a_number_that_is_not_safe_to_ring_is_no_link(office: Office, worker: Worker) -> None:
    page = worker.browse.get(path(office.send(safe_ways=["email"])))
    assert "01632 960001" in page.text
    assert not [link for link in page.links if "01632960001" in link.href]


@pytest.mark.parametrize("ending", ["", "sheet/"])
@pytest.mark.parametrize(
    ("safe", "marks"),
    [
        (["email"], {"Telephone": "not safe: do not use", "E-mail": ""}),
        (["ring"], {"Telephone": "not safe: do not leave a message", "E-mail": "not safe: do not use"}),
        (["message", "email"], {"Telephone": "not safe: do not ring", "E-mail": ""}),
        (["ring", "message", "email"], {"Telephone": "", "E-mail": ""}),
    ],
)
def test_a_way_that_is_not_safe_is_marked_wherever_it_stands(
    office: Office, worker: Worker, ending: str, safe: list[str], marks: dict[str, str]
) -> None:
    page = worker.browse.get(path(office.send(safe_ways=safe), ending))
    typed = {"Telephone": "01632 960001", "E-mail": "sana@example.org"}
    for label, mark in marks.items():
        (row,) = (one for one in page.findall("div", label) if read_text(one).startswith(f"{label} "))
        assert read_text(row) == " – ".join(filter(None, [f"{label} {typed[label]}", mark]))


def test_it_shows_the_familys_words_the_answers_the_result_and_the_rules(
    office: Office, worker: Worker
) -> None:
    page = worker.browse.get(path(office.send(assessment=ANSWERS)))
    for words in (
        "Sana Malik",
        "A night’s sleep",
        "How often is your sleep broken?",
        "Most nights",
        ANSWERS["headline_says"],
        "version proposal 1",
        *ANSWERS["met"],
        *ANSWERS["cannot_tell"],
        "Why not: A worker’s assessment",
        "No help is needed at night",
        *ANSWERS["alternatives"],
        *ANSWERS["offers"],
        "a rule that the council has not published",
    ):
        assert words in page.text
    alone = worker.browse.get(path(office.send()))
    assert "The family sent no answers with it." in alone.text


@pytest.mark.parametrize(
    ("worry", "says"), [("danger", "Somebody may be in danger"), ("worry", "The family is worried")]
)
def test_a_worry_is_told_on_the_page_and_on_the_sheet(
    office: Office, worker: Worker, worry: str, says: str
) -> None:
    number, calm = office.send(worry=worry), office.send()
    for ending in ("", "sheet/"):
        assert says in worker.browse.get(path(number, ending)).text
        assert says not in worker.browse.get(path(calm, ending)).text


def test_what_a_family_typed_can_do_nothing_to_the_page(office: Office, worker: Worker) -> None:
    number = office.send(child_name="<b>Zed</b>", matters_most='<script>alert("1")</script>')
    for address in (INBOX, path(number), path(number, "sheet/")):
        page = worker.browse.get(address)
        assert "<b>Zed</b>" in page.text
        assert not page.findall("b")


def test_no_title_and_no_address_says_who_it_is_about(office: Office, worker: Worker) -> None:
    number = office.send()
    for address in (INBOX, path(number), path(number, "sheet/"), path(number, "delete/")):
        assert "Amira" not in worker.browse.get(address, status=None).title


def test_a_request_that_is_not_there_says_so(worker: Worker) -> None:
    for ending in ("", "sheet/", "request.json", "delete/"):
        assert worker.browse.get(path(77, ending), status=404).h1 == "There is no such request"


# From one end to the other


def test_what_a_family_sends_from_its_phone_is_what_the_worker_reads(tmp_path: Path) -> None:
    office = Office(make_portal("birmingham", tmp_path), [ELEVEN_AT_NIGHT])
    authority = office.app.extensions["authority"]
    phone = Browse(office.app.test_client())
    story = authority.examples[0]
    Family(phone, authority.assessment, {**story.answers, "at_home": "worried"}).to_check()
    form = RequestForm(phone)
    reference = form.send({**MOST, "answers": {"attach": "yes"}})
    page = office.worker().browse.get(path(1))
    for words in ("Amina", "Zara", "No steps, please.", "“I want to swim.”", "1 High Street", reference[-4:]):
        assert words in page.text
    assert "The family is worried" in page.text
    assert authority.assessment.outcomes[story.headline].headline in page.text
    assert f"version {authority.assessment.version}" in page.text
