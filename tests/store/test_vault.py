"""Encryption: what it hides, what it refuses to open, and how keys change."""

import pytest

from portal.store.vault import CannotOpen, Vault

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PLACE = "request 1 name"


def test_what_is_locked_opens_as_it_was() -> None:
    vault = Vault([NEW])
    for content in (b"", b"Amina", b"\x80", b"Amina\x80\x00", bytes(1000), "ਅਮੀਨਾ".encode()):
        assert vault.open(vault.lock(content, PLACE), PLACE) == content


def test_the_same_text_looks_different_each_time_and_its_length_does_not_show() -> None:
    vault = Vault([NEW])
    assert vault.lock(b"Amina", PLACE) != vault.lock(b"Amina", PLACE)
    assert len(vault.lock(b"Jo", PLACE)) == len(vault.lock(b"Maximiliane-Theodora", PLACE))


def test_a_value_opens_only_in_its_place() -> None:
    vault = Vault([NEW])
    with pytest.raises(CannotOpen, match="was moved here"):
        vault.open(vault.lock(b"Amina", PLACE), "request 2 name")


def test_a_value_that_was_changed_does_not_open() -> None:
    vault = Vault([NEW])
    locked = vault.lock(b"Amina", PLACE)
    for position in range(len(locked)):
        changed = bytearray(locked)
        changed[position] ^= 1
        with pytest.raises(CannotOpen):
            vault.open(bytes(changed), PLACE)
    for length in range(len(locked)):
        with pytest.raises(CannotOpen):
            vault.open(locked[:length], PLACE)


def test_the_newest_key_locks_and_older_ones_still_open() -> None:
    before, after = Vault([OLD]), Vault([NEW, OLD])
    locked = before.lock(b"Amina", PLACE)
    assert after.open(locked, PLACE) == b"Amina"
    with pytest.raises(CannotOpen, match="a key that is not in the settings"):
        before.open(after.lock(b"Amina", PLACE), PLACE)


def test_locking_anew_makes_the_older_key_unnecessary() -> None:
    locked = Vault([OLD]).lock(b"Amina", PLACE)
    anew = Vault([NEW, OLD]).lock_anew(locked, PLACE)
    assert Vault([NEW, OLD]).is_newest(anew)
    assert not Vault([NEW, OLD]).is_newest(locked)
    assert Vault([NEW]).open(anew, PLACE) == b"Amina"


def test_what_finds_a_row_differs_by_key_and_by_purpose() -> None:
    vault = Vault([NEW, OLD])
    found = vault.indexes("1234567890", "request by reference")
    assert found == [
        vault.index("1234567890", "request by reference"),
        *Vault([OLD]).indexes("1234567890", "request by reference"),
    ]
    assert len({*found, vault.index("1234567890", "limit")}) == 3
