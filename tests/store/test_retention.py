"""What is kept goes when its period is over: shown by a clock that moves."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.reading.promises import Keeps
from portal.store.database import Database
from portal.store.outbox import Outbox
from portal.store.requests import Requests
from portal.store.retention import purge
from portal.store.signatures import Signatures
from portal.store.tables import OutboxMessage, Request, RequestEvent, RequestField, SavedSession
from portal.store.vault import Vault
from portal.store.workers import DESK, IDLE, INVITED_FOR, REVIEWER, Workers
from tests.conftest import ELEVEN_AT_NIGHT
from tests.office import name_of

KEEPS = Keeps()
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def requests(database: Database) -> Requests:
    return Requests(database, Vault([bytes(32)]))


def purged(requests: Requests, now: datetime) -> Mapping[str, int]:
    """Purge, and return only the kinds of which something went."""
    return {kind: count for kind, count in purge(requests.database, KEEPS, now).items() if count}


def left(requests: Requests) -> dict[str, int]:
    """Count the rows of every table that holds something of a family."""
    tables = (Request, RequestField, RequestEvent, OutboxMessage, SavedSession)
    with requests.database.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


def test_a_closed_request_goes_with_all_that_belongs_to_it(requests: Requests) -> None:
    requests.send("one", {"name": "Amina"}, ["team_mail"], ELEVEN_AT_NIGHT)
    requests.record(1, 1, "closed", "Assessed.", "Wendy", ELEVEN_AT_NIGHT)
    end = ELEVEN_AT_NIGHT + KEEPS.closed
    assert purged(requests, end - A_SECOND) == {}
    assert purged(requests, end) == {"requests": 1}
    assert set(left(requests).values()) == {0}


def test_a_request_that_nobody_closed_stays_longer_and_not_for_ever(requests: Requests) -> None:
    requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    assert purged(requests, ELEVEN_AT_NIGHT + KEEPS.closed) == {}
    assert purged(requests, ELEVEN_AT_NIGHT + KEEPS.open - A_SECOND) == {}
    assert purged(requests, ELEVEN_AT_NIGHT + KEEPS.open) == {"requests": 1}


def test_the_period_begins_with_the_last_change(requests: Requests) -> None:
    requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    later = ELEVEN_AT_NIGHT + timedelta(days=100)
    requests.record(1, 1, "closed", "", "Wendy", later)
    assert purged(requests, ELEVEN_AT_NIGHT + KEEPS.closed) == {}
    assert purged(requests, later + KEEPS.closed) == {"requests": 1}


def test_saved_answers_go_on_the_day_that_was_promised(requests: Requests) -> None:
    with requests.database.writing() as session:
        end = ELEVEN_AT_NIGHT + KEEPS.saved
        session.add(SavedSession(locator=b"there", sieve=1, content=b"locked", expires=end))
    assert purged(requests, end - A_SECOND) == {}
    assert purged(requests, end) == {"saved answers": 1}
    assert purged(requests, end) == {}


def test_a_workers_session_that_has_ended_goes_and_she_can_come_back(requests: Requests) -> None:
    workers = Workers(requests.database, requests.vault)
    invitation = workers.invite("Wendy", ELEVEN_AT_NIGHT)
    session = workers.accept(invitation, "a hash", "ABCDEFGH", 1, ELEVEN_AT_NIGHT)
    end = ELEVEN_AT_NIGHT + IDLE
    assert purged(requests, end - A_SECOND) == {}
    assert name_of(workers.signed_in(session or "", end - A_SECOND)) == "Wendy"
    assert purged(requests, end - A_SECOND + IDLE) == {"workers’ sessions that have ended": 1}
    assert purged(requests, ELEVEN_AT_NIGHT + 1000 * INVITED_FOR) == {}
    assert workers.account("Wendy")


def test_an_invitation_that_nobody_used_in_time_goes(requests: Requests) -> None:
    workers = Workers(requests.database, requests.vault)
    invitation = workers.invite("Wendy", ELEVEN_AT_NIGHT)
    end = ELEVEN_AT_NIGHT + INVITED_FOR
    assert purged(requests, end - A_SECOND) == {}
    assert name_of(workers.invited(invitation, end - A_SECOND)) == "Wendy"
    assert purged(requests, end) == {"invitations that nobody used in time": 1}
    assert workers.invite("Wendy", end), "she can be invited again"


def test_a_members_session_that_has_ended_goes_and_she_stays(requests: Requests) -> None:
    workers = Workers(requests.database, requests.vault)
    session = workers.join(workers.invite("Amina", ELEVEN_AT_NIGHT, REVIEWER), "Amina", "x", ELEVEN_AT_NIGHT)
    assert name_of(workers.signed_in(session or "", ELEVEN_AT_NIGHT + IDLE - A_SECOND)) == "Amina"
    end = ELEVEN_AT_NIGHT + 2 * IDLE - A_SECOND
    assert purged(requests, end - A_SECOND) == {}
    assert purged(requests, end) == {"workers’ sessions that have ended": 1}
    assert workers.signed_in(session or "", ELEVEN_AT_NIGHT) is None
    assert purged(requests, ELEVEN_AT_NIGHT + 1000 * INVITED_FOR) == {}
    assert [one.name for one in workers.members()] == ["Amina"]


@pytest.mark.parametrize("role", DESK)
def test_a_member_whose_invitation_nobody_used_goes(requests: Requests, role: str) -> None:
    workers = Workers(requests.database, requests.vault)
    workers.invite("Amina", ELEVEN_AT_NIGHT, role)
    end = ELEVEN_AT_NIGHT + INVITED_FOR
    assert purged(requests, end - A_SECOND) == {}
    assert [one.name for one in workers.members()] == ["Amina"]
    assert purged(requests, end) == {"invitations that nobody used in time": 1}
    assert workers.members() == []


def test_who_was_invited_again_and_did_not_come_goes_with_what_she_read(requests: Requests) -> None:
    workers, signatures = Workers(requests.database, requests.vault), Signatures(requests.database)
    workers.join(workers.invite("Amina", ELEVEN_AT_NIGHT, REVIEWER), "Amina", "x", ELEVEN_AT_NIGHT)
    signatures.note_reading(workers.members()[0].number, "guide/a", "en", {}, ELEVEN_AT_NIGHT)
    workers.invite("amina", ELEVEN_AT_NIGHT, REVIEWER)
    assert signatures.readings("en")
    assert purged(requests, ELEVEN_AT_NIGHT + INVITED_FOR) == {"invitations that nobody used in time": 1}
    assert signatures.readings("en") == {}


def test_only_a_message_that_was_delivered_is_forgotten(requests: Requests) -> None:
    requests.send("one", {"name": "Amina"}, ["team_mail", "webhook"], ELEVEN_AT_NIGHT)
    outbox = Outbox(requests.database)
    [first, _] = outbox.claim(ELEVEN_AT_NIGHT)
    outbox.delivered(first.id, ELEVEN_AT_NIGHT)
    end = ELEVEN_AT_NIGHT + KEEPS.messages
    assert purged(requests, end - A_SECOND) == {}
    assert purged(requests, end) == {"delivered messages": 1}
    assert left(requests)["outbox"] == 1
