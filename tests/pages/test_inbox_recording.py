"""What workers do with a request: record, print, export, delete; and what two of them do at once."""

import json
from datetime import timedelta

from sqlalchemy import update

from portal.store.tables import RequestField
from tests.office import ANSWERS, FIELDS, INBOX, Office, Worker, card, cards, path
from tests.page import read_text


def test_she_records_what_she_did_and_who_and_when_is_kept(office: Office, worker: Worker) -> None:
    number = office.send()
    office.wait(timedelta(minutes=25))
    answer = worker.record(number, "contacted", 'Rang.\nShe\'s "fine"; visit on Monday')
    assert answer.location == f"{path(number)}#history"
    page = worker.browse.get(path(number))
    history = read_text(page.find("section", aria_labelledby="history"))
    assert '21 November 2026, 23:25: Aisha Khan set it to contacted. Rang. She\'s "fine"; visit' in history
    assert cards(worker.browse.get(f"{INBOX}?status=contacted")) == [f"Request {number}: Amira, 7"]


def test_beside_the_status_stands_what_it_does_to_the_promises(office: Office, worker: Worker) -> None:
    page = worker.browse.get(path(office.send()))
    asked = page.find("fieldset", "Status")
    hint = page.find(id=asked.attrib["aria-describedby"])
    assert "“Contacted” ends the days for deciding" in read_text(hint)


def test_nothing_to_record_is_told(office: Office, worker: Worker) -> None:
    number = office.send()
    for sent, says in [
        ({"status": "new", "note": "  "}, "Choose another status, or write a note."),
        ({"status": "nonsense", "note": "x"}, "Choose a status."),
    ]:
        worker.browse.get(path(number))
        shown = worker.browse.post(path(number), sent, status=400)
        assert says in read_text(shown.find(id="status-error"))
    assert office.store.requests.listed()[0].revision == 1
    assert worker.record(number, "new", "Nobody answered").location


def test_a_note_that_is_too_long_is_kept_to_be_shortened(office: Office, worker: Worker) -> None:
    number = office.send()
    note = "word " * 500
    worker.browse.get(path(number))
    shown = worker.browse.post(path(number), {"status": "seen", "note": note}, status=400)
    assert (shown.find("textarea").text or "").strip() == note.strip()
    assert shown.findall("input", value="seen", checked=True)
    assert "at most 2000 characters" in read_text(shown.find(id="note-error"))


def test_the_second_of_two_workers_is_told_and_loses_nothing(office: Office, worker: Worker) -> None:
    number = office.send()
    bea = office.worker("Bea")
    bea.browse.get(path(number))
    worker.record(number, "seen", "I take this one")
    typed = {"status": "contacted", "note": "Rang her at nine"}
    shown = bea.browse.post(path(number), typed, status=409)
    assert "Aisha Khan set it to seen. I take this one" in shown.text
    assert "not saved yet" in shown.text
    assert (shown.find("textarea").text or "").strip() == "Rang her at nine"
    assert shown.findall("input", value="contacted", checked=True)
    assert office.store.requests.listed()[0].status == "seen"
    bea.browse.post(path(number), typed)
    history = read_text(bea.browse.get(path(number)).find("section", aria_labelledby="history"))
    assert history.index("I take this one") < history.index("Bea set it to contacted. Rang her at nine")


def test_a_worker_is_told_when_the_family_asks_for_deletion_meanwhile(office: Office, worker: Worker) -> None:
    number = office.send()
    [request] = office.store.requests.all()
    worker.browse.get(path(number))
    office.store.requests.ask_deletion(request.reference, office.now)
    shown = worker.browse.post(path(number), {"status": "seen", "note": "Mine"}, status=409)
    assert "Somebody who has the reference number asked for it to be deleted." in shown.text
    assert (shown.find("textarea").text or "").strip() == "Mine"


def test_a_note_on_a_request_that_is_gone_is_not_lost(office: Office, worker: Worker) -> None:
    number = office.send()
    worker.browse.get(path(number))
    office.store.requests.delete(number, 1)
    shown = worker.browse.post(path(number), {"status": "seen", "note": "Mine"}, status=409)
    assert shown.h1 == "This was not saved"
    assert (shown.find("textarea").text or "").strip() == "Mine"


# Out of the inbox


