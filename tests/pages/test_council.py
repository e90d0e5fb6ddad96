"""What a council has written, and who gives short breaks: what each is for, and how it is reached."""

from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.reading.authority import find_folder, load_national
from portal.reading.directory import Directory
from portal.reading.library import load_library
from portal.telephone import dialled
from tests.conftest import Browse
from tests.page import Page, read_text

GROUPS = {
    "not_needed": "You can go yourself, without an assessment",
    "not_published": "Ask if you need an assessment: it is not published",
    "needed": "After a worker’s assessment",
}


@pytest.fixture
def directory(app: Flask) -> Directory:
    authority = app.extensions["authority"]
    return load_library(authority, load_national(), find_folder(authority.name)).directory


def cards(page: Page) -> dict[str, tuple[str, Element]]:
    """Return each box of a page by its title, with the heading that it stands under."""
    found = {}
    under = ""
    for one in page.find("main").iter():
        if one.tag == "h2":
            under = read_text(one)
        for heading in one.findall("h2") + one.findall("h3") if one.get("class") == "contact" else ():
            found[read_text(heading)] = (under, one)
    return found


def test_every_policy_is_there_with_what_it_is_for_and_what_changed(
    browse: Browse, directory: Directory
) -> None:
    shown = cards(browse.get("/en/policies/"))
    for policy in directory.policies:
        told = read_text(shown[policy.title][1])
        assert policy.for_what in told
        assert policy.source.title in told
        if policy.changed:
            assert f"What changed: {policy.changed}" in told
    assert sum("What changed:" in read_text(card) for _, card in shown.values()) > 5


def test_every_provider_is_there_with_a_way_to_reach_it_and_whether_an_assessment_comes_first(
    browse: Browse, directory: Directory
) -> None:
    page = browse.get("/en/providers/")
    assert directory.warning
    assert page.findall("p", directory.warning, class_="notice")
    shown = cards(page)
    for one in directory.providers:
        under, card = shown[one.title]
        assert under == GROUPS[one.assessment], one.name
        ways = [link.attrib["href"] for link in card.iter("a")]
        assert ways, one.name
        if one.phone:
            assert f"tel:{dialled(one.phone)}" in ways
        if one.contact and one.contact.phone:
            assert f"tel:{dialled(one.contact.phone)}" in ways
        assert one.offers in read_text(card)
