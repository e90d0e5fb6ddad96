"""The webhook: signed, the same on every try, and taken nowhere but where it is to go."""

from __future__ import annotations

import socket
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from flask import Flask

from portal.delivery import webhook
from tests.conftest import ELEVEN_AT_NIGHT as NOW
from tests.delivery.conftest import FIELDS, late, send
from tests.receiver import SECRET, Receiver, receiving
from tests.servers import free_port

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Run a receiver."""
    with receiving() as running:
        yield running


def deliver(app: Flask, now: datetime = NOW) -> None:
    """Deliver what is due."""
    app.extensions["deliverer"].deliver_due(now)


def test_a_request_arrives_whole_and_signed(make: Callable[..., Flask], receiver: Receiver) -> None:
    app = make(**receiver.settings)
    reference = send(app, NOW)
    deliver(app)
    [content] = receiver.accepted.values()
    assert content == {
        "type": "assessment_request.received",
        "timestamp": NOW.isoformat().replace("+00:00", "Z"),
        "data": {"number": 1, "reference": reference, "fields": FIELDS},
    }
    deliver(app, NOW + timedelta(days=1))
    assert len(receiver.posts) == 1


def test_what_was_signed_with_another_secret_is_refused(
    make: Callable[..., Flask], receiver: Receiver
) -> None:
    app = make(**{**receiver.settings, "PORTAL_WEBHOOK_SECRET": f"{SECRET[:-4]}AAAA"})
    send(app, NOW)
    deliver(app)
    assert receiver.accepted == {}
    assert "(tried once: the receiver answered 401)" in late(app)


@pytest.mark.parametrize("status", [200, 202, 204])
def test_any_success_will_do(make: Callable[..., Flask], receiver: Receiver, status: int) -> None:
    receiver.answer = lambda _id: status
    app = make(**receiver.settings)
    send(app, NOW)
    deliver(app)
    deliver(app, NOW + timedelta(days=1))
    assert len(receiver.posts) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 429, 500, 503])
def test_anything_else_is_tried_again_under_the_same_id(
    make: Callable[..., Flask], receiver: Receiver, status: int
) -> None:
    receiver.answer = lambda _id: status
    app = make(**receiver.settings)
    send(app, NOW)
    deliver(app)
    assert f"(tried once: the receiver answered {status})" in late(app)
    assert len(receiver.posts) == 1  # a redirect, which leads back here, is not followed
    receiver.answer = lambda _id: HTTPStatus.OK
    deliver(app, NOW + A_MINUTE)
    assert len(receiver.posts) == 2
    assert len(receiver.accepted) == 1
    first, second = map(int, receiver.timestamps)
    assert second - first == A_MINUTE.total_seconds()
    assert "case-management" not in late(app, NOW + timedelta(days=1))


def test_a_receiver_that_is_not_there_or_says_nothing_is_tried_again(
    make: Callable[..., Flask], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 0.1)
    app = make(**{**receiver.settings, "PORTAL_WEBHOOK": f"http://127.0.0.1:{free_port()}/"})
    send(app, NOW)
    deliver(app)
    assert "(tried once: the receiver does not answer)" in late(app)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        deliver(make(**{**receiver.settings, "PORTAL_WEBHOOK": address}), NOW + A_MINUTE)
    assert "(tried 2 times: the receiver does not answer)" in late(app)
    deliver(make(**receiver.settings), NOW + 3 * A_MINUTE)
    assert len(receiver.accepted) == 1


def test_a_receiver_that_nobody_names_any_more_leaves_the_message_waiting(
    make: Callable[..., Flask], receiver: Receiver
) -> None:
    send(make(**receiver.settings), NOW)
    deliver(make())
    assert "case-management" in late(make(), NOW + timedelta(days=1))
    deliver(make(**receiver.settings), NOW + A_MINUTE)
    assert len(receiver.accepted) == 1


def test_the_signature_is_that_of_the_conventions_own_example() -> None:
    hook = webhook.Webhook("https://example.org", b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    signature = hook.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
