"""The pages of a request: what each asks, refuses and keeps."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.forms.request_steps import STEPS
from tests.conftest import Browse
from tests.page import Page
from tests.request_form import HERE, LEAST, MOST, RequestForm
from tests.scripts import in_script

BOXES = (
    ("reach", "post_address", 300),
    ("needs", "access_needs", 500),
    ("matters", "matters_most", 800),
    ("enjoys", "enjoys", 800),
    ("own-words", "own_words", 800),
)
"""The larger boxes that are shown again: page, field, and how many characters it takes."""

WITHHELD = (
    "You have told us something here. We do not show it, to keep it private. Write again only to change it."
)


@pytest.fixture
def browse(portals: Mapping[str, Flask]) -> Browse:
    """Give the way into one council's portal: here it does not matter whose."""
    return Browse(portals["birmingham"].test_client())


@pytest.fixture
def form(browse: Browse) -> RequestForm:
    return RequestForm(browse)


def messages(page: Page) -> list[str]:
    """Return what the summary of a page says, message by message."""
    return [" ".join("".join(one.itertext()).split()) for one in page.find("div", role="alert").iter("li")]


def value(page: Page, name: str) -> str:
    """Return what stands in a field."""
    (sent,) = page.forms[0].fields[name]
    return sent.lstrip("\n")


def test_the_first_page_says_who_to_ring_and_leads_to_the_form(portals: Mapping[str, Flask]) -> None:
    for app in portals.values():
        browse = Browse(app.test_client())
        page = browse.get(HERE)
        contact = app.extensions["authority"].contacts["front_door"]
        assert contact.title in page.text
        assert (contact.phone or "") in page.text
        assert "This is a trial." in page.text
        assert page.findall("a", href="tel:999")
        assert "who is writing, a name, the child’s first name or age, and one way that is safe" in page.text
        way = page.find("a", "Write to a worker here", class_="button")
        assert browse.get(way.attrib["href"]).h1 == "Who is writing?"


def test_the_pages_come_one_after_the_other(form: RequestForm) -> None:
    way = ["who"]
    while way[-1] != "check":
        after = form.fill_in(way[-1], **MOST[way[-1]]).location
        back = form.browse.get(after).find("a", "Back").attrib["href"]
        assert after == f"{HERE}check/" or back == f"{HERE}{way[-1]}/"
        way.append(after.removeprefix(HERE).strip("/"))
    assert way == [*MOST, "check"]


@pytest.mark.parametrize("page", [page for page in MOST if page not in LEAST])
def test_what_is_not_needed_can_be_left_empty(form: RequestForm, page: str) -> None:
    assert "You can leave this empty." in form.browse.get(f"{HERE}{page}/").text
    assert form.fill_in(page).location.startswith(HERE)


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


def told(page: Page, title: str) -> list[str]:
    """Return what stands under a title on the page that shows everything."""
    (part,) = (
        one for one in page.findall("div") if (term := one.find("dt")) is not None and term.text == title
    )
    return ["\n".join(words.itertext()) for words in part.iter("p")]


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


def test_a_young_person_reads_you(form: RequestForm) -> None:
    form.fill_in("who", filled_in_by="young_person", name="Kai")
    for page in STEPS:
        if page != "answers":
            shown = form.browse.get(f"{HERE}{page}/")
            (asked,) = (one for one in shown.forms if one.action.endswith(f"/{page}/"))
            assert "child" not in " ".join(asked.element.itertext()).lower(), page
    assert form.browse.get(f"{HERE}enjoys/").h1 == "What do you enjoy, and what are you good at?"
    form.fill_in("child", child_age="16")
    assert told(form.check(), "Who is writing") == ["A young person, about themselves", "Kai"]


def test_somebody_may_write_for_a_family_and_says_who(form: RequestForm) -> None:
    form.fill_in("who", filled_in_by="helper", name="Jo", helper_role="Her teacher")
    assert "give your own number" in form.browse.get(f"{HERE}reach/").text
    assert form.browse.get(f"{HERE}matters/").h1 == "What matters most to the family?"
    assert told(form.check(), "Who is writing") == ["Somebody for a family", "Jo", "Her teacher"]


def test_a_language_stands_under_its_own_name(form: RequestForm) -> None:
    page = form.browse.get(f"{HERE}language/")
    names = {one.text: one.attrib for one in page.find("fieldset").iter("bdi")}
    assert names["اردو"] == {"lang": "ur", "dir": "rtl"}
    labels = " ".join(" ".join(one.itertext()) for one in page.findall("label"))
    for language in ("Urdu", "Mirpuri or Pahari", "Sylheti", "Polish", "Somali", "Another language"):
        assert language in labels
    assert len(page.findall("input", name="language")) == 16
    form.fill_in("language", language="other", language_other="Cantonese")
    assert told(form.check(), "Language") == ["Cantonese"]


def test_wherever_there_is_room_for_words_stands_that_nobody_reads_them_tonight(form: RequestForm) -> None:
    form.fill_in("reach", telephone="07700 900123")
    boxes = 0
    for page in MOST:
        shown = form.browse.get(f"{HERE}{page}/")
        here = len(shown.findall("textarea"))
        said = here + (page in ("who", "language", "interpreter"))
        assert len(shown.findall("p", "Nobody reads this tonight.")) == said, page
        assert len(shown.findall("a", href="tel:999")) == said, page
        boxes += here
    assert boxes == 7


