"""Who may open what: every address of the route table, tried as nobody, as a family, as each of the staff.

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

from portal.store.feedback import Said
from portal.store.remarks import Passage
from tests.conftest import Browse
from tests.family import Family
from tests.office import FIELDS, INBOX, SIGN_IN, Office
from tests.pages.routes import ROUTES

READING = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
OURS = ("nobody", "family", "forged", "idle", "too long", "signed out", "invited again", "shut out")
"""Visitors who are no workers and no members, or no longer."""

DESK_SIGN_IN = "/review/sign-in/"
AT_DESK = ("reviewer", "coordinator", "editor", "translator")
EVERYBODY = (*OURS, "worker", *AT_DESK)
STAFF = ("worker", "coordinator")
"""Those of them who are tried on families' own pages, to which no browser sends the cookies of the staff."""

MAY_DO: Mapping[str, tuple[str, ...]] = {
    "desk.passage": AT_DESK,
    "desk_remarks.remark": ("editor",),
    "desk.read": AT_DESK,
    "desk.sign": ("coordinator", "translator"),
    "desk_feedback.delete_feedback": ("coordinator", "editor"),
    "desk_feedback.one_feedback": ("editor",),
    "desk_feedback.stop_telling": ("coordinator",),
    "desk_feedback.telling": ("coordinator",),
    "desk_people.end": ("coordinator",),
    "desk_people.invite": ("coordinator",),
}
"""Who may do something at the desk; whoever may not is told so."""

FOR_EDITORS = "desk_remarks.accepted"
AT_ONCE = ("desk_feedback.delete_feedback", "desk_feedback.stop_telling")
"""What a press of the button does, without anything filled in: tested where it is used."""

DOORS = {"inbox": SIGN_IN, "desk": DESK_SIGN_IN}

SECRET_NAME = str(FIELDS["child_name"])


def group_of(rule: Rule) -> str:
    """Return who may open a route."""
    kind = ROUTES[rule.rule]
    return kind if kind in ("door", "inbox", "desk") else "everybody"


