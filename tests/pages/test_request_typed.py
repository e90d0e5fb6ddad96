"""What may be typed into a request: what is missing, wrong, too long, or in another script."""

import random

import pytest

from tests.request_form import HERE, LEAST, RequestForm, messages, told, value
from tests.scripts import in_script

BOXES = (
    ("reach", "post_address", 300),
    ("needs", "access_needs", 500),
    ("matters", "matters_most", 800),
    ("enjoys", "enjoys", 800),
    ("own-words", "own_words", 800),
)
"""The larger boxes that are shown again: page, field, and how many characters it takes."""


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        ("who", {}, ["Choose who is writing.", "Write your name."]),
        ("who", {"filled_in_by": "helper", "name": "Jo"}, ["Write who you are to the family."]),
        ("who", {"filled_in_by": "king", "name": "Jo"}, ["Choose who is writing."]),
        ("child", {}, ["Write the first name or the age."]),
        ("child", {"child_age": "seven"}, ["Write the age in digits, from 0 to 25."]),
        ("child", {"child_name": "Zara", "child_age": "26"}, ["Write the age in digits, from 0 to 25."]),
        ("child", {"child_age": "-1"}, ["Write the age in digits, from 0 to 25."]),
        ("reach", {}, ["Give one way to reach you: one is enough."]),
        ("reach", {"email": "amina"}, ["Write the e-mail address as name@example.org."]),
        ("reach", {"email": "a b@example.org"}, ["Write the e-mail address as name@example.org."]),
        (
            "reach",
            {"telephone": "01632 960 001", "email_receipt": "yes"},
            ["Write your e-mail address, or take away the tick below it."],
        ),
        ("safely", {}, ["First give a way to reach you. Then say if it is safe."]),
        ("language", {"language": "other"}, ["Write which language."]),
        ("interpreter", {"interpreter": "other"}, ["Write which way to talk."]),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_the_field_and_kept(
    form: RequestForm, page: str, typed: dict[str, str], said: list[str]
) -> None:
    shown = form.fill_in(page, status=400, **typed)
    assert messages(shown) == said
    beside = [" ".join("".join(one.itertext()).split()) for one in shown.findall("p", class_="error")]
    assert beside == [f"Error: {one}" for one in said]
    sent = shown.forms[0].fields
    kept = {name: sent[name] for name, text in typed.items() if text != "king"}
    assert kept == {name: [text] for name, text in typed.items() if text != "king"}
    again = form.browse.get(f"{HERE}{page}/").forms[0].fields
    assert {name: again[name] for name in kept} == kept, "also on coming back to the page"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01632 960 001", "01632 960 001"),
        ("(01632) 960-001", "(01632) 960-001"),
        (in_script("ARABIC-INDIC", "07700 900123"), "07700 900123"),
        (in_script("BENGALI", "07700900123"), "07700900123"),
        (in_script("FULLWIDTH", "07700 900123"), "07700 900123"),
        ("01632\u2011960\u2013001", "01632-960-001"),
        ("\uff0b44 7700 900123", "+44 7700 900123"),
        ("+92 51 2345678", "+92 51 2345678"),
        ("0092 51 2345678", "0092 51 2345678"),
        ("\u202a+44 7700 900123\u202c", "+44 7700 900123"),
    ],
)
def test_a_telephone_number_may_be_of_any_country_and_script(
    form: RequestForm, typed: str, kept: str
) -> None:
    form.fill_in("reach", telephone=typed)
    assert told(form.check(), "Ways to get in touch") == [kept]


@pytest.mark.parametrize("typed", ["01632 960", "ring me", "07700 900123 4567", "+44", "07700 900123 x5"])
def test_a_telephone_number_that_nobody_can_dial_is_refused(form: RequestForm, typed: str) -> None:
    page = form.fill_in("reach", status=400, telephone=typed)
    assert messages(page) == ["Write the whole telephone number, such as 01632 960 001."]
    assert value(page, "telephone") == typed


@pytest.mark.parametrize("script", ["", "ARABIC-INDIC", "GURMUKHI"])
@pytest.mark.parametrize("age", ["0", "16", "25"])
def test_an_age_may_be_in_any_script(form: RequestForm, script: str, age: str) -> None:
    form.fill_in("child", child_age=in_script(script, " ".join(age)))
    assert told(form.check(), "First name and age") == [age]


def test_a_text_has_the_length_that_is_said_counted_in_characters(form: RequestForm) -> None:
    longest = "নদী🌊" * 250
    assert len(longest) == 1000
    page = form.fill_in("matters", status=400, matters_most=longest)
    assert "At most 800 characters." in page.text
    assert messages(page) == ["Make this shorter: at most 800 characters. It has 1000 now."]
    assert value(page, "matters_most") == longest
    lines = "a\r\n" * 400
    assert form.fill_in("matters", matters_most=lines).location == f"{HERE}enjoys/", "a new line is one"
    assert form.fill_in("matters", matters_most=longest[:800]).location == f"{HERE}enjoys/"


def test_what_turns_text_around_or_cannot_be_seen_is_taken_out(form: RequestForm) -> None:
    form.fill_in("who", filled_in_by="parent", name="Am\x00ina\u202e \x1b[31m\nK\u2066.")
    form.fill_in("matters", matters_most="Sleep\x07\r\nand\ttime\u2029می\u200cرود")
    page = form.check()
    assert told(page, "Who is writing")[1] == "Amina [31m K."
    # The joiner belongs to the word.
    assert told(page, "What matters most") == ["Sleep\nand time\nمی\u200cرود"]


def test_bytes_that_are_no_text_do_no_harm(form: RequestForm) -> None:
    token = form.browse.get(f"{HERE}who/").form(f"{HERE}who/").hidden["csrf_token"]
    body = b"csrf_token=" + token.encode() + b"&filled_in_by=parent&name=%ff%fe%00Amina"
    form.browse.show(
        form.browse.client.post(f"{HERE}who/", data=body, content_type="application/x-www-form-urlencoded"),
        302,
    )
    assert told(form.check(), "Who is writing")[1].endswith("Amina")


def test_too_much_for_the_browser_is_said_and_nothing_is_lost(form: RequestForm) -> None:
    chance = random.Random(4)
    letters = [chr(one) for one in range(ord("一"), ord("一") + 20_000)]
    form.fill_in_all(LEAST)
    kept: dict[tuple[str, str], str] = {}
    for page, field, most in BOXES:
        text = "".join(chance.choices(letters, k=most))
        hidden = form.browse.get(f"{HERE}{page}/").form(f"{HERE}{page}/").hidden
        sent = {**hidden, **LEAST.get(page, {}), field: text}
        answer = form.browse.show(form.browse.client.post(f"{HERE}{page}/", data=sent), None)
        if answer.status == 400:
            break
        kept[page, field] = text
    assert "All that you wrote is more than this browser can keep." in messages(answer)[0]
    assert value(answer, field) == text
    assert len(kept) == 2
    for (before, name), written in kept.items():
        assert value(form.browse.get(f"{HERE}{before}/"), name) == written
    assert told(form.check(), "Who is writing")[1] == "Amina"