def test_the_sheet_holds_everything_and_nothing_to_press(office: Office, worker: Worker) -> None:
    number = office.send(assessment=ANSWERS)
    worker.record(number, "seen", "A note")
    page = worker.browse.get(path(number, "sheet/"))
    sheet = read_text(page.find(class_="sheet"))
    for words in ("Ring: 01632 960001", "Not safe", "Sana Malik", "Most nights", "A note", "Aisha Khan"):
        assert words in sheet
    inside = page.find(class_="sheet")
    assert not [one for tag in ("form", "details", "button") for one in inside.iter(tag)]


def test_the_export_holds_the_request_as_it_was_sent_and_what_was_done(
    office: Office, worker: Worker
) -> None:
    number = office.send(assessment=ANSWERS)
    worker.record(number, "seen", "A note")
    answer = worker.browse.client.get(path(number, "request.json"))
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=request-{number}.json"
    told = json.loads(answer.text)
    [request] = office.store.requests.all()
    assert told["fields"] == {**FIELDS, "assessment": ANSWERS}
    assert (told["number"], told["reference"], told["status"]) == (number, request.reference, "seen")
    assert told["received"] == "2026-11-21T23:00:00+00:00"
    event = {"worker_name": "Aisha Khan", "at": told["received"], "status": "seen", "note": "A note"}
    assert told["events"] == [event]


def test_a_request_is_deleted_when_the_family_asks(office: Office, worker: Worker) -> None:
    number, other = office.send(), office.send()
    before = worker.browse.get(path(number, "delete/"), 409).text
    assert "when it is closed, or when somebody who has its reference number asks for that" in before
    office.store.requests.ask_deletion(office.store.requests.all()[0].reference, office.now)
    asked = "Somebody who has the reference number asked for this to be deleted."
    check = "Check with the family first, in a way that is safe."
    assert f"{asked} {check}" in card(worker.browse.get(INBOX), number)
    shown = worker.browse.get(path(number))
    assert shown.findall("a", "Delete it")
    deleting = worker.browse.get(path(number, "delete/"))
    assert "21 November 2026, 23:00: Somebody" in deleting.text
    for page in (worker.browse.get(INBOX), shown, worker.browse.get(path(number, "sheet/")), deleting):
        assert check in page.text
        assert "family asked" not in page.text
    worker.browse.get(path(number, "delete/"))
    shown = worker.browse.post(path(number, "delete/"), status=200)
    assert shown.h1 == f"Request {number} is deleted"
    assert cards(worker.browse.get(INBOX)) == [f"Request {other}: Amira, 7"]
    worker.browse.get(path(number), status=404)


def test_a_request_is_deleted_when_it_is_closed(office: Office, worker: Worker) -> None:
    number = office.send()
    assert not worker.browse.get(path(number)).findall("a", "Delete")
    worker.record(number, "closed")
    assert worker.browse.get(path(number)).findall("a", "Delete this request")
    worker.browse.get(path(number, "delete/"))
    worker.browse.post(path(number, "delete/"), status=200)
    assert not office.store.requests.listed()


def test_nothing_is_deleted_that_changed_meanwhile(office: Office, worker: Worker) -> None:
    number = office.send()
    worker.record(number, "closed")
    bea = office.worker("Bea")
    bea.browse.get(path(number, "delete/"))
    worker.record(number, "seen", "Not done yet")
    shown = bea.browse.post(path(number, "delete/"), status=409)
    assert "when it is closed" in shown.text
    worker.record(number, "closed")
    bea.browse.get(path(number, "delete/"))
    worker.record(number, "closed", "A last word")
    shown = bea.browse.post(path(number, "delete/"), status=409)
    assert "Look at it again before you delete it" in shown.text
    assert len(office.store.requests.listed()) == 1


def test_a_request_that_cannot_be_opened_can_be_deleted_when_the_family_asks(
    office: Office, worker: Worker
) -> None:
    number = office.send()
    office.store.requests.ask_deletion(office.store.requests.all()[0].reference, office.now)
    with office.store.database.writing() as session:
        session.execute(update(RequestField).values(content=b"no such key"))
    assert worker.browse.get(path(number)).findall("a", "Delete this request")
    worker.browse.get(path(number, "delete/"))
    worker.browse.post(path(number, "delete/"), status=200)
    assert not office.store.requests.listed()
