"""What families save: found by its code alone, for as long as was promised, and never by guessing."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.store import Store
from portal.store.database import Database
from portal.store.limits import Limits
from portal.store.save_code import Pepper, new_code
from portal.store.saved import BLOCK_BYTES, OF_A_NETWORK_AT_ONCE, TRIES_AT_ONCE, Saved
from portal.store.tables import SavedSession
from portal.store.turns import TooBusy, Turns
from portal.store.vault import CannotOpen, Vault, derived
from tests.conftest import ELEVEN_AT_NIGHT as NOW
from tests.databases import KEYS

CHEAP = 2**4
CODE = "1234567890123456"
OTHER_CODE = "6543210987654321"
CONTENT = b"what a family told"
MONTH = timedelta(days=30)
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.2"
"""Networks that ask."""

OLD_KEY, NEW_KEY = KEYS[0], bytes(range(32, 64))

Opening = Callable[[Sequence[bytes]], Saved]


@pytest.fixture
def open_with(database: Database) -> Opening:
    """Give what opens the same database with other keys, as the next start of the service does."""

    def opened(keys: Sequence[bytes]) -> Saved:
        return Saved(database, Limits(database, Vault(keys)), keys, CHEAP)

    return opened


@pytest.fixture
def saved(open_with: Opening) -> Saved:
    return open_with(KEYS)


def content_of(saved: Saved, code: str = CODE) -> bytes | None:
    found = saved.find(code, NOW, HOME)
    return found.content if found else None


def rows(database: Database) -> list[SavedSession]:
    with database.reading() as session:
        return list(session.scalars(select(SavedSession)))


@pytest.mark.parametrize(
    "content", [b"", CONTENT, b"\x80\x00", bytes(BLOCK_BYTES), secrets.token_bytes(5000)]
)
def test_what_was_saved_is_found_by_its_code(saved: Saved, content: bytes) -> None:
    saved.save(CODE, content, NOW, NOW + MONTH, HOME)
    saved.save(OTHER_CODE, b"another family's", NOW, NOW + MONTH, HOME)
    found = saved.find(CODE, NOW, HOME)
    assert found
    assert (found.content, found.expires) == (content, NOW + MONTH)


def test_a_code_that_nobody_has_finds_nothing(saved: Saved) -> None:
    assert saved.find(CODE, NOW, HOME) is None
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    assert saved.find(OTHER_CODE, NOW, HOME) is None


def test_saving_again_takes_the_place_of_what_was_there_and_begins_the_period_anew(
    saved: Saved, database: Database
) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    saved.save(CODE, b"more", NOW + MONTH / 2, NOW + MONTH * 3 / 2, HOME)
    found = saved.find(CODE, NOW + MONTH, HOME)
    assert found
    assert found.content == b"more"
    assert len(rows(database)) == 1


def test_nothing_is_found_after_its_period(saved: Saved) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    saved.save(OTHER_CODE, CONTENT, NOW, NOW + 2 * MONTH, HOME)
    assert saved.find(CODE, NOW + MONTH - timedelta(seconds=1), HOME)
    assert saved.find(CODE, NOW + MONTH, HOME) is None
    assert saved.find(OTHER_CODE, NOW + MONTH, HOME)


def test_a_family_can_delete_what_it_saved(saved: Saved, database: Database) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    saved.save(OTHER_CODE, b"another's", NOW, NOW + MONTH, HOME)
    saved.delete(CODE, NOW, HOME)
    saved.delete("0000111122223333", NOW, HOME)
    assert content_of(saved) is None
    assert content_of(saved, OTHER_CODE) == b"another's"
    assert len(rows(database)) == 1


def test_what_was_saved_under_an_older_key_is_found_saved_again_and_deleted(
    open_with: Opening, database: Database
) -> None:
    open_with([OLD_KEY]).save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    assert content_of(open_with([NEW_KEY])) is None
    both = open_with([NEW_KEY, OLD_KEY])
    assert content_of(both) == CONTENT
    both.save(CODE, b"again", NOW, NOW + MONTH, HOME)
    assert len(rows(database)) == 1
    assert content_of(open_with([NEW_KEY])) == b"again"
    assert content_of(open_with([OLD_KEY])) is None
    open_with([OLD_KEY]).save(OTHER_CODE, CONTENT, NOW, NOW + MONTH, HOME)
    both.delete(OTHER_CODE, NOW, HOME)
    assert len(rows(database)) == 1


def test_a_row_opens_nowhere_but_in_its_place_and_tells_nothing_by_its_length(
    saved: Saved, database: Database
) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    saved.save(OTHER_CODE, b"", NOW, NOW + MONTH, HOME)
    one, other = rows(database)
    assert len(one.content) == len(other.content)
    with database.writing() as session:
        session.execute(
            update(SavedSession).where(SavedSession.locator == one.locator).values(content=other.content)
        )
        session.execute(
            update(SavedSession).where(SavedSession.locator == other.locator).values(content=one.content)
        )
    with pytest.raises(CannotOpen):
        saved.find(CODE, NOW, HOME)


def test_a_thousand_wrong_codes_cost_no_slow_work_and_do_not_stop_the_right_one(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    right = Pepper(KEYS[0]).sieve(CODE)
    guesses = [f"{number:016d}" for number in range(1000)]
    assert right not in {Pepper(KEYS[0]).sieve(guess) for guess in guesses}
    slow = []
    scrypt = hashlib.scrypt
    monkeypatch.setattr(hashlib, "scrypt", lambda *told, **more: slow.append(1) or scrypt(*told, **more))
    assert not any(saved.find(guess, NOW, HOME) for guess in guesses)
    assert saved.find(CODE, NOW + MONTH, HOME) is None, "a code that has ended costs no more than they do"
    assert not slow
    assert content_of(saved) == CONTENT
    assert slow


def test_a_wrong_code_that_passes_the_sieve_cannot_use_up_the_tries_of_the_right_one(saved: Saved) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    pepper = Pepper(KEYS[0])
    numbers = (f"{number:016d}" for number in range(10**7))
    unlucky = next(code for code in numbers if pepper.sieve(code) == pepper.sieve(CODE))
    assert unlucky != CODE
    assert {saved.find(unlucky, NOW, HOME) for _ in range(100)} == {None}
    assert content_of(saved) == CONTENT


def test_the_same_code_is_tried_so_often_at_once_and_then_slowly(saved: Saved) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    saved.save(OTHER_CODE, CONTENT, NOW, NOW + MONTH, HOME)
    for _ in range(TRIES_AT_ONCE):
        assert saved.find(CODE, NOW, HOME)
    with pytest.raises(TooBusy) as told:
        saved.find(CODE, NOW, HOME)
    assert timedelta() < told.value.wait <= timedelta(minutes=1)
    assert saved.find(OTHER_CODE, NOW, HOME), "another family does not notice"
    assert saved.find(CODE, NOW + told.value.wait, HOME)


def test_who_waits_for_a_turn_in_vain_uses_up_no_try(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    turns = Turns()
    monkeypatch.setattr(saved, "_turns", turns)
    with turns.turn(HOME):
        for _ in range(10 * OF_A_NETWORK_AT_ONCE):
            with pytest.raises(TooBusy):
                saved.find(CODE, NOW, HOME)
            with pytest.raises(TooBusy):
                saved.save(OTHER_CODE, CONTENT, NOW, NOW + MONTH, HOME)
    for _ in range(TRIES_AT_ONCE):
        assert saved.find(CODE, NOW, HOME)
    saved.save(OTHER_CODE, CONTENT, NOW, NOW + MONTH, HOME)


def test_who_tries_codes_of_its_own_for_ever_slows_down_its_own_network_and_nobody_else(saved: Saved) -> None:
    codes = [f"{number:016d}" for number in range(1 + OF_A_NETWORK_AT_ONCE // TRIES_AT_ONCE)]
    for number, code in enumerate(codes):
        saved.save(code, CONTENT, NOW, NOW + MONTH, f"203.0.113.{number}")
    tries = [code for code in codes for _ in range(TRIES_AT_ONCE)]
    for code in tries[:OF_A_NETWORK_AT_ONCE]:
        assert saved.find(code, NOW, HOME)
    with pytest.raises(TooBusy) as told:
        saved.find(codes[-1], NOW, HOME)
    assert timedelta() < told.value.wait < timedelta(minutes=1)
    assert saved.find(codes[-1], NOW, ELSEWHERE), "other networks do not notice"
    assert saved.find(codes[-1], NOW + told.value.wait, HOME), "a phone that shares the address waits seconds"


def test_deleting_slows_down_for_one_network(saved: Saved) -> None:
    for _ in range(OF_A_NETWORK_AT_ONCE):
        saved.delete(CODE, NOW, HOME)
    with pytest.raises(TooBusy):
        saved.delete(CODE, NOW, HOME)
    saved.delete(CODE, NOW, ELSEWHERE)


def test_the_database_alone_holds_neither_code_nor_content(saved: Saved, database: Database) -> None:
    saved.save(CODE, CONTENT, NOW, NOW + MONTH, HOME)
    assert saved.find(CODE, NOW, HOME)
    (row,) = rows(database)
    for kept in (row.locator, row.content):
        assert CODE.encode() not in kept
        assert CONTENT not in kept
        assert hashlib.sha256(CODE.encode()).digest() not in kept


def test_the_real_code_is_as_hard_to_guess_as_the_decision_record_says(store: Store) -> None:
    """Work the place of a row out anew, from docs/decisions/0008-save-code.md."""
    code = new_code()
    assert len(code) == 16
    assert code.isdecimal()
    store.saved.save(code, CONTENT, NOW, NOW + MONTH, HOME)
    pepper = derived(KEYS[0], "save code 1")
    slow = hashlib.scrypt(
        hmac.digest(pepper, b"code\0" + code.encode(), "sha256"),
        salt=b"short breaks portal, save code 1",
        n=131_072,
        r=8,
        p=1,
        maxmem=2**28,
        dklen=32,
    )
    place = hmac.digest(slow, b"locator and key\x01", "sha256")
    with store.database.reading() as session:
        assert session.get(SavedSession, place)


def test_no_code_is_made_twice() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000
