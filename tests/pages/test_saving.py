"""Save and come back: under a code, on any device, with what was half typed; and what goes wrong."""

import random
import re
import shutil
import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from babel import Locale
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal import languages
from portal.assessment.model import Answer
from portal.reading.authority import Authority
from portal.session import fits
from portal.store.saved import Saved
from portal.store.turns import TooBusy
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.family import HERE, Family
from tests.page import Page
from tests.request_form import HERE as ASK
from tests.request_form import RequestForm
from tests.scripts import in_script

SAVE, RETURN, DELETE = f"{HERE}save/", f"{HERE}return/", f"{HERE}save/delete/"
SMALL = Path(__file__).parent.parent / "packs" / "small"
PRESSED = {"save": "yes"}
CHEAP = 2**4
DAY = timedelta(days=1)
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


@dataclass
class Service:
    """A council's portal whose clock is set by hand, and whose codes are quick to work out."""

    app: Flask
    moments: list[datetime]

    @property
    def authority(self) -> Authority:
        found: Authority = self.app.extensions["authority"]
        return found

    def device(self) -> Browse:
        """Give a browser that has never been here."""
        return Browse(self.app.test_client())

    def family(self, **answers: Answer) -> Family:
        """Give a family with a new phone and the answers of the first example, or these."""
        given = {**self.authority.examples[0].answers, **answers}
        return Family(self.device(), self.authority.assessment, given)

    def wait(self, period: timedelta) -> None:
        """Let time pass."""
        self.moments.append(self.moments[-1] + period)


def serve(council: str, state: Path) -> Service:
    moments = [ELEVEN_AT_NIGHT]
    app = make_portal(council, state, lambda: moments[-1])
    store, keys = app.extensions["store"], app.extensions["settings"].keys
    app.extensions["store"] = replace(store, saved=Saved(store.database, store.limits, keys, CHEAP))
    return Service(app, moments)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return serve("birmingham", tmp_path)


def save_at(browse: Browse, question: str, *typed: str) -> Page:
    """Press the second button of a question, and open the page that it leads to."""
    browse.get(f"{HERE}{question}/")
    return browse.post(f"{HERE}{question}/", {"answer": [*typed], **PRESSED}, follow=True)


def code_on(page: Page) -> str:
    return "".join(span.text or "" for shown in page.findall(class_="code") for span in shown.iter("span"))


def come_back(browse: Browse, code: str, status: int | None = None) -> Page:
    browse.get(RETURN)
    return browse.post(RETURN, {"code": code}, status=status)


def typed_on(page: Page) -> list[str]:
    return [field.get("value", "") for field in page.findall("input", type="text")]


def no_database(*told: object) -> None:
    raise OperationalError("INSERT", {"content": "what the family told"}, Exception("disk full"))


def busy(*told: object) -> None:
    raise TooBusy(timedelta(seconds=7))


def test_the_code_stands_large_with_its_last_day_and_the_way_back(service: Service) -> None:
    page = save_at(service.device(), "help", "club")
    assert page.path == SAVE
    assert page.h1 == "Your code"
    assert re.fullmatch(r"\d{16}", code_on(page))
    assert [len(span.text or "") for code in page.findall(class_="code") for span in code.iter("span")] == [
        4
    ] * 4
    assert (
        "It works until the end of Sunday, 20 December 2026, unless it was deleted on another phone."
        in page.text
    )
    assert page.findall("a", href=RETURN)
    assert "Anybody who has the code can read what you told us." in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert code_on(page) not in page.title


@pytest.mark.parametrize(
    "script", ["", "ARABIC-INDIC", "EXTENDED ARABIC-INDIC", "BENGALI", "GURMUKHI", "FULLWIDTH"]
)
def test_another_device_goes_on_where_the_first_stopped(service: Service, script: str) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    other = service.device()
    typed = in_script(script, f"\u200f{code[:4]} {code[4:8]}-{code[8:12]}  {code[12:]}")
    page = other.get(come_back(other, typed).location, status=302)
    assert page.location == f"{HERE}at_home/", "the next question"
    ticked = other.get(f"{HERE}help/").findall("input", checked=True)
    assert [box.get("value") for box in ticked] == ["club"]


