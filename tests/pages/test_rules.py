"""The rules as a table, as sentences and as a ladder: complete, honest, and the ladder as the engine goes."""

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from random import Random
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from hypothesis import given

from portal.assessment.drawing import Box, Part, draw
from portal.assessment.journey import known, replay
from portal.assessment.model import UNSURE, Answer, Assessment, Question
from portal.assessment.possible import prospect
from portal.assessment.rules import ALWAYS, settle
from portal.reading.authority import AUTHORITIES, Authority
from tests.assessment.made_up import assessments
from tests.assessment.test_seventeen import FOLDERS, RULES
from tests.conftest import Browse, make_portal
from tests.long_runs import sample
from tests.page import Page, read_text, words

TABLE = "/en/self-assessment/criteria/"
SENTENCES = f"{TABLE}sentences/"
LADDER = f"{TABLE}ladder/"
FAMILIES = 3000
FAMILIES_OF_A_SMALL_PACK = 100

BOOK = """sources:
  page: {title: A page, publisher: A council, published: 1 May 2026, read: 2026-11-21}
  form: {title: A form, publisher: A council, published: undated, read: 2026-11-21}
"""


@pytest.fixture
def authority(app: Flask) -> Authority:
    found: Authority = app.extensions["authority"]
    return found


def any_answer(random: Random, question: Question) -> Answer:
    """Draw a definite answer."""
    if question.kind == "number":
        return random.randint(question.minimum, question.maximum)
    if question.kind == "some_of":
        return frozenset(name for name in question.option_names if random.random() < 1 / 3)
    return random.choice(question.definite)


def families(authority: Authority, count: int) -> Iterator[dict[str, Answer]]:
    """Yield families with definite answers: any at all, and ones like those of the stories."""
    random = Random(f"the families of {authority.name}")
    stories: list[Mapping[str, Answer]] = [{}, *(example.answers for example in authority.examples)]
    for _ in range(count):
        story = random.choice(stories)
        drawn = {
            name: any_answer(random, question) for name, question in authority.assessment.questions.items()
        }
        kept = {name for name in story if story[name] is not UNSURE and random.random() < 0.9}
        yield {name: story[name] if name in kept else answer for name, answer in drawn.items()}


def truths_of(assessment: Assessment, answers: Mapping[str, Answer]) -> dict[str, bool]:
    """Return which criteria a family meets."""
    values = known(assessment, answers)
    return {name: settle(criterion.rule, values) is ALWAYS for name, criterion in assessment.criteria.items()}


class Ladder:
    """The ladder as it stands on the page: nothing is known of it but what a reader sees."""

    def __init__(self, page: Page) -> None:
        self.rungs = list(page.find(class_="ladder"))
        self.by_address = {f"#{one.attrib['id']}": one for one in page.findall(class_="inside")}

    def end_for(self, truths: Mapping[str, bool]) -> str:
        """Go from box to box, on at each yes and out at each no, and return the end that is reached."""
        place = self.by_address["#rung-1"]
        for _ in self.rungs:
            for step in next(one for one in place if one.get("class") == "flow"):
                box = step[0]
                if "data-end" in box.attrib:
                    return box.attrib["data-end"]
                if not self.holds(box, truths):
                    place = self.by_address[next(step.iter("a")).attrib["href"]]
                    break
        raise AssertionError("the ladder has no end")

    def holds(self, box: Element, truths: Mapping[str, bool]) -> bool:
        """Say whether what stands in a box is true: its one criterion, or enough of its list."""
        for part in box:
            if "data-criterion" in part.attrib:
                return truths[part.attrib["data-criterion"]] != ("data-not-met" in part.attrib)
            if "data-at-least" in part.attrib:
                return sum(self.holds(inner, truths) for inner in part) >= int(part.attrib["data-at-least"])
        raise AssertionError(f"nothing is asked in “{read_text(box)}”")


def reached(page: Page, authority: Authority, answers: list[dict[str, Answer]]) -> set[str]:
    """Walk the drawn ladder with each family, hold it against the engine, and return the ends reached."""
    ladder = Ladder(page)
    ends = set()
    for told in answers:
        promise = prospect(replay(authority.assessment, told)).promise.name
        assert ladder.end_for(truths_of(authority.assessment, told)) == promise, told
        ends.add(promise)
    return ends


def drawn_as_true(part: Part, truths: Mapping[str, int]) -> bool:
    if isinstance(part, Box):
        return truths[part.criterion.name] == part.met
    return sum(drawn_as_true(inner, truths) for inner in part.parts) >= part.count


