"""The result: the headline, the offers, the reasons, and what is always there."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import UNSURE, Answer
from portal.assessment.possible import prospect
from portal.reading.authority import Authority, load_authority
from tests.conftest import AUTHORITIES, Browse, make_portal
from tests.family import Family

SMALL = Path(__file__).parent.parent / "packs" / "small"
EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{example.name}")
    for name in AUTHORITIES
    for example in load_authority(name).examples
]
ALWAYS_THERE = (
    "Ask for a worker’s assessment",
    "If you disagree",
    "You can complain at any stage",
    "advocate",
    "parent carer’s needs assessment",
    "young carer’s assessment",
    "If your support is being cut",
    "This is a guide, not a decision.",
    "This is not the council’s site.",
)


def authority_of(app: Flask) -> Authority:
    found: Authority = app.extensions["authority"]
    return found


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_comes_out_as_told(name: str, example: Example, portals: dict[str, Flask]) -> None:
    authority = authority_of(portals[name])
    assessment = authority.assessment
    journey = replay(assessment, example.answers, answer_the_rest=example.answer_the_rest)
    assert set(journey.answers) == set(example.answers), "answers that are asked for, and no others"
    assert prospect(journey).promise.name == example.headline
    promised = {outcome.name for outcome in journey.offers} | {example.headline}
    assert [one.name for one in assessment.ladder if one.name in promised] == list(example.offers)

    family = Family(Browse(portals[name].test_client()), assessment, example.answers)
    page = family.to_result(example.answer_the_rest)
    assert page.find("p", class_="headline").text == assessment.outcomes[example.headline].headline
    shown = [heading.text for offer in page.findall(class_="offer") for heading in offer.iter("h3")]
    assert shown == [assessment.outcomes[offer].offer for offer in example.offers]
    for words in ALWAYS_THERE:
        assert words in page.text


def test_leicestershire_tells_all_five_published_stories() -> None:
    assert [one.name for one in load_authority("leicestershire").examples] == [
        "mo",
        "taylor",
        "melody",
        "jack",
        "mia",
    ]
    assert all(one.assumed for one in load_authority("leicestershire").examples)


def test_every_story_is_on_the_page_of_families(browse: Browse, app: Flask) -> None:
    page = browse.get("/en/self-assessment/families/")
    for example in authority_of(app).examples:
        assert example.title in page.text
        assert example.choice in page.text
        assert example.council in page.text


@pytest.fixture
def family(browse: Browse, app: Flask) -> Family:
    """Give a family with the answers of the council's first worked example."""
    authority = authority_of(app)
    return Family(browse, authority.assessment, authority.examples[0].answers)


def test_a_closed_line_says_when_it_opens(portals: dict[str, Flask]) -> None:
    authority = authority_of(portals["birmingham"])
    page = Browse(portals["birmingham"].test_client()).get("/en/ask-for-assessment/")
    assert authority.contacts["front_door"].phone in page.text
    assert "Closed now. Opens on Monday at 08:45" in page.text


def test_an_unpublished_rule_says_so_and_its_headline_only_says_may(app: Flask, browse: Browse) -> None:
    authority = authority_of(app)
    unpublished = [
        example
        for example in authority.examples
        if authority.assessment.outcomes[example.headline].illustrative
    ]
    assert unpublished
    for example in unpublished:
        page = Family(Browse(app.test_client()), authority.assessment, example.answers).to_result()
        assert "may" in (page.find("p", class_="headline").text or "").split()
        assert authority.illustrative in page.text


def test_not_sure_says_what_it_could_be_and_what_to_find_out(family: Family) -> None:
    family.answers = {**family.answers, "place": UNSURE}
    page = family.to_result()
    assert page.findall("h2", "It could be more")
    assert page.findall("section", family.assessment.questions["place"].ask)


def test_the_worker_is_always_there_even_with_nothing_met(app: Flask) -> None:
    assessment = authority_of(app).assessment
    least = {
        name: 9
        if question.kind == "number"
        else frozenset[str]()
        if question.kind == "some_of"
        else question.option_names[0]
        for name, question in assessment.questions.items()
    }
    page = Family(Browse(app.test_client()), assessment, least).to_result()
    always = page.find("section", "Always yours, whatever this says")
    assert always.findall(".//a[@href='/en/ask-for-assessment/']")
    for words in ALWAYS_THERE:
        assert words in page.text


def test_the_result_is_never_kept_by_a_browser_or_a_proxy(family: Family) -> None:
    assert family.to_result().headers["Cache-Control"] == "no-store"


def test_what_a_council_publishes_beside_its_rules_reaches_the_pages(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    shutil.copytree(SMALL, folder)
    about = folder / "authority.yaml"
    kept = "status: proposed\nanswers_kept: The council keeps what you send for 100 days.\n"
    about.write_text(about.read_text().replace("status: proposed\n", kept), encoding="utf-8")
    rules = folder / "assessment.yaml"
    shared_out = (
        "when: [worker_rule]\n    allowances:\n"
        "      - {what: Breaks, amount: 60, unit: hours, period: april_to_march, pro_rata: yes, source: S}\n"
        "    again: You may ask again after three months."
    )
    rules.write_text(rules.read_text().replace("when: [worker_rule]", shared_out), encoding="utf-8")
    app = make_portal(str(folder), tmp_path)
    browse = Browse(app.test_client())
    assert "keeps what you send for 100 days" in browse.get("/en/privacy/").text
    answers: dict[str, Answer] = {"help": frozenset(["nights"]), "age": 9}
    page = Family(browse, authority_of(app).assessment, answers).to_result()
    assert "60 hours a year, from April to March" in page.text
    assert "If you start this month, that is about 25 hours until the end of March." in page.text
    assert "You may ask again after three months." in page.text
