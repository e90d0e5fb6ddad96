"""What is safe to do, as a family tells it in a request: the ways it gave, and what is not shown again."""

import pytest

from tests.request_form import HERE, LEAST, MOST, WITHHELD, RequestForm, messages, told, value


@pytest.mark.parametrize(
    ("way", "safe", "in_words"),
    [
        ({"telephone": "07700 900123"}, "ring", "Ring"),
        ({"text_number": "07700 900123"}, "text", "Send a text message"),
        ({"email": "amina@example.org"}, "email", "Send an e-mail"),
        ({"post_address": "1 High Street\nAnytown"}, "letter", "Send a letter"),
    ],
)
def test_one_way_is_enough_and_only_given_ways_can_be_safe(
    form: RequestForm, way: dict[str, str], safe: str, in_words: str
) -> None:
    form.fill_in("reach", **way)
    offered = form.browse.get(f"{HERE}safely/").findall("input", name="safe_ways")
    assert {one.attrib["value"] for one in offered} - {"message"} == {safe}
    form.fill_in("safely", safe_ways=["ring", "text", "email", "letter"])
    assert told(form.check(), "What is safe")[0] == in_words


@pytest.mark.parametrize("ticked", [[], ["message"], ["message", "text"]])
def test_without_a_safe_way_the_page_says_how(form: RequestForm, ticked: list[str]) -> None:
    form.fill_in("reach", telephone="07700 900123", text_number="07700 900123")
    page = form.fill_in("safely", status=400, safe_ways=ticked)
    assert len(messages(page)) == 1
    assert page.findall("a", "Give another way", href=f"{HERE}reach/")
    assert page.findall("a", href="tel:01213031888")


def test_before_sending_only_what_is_safe_is_shown(form: RequestForm) -> None:
    page = form.fill_in_all(MOST)
    assert told(page, "What is safe") == ["Ring; Send an e-mail", WITHHELD]
    for words in ("Not safe", "Leave a message", "School hours", "Do not say who you are"):
        assert words not in page.text
    page = form.fill_in_all(LEAST)
    assert told(page, "What is safe")[0] == "Ring"


def test_what_is_dangerous_to_her_is_not_shown_again(form: RequestForm) -> None:
    form.fill_in_all(MOST)
    page = form.browse.get(f"{HERE}safely/")
    assert "School hours" not in page.html
    assert "Do not say who you are to anybody else." not in page.html
    assert len(page.findall("p", WITHHELD)) == 2
    assert page.title.startswith("How to reach you, part 2")
    assert "safe" not in page.title
    assert page.h1 == "What is safe for us to do?"


def told_to_the_worker(form: RequestForm) -> tuple[object, object]:
    """Send what is written, and return what a worker reads of the two boxes."""
    form.check()
    form.press_send()
    fields = form.browse.client.application.extensions["store"].requests.all()[-1].fields
    return fields.get("when") or None, fields.get("careful") or None


@pytest.mark.parametrize(
    ("typed", "reaches_the_worker"),
    [
        ({}, ("School hours", "Do not say who you are to anybody else.")),
        ({"careful": "Nothing about money."}, ("School hours", "Nothing about money.")),
        ({"careful-removed": "yes"}, ("School hours", None)),
        ({"when-removed": "yes", "careful-removed": "yes"}, (None, None)),
        ({"careful": "New.", "careful-removed": "yes"}, ("School hours", "New.")),
    ],
)
def test_what_is_not_shown_stays_until_it_is_written_anew_or_removed(
    form: RequestForm, typed: dict[str, str], reaches_the_worker: tuple[object, object]
) -> None:
    form.fill_in_all(MOST)
    form.fill_in("safely", safe_ways=["ring", "email"], **typed)
    assert told_to_the_worker(form) == reaches_the_worker


def test_a_mistake_on_the_page_loses_nothing_that_was_typed_there(form: RequestForm) -> None:
    form.fill_in_all({**LEAST, "reach": MOST["reach"]})
    form.fill_in("safely", status=400, when="Mornings", careful="Nothing about money.")
    page = form.browse.page
    assert page
    assert [(box.text or "").strip() for box in page.findall("textarea")] == [
        "Mornings",
        "Nothing about money.",
    ]
    assert WITHHELD not in page.text
    assert "Mornings" not in form.browse.get(f"{HERE}safely/").html, "whoever opens it later reads nothing"
    form.browse.page = page
    form.browse.post(f"{HERE}safely/", {"safe_ways": ["ring"], "when": "Mornings", "careful": ""})
    assert told_to_the_worker(form) == ("Mornings", None), "what she saw and took away is gone"


def test_what_is_too_long_is_shown_until_it_is_short_enough(form: RequestForm) -> None:
    form.fill_in_all(LEAST)
    form.fill_in("safely", status=400, safe_ways=["ring"], careful="x" * 501)
    assert value(form.browse.get(f"{HERE}safely/"), "careful") == "x" * 501


@pytest.mark.parametrize(
    ("reach", "still_safe"),
    [
        ({**MOST["reach"], "telephone": "01632 960 002"}, ["email"]),
        ({**MOST["reach"], "email": "other@example.org"}, ["ring", "message"]),
        ({**MOST["reach"], "text_number": "07700 900 124"}, ["ring", "message", "email"]),
        ({"email": "amina@example.org"}, ["email"]),
        (MOST["reach"], ["ring", "message", "email"]),
    ],
)
def test_what_is_safe_on_one_number_is_not_on_another(
    form: RequestForm, reach: dict[str, str], still_safe: list[str]
) -> None:
    form.fill_in_all({**MOST, "safely": {"safe_ways": ["ring", "message", "email"]}})
    assert form.fill_in("reach", **reach).location == f"{HERE}safely/"
    page = form.browse.get(f"{HERE}safely/")
    ticked = page.findall("input", name="safe_ways", checked=True)
    assert [one.attrib["value"] for one in ticked] == still_safe


def test_a_number_that_is_put_right_is_not_safe_because_the_wrong_one_was(form: RequestForm) -> None:
    form.fill_in_all(LEAST)
    form.fill_in("reach", status=400, telephone="01632 960 002", email="amina")
    form.fill_in("reach", telephone="01632 960 002")
    assert "Tick one way that is safe" in form.check().text


def test_a_way_that_is_taken_away_is_no_longer_safe(form: RequestForm) -> None:
    form.fill_in_all({**LEAST, "reach": {"telephone": "07700 900123", "email": "amina@example.org"}})
    form.fill_in("reach", email="amina@example.org")
    page = form.check()
    assert (
        page.find("section", "Still needed").find(".//a[@href='/en/ask-for-assessment/safely/']") is not None
    )
    assert not page.findall("button", "Send", name=False)