def test_a_saved_session_can_be_changed_and_ends_in_the_same_result(service: Service) -> None:
    family = service.family()
    family.to_check()
    code = code_on(family.browse.post(SAVE, {"place": "check"}, follow=True))
    other = service.family()
    assert come_back(other.browse, code).location == f"{HERE}check/"
    assert other.answer("age", 12).location == f"{HERE}check/"
    there = family.browse.get(f"{HERE}result/").find(class_="headline").text
    assert other.browse.get(f"{HERE}result/").find(class_="headline").text == there


def test_from_the_result_one_comes_back_to_the_result(service: Service) -> None:
    family = service.family()
    family.to_result()
    code = code_on(family.browse.post(SAVE, {"place": "result"}, follow=True))
    assert come_back(service.device(), code).location == f"{HERE}result/"


@pytest.mark.parametrize("typed", ["", "twel", "-3", "999"])
def test_a_number_that_is_half_typed_is_there_again_and_never_counts(service: Service, typed: str) -> None:
    family = service.family()
    for name in ("help", "at_home", "place"):
        family.answer(name, family.answers[name])
    code = code_on(save_at(family.browse, "age", typed))
    other = service.device()
    back = come_back(other, code)
    assert back.location == f"{HERE}age/"
    page = other.get(back.location)
    assert typed_on(page) == [typed]
    assert not page.findall(role="alert")
    assert other.get(f"{HERE}check/", status=302).location == f"{HERE}age/", "not answered"
    other.get(f"{HERE}age/")
    other.post(f"{HERE}age/", {"answer": "9"})
    assert typed_on(other.get(f"{HERE}age/")) == ["9"]


def test_what_was_typed_over_an_answer_does_not_take_its_place(service: Service) -> None:
    family = service.family()
    family.to_check()
    code = code_on(save_at(family.browse, "age", "abc"))
    other = service.device()
    assert typed_on(other.get(come_back(other, code).location)) == ["abc"]
    assert other.get(f"{HERE}check/").findall("dd", str(family.answers["age"]))


def test_a_date_that_is_half_typed_is_there_again_each_part_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    shutil.copytree(SMALL, folder)
    rules = folder / "assessment.yaml"
    asked = "number: 0 to 25\n        born_at: today"
    rules.write_text(rules.read_text(encoding="utf-8").replace("number: 0 to 25", asked), encoding="utf-8")
    service = serve(str(folder), tmp_path)
    browse = service.device()
    browse.get(f"{HERE}help/")
    browse.post(f"{HERE}help/", {"answer": ["clubs"]})
    code = code_on(save_at(browse, "age", "", "٣", "20"))
    other = service.device()
    assert typed_on(other.get(come_back(other, code).location)) == ["", "٣", "20"]


def test_ticks_that_contradict_each_other_are_kept_and_forged_ones_are_not(service: Service) -> None:
    code = code_on(save_at(service.device(), "help", "club", "nothing", "<b>of my own</b>"))
    other = service.device()
    page = other.get(come_back(other, code).location)
    assert [box.get("value") for box in page.findall("input", checked=True)] == ["club", "nothing"]


def to_safety(family: Family) -> str:
    (private,) = family.assessment.private
    for name in family.assessment.questions:
        if name == private:
            break
        family.answer(name, family.answers[name])
    return private


@pytest.mark.parametrize("answer", ["danger", "unsure"])
def test_danger_is_saved_quietly_and_help_comes_first_afterwards(service: Service, answer: str) -> None:
    family = service.family()
    question = to_safety(family)
    page = save_at(family.browse, question, answer)
    assert page.h1 == "Your code"
    assert "danger" not in page.text
    here = family.browse.get(page.find("a", "Go on now", class_="button").attrib["href"])
    assert here.h1 == "You can get help now"
    other = service.device()
    there = other.get(come_back(other, code_on(page)).location)
    assert there.h1 == "You can get help now"
    go_on = there.find("a", "Go on with the questions").attrib["href"]
    assert other.get(go_on, status=None).path != f"{HERE}{question}/"


