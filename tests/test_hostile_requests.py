"""Requests that no browser of a family's or of the staff's would send: refused, never an error of ours."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from portal.forms.request_steps import STEPS
from portal.store.feedback import Said
from portal.store.remarks import Passage
from portal.store.saved import Saved
from portal.store.workers import REVIEWER
from tests.conftest import Browse
from tests.desk import DESK, PLACE, Member
from tests.family import HERE, Family
from tests.office import INBOX, SIGN_IN, Office, Worker
from tests.page import Page

FIRST = f"{HERE}help/"
TOKEN = "csrf_token"
CHEAP = 2**4
URLENCODED = "application/x-www-form-urlencoded"
TOO_LONG: Mapping[str, Any] = {"data": "says=" + "9" * 70_000, "content_type": URLENCODED}
FOR_EDITORS = (f"{DESK}remarks/1/", f"{DESK}families-say/1/")
ENDINGS = ("/delete/", "/end/", "/clear/", "/sign-out/")
"""What is tried last, in this order: it ends something."""

ODD = (
    *("%00", "%ff%fe", "%ed%a0%80", "..", "../../wsgi.py", "%2e%2e%2f", "under-five%2fat", "x" * 5000, "%0a"),
    *("-1", "0", "99999999999999999999", "1e9", "' OR 1=1--", "<script>1</script>", "{{7*7}}", "%25s", "🏊"),
    *(";", "a=b"),
)
"""What no address of ours holds."""


def token(browse: Browse) -> str:
    return browse.get(FIRST).form(FIRST).hidden["csrf_token"]


def test_a_file_in_place_of_an_answer_is_no_answer(browse: Browse) -> None:
    sent = {"csrf_token": token(browse), "answer": (io.BytesIO(b"clubs"), "answer.txt")}
    assert browse.client.post(FIRST, data=sent).status_code == 400


def a_file() -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"a file"), "file.txt"


def addresses_to_post_to(office: Office) -> list[str]:
    """Return where somebody can send something, by the table of routes; what ends something comes last."""
    workers, now = office.store.workers, office.now
    values: Mapping[str, list[object]] = {
        "language": ["en"],
        "question_name": [*office.app.extensions["authority"].assessment.questions],
        "page": [*STEPS],
        "number": [1],
        "language_read": ["ur"],
        "kind": ["guide"],
        "name": ["under-five"],
        "place": [PLACE],
    }
    invitations = {
        "sign_in.invitation": workers.invite("Wendy", now),
        "desk_sign_in.invitation": workers.invite("Dora", now, REVIEWER),
    }
    found = []
    for rule in office.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            here = {**values, "token": [invitations.get(rule.endpoint)]}
            arguments = sorted(rule.arguments)
            for chosen in product(*(here[name] for name in arguments)):
                filled = dict(zip(arguments, chosen, strict=True))
                found.append(str(office.app.url_map.bind("localhost").build(rule.endpoint, filled)))
    return sorted(found, key=lambda path: [path.endswith(ending) for ending in reversed(ENDINGS)])


def put_one_of_each_in(office: Office) -> None:
    """Let there be a request, a remark, feedback and something that is told, each with the number 1."""
    office.send()
    passage = Passage("guide/under-five", PLACE, "ur", "the words")
    office.store.remarks.make(passage, "comment", "Too long.", "", "Amina", office.now)
    office.store.feedback.give(Said("", "en", "wrong", "Too long."), "a browser", office.now)
    office.store.signatures.tell("Said", "Done", "Carol", office.now)


def names_on(page: Page) -> set[str]:
    """Return every name under which a page sends something, and those that buttons elsewhere send."""
    typed = (page.findall(tag) for tag in ("input", "textarea", "select") if page.is_html)
    named = {element.get("name", "") for elements in typed for element in elements}
    elsewhere = {"save", "place", "fingerprint", "follows", "name"}
    return {*named, *elsewhere} - {"", TOKEN}  # the token goes along in a header


def in_place_of_text(names: set[str]) -> Iterator[dict[str, Any]]:
    """Give what to send: a file in place of everything, in place of each thing alone, JSON, odd letters."""
    yield {"data": {name: a_file() for name in names}}
    for alone in sorted(names):
        yield {"data": {name: a_file() if name == alone else "1" for name in names}}
    for text in ("1", '"text"', '{"code": 1, "name": [], "answer": {}}'):
        yield {"data": text, "content_type": "application/json"}
    for odd in ("%ff%fe", "%00", "%ed%a0%80", "%e2%80%ae" + "9" * 3000, "&amp;[]=;", "-1", "9" * 30):
        body = "&".join(f"{name}={odd}" for name in sorted(names))
        yield {"data": body, "content_type": URLENCODED}


def test_no_form_is_ever_an_error_of_ours(
    office: Office, worker: Worker, coordinator: Member, editor: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, keys = office.store, office.app.extensions["settings"].keys
    quick = replace(store, saved=Saved(store.database, store.limits, keys, CHEAP))
    monkeypatch.setitem(office.app.extensions, "store", quick)
    authority = office.app.extensions["authority"]
    Family(worker.browse, authority.assessment, authority.examples[0].answers).to_result()
    put_one_of_each_in(office)
    for path in addresses_to_post_to(office):
        at_desk = editor.browse if path in FOR_EDITORS else coordinator.browse
        browse = at_desk if path.startswith(DESK) else worker.browse
        for sent in (*in_place_of_text(names_on(browse.get(path, status=None))), TOO_LONG):
            [token, *_] = re.findall(f'name="{TOKEN}" value="([^"]+)"', browse.client.get(SIGN_IN).text)
            # An error would come through: this portal is one for tests.
            answer = browse.client.post(path, headers={"X-CSRFToken": token}, **sent)
            assert answer.status_code < 500, path
            assert answer.status_code != 403, f"{path} was not tried by whoever may send something there"
            assert "could not be sure that this came from you" not in answer.text, path
        assert answer.status_code == 413, path
    [remark] = office.store.remarks.of("guide/under-five", "ur")
    assert remark.answer.status == "open"
    assert office.store.signatures.count() == 0
    assert {one.name for one in office.store.workers.members()} == {"Carol", "Dora", "Edith"}


@pytest.mark.parametrize(
    "body", [b"answer=%ff%fe", b"\xff\xfe", b"answer=" + b"9" * 70_000, b"&&&===", b"a" * 200]
)
def test_odd_bodies_are_refused(browse: Browse, body: bytes) -> None:
    token(browse)
    answer = browse.client.post(FIRST, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    "path", ["/en/%00/", "/%ff/", "/en/self-assessment/%ff%fe/", "/en//", "/en/help-now/%0a"]
)
def test_odd_addresses_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (308, 404)


@pytest.mark.parametrize(
    "path",
    [
        "{}/guide/under-five/",
        "en/{}/under-five/",
        "en/guide/{}/",
        "en/guide/under-five/at/{}/",
        "en/guide/under-five/{}/",
        "remarks/{}/",
        "families-say/{}/",
        "you-said-we-did/{}/",
        "invitation/{}/",
        "{}/",
    ],
)
def test_odd_addresses_of_the_desk_are_not_found(reviewer: Member, path: str) -> None:
    for odd in ODD:
        answer = reviewer.browse.client.get(f"{DESK}{path.format(odd)}")
        assert answer.status_code in (308, 404), odd


@pytest.mark.parametrize(
    "path", ["?language=", "remarks/?status=", "families-say/?status=", "you-said-we-did/?of=remark&number="]
)
def test_odd_wishes_at_the_desk_do_no_harm(coordinator: Member, office: Office, path: str) -> None:
    put_one_of_each_in(office)
    for odd in ("", *ODD):
        page = coordinator.browse.get(f"{DESK}{path}{odd}", status=None)
        assert page.status == (404 if odd and path == "?language=" else 200), odd


@pytest.mark.parametrize("cookie", ["", "é", '"\\777"', "\\", "x" * 4000, "=;=", "%00"])
def test_an_odd_cookie_opens_neither_desk_nor_inbox(office: Office, cookie: str) -> None:
    for path, name in ((DESK, "portal-reviewer"), (INBOX, "portal-worker")):
        answer = office.app.test_client().get(path, headers={"Cookie": f"{name}={cookie}"})
        assert (answer.status_code, answer.location) == (303, f"{path}sign-in/")


def test_an_address_of_a_referring_page_that_cannot_be_read_is_refused(client: FlaskClient) -> None:
    answer = client.post(FIRST, base_url="https://localhost", headers={"Referer": "http://[bad"})
    assert answer.status_code == 400


@pytest.mark.parametrize("header", ["Accept-Language", "Cookie", "Accept-Encoding", "User-Agent"])
@pytest.mark.parametrize("value", ["", ";;;,,,q=", "x" * 3000, "é", "portal=" + "A" * 3000])
def test_odd_headers_do_no_harm(client: FlaskClient, header: str, value: str) -> None:
    for path in ("/", "/en/", FIRST):
        assert client.get(path, headers={header: value}).status_code in (200, 302)


def test_a_wrong_method_says_which_are_right(browse: Browse) -> None:
    answer = browse.client.delete(FIRST)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert browse.show(answer, 405).h1 == "That did not work"


def test_looking_at_the_head_of_a_question_only_asks(client: FlaskClient) -> None:
    assert client.head(FIRST).status_code == 200


def test_a_host_that_the_browser_made_up_is_not_repeated(client: FlaskClient) -> None:
    answer = client.get("/en", base_url="http://elsewhere.example")
    assert answer.status_code == 308
    assert urlsplit(answer.headers["Location"]).netloc == ""
