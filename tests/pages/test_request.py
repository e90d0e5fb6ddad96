"""The pages of a request: what each asks, whom it speaks to, and what they show before sending."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.forms.request_steps import STEPS
from tests.conftest import Browse
from tests.request_form import HERE, LEAST, MOST, RequestForm, messages, told, value


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