def test_saving_again_keeps_the_code_and_begins_the_period_anew(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    other = service.device()
    come_back(other, code)
    service.wait(20 * DAY)
    other = service.device()
    come_back(other, code)
    page = save_at(other, "at_home", "no_worry")
    assert code_on(page) == code
    assert "Saturday, 9 January 2027" in page.text
    service.wait(29 * DAY)
    later = service.device()
    assert later.get(come_back(later, code).location, status=302).location == f"{HERE}place/"


def test_what_changed_since_saving_is_said_and_can_be_saved(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    assert "changed something" not in browse.get(SAVE).text
    browse.get(f"{HERE}help/")
    browse.post(f"{HERE}help/", {"answer": ["nothing"]})
    assert "You have changed something since then. It is not saved yet." in browse.get(SAVE).text
    again = browse.post(SAVE, follow=True)
    assert code_on(again) == code
    assert "changed something" not in again.text


def test_a_code_works_on_the_whole_of_its_last_day_and_not_after_its_period(service: Service) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    service.moments.append(datetime.fromisoformat("2026-12-20T23:59:59+00:00"))
    assert come_back(service.device(), code).location
    service.moments.append(ELEVEN_AT_NIGHT + service.authority.keeps.saved)
    assert "We found nothing under this code." in come_back(service.device(), code, status=400).text


def test_a_wrong_and_an_ended_code_look_exactly_alike(tmp_path: Path) -> None:
    service, elsewhere = serve("birmingham", tmp_path / "here"), serve("birmingham", tmp_path / "elsewhere")
    code = code_on(save_at(service.device(), "help", "club"))
    seen = []
    for one in (service, elsewhere):
        one.wait(30 * DAY)
        page = come_back(one.device(), code, status=400)
        headers = {
            name: value for name, value in page.headers if name not in ("Set-Cookie", "Content-Length")
        }
        seen.append((TOKEN.sub("", page.html), headers))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Write the code. It has 16 digits."),
        ("  - ", "Write the code. It has 16 digits."),
        ("1234 5678 9012 345O", "Write digits only. The code has no letters in it."),
        ("1234 5678 9012 345", "The code has 16 digits. You wrote 15."),
        ("1234 5678 9012 34567", "The code has 16 digits. You wrote 17."),
        ("1234 5678 9012 3456", "We found nothing under this code. Please look at each digit again."),
        ("<b>'1'</b>", "Write digits only."),
        ("9" * 10_000, "The code has 16 digits. You wrote 200."),
    ],
)
def test_what_is_no_code_is_kept_and_explained(service: Service, typed: str, told: str) -> None:
    page = come_back(service.device(), typed, status=400)
    assert page.findall("p", told, class_="error")
    assert page.findall("a", told, href="#code")
    assert page.title.startswith("Error: ")
    assert typed_on(page) == [typed[:200]]


def test_a_thousand_wrong_codes_do_not_stop_the_right_one(service: Service) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    stranger = service.device()
    stranger.get(RETURN)
    assert stranger.page
    token = stranger.page.form(RETURN).hidden
    for number in range(1000):
        answer = stranger.client.post(RETURN, data={**token, "code": f"{number:016d}"})
        assert answer.status_code == 400
    assert come_back(service.device(), code).location == f"{HERE}check/"
    assert come_back(stranger, code).location == f"{HERE}check/", "from the same address too"