def test_a_phone_helps_to_fill_in_what_is_the_parents_own_and_nothing_of_the_child(form: RequestForm) -> None:
    kinds = {}
    for page in MOST:
        for field in form.browse.get(f"{HERE}{page}/").findall(autocomplete=True):
            if field.tag != "form":
                kinds[field.attrib["name"]] = (field.attrib["autocomplete"], field.get("inputmode"))
    assert kinds["name"] == ("name", None)
    assert kinds["telephone"] == kinds["text_number"] == ("tel", "tel")
    assert kinds["email"] == ("email", "email")
    assert kinds["post_address"] == ("street-address", None)
    assert kinds["child_age"] == ("off", "numeric")
    for name in ("child_name", "helper_role", "careful", "access_needs", "own_words"):
        assert kinds[name] == ("off", None)


def test_the_page_with_everything_says_what_is_missing_and_leads_to_it(form: RequestForm) -> None:
    page = form.check()
    ways = page.find("section", "Still needed").findall(".//a")
    assert [one.attrib["href"].removeprefix(HERE) for one in ways] == [
        *("who/", "who/", "child/", "reach/", "safely/")
    ]
    assert messages(form.press_send(status=400)) == ["".join(one.itertext()) for one in ways]
    for page_name, typed in LEAST.items():
        after = "safely" if page_name == "reach" else "check"
        assert form.fill_in(page_name, **typed).location == f"{HERE}{after}/", "changes lead back"
    page = form.check()
    assert not page.findall("section", "Still needed")
    assert page.findall("button", "Send")


def test_everything_can_be_changed_and_is_shown_as_it_was_typed(form: RequestForm) -> None:
    page = form.fill_in_all(MOST)
    changes = [link.href for link in page.links if link.text.startswith("Change")]
    assert changes == [f"{HERE}{name}/" for name in MOST]
    assert told(page, "Ways to get in touch") == [
        "01632 960 001",
        "07700 900 123",
        "amina@example.org",
        "1 High Street\nAnytown",
        "Yes",
    ]
    assert told(page, "Own words") == ["“I want to swim.”"]
    assert "pahari" in told(page, "Language")[0].lower()
    for words in ("180 days", "730 days", "This is a trial."):
        assert words in page.text


def test_what_the_e_mail_shows_is_said_before_it_is_asked_for(form: RequestForm) -> None:
    page = form.browse.get(f"{HERE}reach/")
    assert "from no-reply@localhost with the subject “Your message”" in page.text
    assert "This site has no mail server yet: the e-mail waits in a folder there" in page.text
    page = form.fill_in_all({**MOST, "safely": {"safe_ways": ["ring"]}})
    assert "No, because e-mail is not ticked as safe" in told(page, "Ways to get in touch")


def test_nothing_is_said_of_a_folder_where_there_is_a_mail_server(tmp_path: Path) -> None:
    mail = {
        "PORTAL_MAIL": "smtp://mail.example.org",
        "PORTAL_MAIL_FROM": "messages@example.org",
        "PORTAL_TEAM_MAIL": "team@example.org",
        "PORTAL_ADDRESS": "http://shortbreaks.example.org",
    }
    form = RequestForm(Browse(create_app({"PORTAL_STATE": str(tmp_path), **mail}).test_client()))
    page = form.browse.get(f"{HERE}reach/")
    assert "from messages@example.org with the subject “Your message”" in page.text
    assert "mail server" not in page.text


def test_what_was_written_too_long_ago_is_missed_kindly_and_once(form: RequestForm) -> None:
    for page in ("own-words", "check"):
        form.browse.client.set_cookie("portal", "a cookie of an older key")
        kindly = "We could not use all that you told us earlier"
        assert kindly in form.browse.get(f"{HERE}{page}/").text
        form.browse.get(f"{HERE}own-words/")
        assert kindly not in form.browse.get(f"{HERE}check/").text


def test_from_18_the_page_names_adult_care_and_sends_all_the_same(form: RequestForm) -> None:
    page = form.fill_in_all({**LEAST, "child": {"child_age": "18"}})
    assert "Adult social care, Birmingham City Council" in page.text
    assert page.findall("button", "Send")
    assert "adult social care" not in RequestForm(form.browse).fill_in_all(LEAST).text.lower()


def test_an_unfinished_page_is_saved_and_comes_back_on_another_phone(
    form: RequestForm, portals: Mapping[str, Flask]
) -> None:
    form.fill_in("who", filled_in_by="parent", name="Amina")
    form.browse.get(f"{HERE}reach/")
    after = form.browse.post(f"{HERE}reach/", {"telephone": "01632", "save": "yes"}).location
    shown = form.browse.get(after).find("p", class_="code")
    code = "".join("".join(shown.itertext()).split())

    other = RequestForm(Browse(portals["birmingham"].test_client()))
    other.browse.get("/en/self-assessment/return/")
    back = other.browse.post("/en/self-assessment/return/", {"code": code}).location
    assert back == f"{HERE}reach/"
    assert value(other.browse.get(back), "telephone") == "01632"
    assert told(other.check(), "Who is writing")[1] == "Amina"


def test_clearing_forgets_what_was_written(form: RequestForm) -> None:
    form.fill_in_all(MOST)
    page = form.browse.post(f"{HERE}clear/", follow=True)
    assert page.h1 == "What you wrote is cleared"
    assert "Amina" not in form.check().text