@given(assessments())
def test_whatever_the_rule_its_drawing_is_true_exactly_where_the_rule_is(assessment: Assessment) -> None:
    names = sorted(assessment.criteria)
    for outcome in assessment.outcomes.values():
        drawn = draw(assessment, outcome)
        assert drawn.needs_all
        for values in product((0, 1), repeat=len(names)):
            truths = dict(zip(names, values, strict=True))
            assert drawn_as_true(drawn, truths) is (settle(outcome.formula, truths) is ALWAYS)


def test_the_drawn_ladder_leads_where_the_engine_does(browse: Browse, authority: Authority) -> None:
    drawn = sample(f"families on the ladder of {authority.name}", families(authority, FAMILIES), 300)
    ends = reached(browse.get(LADDER), authority, drawn)
    assert ends == {outcome.name for outcome in authority.assessment.ladder}


def portal_of(pack: str, folder: Path, when: tuple[str, str] = ("", "")) -> Flask:
    """Make a portal of one of the small packs, with one condition put in place of another."""
    rules = (RULES / pack / "assessment.yaml").read_text(encoding="utf-8")
    assert when[0] in rules
    (folder / "assessment.yaml").write_text(rules.replace(*when) if when[0] else rules)
    text = (AUTHORITIES / "birmingham" / "authority.yaml").read_text(encoding="utf-8")
    (folder / "authority.yaml").write_text(text.replace("sources:\n", BOOK, 1))
    (folder / "examples.yaml").write_text("{}\n")
    return make_portal(str(folder), folder)


@pytest.mark.parametrize("pack", FOLDERS)
def test_the_ladder_of_each_small_pack_leads_where_the_engine_does(pack: str, tmp_path: Path) -> None:
    portal = portal_of(pack, tmp_path)
    authority: Authority = portal.extensions["authority"]
    browse = Browse(portal.test_client())
    reached(browse.get(LADDER), authority, list(families(authority, FAMILIES_OF_A_SMALL_PACK)))
    for path in (TABLE, SENTENCES):
        text = browse.get(path).text
        assert all(words(outcome.headline) in text for outcome in authority.assessment.ladder)


def test_counts_and_opposites_are_said_in_words(tmp_path: Path) -> None:
    old = "[disabled_child, lives_at_home, enough_help, both_health_reports, education_report]"
    two = "{at_least: {count: 2, of: [both_health_reports, broken_nights, two_kinds]}}"
    portal = portal_of("01_gates_and_sets", tmp_path, (old, f"[{two}, {{none: [lives_at_home]}}]"))
    authority: Authority = portal.extensions["authority"]
    browse = Browse(portal.test_client())
    for path in (TABLE, SENTENCES, LADDER):
        text = browse.get(path).text.lower()
        assert "at least 2 of these 3:" in text
        assert "your child lives with foster carers or at a boarding school." in text
    ends = reached(browse.get(LADDER), authority, list(families(authority, FAMILIES_OF_A_SMALL_PACK)))
    assert "no_visit" in ends


def test_exceptions_stand_with_their_reason_and_points_say_how_they_count(tmp_path: Path) -> None:
    text = Browse(portal_of("08_overrides", tmp_path).test_client()).get(TABLE).text
    assert "A family that has a package asks the worker it has, and not a new one." in text
    text = Browse(portal_of("05_counts", tmp_path).test_client()).get(TABLE).text
    assert "We count these answers, one point each." in text
    text = Browse(portal_of("16_points_that_hang_on_an_answer", tmp_path).test_client()).get(TABLE).text
    assert "only together with some answers to:" in text


def test_the_three_pages_lead_to_each_other(browse: Browse) -> None:
    for path in (TABLE, SENTENCES, LADDER):
        page = browse.get(path)
        assert [link.attrib["href"] for link in page.findall("a", aria_current="page")] == [path]
        assert {TABLE, SENTENCES, LADDER} <= {link.href for link in page.links}


def test_the_table_has_each_criterion_of_each_outcome_once(browse: Browse, authority: Authority) -> None:
    page = browse.get(TABLE)
    everywhere = {one.attrib["data-criterion"] for one in page.findall(data_criterion=True)}
    assert everywhere == set(authority.assessment.criteria)
    for outcome in authority.assessment.outcomes.values():
        tables = page.findall("table", data_outcome=outcome.name)
        assert len(tables) == bool(outcome.criteria)
        for table in tables:
            rules = [one.attrib["data-criterion"] for one in table.iter() if "data-criterion" in one.attrib]
            own = [name for name in rules if not authority.assessment.criteria[name].joins]
            assert sorted(own) == sorted(outcome.criteria)
            assert all(authority.assessment.criteria[name].says in read_text(table) for name in rules)


