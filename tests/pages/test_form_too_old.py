"""A form that is too old, or comes without cookies: what was typed is there to be copied."""

from collections.abc import Mapping

import pytest
from flask import Flask

from tests.conftest import Browse
from tests.family import HERE as QUESTIONS
from tests.page import Page
from tests.request_form import HERE, RequestForm


@pytest.fixture
def form(portals: Mapping[str, Flask]) -> RequestForm:
    """Give a request to one council: here it does not matter which."""
    return RequestForm(Browse(portals["birmingham"].test_client()))


def post_late(form: RequestForm, path: str, **typed: str | list[str]) -> Page:
    """Send a form whose cookie is gone, with the token that it had."""
    sent = {**form.browse.get(path).form(path).hidden, **typed}
    form.browse.client.delete_cookie("portal")
    return form.browse.show(form.browse.client.post(path, data=sent), 400)


def test_what_was_typed_is_shown_to_be_copied(form: RequestForm) -> None:
    text = "“She says: </textarea><b>swim</b>”\nand sleep"
    page = post_late(form, f"{HERE}own-words/", own_words=text)
    box = page.find("textarea")
    assert (box.text or "").strip() == text
    assert "readonly" in box.attrib
    assert "name" not in box.attrib
    assert page.findall("label", "What does your child say?")
    assert page.find("a", class_="button").attrib["href"] == f"{HERE}own-words/"


def test_only_what_was_typed_is_shown(form: RequestForm) -> None:
    page = post_late(form, f"{HERE}who/", filled_in_by="helper", name="Jo", helper_role="Her teacher")
    assert [(box.text or "").strip() for box in page.findall("textarea")] == ["Jo", "Her teacher"]
    assert not page.findall("input")
    assert not page.findall("textarea", id="csrf_token")


def test_what_must_not_be_said_is_shown_only_if_it_was_typed_just_now(form: RequestForm) -> None:
    form.fill_in("reach", telephone="01632 960 001")
    form.fill_in("safely", safe_ways="ring", careful="He reads my letters.")
    sent = {"safe_ways": "ring", "when": "Before noon", "careful": ""}
    page = form.browse.show(form.browse.client.post(f"{HERE}safely/", data=sent), 400)
    assert [(box.text or "").strip() for box in page.findall("textarea")] == ["Before noon"]
    assert "letters" not in page.html


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (f"{QUESTIONS}return/", {"code": "1234567890123456"}),
        (f"{HERE}delete/", {"reference": "1234567890123456"}),
    ],
)
def test_codes_and_numbers_are_not_shown(form: RequestForm, path: str, typed: dict[str, str]) -> None:
    page = post_late(form, path, **typed)
    assert "1234567890123456" not in page.html
    assert not page.findall("textarea")


def test_what_names_the_request_is_not_shown(form: RequestForm) -> None:
    sending = form.fill_in_all().form(f"{HERE}check/").hidden["sending"]
    assert sending not in post_late(form, f"{HERE}check/").html


@pytest.mark.parametrize("path", [f"{HERE}own-words/", f"{QUESTIONS}help/"])
def test_the_page_is_kept_nowhere_and_says_whom_to_ring(form: RequestForm, path: str) -> None:
    for page in (
        post_late(form, path, own_words="swim"),
        form.browse.show(form.browse.client.post(path, data={"own_words": "swim"}), 400),
    ):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.findall("meta", name="robots", content="noindex")
        assert page.findall("a", href="tel:01213031888")


def test_the_staffs_page_is_another_one(form: RequestForm) -> None:
    page = post_late(form, "/inbox/sign-in/", name="Aisha", password="three quiet rivers")
    assert page.h1 == "This was not saved"
    assert "three quiet rivers" not in page.html
