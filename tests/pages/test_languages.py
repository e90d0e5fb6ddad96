"""Every page in other languages: the direction turns, and the choice keeps the place."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import pseudo
from tests.conftest import Browse


@pytest.fixture
def browse(foreign: Flask) -> Browse:
    return Browse(foreign.test_client())


def test_the_whole_page_turns(browse: Browse) -> None:
    html = browse.get(f"/{pseudo.MIRRORED}/").find("html")
    assert (html.get("lang"), html.get("dir")) == (pseudo.MIRRORED, "rtl")


@pytest.mark.parametrize("path", ["/en/", "/en/guides/under-five/", "/en/self-assessment/help/"])
def test_every_language_is_offered_by_its_own_name_at_the_same_page(browse: Browse, path: str) -> None:
    page = browse.get(path)
    offered = {link.get("lang"): link.get("href") for link in page.findall("a", hreflang=True)}
    for code in (pseudo.LONG, pseudo.MIRRORED):
        assert offered[code] == path.replace("/en/", f"/{code}/", 1)


def test_the_first_visit_follows_the_browser(browse: Browse) -> None:
    answer = browse.get("/", status=302, headers={"Accept-Language": f"{pseudo.MIRRORED}, en;q=0.5"})
    assert answer.location == f"/{pseudo.MIRRORED}/"


def test_a_page_says_that_no_speaker_has_checked_it_and_english_is_one_tap_away(browse: Browse) -> None:
    page = browse.get(f"/{pseudo.LONG}/help-now/")
    draft = page.find("p", class_="draft")
    assert next(child.get("href") for child in draft if child.tag == "a") == "/en/help-now/"
    assert browse.get("/en/help-now/").findall("p", class_="draft") == []
