"""Who may open what: every address of the route table, tried as nobody, as a worker, as an ended session.

routes.py says what is expected. A route that does not stand there fails, so that nobody can add one and
forget to say who may open it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.office import FIELDS, INBOX, SIGN_IN, Office
from tests.pages.routes import ROUTES

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
OURS = ("nobody", "forged", "idle", "too long", "signed out", "invited again")
"""Visitors who are no workers, or no longer."""

SECRET_NAME = str(FIELDS["child_name"])


def group_of(rule: Rule) -> str:
    """Return who may open a route."""
    kind = ROUTES[rule.rule]
    return kind if kind in ("door", "inbox") else "everybody"


class Building:
    """The office with one request in it, and the cookies of everybody who tries to come in."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.number = office.send()
        office.store.requests.record(self.number, 1, "closed", "", "Aisha", office.now)
        self.cookies = dict(self._cookies())

    def _cookies(self) -> Iterator[tuple[str, str | None]]:
        workers = self.office.store.workers
        yield "nobody", None
        yield "forged", "A" * 43
        too_long = self._come_in("Too long")
        for _ in range(36):
            self.office.wait(timedelta(minutes=20))
            workers.signed_in(too_long, self.office.now)
        yield "too long", too_long
        yield "idle", self._come_in("Idle")
        self.office.wait(timedelta(minutes=30))
        signed_out = self._come_in("Signed out")
        workers.sign_out(signed_out)
        yield "signed out", signed_out
        yield "invited again", self._come_in("Invited again")
        workers.invite("invited again", self.office.now)
        yield "worker", self._come_in("Worker")

    def _come_in(self, name: str) -> str:
        workers, now = self.office.store.workers, self.office.now
        session = workers.accept(workers.invite(name, now), "no hash", "ABCDEFGH", 1, now)
        assert session
        return session

    @property
    def rules(self) -> list[Rule]:
        return list(self.office.app.url_map.iter_rules())

    def client(self, visitor: str) -> FlaskClient:
        """Give the browser of a visitor."""
        client = self.office.app.test_client()
        if cookie := self.cookies[visitor]:
            client.set_cookie("portal-worker", cookie, path="/inbox")
        return client

    def address(self, rule: Rule) -> str:
        """Return an address that a route answers; an argument that is not listed here is to be added."""
        values: Mapping[str, object] = {
            "language": "en",
            "question_name": "help",
            "page": "who",
            "number": self.number,
            "slug": "if-you-disagree",
            "file": "made-up",
            "token": "made-up",
        }
        wanted = {name: values[name] for name in rule.arguments}
        return str(self.office.app.url_map.bind("localhost").build(rule.endpoint, wanted))

    def stands_as_before(self) -> bool:
        """Tell whether the request is there, unchanged, and the worker still signed in."""
        [request] = self.office.store.requests.listed()
        session = self.cookies["worker"] or ""
        return request.revision == 2 and bool(self.office.store.workers.signed_in(session, self.office.now))


@pytest.fixture
def building(office: Office) -> Building:
    return Building(office)


def told(rule: Rule, visitor: str, answer: TestResponse) -> str:
    return f"{visitor}: {answer.request.method} {rule.rule} gives {answer.status} {answer.location}"


def test_every_address_is_read_by_those_alone_who_may(building: Building) -> None:
    for rule in building.rules:
        group, address = group_of(rule), building.address(rule)
        for method in {"GET", "HEAD"} & (rule.methods or set()):
            nobody = building.client("nobody").open(address, method=method)
            for visitor in (*OURS, "worker"):
                answer = building.client(visitor).open(address, method=method)
                says = told(rule, visitor, answer)
                if group == "inbox" and visitor == "worker":
                    assert answer.status_code == 200, says
                elif group == "inbox":
                    assert (answer.status_code, answer.location) == (303, SIGN_IN), says
                else:
                    assert answer.status_code == nobody.status_code, says
                    assert answer.location == nobody.location != SIGN_IN, says
                if visitor != "worker" or group != "inbox":
                    assert SECRET_NAME not in answer.text, says
    assert SECRET_NAME in building.client("worker").get(INBOX).text, "there is something to see"


def test_nothing_is_done_without_the_forms_own_token(building: Building) -> None:
    for rule in building.rules:
        group_of(rule)
        for visitor in (*OURS, "worker"):
            for method in UNSAFE:
                answer = building.client(visitor).open(building.address(rule), method=method)
                # Where a route only reads, the one of the questions may answer in its place.
                expected = (400,) if method in (rule.methods or ()) else (400, 405)
                assert answer.status_code in expected, told(rule, visitor, answer)
    assert building.stands_as_before()


def test_nothing_is_done_in_the_inbox_for_whoever_is_no_worker(building: Building) -> None:
    tried = 0
    for rule in building.rules:
        if group_of(rule) != "inbox":
            continue
        for visitor in OURS:
            client = building.client(visitor)
            token = client.get(SIGN_IN).text.split('name="csrf_token" value="')[1].split('"')[0]
            for method in UNSAFE:
                sent = {"csrf_token": token, "status": "seen", "note": "mine", "revision": "2"}
                answer = client.open(building.address(rule), method=method, data=sent)
                expected = 403 if method in (rule.methods or ()) else 405
                assert answer.status_code == expected, told(rule, visitor, answer)
                assert SECRET_NAME not in answer.text
                tried += expected == 403
    assert tried == 3 * len(OURS), "a request, its deletion, and that of feedback"
    assert building.stands_as_before()


def test_a_worker_with_the_token_can_do_it(building: Building) -> None:
    client = building.client("worker")
    token = client.get(INBOX).text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "status": "seen", "note": "mine", "revision": "2"}
    assert client.post(f"{INBOX}{building.number}/", data=sent).status_code == 303
    assert not building.stands_as_before()


@pytest.mark.parametrize("path", [INBOX, SIGN_IN, "/inbox", "/inbox/nothing/", "/inbox/1/nothing"])
def test_nothing_of_the_inbox_is_kept_on_the_way_or_found(building: Building, path: str) -> None:
    for visitor in ("nobody", "worker"):
        answer = building.client(visitor).get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in building.client("worker").get("/en/").headers
