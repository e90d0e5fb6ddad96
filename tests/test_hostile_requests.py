"""Requests that no browser of a family's would send: refused, never an error of ours."""

import io
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.conftest import Browse
from tests.family import HERE

FIRST = f"{HERE}help/"


def token(browse: Browse) -> str:
    return browse.get(FIRST).form(FIRST).hidden["csrf_token"]


def test_a_file_in_place_of_an_answer_is_no_answer(browse: Browse) -> None:
    sent = {"csrf_token": token(browse), "answer": (io.BytesIO(b"clubs"), "answer.txt")}
    assert browse.client.post(FIRST, data=sent).status_code == 400


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
