"""The whole way of a family in each language, scripts off: from the first page to the receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from portal.assessment.examples import Example
from portal.assessment.model import Answer, Question
from portal.languages import ENGLISH
from portal.reading.authority import Authority
from portal.translation import interface
from tests.browser.parent import Parent
from tests.conftest import AUTHORITIES, make_portal
from tests.family import typed
from tests.long_runs import sample
from tests.request_form import MOST

LANGUAGES = (ENGLISH.code, *interface.languages())
EVERY = [(council, language) for language in LANGUAGES for council in AUTHORITIES]
JOURNEYS = sample("journeys in a language", EVERY, len(AUTHORITIES))
"""Spread evenly, as many as there are councils come to each of them, and to both directions of writing."""

REQUEST = {**MOST, "answers": {"attach": ["yes"]}}


def test_no_council_and_no_direction_is_left_out() -> None:
    councils, languages = zip(*JOURNEYS, strict=True)
    assert set(councils) == set(AUTHORITIES)
    assert {"ar", "ur"} & set(languages)
    assert set(languages) - {"ar", "ur", ENGLISH.code}


@pytest.fixture(scope="session")
def portals(council: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Flask]:
    """Give a portal of the council to which nobody has sent anything: one address may send only so much."""
    return {council: make_portal(council, tmp_path_factory.mktemp("languages"))}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], language: str) -> dict[str, Any]:
    """Let the browser ask for pages in the family's language."""
    return {**browser_context_args, "locale": language}


@pytest.fixture
def parent(
    phone: Page, small_phone: Page, council: str, language: str, portals: Mapping[str, Flask]
) -> Parent:
    offered = portals[council].extensions["languages"]
    return Parent(phone, small_phone, offered[language], offered)


@pytest.mark.parametrize(("council", "language"), JOURNEYS, indirect=["council"])
def test_from_the_first_page_to_the_receipt(
    parent: Parent, council: str, language: str, portals: Mapping[str, Flask]
) -> None:
    app = portals[council]
    authority: Authority = app.extensions["authority"]
    story = max(authority.examples, key=lambda one: (not one.answer_the_rest, len(one.answers)))
    find_home(parent)
    read(parent, turn=EVERY.index((council, language)))
    assess(parent, authority, story)
    see_the_result(parent, authority.assessment.outcomes[story.headline].headline)
    reference = ask_for_an_assessment(parent)
    (stored,) = (one for one in app.extensions["store"].requests.all() if one.reference == reference)
    assert stored.fields["page_language"] == language
    assert stored.fields["name"] == "Amina"
    assert stored.fields["assessment"]["headline"] == story.headline


def find_home(parent: Parent) -> None:
    """Open the portal as one who was told nothing but its name."""
    parent.phone.goto("/")
    expect(parent.phone).to_have_url(re.compile(f"/{parent.language.code}/$"))
    expect(heading(parent)).to_have_text(parent.says("A break for your child, and for you"))
    parent.look()


def heading(parent: Parent) -> Locator:
    return parent.phone.get_by_role("heading", level=1)


def read(parent: Parent, turn: int) -> None:
    """Read a guide and a flowchart: in each turn another one."""
    for kind in ("guides", "flowcharts"):
        parent.phone.locator("footer a[href$='/guides/']").click()
        expect(heading(parent)).to_have_text(parent.says("Guides"))
        texts = parent.phone.locator(f"main .ways a[href*='/{kind}/']")
        text = texts.nth(turn % texts.count())
        title = text.locator("strong").inner_text()
        text.click()
        expect(heading(parent)).to_have_text(title)
        parent.look()


def assess(parent: Parent, authority: Authority, story: Example) -> None:
    """Answer every question, forget to answer the first one, and see another language on the way."""
    phone = parent.phone
    phone.locator(".site a").click()
    phone.get_by_role("link", name=parent.says("See what support is likely")).click()
    phone.get_by_role("link", name=parent.says("Start"), exact=True).click()
    forget(parent, "Tick at least one answer.")
    while (name := last_part(phone)) != "check":
        answer(parent, authority.assessment.questions[name], story.answers[name])
        if name == "age":
            see_another_language(parent, str(story.answers["age"]))
    expect(phone.locator(".answers dt")).to_have_count(len(story.answers))
    parent.look()


