"""A new key takes over, and nothing is lost."""

from sqlalchemy import select

from portal.store import Store
from portal.store.database import Database
from portal.store.requests import FIELD_ROWS, Requests
from portal.store.rotation import Anew, encrypt_anew
from portal.store.tables import RequestEvent, RequestField
from portal.store.vault import Vault
from tests.conftest import ELEVEN_AT_NIGHT

OLD, NEW, LOST = b"o" * 32, b"n" * 32, b"l" * 32


def opened(database: Database, *keys: bytes) -> Store:
    """Open the store that this database holds, with these keys."""
    return Store.on(database, keys)


def test_what_an_old_key_locked_opens_and_is_locked_anew(database: Database) -> None:
    before = opened(database, OLD).requests
    reference = before.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT).reference
    before.record(1, 1, "seen", "Rang her.", "Wendy", ELEVEN_AT_NIGHT)
    both = opened(database, NEW, OLD)
    shown = both.requests.find(1)
    assert encrypt_anew(both) == Anew(changed=FIELD_ROWS + 2, not_opened=0)  # the reference and the note too
    assert encrypt_anew(both) == Anew(changed=0, not_opened=0)
    after = opened(database, NEW).requests
    assert after.find(1) == shown
    after.ask_deletion(reference, ELEVEN_AT_NIGHT)
    found = after.find(1)
    assert found
    assert found.deletion_asked == ELEVEN_AT_NIGHT


def test_what_does_not_open_is_counted_left_as_it_is_and_keeps_nothing_else_back(database: Database) -> None:
    before = opened(database, LOST)
    before.requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    token = before.workers.invite("Wendy", ELEVEN_AT_NIGHT)
    before.workers.accept(token, "a hash", "ABCDEFGH", 1, ELEVEN_AT_NIGHT)
    before.workers.invite("Bea", ELEVEN_AT_NIGHT)  # she has nothing to encrypt yet
    opened(database, OLD).requests.send("two", {"name": "Bushra"}, [], ELEVEN_AT_NIGHT)
    assert encrypt_anew(opened(database, NEW, OLD)) == Anew(changed=FIELD_ROWS + 1, not_opened=2)
    found = opened(database, NEW).requests.find(2)
    assert found
    assert found.fields["name"] == "Bushra"
    lost = opened(database, LOST)
    found = lost.requests.find(1)
    assert found
    assert found.fields["name"] == "Amina"
    account = lost.workers.account("Wendy")
    assert account
    assert account.secret == "ABCDEFGH"


def test_a_request_of_which_one_part_does_not_open_stays_whole(database: Database) -> None:
    opened(database, OLD).requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    opened(database, LOST, OLD).requests.record(1, 1, "seen", "Rang her.", "Wendy", ELEVEN_AT_NIGHT)
    before = opened(database, OLD, LOST).requests.find(1)
    assert encrypt_anew(opened(database, NEW, OLD)) == Anew(changed=0, not_opened=1)
    assert opened(database, OLD, LOST).requests.find(1) == before


def test_nothing_is_left_under_the_old_key(database: Database) -> None:
    opened(database, OLD).requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    encrypt_anew(opened(database, NEW, OLD))
    newest = Vault([NEW])
    with database.reading() as session:
        locked = [
            *session.scalars(select(RequestField.content)),
            *session.scalars(select(RequestEvent.content)),
        ]
    assert all(newest.is_newest(content) for content in locked if content)
    assert Requests(database, newest).find(1)
