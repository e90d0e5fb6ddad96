"""Requests that no browser of a family's would send: refused, never an error of ours."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from portal.forms.request_steps import STEPS
from portal.store.saved import Saved
from tests.conftest import Browse
from tests.family import HERE, Family
from tests.office import INBOX, SIGN_IN, SIGN_OUT, Office, Worker
from tests.page import Page
from tests.request_form import HERE as ASK

FIRST = f"{HERE}help/"
TOKEN = "csrf_token"
CHEAP = 2**4


def token(browse: Browse) -> str:
    return browse.get(FIRST).form(FIRST).hidden["csrf_token"]


def test_a_file_in_place_of_an_answer_is_no_answer(browse: Browse) -> None:
    sent = {"csrf_token": token(browse), "answer": (io.BytesIO(b"clubs"), "answer.txt")}
    assert browse.client.post(FIRST, data=sent).status_code == 400


def a_file() -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"a file"), "file.txt"


def addresses_to_post_to(office: Office) -> Mapping[str, list[str]]:
    """Return where somebody can send something, by the rule of its route; what ends a session comes last."""
    rules = office.app.extensions["authority"].assessment
    number = office.send()
    return {
        "/<language>/self-assessment/<question_name>/": [f"{HERE}{name}/" for name in rules.questions],
        "/<language>/self-assessment/the-rest/": [f"{HERE}the-rest/"],
        "/<language>/self-assessment/save/": [f"{HERE}save/"],
        "/<language>/self-assessment/return/": [f"{HERE}return/"],
        "/<language>/self-assessment/save/delete/": [f"{HERE}save/delete/"],
        "/<language>/ask-for-assessment/<page>/": [f"{ASK}{page}/" for page in STEPS],
        "/<language>/ask-for-assessment/check/": [f"{ASK}check/"],
        "/<language>/ask-for-assessment/delete/": [f"{ASK}delete/"],
        "/<language>/review-date/": ["/en/review-date/"],
        "/<language>/feedback/": ["/en/feedback/"],
        "/<language>/search/": ["/en/search/"],
        "/inbox/<int(max=2147483647):number>/": [f"{INBOX}{number}/"],
        "/inbox/<int(max=2147483647):number>/delete/": [f"{INBOX}{number}/delete/"],
        "/inbox/invitation/<token>/": [office.invite("Wendy Jones")],
        "/inbox/sign-in/": [SIGN_IN],
        "/inbox/sign-out/": [SIGN_OUT],
        "/<language>/self-assessment/clear/": [f"{HERE}clear/"],
        "/<language>/ask-for-assessment/clear/": [f"{ASK}clear/"],
    }


def names_on(page: Page) -> set[str]:
    """Return every name under which a page sends something, and those that buttons elsewhere send."""
    typed = (page.findall(tag) for tag in ("input", "textarea", "select") if page.is_html)
    named = {element.get("name", "") for elements in typed for element in elements}
    return {*named, "save", "place"} - {"", TOKEN}  # the token goes along in a header


def in_place_of_text(names: set[str]) -> Iterator[dict[str, Any]]:
    """Give what to send: a file in place of everything, in place of each thing alone, and JSON."""
    yield {"data": {name: a_file() for name in names}}
    for alone in sorted(names):
        yield {"data": {name: a_file() if name == alone else "1" for name in names}}
    for text in ("1", '"text"', '{"code": 1, "name": [], "answer": {}}'):
        yield {"data": text, "content_type": "application/json"}


def test_a_file_or_json_in_place_of_text_is_never_an_error_of_ours(
    office: Office, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, keys = office.store, office.app.extensions["settings"].keys
    quick = replace(store, saved=Saved(store.database, store.limits, keys, CHEAP))
    monkeypatch.setitem(office.app.extensions, "store", quick)
    authority = office.app.extensions["authority"]
    Family(worker.browse, authority.assessment, authority.examples[0].answers).to_result()
    client, addresses = worker.browse.client, addresses_to_post_to(office)
    rules = {rule.rule for rule in office.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert set(addresses) == rules
    for path in (path for paths in addresses.values() for path in paths):
        for sent in in_place_of_text(names_on(worker.browse.get(path, status=None))):
            [token, *_] = re.findall(f'name="{TOKEN}" value="([^"]+)"', client.get(SIGN_IN).text)
            # An error would come through: this portal is one for tests.
            answer = client.post(path, headers={"X-CSRFToken": token}, **sent)
            assert answer.status_code < 500, path
            assert "could not be sure that this came from you" not in answer.text, path


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
