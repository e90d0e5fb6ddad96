"""The log of errors of ours: where and of which kind, and nothing that anybody sent."""

from __future__ import annotations

import pytest

from portal.store.workers import Workers
from tests.office import PASSWORD, Office, Worker


def fail(*told: object) -> None:
    try:
        raise KeyError(f"inner {told}")
    except KeyError as inner:
        raise ValueError(f"outer {told}") from inner


@pytest.fixture
def broken(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give an office that has a fault, and answers as in earnest."""
    monkeypatch.setattr(office.app, "testing", False)
    monkeypatch.setattr(Workers, "accept", fail)
    return office


def test_an_error_is_logged_without_invitation_password_and_code(
    broken: Office, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker(broken, "Aisha Khan")
    link = broken.invite(worker.name)
    shown = worker.browse.get(link)
    worker.secret = "".join((shown.find(class_="key").text or "").split())
    typed = {"password": PASSWORD, "again": PASSWORD, "code": worker.code()}
    page = worker.browse.post(link, typed, status=500)
    assert page.h1 == "Something went wrong on our side"
    for told in (
        "POST /inbox/invitation/<token>/ failed.",
        "in fail\n",
        "in invitation\n",
        "builtins.ValueError\n",
        "builtins.KeyError\n",
    ):
        assert told in caplog.text
    token = link.split("/")[3]
    for private in (token, PASSWORD, typed["code"], worker.secret, worker.name, "outer", "inner "):
        assert private not in _without_source(caplog.text)


def _without_source(log: str) -> str:
    """Return a log without the lines of this file that stand in its traceback."""
    return "\n".join(line for line in log.splitlines() if "raise " not in line)
