"""Coming back with a code: on any device, with what was half typed, and with codes that do not work."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from portal.store.saved import Saved
from tests import long_runs, pseudo
from tests.conftest import ELEVEN_AT_NIGHT
from tests.family import HERE
from tests.saving import (
    DAY,
    RETURN,
    SAVE,
    SMALL,
    Service,
    busy,
    code_on,
    come_back,
    no_database,
    save_at,
    serve,
    typed_on,
)
from tests.scripts import in_script

WRONG = long_runs.sample("wrong codes before the right one", range(1000), 100)
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


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


def test_many_wrong_codes_do_not_stop_the_right_one(service: Service) -> None:
    code = code_on(save_at(service.device(), "help", "club"))
    stranger = service.device()
    stranger.get(RETURN)
    assert stranger.page
    token = stranger.page.form(RETURN).hidden
    for number in WRONG:
        answer = stranger.client.post(RETURN, data={**token, "code": f"{number:016d}"})
        assert answer.status_code == 400
    assert come_back(service.device(), code).location == f"{HERE}check/"
    assert come_back(stranger, code).location == f"{HERE}check/", "from the same address too"


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


def test_a_code_works_in_another_language(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(service.app.extensions["languages"], "cy", pseudo.empty("cy"))
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
