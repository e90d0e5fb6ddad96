"""One question a page: what is asked, what a mistake says, what is kept."""

import pytest
from flask import Flask

from portal.assessment.model import UNSURE, Assessment
from tests.conftest import Browse
from tests.family import HERE, Family


@pytest.fixture
def assessment(app: Flask) -> Assessment:
    found: Assessment = app.extensions["authority"].assessment
    return found


@pytest.fixture
def family(browse: Browse, assessment: Assessment, app: Flask) -> Family:
    """Give a family with the answers of the council's first worked example."""
    examples = app.extensions["authority"].examples
    return Family(browse, assessment, examples[0].answers)


def test_the_first_question_is_never_about_safety(assessment: Assessment) -> None:
    assert next(iter(assessment.questions)) not in assessment.private


def test_each_question_says_why_we_ask_and_how_to_find_out(family: Family) -> None:
    family.to_check()
    for name in family.asked:
        page = family.browse.get(f"{HERE}{name}/")
        question = family.assessment.questions[name]
        assert page.findall("details", question.why)
        assert bool(page.findall("input", value="unsure")) == question.unsure
        assert not question.unsure or page.findall("details", question.find_out or "")


def test_no_answer_brings_the_message_beside_the_field_and_on_top(family: Family) -> None:
    first = next(iter(family.assessment.questions))
    family.browse.get(f"{HERE}{first}/")
    page = family.browse.post(f"{HERE}{first}/", {}, status=400)
    assert page.title.startswith("Error: ")
    summary = page.find("div", role="alert")
    assert {"tabindex", "autofocus"} <= set(summary.attrib)
    assert page.find("a", "Tick at least one answer.", href="#answer") is not None
    assert page.find("input", id="answer") is not None
    assert page.find("p", "Tick at least one answer.", id="answer-error") is not None
    assert "answer-error" in page.find("fieldset").attrib["aria-describedby"]


IN_DIGITS = "Write the number in digits, such as {example}."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write a number, such as {example}."),
        ("twelve", IN_DIGITS),
        ("-3", IN_DIGITS),
        ("4.5", IN_DIGITS),
        ("101", "Write a number from {lowest} to {highest}."),
        ("9" * 400, IN_DIGITS),
        ("9\x001\x07x", IN_DIGITS),
    ],
)
def test_a_number_that_cannot_be_used_is_kept_and_explained(family: Family, typed: str, message: str) -> None:
    path = _to_age(family)
    age = family.assessment.questions["age"]
    page = family.browse.post(path, {"answer": typed}, status=400)
    middle = (age.minimum + age.maximum) // 2
    told = message.format(lowest=age.minimum, highest=age.maximum, example=middle)
    assert page.findall("p", told, class_="error")
    assert page.find("input", id="answer").attrib["value"] == typed.replace("\x00", "").replace("\x07", "")


@pytest.mark.parametrize("typed", ["9", " 9 ", "٩", "۹", "९", "0 9"])
def test_a_number_may_be_typed_in_any_script_and_with_spaces(family: Family, typed: str) -> None:
    path = _to_age(family)
    family.browse.post(path, {"answer": typed})
    assert family.browse.get(path).find("input", id="answer").attrib["value"] == "9"


def _to_age(family: Family) -> str:
    """Answer every question before the child's age, and open that."""
    for name in family.assessment.questions:
        if name == "age":
            break
        family.answer(name, family.answers[name])
    family.browse.get(f"{HERE}age/")
    return f"{HERE}age/"


def test_none_of_these_beside_another_answer_is_explained(family: Family) -> None:
    first = next(iter(family.assessment.questions.values()))
    family.browse.get(f"{HERE}{first.name}/")
    both = {"answer": [first.option_names[0], "nothing"]}
    page = family.browse.post(f"{HERE}{first.name}/", both, status=400)
    assert page.findall("p", "not both", class_="error")
    assert "checked" in page.find("input", value="nothing").attrib


@pytest.mark.parametrize("forged", ["of_my_own", "<b>", "0"])
def test_an_answer_that_is_none_of_the_options_is_refused(family: Family, forged: str) -> None:
    first = next(iter(family.assessment.questions))
    family.browse.get(f"{HERE}{first}/")
    page = family.browse.post(f"{HERE}{first}/", {"answer": [forged]}, status=400)
    assert forged not in page.html or forged == "0"


def test_a_question_that_is_not_yet_its_turn_leads_to_the_one_that_is(family: Family) -> None:
    first, *_, last = family.assessment.questions
    assert family.browse.get(f"{HERE}{last}/", status=302).location == f"{HERE}{first}/"
    assert family.browse.get(f"{HERE}result/", status=302).location == f"{HERE}{first}/"
    assert family.browse.get(f"{HERE}check/", status=302).location == f"{HERE}{first}/"


def test_back_leads_through_the_questions_to_the_start(family: Family) -> None:
    family.to_check()
    for before, name in zip([None, *family.asked], family.asked, strict=False):
        back = family.browse.get(f"{HERE}{name}/").find("a", "Back", class_="back")
        assert back.attrib["href"] == (f"{HERE}{before}/" if before else HERE)


def test_every_answer_can_be_changed_from_the_check_page_and_the_rest_is_kept(family: Family) -> None:
    page = family.to_check()
    assert len(page.findall("a", "Change")) == len(family.asked)
    changed = family.answer("age", 12)
    assert changed.location == f"{HERE}check/"
    assert family.browse.get(f"{HERE}check/").findall("dd", "12")


def test_an_answer_given_before_stands_ticked(family: Family) -> None:
    family.to_check()
    page = family.browse.get(f"{HERE}place/")
    chosen = [one.attrib["value"] for one in page.findall("input", name="answer", checked=True)]
    assert chosen == [family.answers["place"]]


def test_not_sure_is_shown_on_the_check_page_without_blame(family: Family) -> None:
    family.answers = {**family.answers, "place": UNSURE}
    page = family.to_check()
    assert "It does not count against you." in page.text
    just_these = page.find("section", "When you know more").findall(".//li/a")
    assert [link.attrib["href"] for link in just_these] == [f"{HERE}place/"]
    family.answer("place", family.assessment.questions["place"].option_names[0])
    assert not family.browse.get(f"{HERE}check/").findall("section", "When you know more")


def test_clear_my_answers_is_on_every_page_of_the_assessment_and_clears(family: Family) -> None:
    page = family.to_check()
    for name in family.asked:
        assert family.browse.get(f"{HERE}{name}/").findall("button", "Clear my answers")
    assert page.findall("button", "Clear my answers")
    family.browse.get(f"{HERE}result/")
    cleared = family.browse.post(f"{HERE}clear/", follow=True)
    assert cleared.h1 == "Your answers are cleared"
    assert family.browse.get(f"{HERE}result/", status=302).location.startswith(HERE)


def test_no_answer_is_ever_in_an_address_or_a_title(family: Family) -> None:
    family.to_result()
    names = {option for question in family.assessment.questions.values() for option in question.option_names}
    page = family.browse.page
    assert page
    assert page.title.startswith("What your family is likely to get – ")
    for part in page.path.split("/"):
        assert part not in names