def test_what_could_not_be_saved_is_never_called_saved_and_nothing_is_lost(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    family = service.family()
    for name in ("help", "at_home", "place"):
        family.answer(name, family.answers[name])
    family.browse.get(f"{HERE}age/")
    with monkeypatch.context() as broken:
        broken.setattr(Saved, "save", no_database)
        page = family.browse.post(f"{HERE}age/", {"answer": "twel", **PRESSED}, status=503)
    assert page.h1 == "It is not saved yet"
    assert not code_on(page)
    phone = service.authority.contacts["front_door"].phone
    assert phone
    assert page.findall("a", phone)
    assert "what the family told" not in caplog.text
    assert family.browse.get(RETURN).findall("a", "Save them first")
    assert typed_on(family.browse.get(f"{HERE}age/")) == ["twel"]
    family.browse.page = page
    code = code_on(family.browse.post(SAVE, follow=True))
    other = service.device()
    assert typed_on(other.get(come_back(other, code).location)) == ["twel"]


def test_saving_slows_down_for_one_address_and_says_for_how_long(service: Service) -> None:
    for _ in range(30):
        save_at(service.device(), "help", "club")
    browse = service.device()
    browse.get(f"{HERE}help/")
    page = browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, status=429)
    assert "Please press the button again in about 5 seconds." in page.text
    assert page.headers["Retry-After"] == "5"
    somewhere_else = {"environ_base": {"REMOTE_ADDR": "192.0.2.1"}}
    assert browse.post(SAVE, status=302, **somewhere_else).location == SAVE
    service.wait(timedelta(seconds=5))
    assert save_at(service.device(), "help", "club").h1 == "Your code"


def test_when_many_come_back_at_once_the_code_is_kept_and_can_be_sent_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    other = service.device()
    with monkeypatch.context() as crowded:
        crowded.setattr(Saved, "find", busy)
        page = come_back(other, code, status=429)
    assert "Nothing is lost, and your code is fine." in page.text
    assert "in about 7 seconds" in page.text
    assert page.title.startswith("Error: ")
    assert typed_on(page) == [code]
    assert other.post(RETURN, {"code": code}).location == f"{HERE}check/"


def test_when_codes_cannot_be_looked_up_it_says_so_and_gives_the_telephone(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saved, "find", no_database)
    page = come_back(service.device(), "1234567890123456", status=503)
    assert "That is our fault." in page.text
    assert "We found nothing" not in page.text
    assert typed_on(page) == ["1234567890123456"]
    assert page.findall("a", service.authority.contacts["front_door"].phone or "")


def test_deleting_asks_once_more_and_then_the_code_leads_nowhere(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    browse = service.device()
    page = save_at(browse, "help", "club")
    code = code_on(page)
    page = browse.get(page.find("a", "Delete what I saved").attrib["href"])
    assert page.h1 == "Delete what you saved?"
    assert come_back(service.device(), code).location, "looking at the question deletes nothing"
    with monkeypatch.context() as broken:
        broken.setattr(Saved, "delete", no_database)
        assert "It does not work just now." in browse.post(DELETE, status=503).text
    assert browse.post(DELETE, follow=True).h1 == "What you saved is deleted"
    assert "We found nothing" in come_back(service.device(), code, status=400).text
    assert not code_on(browse.get(SAVE))
    assert browse.get(f"{HERE}help/").findall("input", checked=True), "this browser still has them"
    assert browse.get(DELETE, status=302).location == RETURN


def test_what_would_be_lost_by_coming_back_is_said_first(service: Service) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    other = service.device()
    assert "takes their place" not in other.get(RETURN).text
    other.get(f"{HERE}help/")
    other.post(f"{HERE}help/", {"answer": ["nothing"]})
    page = other.get(RETURN)
    assert "There are answers in this browser that are not saved." in page.text
    come_back(other, code)
    ticked = other.get(f"{HERE}help/").findall("input", checked=True)
    assert [box.get("value") for box in ticked] == ["club"]
    assert "takes their place" not in other.get(RETURN).text, "now they are the saved ones"


def test_the_whole_session_is_saved_but_for_what_belongs_to_the_browser(service: Service) -> None:
    browse = service.device()
    draft = {"matters_most": "Sleep.", "pages": ["who", "child"], "when": b"\x00\xff"}
    browse.get(f"{HERE}help/")
    with browse.client.session_transaction() as session:
        session["request"] = draft
        token = session["csrf_token"]
    code = code_on(browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, follow=True))
    other = service.device()
    come_back(other, code)
    with other.client.session_transaction() as session:
        assert session["request"] == draft
        assert session["csrf_token"] != token