def last_part(page: Page) -> str:
    """Return the last part of the address."""
    return page.url.rstrip("/").rpartition("/")[2]


def forget(parent: Parent, *messages: str) -> None:
    """Go on without an answer, and be told so above and beside the fields."""
    parent.press("Continue")
    told = [parent.says(message) for message in messages]
    expect(parent.phone.get_by_role("alert").get_by_role("link")).to_have_text(told)
    expect(parent.phone.locator(".error")).to_have_text([f"{parent.says('Error:')} {one}" for one in told])
    expect(parent.phone).to_have_title(re.compile(f"^{re.escape(parent.says('Error:'))}"))
    parent.look()


def answer(parent: Parent, question: Question, given: Answer) -> None:
    """Answer the question that is open."""
    expect(heading(parent)).to_have_text(parent.says(question.ask))
    parent.look()
    fill_in(parent, "answer", [parent.types(one) for one in typed(given)])
    parent.press("Continue")


def fill_in(parent: Parent, name: str, values: list[str]) -> None:
    """Tick the boxes of these values, or type the one there is."""
    fields = parent.phone.locator(f"[name={name}]")
    if fields.first.get_attribute("type") in ("radio", "checkbox"):
        for value in values:
            parent.phone.locator(f"[name={name}][value={value}]").check()
    else:
        (value,) = values
        fields.first.fill(value)


def see_another_language(parent: Parent, age: str) -> None:
    """Look at the page in another language, where the answers and the place are the same, and come back."""
    phone, place, here = parent.phone, parent.phone.url, parent.language.code
    there = "ur" if here == ENGLISH.code else ENGLISH.code
    parent.choose(there)
    assert phone.url == place.replace(f"/{here}/", f"/{there}/")
    phone.locator(".back").click()
    expect(phone.locator("#answer")).to_have_value(age)
    parent.choose(here)
    expect(phone.locator("#answer")).to_have_value(age)
    parent.press("Continue")
    assert phone.url == place


def see_the_result(parent: Parent, headline: str) -> None:
    """See the result, then with its English beside it."""
    phone = parent.phone
    phone.get_by_role("link", name=parent.says("See what is likely")).click()
    expect(phone.locator(".headline")).to_contain_text(parent.says(headline))
    parent.look()
    if parent.language.code == ENGLISH.code:
        return
    phone.get_by_role("link", name=parent.says("Show the English beside it")).click()
    pair = phone.locator(".pair", has=phone.locator(".headline"))
    expect(pair.locator("> :not([lang]) .headline")).to_contain_text(parent.says(headline))
    expect(pair.locator("> [lang=en] .headline")).to_have_text(headline)
    parent.look()


def ask_for_an_assessment(parent: Parent) -> str:
    """Fill in every page of a request, forget the first one, and send it; return the reference."""
    phone = parent.phone
    phone.locator("footer a[href$='/ask-for-assessment/']").click()
    expect(heading(parent)).to_have_text(parent.says("Ask for a worker’s assessment"))
    parent.look()
    phone.get_by_role("link", name=parent.says("Write to a worker here")).click()
    forget(parent, "Choose who is writing.", "Write your name.")
    while (name := last_part(phone)) != "check":
        parent.look()
        for field, values in REQUEST[name].items():
            fill_in(parent, field, [values] if isinstance(values, str) else values)
        parent.press("Continue")
    expect(heading(parent)).to_have_text(parent.says("Check before you send"))
    parent.look()
    phone.locator("#agreement").check()
    parent.press("Send")
    expect(heading(parent)).to_have_text(parent.says("Your request is stored"))
    parent.look()
    return re.sub(r"\s", "", phone.locator(".code").inner_text())
