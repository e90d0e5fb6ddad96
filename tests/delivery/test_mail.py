"""The e-mails: what they say, and that they say no more."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from portal.background import delete_what_is_old
from portal.delivery.mail_folder import MailFolder
from portal.reading.authority import load_authority
from tests.conftest import AUTHORITIES, ELEVEN_AT_NIGHT, Browse
from tests.delivery.conftest import FIELDS, late, send
from tests.page import words

AN_HOUR = timedelta(hours=1)
GIVES_AWAY = ("child", "disab", "council", "worker", "short break", "assess", "birmingham", "social", "safe")


def mails(folder: Path) -> dict[str, EmailMessage]:
    """Return the e-mails in a portal's mail folder, by who gets them."""
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in (folder / "mail").iterdir()]
    return {str(mail["To"]): mail for mail in read if isinstance(mail, EmailMessage)}


def text(mail: EmailMessage) -> str:
    """Return what stands in an e-mail, as one line."""
    return words(mail.get_content())


def what_is_said_before(make: Callable[..., Flask]) -> str:
    """Return the page on which a family asks for the e-mail, where e-mails are sent."""
    app = make(
        PORTAL_MAIL="smtp://mail.example.org:587",
        PORTAL_MAIL_FROM="messages@example.org",
        PORTAL_TEAM_MAIL="team@example.org",
    )
    return Browse(app.test_client()).get("/en/ask-for-assessment/reach/").text


def test_as_shipped_both_mails_lie_in_the_mail_folder(make: Callable[..., Flask], tmp_path: Path) -> None:
    app = make()
    send(app)
    assert app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT) == 2
    assert set(mails(tmp_path)) == {"team@localhost", "amina@example.org"}
    assert app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT + AN_HOUR) == 0


def test_the_team_is_told_where_to_look_and_nothing_else(make: Callable[..., Flask], tmp_path: Path) -> None:
    app = make(PORTAL_TEAM_MAIL="team@example.org", PORTAL_MAIL_FROM="messages@example.org")
    reference = send(app)
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    mail = mails(tmp_path)["team@example.org"]
    assert (mail["Subject"], mail["From"]) == ("A request waits", "messages@example.org")
    assert "https://example.org/inbox/ " in text(mail)
    whole = mail.as_string() + text(mail)
    for value in (
        reference,
        *(value for value in FIELDS.values() if isinstance(value, str) and len(value) > 2),
    ):
        assert value not in whole


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_familys_mail_gives_nothing_away_to_who_sees_it_arrive(
    make: Callable[..., Flask], tmp_path: Path, authority: str
) -> None:
    app = make(PORTAL_AUTHORITY=authority, PORTAL_MAIL_FROM="messages@example.org")
    reference = send(app)
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    mail = mails(tmp_path)["amina@example.org"]
    assert (mail["Subject"], mail["From"]) == ("Your message", "messages@example.org")
    shown_on_a_lock_screen = f"{mail['Subject']} {mail['From']} {text(mail)[:60]}".lower()
    assert not [word for word in GIVES_AWAY if word in shown_on_a_lock_screen]
    body = text(mail)
    assert f"{reference[:3]} {reference[3:6]} {reference[6:]}" in body
    assert not [one for one in ("safe", "999", "danger", "answer you", "://") if one in body]
    private = ("name", "child_name", "telephone", "careful", "own_words")
    assert not [name for name in private if str(FIELDS[name]) in body]


