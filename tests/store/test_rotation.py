"""A new key takes over, and nothing is lost."""

import pytest
from sqlalchemy import select

from portal.store import Store
from portal.store.database import Database
from portal.store.requests import Requests
from portal.store.rotation import encrypt_anew
from portal.store.tables import RequestEvent, RequestField
from portal.store.vault import CannotOpen, Vault
from tests.conftest import ELEVEN_AT_NIGHT

OLD, NEW = b"o" * 32, b"n" * 32


def opened(database: Database, *keys: bytes) -> Store:
    """Open the store that this database holds, with these keys."""
    return Store.on(database, keys)


def test_what_an_old_key_locked_opens_and_is_locked_anew(database: Database) -> None:
    before = opened(database, OLD).requests
    reference = before.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    before.record(1, 1, "seen", "Rang her.", "Wendy", ELEVEN_AT_NIGHT)
    both = opened(database, NEW, OLD)
    shown = both.requests.find(1)
    assert encrypt_anew(both) == 3  # the name, the reference and the note
    assert encrypt_anew(both) == 0
    after = opened(database, NEW).requests
    assert after.find(1) == shown
    after.ask_deletion(reference, ELEVEN_AT_NIGHT)
    found = after.find(1)
    assert found
    assert found.deletion_asked == ELEVEN_AT_NIGHT


def test_without_the_old_key_nothing_opens_and_nothing_is_harmed(database: Database) -> None:
    before = opened(database, OLD)
    before.requests.send("one", {"name": "Amina"}, [], ELEVEN_AT_NIGHT)
    with pytest.raises(CannotOpen, match="a key that is not in the settings"):
        encrypt_anew(opened(database, NEW))
    assert opened(database, OLD).requests.find(1) == before.requests.find(1)


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
