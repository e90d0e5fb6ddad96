"""Passing a guide or flowchart on: its name and its address, by ways that need no script."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from portal import create_app
from tests.conftest import Browse
from tests.page import Page, read_text

GUIDE = "/en/guides/what-is-a-short-break/"
CHART = "/en/flowcharts/which-kind-of-break/"
ABOUT_SAFETY = "/en/guides/worried-about-a-child/"
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def browse(portals: Mapping[str, Flask]) -> Browse:
    """Give one council's pages: sharing is the same for all."""
    return Browse(portals["birmingham"].test_client())


def messages(page: Page) -> dict[str, str]:
    """Return what each ready-made message says, by the way it goes."""
    found = {}
    for link in page.links:
        address = urlsplit(link.href)
        if address.netloc == "wa.me" or (address.scheme in ("sms", "mailto") and "body" in address.query):
            said = parse_qs(address.query)
            found[address.netloc or address.scheme] = (said.get("text") or said["body"])[0]
    return found


@pytest.mark.parametrize("path", [GUIDE, CHART])
def test_each_message_holds_the_name_and_the_address_and_nothing_else(browse: Browse, path: str) -> None:
    page = browse.get(path)
    said = f"{page.h1}\n{HERE}{path}"
    assert messages(page) == {"wa.me": said, "sms": said, "mailto": said}
    assert read_text(page.find("bdi", class_="address")) == HERE + path
    assert "choose Print" in page.text
    assert page.findall("a", href="/en/guides/booklet/")


def test_who_is_sent_to_another_site_does_not_tell_it_from_where(browse: Browse) -> None:
    away = [one for one in browse.get(GUIDE).findall("a") if "wa.me" in one.attrib["href"]]
    assert [one.get("rel") for one in away] == ["noreferrer"]


def test_nothing_of_the_visit_is_shared(browse: Browse) -> None:
    page = browse.get(f"{GUIDE}?from=result", headers={"Host": "elsewhere.example"})
    assert set(messages(page).values()) == {f"{page.h1}\n{HERE}{GUIDE}"}
    assert read_text(page.find("bdi", class_="address")) == HERE + GUIDE


def test_the_address_is_the_public_one(tmp_path: Path) -> None:
    settings = {
        "PORTAL_STATE": str(tmp_path),
        "PORTAL_ADDRESS": "https://breaks.example",
        "PORTAL_TRUSTED_PROXIES": "1",
    }
    page = Browse(create_app(settings).test_client()).get(GUIDE)
    assert set(messages(page).values()) == {f"{page.h1}\nhttps://breaks.example{GUIDE}"}


def test_a_page_about_safety_warns_and_writes_no_message(browse: Browse) -> None:
    page = browse.get(ABOUT_SAFETY)
    assert messages(page) == {}
    assert not page.findall(data_share=True)
    assert "Do it only where that is safe for you." in page.text
    assert read_text(page.find("bdi", class_="address")) == HERE + ABOUT_SAFETY


def test_what_needs_a_script_is_hidden_without_one(browse: Browse) -> None:
    page = browse.get(GUIDE)
    buttons = [
        *page.findall(data_share=True),
        *page.findall(data_print=True),
        *page.findall(data_listen=True),
    ]
    assert [one.tag for one in buttons] == ["button"] * 3
    assert all("hidden" in one.attrib for one in buttons)
