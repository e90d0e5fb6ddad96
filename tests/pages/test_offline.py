"""Guides kept on a phone: which pages are, which never are, and what makes a browser let go of them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import pseudo
from tests.conftest import Browse, make_portal
from tests.page import Page

WORKER = "/en/service-worker.js"
COPIES = "/en/keep-guides/copies.json"
ABOUT_DANGER = {"/en/guides/worried-about-a-child/"}
"""Guides that are never kept. One that is added belongs here too, and its next step is “help-now”."""

BESIDES = {"/en/", "/en/guides/", "/en/offline/", "/en/policies/", "/en/providers/", "/en/words/"}
TUESDAY_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def copies(client: FlaskClient) -> Mapping[str, str]:
    found: dict[str, str] = client.get(COPIES).json
    return found


@pytest.fixture
def one(portals: Mapping[str, Flask]) -> Browse:
    """Give a way to look at one council's portal, where the council does not matter."""
    return Browse(portals["birmingham"].test_client())


def test_what_the_list_of_guides_leads_to_is_kept_but_for_danger(
    browse: Browse, copies: Mapping[str, str]
) -> None:
    listed = {link.href for link in browse.get("/en/guides/").links}
    texts = {path for path in listed if path.startswith(("/en/guides/", "/en/flowcharts/"))}
    assert texts >= ABOUT_DANGER
    assert set(copies) == texts - ABOUT_DANGER - {"/en/guides/booklet/"} | BESIDES


def test_what_is_kept_is_the_same_for_everybody(one: Browse) -> None:
    copies: dict[str, str] = one.client.get(COPIES).json
    for path, copy in copies.items():
        answer = one.client.get(path)
        assert answer.status_code == 200, path
        assert "Set-Cookie" not in answer.headers, path
        assert "no-store" not in answer.headers["Cache-Control"], path
        assert "csrf_token" not in copy, path


def test_a_copy_says_that_it_is_one_and_nothing_about_danger_or_this_moment(
    client: FlaskClient, copies: Mapping[str, str]
) -> None:
    assert "This is a copy" not in client.get("/en/offline/").text
    for path, copy in copies.items():
        assert "This is a copy on your phone." in copy, path
        for words in ("Open now", "Closed now", "hurts me", "hurts you"):
            assert words not in copy, f"{path} says “{words}”"


def test_copies_are_the_same_by_day_and_night_and_for_every_name_of_the_server(
    portals: Mapping[str, Flask], tmp_path: Path
) -> None:
    by_day = make_portal("birmingham", tmp_path, lambda: TUESDAY_NOON).test_client()
    by_night = portals["birmingham"].test_client()
    there = by_day.get("/en/offline/").text
    assert "Open now" in there, "there is something that depends on the hour"
    assert by_day.get(WORKER, base_url="https://elsewhere.example").data == by_night.get(WORKER).data


def test_the_worker_is_asked_for_anew_and_may_reach_this_site_alone(one: Browse) -> None:
    answer = one.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    knows = json.loads(answer.html.splitlines()[0].removeprefix("const KEPT = "))
    assert knows["exit"] == "/exit/"
    assert {"/en/self-assessment/cleared/", "/en/ask-for-assessment/cleared/"} <= set(knows["cleared"])


def test_copies_go_whichever_language_the_answers_are_cleared_in(
    one: Browse, portals: Mapping[str, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(portals["birmingham"].extensions["languages"], "pl", pseudo.empty("pl"))
    knows = json.loads(one.get(WORKER).html.splitlines()[0].removeprefix("const KEPT = "))
    assert {"/en/self-assessment/cleared/", "/pl/self-assessment/cleared/"} <= set(knows["cleared"])


def test_the_page_tells_before_the_button_what_a_family_must_know(one: Browse) -> None:
    page = one.get("/en/keep-guides/")
    for told in (
        "Anybody who looks at this phone could see that the guides are there.",
        "“Exit this page” and “Clear my answers” remove them.",
        "“Help now”, “Worried about a child?”",
        "about 1 megabytes (MB)",
    ):
        assert told in page.text
    box = page.find("div", data_keep=True)
    assert "hidden" in box.attrib
    assert box.attrib["data-keep"] == WORKER


def test_the_page_that_stands_in_tells_whom_to_ring_with_the_councils_own_numbers(
    browse: Browse, app: Flask
) -> None:
    contacts = app.extensions["authority"].contacts
    page = browse.get("/en/offline/")
    assert page.findall("a", "999", href="tel:999")
    assert page.findall("a", contacts["out_of_hours"].phone, class_="tel")


@pytest.mark.parametrize("path", ["/en/self-assessment/clear/", "/en/ask-for-assessment/clear/"])
def test_clearing_answers_has_the_browser_drop_the_copies_but_no_cookie_of_others(
    one: Browse, path: str
) -> None:
    page: Page = one.get("/en/self-assessment/clear/")
    answer = one.client.post(path, data=page.form("/en/self-assessment/clear/").hidden)
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"storage"'