def test_the_table_names_each_source_with_its_date_once_a_group(browse: Browse, authority: Authority) -> None:
    page = browse.get(TABLE)
    for table in page.findall("table"):
        for group in table.iter("tbody"):
            named = read_text(group[0])
            for one in group.iter():
                if (name := one.get("data-criterion")) is not None:
                    source = authority.sources[authority.assessment.criteria[name].source]
                    assert named.count(f"“{source.title}”") == 1
                    assert (
                        f"dated {source.published}" in named
                        if source.published
                        else "It has no date." in named
                    )


def test_nothing_of_ours_is_shown_as_published(browse: Browse, authority: Authority) -> None:
    page = browse.get(TABLE)
    seen = set()
    for place in [*page.findall("tr"), *page.findall("li")]:
        whose = [read_text(one) for one in place if one.get("class") == "whose"]
        found = [one.get("data-criterion") for part in place for one in part.iter()]
        for name in found if whose else ():
            if name is not None:
                seen.add(name)
                ours = authority.assessment.criteria[name].illustrative
                assert whose == ["Our proposal" if ours else "Published"], name
    assert seen == {name for name, one in authority.assessment.criteria.items() if not one.joins}
    for path in (TABLE, SENTENCES, LADDER):
        assert browse.get(path).text.count(authority.illustrative) == sum(
            outcome.illustrative for outcome in authority.assessment.outcomes.values()
        )


def test_a_proposal_is_marked_on_every_page(browse: Browse, authority: Authority) -> None:
    ladder, sentences = browse.get(LADDER), browse.get(SENTENCES)
    for outcome in authority.assessment.ladder:
        ours = [name for name in outcome.criteria if authority.assessment.criteria[name].illustrative]
        rung = ladder.find("li", data_rung=outcome.name)
        assert sum(one.get("class") == "ours" for one in rung.iter()) == len(ours)
        said = read_text(sentences.find("p", data_outcome=outcome.name))
        assert said.count("This is our proposal.") == len(ours)


def test_the_points_of_every_answer_that_scores_stand_on_the_table(
    browse: Browse, authority: Authority
) -> None:
    page = browse.get(TABLE)
    totals = authority.assessment.totals.values()
    for total in totals:
        for question in total.questions:
            for option in question.options:
                [shown] = page.findall(data_option=f"{question.name}.{option.name}")
                assert read_text(shown) == str(option.points)
    assert totals, "each council here has points"
    banded = [one for one in authority.assessment.criteria.values() if one.band]
    assert banded
    for criterion in banded:
        assert f"{criterion.band[0]} to {criterion.band[1]} of at most" in page.text


def test_all_readings_stand_with_the_one_that_was_chosen_and_why(
    browse: Browse, authority: Authority
) -> None:
    page = browse.get(TABLE)
    for criterion in authority.assessment.criteria.values():
        if criterion.readings:
            told = page.find(id=f"documents-{criterion.name}")
            text = read_text(told)
            assert all(words(reading.says) in text for reading in criterion.readings)
            assert all(authority.sources[reading.source].title in text for reading in criterion.readings)
            assert words(criterion.because) in text
            [chosen] = [one for one in told.iter("li") if "data-chosen" in one.attrib]
            assert authority.sources[criterion.source].title in read_text(chosen)


def test_what_is_not_covered_stands_on_the_table(browse: Browse, authority: Authority) -> None:
    text = browse.get(TABLE).text
    assert authority.not_covered
    assert all(words(line) in text for line in authority.not_covered)


def test_each_outcome_is_one_paragraph_to_read_aloud(browse: Browse, authority: Authority) -> None:
    page = browse.get(SENTENCES)
    for outcome in authority.assessment.ladder:
        said = read_text(page.find("p", data_outcome=outcome.name))
        assert said.startswith(words(outcome.headline))
        for name in outcome.criteria:
            assert said.count(words(authority.assessment.criteria[name].says)) == 1


def test_danger_and_worry_stand_beside_the_ladder_and_never_on_it(
    browse: Browse, authority: Authority
) -> None:
    page = browse.get(LADDER)
    on_it = {one.get("data-criterion") for one in page.find(class_="ladder").iter()}
    beside = read_text(page.find("section", aria_labelledby="beside"))
    for outcome in authority.assessment.safety:
        assert on_it.isdisjoint(outcome.criteria)
        assert words(outcome.about) in beside