def test_what_was_sent_is_not_saved_and_what_is_saved_is_deleted_separately(service: Service) -> None:
    form = RequestForm(service.device())
    form.send()
    assert "There is nothing to save yet." in form.browse.get(SAVE).text
    code = code_on(save_at(form.browse, "help", "club"))
    page = form.browse.get(f"{ASK}sent/")
    assert "What you saved under a code is deleted separately." in page.text
    assert page.findall("a", "Delete what I saved", href=DELETE)
    other = service.device()
    come_back(other, code)
    with other.client.session_transaction() as session:
        assert "sent" not in session
        assert "answers" in session
    assert other.get(f"{ASK}sent/", status=302).location == ASK


def test_a_session_that_just_fits_the_browser_still_does_with_its_code(service: Service) -> None:
    browse = service.device()
    browse.get(f"{HERE}help/")
    letters = random.Random(0)
    with browse.client.session_transaction() as session:
        session["request"] = ""
        while fits(session):
            session["request"] += letters.choice(string.ascii_letters)
        told = session["request"] = session["request"][:-1]
    code = code_on(browse.post(f"{HERE}help/", {"answer": ["club"], **PRESSED}, follow=True))
    other = service.device()
    come_back(other, code)
    for device in (browse, other):
        with device.client.session_transaction() as session:
            assert session["request"] == told


def test_a_code_works_in_another_language(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(languages.OFFERED, "cy", Locale("cy"))
    family = service.family()
    family.to_check()
    code = code_on(save_at(family.browse, "age", "abc"))
    other = service.device()
    other.get("/cy/self-assessment/return/")
    page = other.post("/cy/self-assessment/return/", {"code": code})
    assert page.location == "/cy/self-assessment/age/"
    assert typed_on(other.get(page.location)) == ["abc"]


def test_when_the_rules_have_changed_one_comes_back_to_what_is_asked_now(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    shutil.copytree(SMALL, folder)
    before = serve(str(folder), tmp_path)
    browse = before.device()
    browse.get(f"{HERE}help/")
    browse.post(f"{HERE}help/", {"answer": ["clubs"]})
    code = code_on(save_at(browse, "age", "nine"))
    rules = folder / "assessment.yaml"
    old = rules.read_text(encoding="utf-8")
    new = old.replace("      age:", "      years:").replace("{age: under 18}", "{years: under 18}")
    rules.write_text(new.replace("version: one", "version: two\nfrom: 2026-01-01"), encoding="utf-8")
    earlier = old.replace("version: one", "version: one\nto: 2025-12-31")
    (folder / "assessment-one.yaml").write_text(earlier, encoding="utf-8")
    examples = folder / "examples.yaml"
    examples.write_text(examples.read_text(encoding="utf-8").replace("age:", "years:"), encoding="utf-8")
    other = serve(str(folder), tmp_path).device()
    next_question = other.get(come_back(other, code).location, status=302).location
    assert next_question == f"{HERE}years/"
    assert "The rules have changed since you answered." in other.get(next_question).text


def test_without_anything_told_there_is_nothing_to_save(service: Service) -> None:
    page = service.device().get(SAVE)
    assert "There is nothing to save yet." in page.text
    assert "for 30 days" in page.text


def test_after_clearing_the_browser_it_is_said_what_we_still_keep(service: Service) -> None:
    browse = service.device()
    code = code_on(save_at(browse, "help", "club"))
    assert "stays with us until the code ends" in browse.get(f"{HERE}clear/").text
    page = browse.post(f"{HERE}clear/", follow=True)
    assert page.findall("a", "Come back to what you saved", href=RETURN)
    assert not code_on(browse.get(SAVE))
    assert come_back(browse, code).location == f"{HERE}check/"