def test_while_no_council_answers_for_it_a_family_is_told_to_ring(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make()
    send(app)
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    phone = app.extensions["authority"].contacts["front_door"].phone
    body = text(mails(tmp_path)["amina@example.org"])
    assert f"only being tried out. To be sure that somebody reads your message, ring {phone}." in body
    page = what_is_said_before(make)
    assert "from messages@example.org with the subject “Your message”, and gives the number" in page
    assert "this service is only being tried out. It gives the council’s telephone number. It names" in page


def test_without_a_number_to_ring_a_trial_says_so_all_the_same(
    make: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_phone(name: str, *_: object) -> object:
        found = load_authority(name)
        front_door = replace(found.contacts["front_door"], phone=None)
        return replace(found, contacts={**found.contacts, "front_door": front_door})

    monkeypatch.setattr("portal.load_authority", no_phone)
    app = make()
    send(app)
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    body = text(mails(tmp_path)["amina@example.org"])
    assert "only being tried out. It may be that nobody answers you." in body
    page = what_is_said_before(make)
    assert "It says that it may be that nobody answers. It names nobody" in page


def test_of_a_council_that_adopted_it_a_family_hears_by_when(
    make: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def adopted(name: str, *_: object) -> object:
        return replace(load_authority(name), status="adopted")

    monkeypatch.setattr("portal.load_authority", adopted)
    app = make()
    send(app)  # on a Saturday: the next working day is Monday
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    body = text(mails(tmp_path)["amina@example.org"])
    assert "Somebody will read it and answer you." in body
    assert "If you have heard nothing by the end of Monday, 23 November 2026, ring" in body
    assert "tried out" not in body
    page = what_is_said_before(make)
    assert "It says that somebody will answer. It gives the council’s telephone number, and the day" in page


def test_a_language_that_is_not_offered_any_more_is_english(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make()
    for language in ("tlh", None):
        send(app, page_language=language)
    assert app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT) == 4
    assert mails(tmp_path)["amina@example.org"]["Content-Language"] == "en"


@pytest.mark.parametrize(
    "address",
    [
        "amina@example.org, other@example.org",
        "amina@example.org\nBcc: other@example.org",
        "amina@example.org\r\n\r\nother",
        "<amina@example.org>",
        "amina@",
        "@",
        " ",
        "amina",
        "amina@exa mple.org",
    ],
)
def test_an_address_that_is_none_gets_no_mail_and_the_inbox_is_told(
    make: Callable[..., Flask], tmp_path: Path, address: str
) -> None:
    app = make()
    send(app, email=address)
    assert app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT) == 1
    assert set(mails(tmp_path)) == {"team@localhost"}
    assert late(app) == ("The e-mail to the family has not arrived (tried once: the address cannot be used).")


def test_without_its_key_a_request_still_reaches_the_team(make: Callable[..., Flask], tmp_path: Path) -> None:
    send(make(PORTAL_SECRET_KEY="11" * 32))
    app = make(PORTAL_SECRET_KEY="22" * 32)
    assert app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT) == 1
    assert set(mails(tmp_path)) == {"team@localhost"}
    assert late(app) == "The e-mail to the family has not arrived (tried once: a key is missing)."


def test_a_mail_is_for_its_owners_eyes_and_a_second_try_takes_the_place_of_the_first(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path / "new" / "mail")
    for body in ("first", "second"):
        mail = EmailMessage(policy=default)
        mail["Date"], mail["Message-ID"] = ELEVEN_AT_NIGHT, "<msg_-one_@example.org>"
        mail.set_content(body)
        folder.send(mail)
    [file] = folder.folder.iterdir()
    assert file.name == "msg_-one_.eml"
    assert b"second" in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.folder.stat().st_mode) == 0o700


def test_a_file_that_is_moved_meanwhile_keeps_no_other_from_going(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path)
    (tmp_path / "a.draft").symlink_to(tmp_path / "moved away")
    (tmp_path / "b.eml").write_text("old")
    assert folder.purge(datetime.now(UTC) + AN_HOUR) == 1
    assert not (tmp_path / "b.eml").exists()


def test_mails_go_after_the_time_that_the_record_of_them_is_kept(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make()
    send(app)
    app.extensions["deliverer"].deliver_due(ELEVEN_AT_NIGHT)
    store, settings, keeps = (app.extensions[name] for name in ("store", "settings", "authority"))
    keeps = keeps.keeps
    end = ELEVEN_AT_NIGHT + keeps.messages
    assert delete_what_is_old(store, settings, keeps, end)["e-mails in the folder"] == 0
    later = end + timedelta(seconds=1)
    assert delete_what_is_old(store, settings, keeps, later)["e-mails in the folder"] == 2
    assert mails(tmp_path) == {}
