"""Choosing a language: which are offered, by what names, and what stays where it was when one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from portal.languages import load_languages
from tests.conftest import Browse
from tests.family import HERE as QUESTIONS
from tests.family import Family, typed
from tests.page import Page, read_text
from tests.pages.routes import PUBLIC
from tests.reader import Reader
from tests.request_form import HERE as ASK
from tests.request_form import MOST, RequestForm, value
from tests.translated_copy import Copy

NAMES = {
    "en": ("English", "ltr"),
    "ar": ("العربية", "rtl"),
    "bn": ("বাংলা", "ltr"),
    "pa": ("ਪੰਜਾਬੀ", "ltr"),
    "pl": ("polski", "ltr"),
    "ro": ("română", "ltr"),
    "ur": ("اردو", "rtl"),
}
PRIVATE = (f"{QUESTIONS}help/", f"{QUESTIONS}check/", f"{QUESTIONS}result/", f"{ASK}who/", f"{ASK}check/")


@pytest.fixture
def browse(portals: Mapping[str, Flask]) -> Browse:
    """Give the way into one council’s portal: here it does not matter whose."""
    return Browse(portals["bromley"].test_client())


def choices(page: Page) -> dict[str, str]:
    """Return where each language leads to; every one of them is named as its speakers name it."""
    links = page.find("nav", class_="languages").findall(".//a")
    named = {one.get("lang", ""): (read_text(one), one.get("dir")) for one in links}
    assert named == NAMES
    assert [one.get("lang") for one in links if one.get("aria-current")] == [page.find("html").get("lang")]
    return {one.get("lang", ""): one.get("href", "") for one in links}


def choose(browse: Browse, code: str) -> Page:
    """Choose a language on the page that is open, and look at the page that comes."""
    assert browse.page
    return browse.get(choices(browse.page)[code])


# By what names, and where to


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/pl/",
        "/ur/help-now/",
        "/ar/guides/if-you-disagree/",
        f"{QUESTIONS}help/",
        f"{ASK}who/",
        "/ro/words/",
    ],
)
def test_every_language_is_named_by_its_own_name_and_leads_to_the_same_page(
    browse: Browse, path: str
) -> None:
    code = path.split("/")[1]
    assert choices(browse.get(path)) == {one: path.replace(f"/{code}/", f"/{one}/", 1) for one in NAMES}


def test_where_there_is_no_such_page_every_language_leads_home(browse: Browse) -> None:
    page = browse.get("/pl/nothing-here/", status=404)
    assert choices(page) == {code: f"/{code}/" for code in NAMES}


def test_what_a_page_says_of_its_language_is_what_was_chosen(browse: Browse) -> None:
    for code, (_, direction) in NAMES.items():
        html = browse.get(f"/{code}/").find("html")
        assert (html.get("lang"), html.get("dir")) == (code, direction)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_says_where_it_is_in_every_language(browse: Browse, path: str) -> None:
    page = browse.get(path)
    if page.findall("meta", name="robots"):
        assert not page.findall("link", rel="alternate")
        return
    links = {one.get("hreflang", ""): one.get("href") for one in page.findall("link", rel="alternate")}
    assert links == {code: path.replace("/en/", f"/{code}/", 1) for code in NAMES}


def test_a_private_page_tells_nobody_where_else_it_is(browse: Browse) -> None:
    reader = Reader(browse.client, "en", lambda page: None)
    reader.has_answered(reader.longest.answers)
    for path in PRIVATE:
        page = reader.get(path)
        assert page.find("meta", name="robots").get("content") == "noindex"
        assert not page.findall("link", rel="alternate")
        assert choices(page)


# The first visit


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("ur", "ur"),
        ("ur-PK", "ur"),
        ("pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7", "pl"),
        ("en-GB,en;q=0.9,ro;q=0.8", "en"),
        ("de,ar;q=0.5", "ar"),
        ("PA", "pa"),
        ("ro-RO, en;q=0.8", "ro"),
        ("bn-BD, en-GB", "bn"),
        ("en-GB, ur;q=0.5", "en"),
        ("de", "en"),
        ("*", "en"),
        ("ur;q=0", "en"),
        ("nonsense;;q=x", "en"),
        ("", "en"),
    ],
)
def test_the_first_visit_follows_the_browser(browse: Browse, wanted: str, code: str) -> None:
    answer = browse.get("/", status=302, headers={"Accept-Language": wanted})
    assert answer.location == f"/{code}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_that_was_chosen_stays_whatever_the_browser_asks_for(browse: Browse) -> None:
    page = browse.get("/pl/", headers={"Accept-Language": "ur"})
    assert page.find("html").get("lang") == "pl"
    inside = [urlsplit(link.href).path for link in page.links if link.href.startswith("/")]
    elsewhere = [path for path in inside if not path.startswith("/pl/")]
    assert set(elsewhere) - {f"/{code}/" for code in NAMES} == {"/exit/"}


# What stays where it was


def test_in_the_middle_of_the_questions_page_and_answers_stay(browse: Browse) -> None:
    authority = browse.client.application.extensions["authority"]
    answers = authority.examples[0].answers
    family = Family(browse, authority.assessment, answers)
    first, second, third, *_ = answers
    family.answer(first, answers[first])
    family.answer(second, answers[second])
    browse.get(f"{QUESTIONS}{third}/")
    page = choose(browse, "pl")
    assert page.path == f"/pl/self-assessment/{third}/"
    reader = Reader(browse.client, "pl", lambda page: None)
    polish = browse.client.application.extensions["languages"]["pl"].catalogue.words_for
    assert page.h1.startswith(polish(authority.assessment.questions[third].ask)[:20])
    earlier = reader.get(f"{QUESTIONS}{first}/")
    assert earlier.form(earlier.path).fields["answer"] == typed(answers[first])


def test_what_a_result_shows_stays(browse: Browse) -> None:
    reader = Reader(browse.client, "en", lambda page: None)
    reader.has_answered(reader.longest.answers)
    headline = read_text(reader.get(f"{QUESTIONS}result/").find("p", class_="headline"))
    polish = browse.client.application.extensions["languages"]["pl"].catalogue.words_for
    assert polish(headline) in read_text(choose(reader, "pl").find("p", class_="headline"))


def test_on_the_request_form_what_was_typed_stays_rightly_or_wrongly(browse: Browse) -> None:
    form = RequestForm(browse)
    form.fill_in("who", filled_in_by="parent", name="Amina")
    form.fill_in("child", status=400, child_name="Zara", child_age="ninety")
    page = choose(browse, "ur")
    assert page.path == "/ur/ask-for-assessment/child/"
    assert (value(page, "child_name"), value(page, "child_age")) == ("Zara", "ninety")
    browse.get("/ur/ask-for-assessment/who/")
    assert browse.page
    assert value(browse.page, "name") == "Amina"


def test_before_it_is_sent_a_request_can_be_read_in_another_language(browse: Browse) -> None:
    form = RequestForm(browse)
    form.fill_in_all(MOST)
    page = choose(browse, "ro")
    assert page.path == "/ro/ask-for-assessment/check/"
    for words in ("Amina", "Zara", "A whole night’s sleep.", "“I want to swim.”"):
        assert words in page.text


# Only what is whole

MISSING: Mapping[str, Callable[[Copy], tuple[Path, str]]] = {
    "a page": lambda copy: (copy.interface, "Skip to the main part"),
    "a guide": lambda copy: (
        copy.content / "guides/if-you-disagree/pl.po",
        "Complain within a year of what happened.",
    ),
    "a flowchart": lambda copy: (
        copy.content / "flowcharts/translations/pl/your-review.po",
        "You get ready.",
    ),
    "a word": lambda copy: (copy.content / "words/pl.po", "attention deficit hyperactivity disorder"),
    "a contact": lambda copy: (copy.content / "translations/pl/england.po", "Police, ambulance and fire"),
    "the council’s rules": lambda copy: (
        copy.council / "translations/pl/assessment.po",
        "The council where you live is likely to be the one that can help.",
    ),
}


@pytest.mark.parametrize("missing", MISSING)
def test_a_language_that_lacks_one_text_is_not_offered(tmp_path: Path, missing: str) -> None:
    copy = Copy.make(tmp_path, "pl")
    file, english = MISSING[missing](copy)
    assert codes(copy) == ["en", "pl"]
    copy.edit(file, english, words="")
    assert codes(copy) == ["en"]


def codes(copy: Copy) -> list[str]:
    """Return the languages that are offered."""
    return [one.code for one in load_languages(copy.council, copy.content, copy.translations)]


def test_a_language_that_is_not_offered_is_nowhere(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path, "pl")
    copy.edit(copy.interface, "Skip to the main part", words="")
    browse = Browse(copy.serve().test_client())
    page = browse.get("/en/")
    assert not page.findall("nav", class_="languages")
    assert not page.findall(hreflang=True)
    for path in ("/pl/", "/pl/help-now/", "/pl/self-assessment/", "/pl/guides/if-you-disagree/"):
        assert browse.get(path, status=404).find("html").get("lang") == "en"
    assert browse.get("/", status=302, headers={"Accept-Language": "pl"}).location == "/en/"