class Building:
    """The office and the desk with one thing of each kind, and the cookies of all who try to come in."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.number = office.send()
        passage = Passage("guide/under-five", "under-five:answer", "ur", "the words")
        office.store.remarks.make(passage, "comment", SECRET_NAME, "", "Amina", office.now)
        office.store.feedback.give(Said("", "en", "wrong", SECRET_NAME), "a browser", office.now)
        office.store.signatures.tell("Said", "Done", "Carol", office.now)
        office.store.requests.record(self.number, 1, "closed", "", "Aisha", office.now)
        self.cookies = dict(self._cookies())

    def _cookies(self) -> Iterator[tuple[str, str | None]]:
        workers = self.office.store.workers
        yield "nobody", None
        yield "family", self._answer_everything()
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
        yield "shut out", self._join("Shut out", "reviewer")
        workers.shut_out("Shut out", AT_DESK)
        yield "worker", self._come_in("Worker")
        for role in AT_DESK:
            yield role, self._join(role, role)

    def _join(self, name: str, role: str) -> str:
        workers, now = self.office.store.workers, self.office.now
        session = workers.join(workers.invite(name, now, role, ("ur",)), name, "no hash", now)
        assert session
        return session

    def _answer_everything(self) -> str:
        """Return the cookie of a family that went all the way to its result."""
        client, authority = self.office.app.test_client(), self.office.app.extensions["authority"]
        Family(Browse(client), authority.assessment, authority.examples[0].answers).to_result()
        cookie = client.get_cookie("portal")
        assert cookie
        return cookie.value

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
        cookie = self.cookies[visitor]
        if cookie and visitor == "family":
            client.set_cookie("portal", cookie)
        elif cookie:
            # Whoever has either tries it at both doors.
            client.set_cookie("portal-worker", cookie, path="/inbox")
            client.set_cookie("portal-reviewer", cookie, path="/review")
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
            "language_read": "ur",
            "kind": "guide",
            "name": "under-five",
            "place": "under-five:answer",
        }
        wanted = {name: values[name] for name in rule.arguments}
        return str(self.office.app.url_map.bind("localhost").build(rule.endpoint, wanted))

    def stands_as_before(self) -> bool:
        """Tell whether everything is there, unchanged, and the worker still signed in."""
        store = self.office.store
        [request], [remark], [feedback] = (
            store.requests.listed(),
            store.remarks.of("guide/under-five", "ur"),
            store.feedback.listed(),
        )
        untouched = (request.revision, remark.answer.revision, feedback.answer.revision) == (2, 1, 1)
        kept = len(store.signatures.told()) == 1 and not store.signatures.count()
        sessions = [self.cookies[visitor] or "" for visitor in ("worker", *AT_DESK)]
        signed_in = all(store.workers.signed_in(session, self.office.now) for session in sessions)
        return untouched and kept and signed_in and len(store.workers.members()) == len(AT_DESK)


@pytest.fixture
def building(office: Office) -> Building:
    return Building(office)


def told(rule: Rule, visitor: str, answer: TestResponse) -> str:
    return f"{visitor}: {answer.request.method} {rule.rule} gives {answer.status} {answer.location}"


def visitors(rule: Rule) -> tuple[str, ...]:
    """Return who tries an address."""
    return EVERYBODY if rule.rule.startswith(("/inbox/", "/review/")) else STAFF


def test_every_address_is_read_by_those_alone_who_may(building: Building) -> None:
    for rule in building.rules:
        group, address = group_of(rule), building.address(rule)
        for method in {*READING} & (rule.methods or set()):
            nobody = building.client("nobody").open(address, method=method)
            for visitor in visitors(rule):
                answer = building.client(visitor).open(address, method=method)
                says = told(rule, visitor, answer)
                let_in = visitor == "worker" if group == "inbox" else visitor in AT_DESK
                if group in DOORS and let_in:
                    refused = rule.endpoint == FOR_EDITORS and visitor != "editor" and method != "OPTIONS"
                    assert answer.status_code == (403 if refused else 200), says
                elif group in DOORS:
                    assert (answer.status_code, answer.location) == (303, DOORS[group]), says
                else:
                    assert answer.status_code == nobody.status_code, says
                    assert answer.location == nobody.location not in DOORS.values(), says
                if not (group in DOORS and let_in):
                    assert SECRET_NAME not in answer.text, says
    for visitor, path in (("worker", INBOX), ("reviewer", "/review/remarks/")):
        assert SECRET_NAME in building.client(visitor).get(path).text, "there is something to see"


def token_of(client: FlaskClient) -> str:
    """Return what a form has to hold that a browser sends."""
    return client.get(SIGN_IN).text.split('name="csrf_token" value="')[1].split('"')[0]


def test_nothing_is_done_without_the_forms_own_token(building: Building) -> None:
    for rule in building.rules:
        for visitor in visitors(rule):
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
        for visitor in (*OURS, *AT_DESK):
            client = building.client(visitor)
            token = token_of(client)
            for method in UNSAFE:
                sent = {"csrf_token": token, "status": "seen", "note": "mine", "revision": "2"}
                answer = client.open(building.address(rule), method=method, data=sent)
                expected = 403 if method in (rule.methods or ()) else 405
                assert answer.status_code == expected, told(rule, visitor, answer)
                assert SECRET_NAME not in answer.text
                tried += expected == 403
    assert tried == 2 * len((*OURS, *AT_DESK)), "a request and its deletion"
    assert building.stands_as_before()


def test_at_the_desk_everybody_does_what_is_hers_alone(building: Building) -> None:
    tried = set()
    for rule in building.rules:
        if group_of(rule) != "desk" or "POST" not in (rule.methods or ()):
            continue
        for visitor in (*OURS, "worker", *AT_DESK):
            client = building.client(visitor)
            token = token_of(client)
            may = visitor in MAY_DO[rule.endpoint]
            if may and rule.endpoint in AT_ONCE:
                continue
            # What is sent is not enough to change anything.
            answer = client.post(building.address(rule), data={"csrf_token": token, "revision": "0"})
            assert (answer.status_code == 403) is not may, told(rule, visitor, answer)
            tried.add((rule.endpoint, may))
        assert building.stands_as_before(), rule
    assert {endpoint for endpoint, may in tried if not may} == set(MAY_DO)


def test_a_worker_with_the_token_can_do_it(building: Building) -> None:
    client = building.client("worker")
    sent = {"csrf_token": token_of(client), "status": "seen", "note": "mine", "revision": "2"}
    assert client.post(f"{INBOX}{building.number}/", data=sent).status_code == 303
    assert not building.stands_as_before()


def test_a_translator_signs_her_own_language_alone(building: Building) -> None:
    client = building.client("translator")
    sent = {"csrf_token": token_of(client), "fingerprint": "older words"}
    for language, status in (("ur", 409), ("pl", 403), ("en", 403)):
        answer = client.post(f"/review/{language}/guide/under-five/sign/", data=sent)
        assert answer.status_code == status, language
    assert building.stands_as_before()


def test_nothing_of_the_staffs_pages_is_kept_on_the_way_or_found(building: Building) -> None:
    for visitor in ("nobody", "worker", "reviewer"):
        client = building.client(visitor)
        for door in ("inbox", "review"):
            for path in ("", "/", "/sign-in/", "/nothing/", "/1/nothing"):
                answer = client.get(f"/{door}{path}")
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "X-Robots-Tag" not in client.get("/en/").headers
