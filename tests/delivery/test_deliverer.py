"""The deliverer: one way that fails keeps no other waiting, and what goes on beside the pages goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.background import Background
from portal.delivery import NotDelivered
from portal.delivery.deliverer import MOST, Deliverer
from portal.store.outbox import Message
from tests.conftest import ELEVEN_AT_NIGHT
from tests.delivery.conftest import late, send
from tests.waiting import wait_until

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


class Ways:
    """Ways that fail as told, and note what they were given."""

    def __init__(self, **failing: Exception) -> None:
        self.failing = failing
        self.tried: list[str] = []

    def __call__(self, message: Message, _now: datetime) -> None:
        """Take a message, or fail."""
        self.tried.append(message.kind)
        if message.kind in self.failing:
            raise self.failing[message.kind]

    def deliver(self, app: Flask, now: datetime = ELEVEN_AT_NIGHT) -> int:
        """Deliver what is due on these ways."""
        ways = {"team_mail": self, "family_mail": self}
        return Deliverer(app.extensions["store"].outbox, ways).deliver_due(now)


def test_a_way_that_fails_is_tried_once_and_the_others_go_on(make: Callable[..., Flask]) -> None:
    app = make()
    for _ in range(3):
        send(app)
    ways = Ways(team_mail=NotDelivered("the mail server does not answer"))
    assert ways.deliver(app) == 3
    assert sorted(ways.tried) == ["family_mail"] * 3 + ["team_mail"]


def test_many_messages_go_in_several_turns(make: Callable[..., Flask]) -> None:
    app = make()
    for _ in range(MOST):
        send(app)
    ways = Ways()
    assert [ways.deliver(app) for _ in range(3)] == [MOST, MOST, 0]
    assert len(ways.tried) == 2 * MOST


def test_of_an_unexpected_error_only_its_kind_is_told(make: Callable[..., Flask]) -> None:
    app = make()
    send(app, email_receipt=False)
    assert Ways(team_mail=ValueError("Amina, 07700 900123")).deliver(app) == 0
    assert late(app) == "The e-mail to the team has not arrived (tried once: ValueError)."


def test_what_ends_the_process_is_not_taken_for_a_failure(make: Callable[..., Flask]) -> None:
    app = make()
    send(app)

    def stop(_message: Message, _now: datetime) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        Deliverer(app.extensions["store"].outbox, {"team_mail": stop}).deliver_due(ELEVEN_AT_NIGHT)


def test_making_a_portal_delivers_nothing_and_its_background_all(make: Callable[..., Flask]) -> None:
    app = make()
    for _ in range(MOST):
        send(app)
    store = app.extensions["store"]
    assert len(store.outbox.late(ELEVEN_AT_NIGHT + AN_HOUR)) == MOST
    assert Background(app).do_what_is_due()
    assert store.outbox.late(ELEVEN_AT_NIGHT + AN_HOUR) == {}


def test_what_is_old_is_deleted_once_a_day(make: Callable[..., Flask]) -> None:
    now = ELEVEN_AT_NIGHT
    app = make()
    app.extensions["clock"] = lambda: now
    keeps = app.extensions["authority"].keeps
    background = Background(app)
    assert background.do_what_is_due()
    send(app, ELEVEN_AT_NIGHT - keeps.open + AN_HOUR)
    requests = app.extensions["store"].requests
    now = ELEVEN_AT_NIGHT + 2 * AN_HOUR  # old enough by now, but the day is not over
    assert background.do_what_is_due()
    assert len(requests.all()) == 1
    now = ELEVEN_AT_NIGHT + A_DAY
    assert background.do_what_is_due()
    assert requests.all() == []


def test_a_failure_is_told_without_what_it_was_about_and_tried_again(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("SELECT 'Amina'", {}, Exception("Amina"))

    now = ELEVEN_AT_NIGHT
    app = make()
    app.extensions["clock"] = lambda: now
    background = Background(app)
    send(app)
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr("portal.background.purge", fail)
        broken.setattr(background.deliverer, "deliver_due", fail)
        assert not background.do_what_is_due()
    assert caplog.messages == [
        "Could not deliver messages: OperationalError",
        "Could not delete what is old: OperationalError",
    ]
    assert not [record for record in caplog.records if record.exc_info]
    send(app, ELEVEN_AT_NIGHT - timedelta(days=4000))
    now += AN_HOUR
    assert background.do_what_is_due()
    assert len(app.extensions["store"].requests.all()) == 1
    assert late(app, now) == ""


def test_in_a_thread_it_goes_on_until_it_is_told_to_end(make: Callable[..., Flask]) -> None:
    app = make()
    background = Background(app)
    send(app)
    background.start()
    wait_until(lambda: not late(app, ELEVEN_AT_NIGHT + AN_HOUR), "the delivery")
    assert background.running
    background.stop()
    assert not background.running
