"""Two versions of the rules beside each other, held against following every journey one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.assessment.comparison import Pair, compare
from portal.assessment.document import FaultyContent
from portal.assessment.journey import known, replay
from portal.assessment.loader import load
from portal.assessment.model import Answer, Answers, Assessment
from portal.assessment.possible import prospect
from portal.assessment.proof import ONE_HEADLINE, prove
from portal.assessment.rules import settle
from portal.assessment.walk import Walk, figures
from portal.reading.authority import AUTHORITIES as FOLDERS
from portal.reading.authority import load_authority
from tests import long_runs
from tests.assessment import naive
from tests.assessment.made_up import assessments, every_answer
from tests.assessment.mutants import mutants
from tests.assessment.test_possible import CONTACTS, PACKS, SOURCES
from tests.conftest import AUTHORITIES

MOST_WAYS = 3000
"""How many ways there are at most to answer all questions of a pack that is followed one by one."""

KEPT_SMALL, KEPT = 60, 4
"""How many mutants a normal run looks at: of all small packs together, and of each council."""

FAMILIES = 300
Given = dict[str, Answer]


def ways(rules: Assessment) -> int:
    return prod(rules.sizes.values())


def every_journey(rules: Assessment, given: Given) -> Iterator[Given]:
    """Yield what is answered on each way to the end that begins with these answers."""
    journey = replay(rules, given)
    if journey.next_question is None:
        yield given
        return
    for answer in every_answer(journey.next_question):
        yield from every_journey(rules, {**given, journey.next_question.name: answer})


def one_by_one(in_force: Assessment, draft: Assessment) -> Mapping[Pair, int]:
    """Count the journeys by where they lead under both rules."""
    found: Counter[Pair] = Counter()
    after_these: dict[frozenset[tuple[str, Answer]], Counter[str]] = {}
    for answers in every_journey(in_force, {}):
        carried = carried_over(in_force, draft, answers)
        key = frozenset(carried.items())
        if key not in after_these:
            besides = every_journey(what_is_left(draft, carried), {})
            after_these[key] = Counter(headline(draft, {**carried, **more}) for more in besides)
        for after, count in after_these[key].items():
            found[headline(in_force, answers), after] += count
    return found


def what_is_left(rules: Assessment, answers: Given) -> Assessment:
    """Return rules in which these answers are filled in, and which ask no more than they need."""
    outcomes = {
        name: replace(outcome, rule=settle(outcome.rule, known(rules, answers)))
        for name, outcome in rules.outcomes.items()
    }
    sections = tuple(replace(section, asked_whole=False) for section in rules.sections)
    return replace(rules, outcomes=outcomes, sections=sections)


def carried_over(in_force: Assessment, draft: Assessment, answers: Answers) -> Given:
    """Return the answers that the draft asks for too, in whatever words."""
    found = {}
    for name, answer in answers.items():
        before, after = in_force.questions[name], draft.questions.get(name)
        alike = after and after.kind == before.kind and after.option_names == before.option_names
        if after and alike and after.definite == before.definite and after.allows(answer):
            found[name] = answer
    return found


def headline(rules: Assessment, answers: Given) -> str:
    """Return the headline of a journey that has ended: whatever the other answers are, it is the same."""
    others = {name: every_answer(question)[0] for name, question in rules.questions.items()}
    return naive.headline(rules, {**others, **answers}).name


def small_packs() -> list[Path]:
    folders = [PACKS / "small", *sorted((PACKS / "rules").glob("[0-9]*"))]
    files = [folder / "assessment.yaml" for folder in folders]
    return [file for file in files if ways(load(file, SOURCES, CONTACTS)) <= MOST_WAYS]


def small_mutants() -> list[tuple[Path, str, str]]:
    return [
        (file, fault, text)
        for file in small_packs()
        for fault, text in mutants(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("file", small_packs(), ids=lambda file: file.parent.name)
def test_rules_like_those_in_force_change_no_journey(file: Path) -> None:
    rules = load(file, SOURCES, CONTACTS)
    compared = compare(rules, load(file, SOURCES, CONTACTS))
    assert compared.changed == {}
    assert compared.all == figures(Walk(rules)).journeys
    assert dict(compared.journeys) == one_by_one(rules, rules)


def test_planted_differences_are_counted_as_when_every_journey_is_followed(tmp_path: Path) -> None:
    chosen = long_runs.sample("planted differences in small packs", small_mutants(), keep=KEPT_SMALL)
    compared, changing = 0, 0
    for file, fault, text in chosen:
        rules = load(file, SOURCES, CONTACTS)
        (tmp_path / "assessment.yaml").write_text(text, encoding="utf-8")
        try:
            draft = load(tmp_path / "assessment.yaml", SOURCES, CONTACTS)
        except FaultyContent:
            continue
        there, back = compare(rules, draft), compare(draft, rules)
        compared += 1
        changing += bool(there.changed)
        assert dict(there.journeys) == one_by_one(rules, draft), (file, fault)
        assert dict(back.journeys) == one_by_one(draft, rules), (file, fault)
        assert (
            {(after, before) for before, after in back.journeys}
            == there.journeys.keys()
            == pairs(rules, draft)
        )
    long_runs.notes.add(
        f"of {len(chosen)} planted differences: {compared} compared, {changing} change a headline"
    )
    assert changing > compared / 3


def pairs(before: Assessment, after: Assessment) -> set[Pair]:
    """Return the headlines of every way to answer all questions, which are the same under both rules."""
    questions = before.questions
    return {
        (naive.headline(before, answers).name, naive.headline(after, answers).name)
        for chosen in product(*map(every_answer, questions.values()))
        for answers in [dict(zip(questions, chosen, strict=True))]
    }


small = assessments().filter(lambda rules: ways(rules) <= 200)


@given(st.data())
def test_made_up_rules_are_counted_as_when_every_journey_is_followed(data: st.DataObject) -> None:
    in_force, draft = data.draw(small), data.draw(small)
    assert dict(compare(in_force, draft).journeys) == one_by_one(in_force, draft)


A_NEW_QUESTION = """      near:
        ask: Do you live near?
        why: To know.
        find_out: Look.
        more_need: none
        yes_no: {no: No, yes: Yes}
      age:
"""


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"age: under 18": "age: under 16"}, id="another age"),
        pytest.param({"0 to 25": "10 to 35"}, id="ages that begin elsewhere"),
        pytest.param({"0 to 25": "0 to 17", "under 18": "under 12"}, id="ages that end earlier"),
        pytest.param({"clubs: Clubs": "clubs: Clubs\n          stays: Stays"}, id="a new option"),
        pytest.param(
            {"      age:\n": "      years:\n", "age: under": "years: under"}, id="a question renamed"
        ),
        pytest.param({"asked: whole": "asked: as_needed"}, id="a section that is not finished"),
        pytest.param(
            {"      age:\n": A_NEW_QUESTION, "{help: nights}": "{help: nights, near: yes}"},
            id="a new question",
        ),
        pytest.param({"points: 21": "points: 8"}, id="other points"),
        pytest.param({"Not tested yet, unknown: yes": "Not tested yet"}, id="an option that was unknown"),
    ],
)
def test_an_edit_is_counted_in_both_directions_as_when_every_journey_is_followed(
    tmp_path: Path, edits: Mapping[str, str]
) -> None:
    file, text = next(
        (file, text)
        for file in small_packs()
        for text in [file.read_text(encoding="utf-8")]
        if all(before in text for before in edits)
    )
    rules = load(file, SOURCES, CONTACTS)
    for before, after in edits.items():
        text = text.replace(before, after)
    (tmp_path / "assessment.yaml").write_text(text, encoding="utf-8")
    draft = load(tmp_path / "assessment.yaml", SOURCES, CONTACTS)
    assert dict(compare(rules, draft).journeys) == one_by_one(rules, draft)
    assert dict(compare(draft, rules).journeys) == one_by_one(draft, rules)


def test_a_question_that_only_ends_later_changes_nothing_for_those_who_answered_it(tmp_path: Path) -> None:
    """Nor one that begins earlier: seven years are seven years, wherever the list of numbers begins."""
    text = (PACKS / "small" / "assessment.yaml").read_text(encoding="utf-8")
    (tmp_path / "assessment.yaml").write_text(text.replace("0 to 25", "5 to 25"), encoding="utf-8")
    narrow = load(tmp_path / "assessment.yaml", SOURCES, CONTACTS)
    wide = load(PACKS / "small" / "assessment.yaml", SOURCES, CONTACTS)
    assert compare(narrow, wide).changed == {}


def test_other_words_alone_change_no_headline(tmp_path: Path) -> None:
    text = (PACKS / "small" / "assessment.yaml").read_text(encoding="utf-8")
    for before, after in (("How old?", "Which age?"), ("nights: Nights", "nights: Nights away")):
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "assessment.yaml").write_text(text, encoding="utf-8")
    rules = load(PACKS / "small" / "assessment.yaml", SOURCES, CONTACTS)
    assert compare(rules, load(tmp_path / "assessment.yaml", SOURCES, CONTACTS)).changed == {}


@pytest.mark.parametrize("name", AUTHORITIES)
def test_a_councils_rules_beside_themselves_change_nothing(name: str) -> None:
    authority = load_authority(name)
    compared = compare(authority.assessment, authority.assessment, authority.examples)
    assert compared.changed == {}
    assert compared.examples == ()
    assert compared.all == figures(Walk(authority.assessment)).journeys


@pytest.mark.parametrize("name", AUTHORITIES)
def test_planted_differences_in_a_councils_rules_are_those_that_families_meet(
    name: str, tmp_path: Path
) -> None:
    authority = load_authority(name)
    rules = authority.assessment
    text = (FOLDERS / name / "assessment.yaml").read_text(encoding="utf-8")
    planted = long_runs.sample(f"planted differences, {name}", mutants(text), keep=KEPT)
    chance = random.Random(name)
    changing = 0
    for fault, changed in planted:
        (tmp_path / "assessment.yaml").write_text(changed, encoding="utf-8")
        try:
            draft = load(tmp_path / "assessment.yaml", authority.sources, authority.contacts)
        except FaultyContent:
            continue
        if ONE_HEADLINE in {broken.promise for broken in prove(draft)}:
            continue  # `portal check` refuses it
        there = compare(rules, draft, authority.examples)
        back = compare(draft, rules, authority.examples)
        assert {(after, before) for before, after in back.journeys} == there.journeys.keys(), fault
        assert [(one.example, one.after, one.before) for one in back.examples] == [
            (one.example, one.before, one.after) for one in there.examples
        ]
        assert {one.example.name: (one.before, one.after) for one in there.examples} == {
            one.name: (before, after)
            for one in authority.examples
            for before in [promised(rules, one.answers, answer_the_rest=one.answer_the_rest)]
            for after in [promised(draft, one.answers, answer_the_rest=one.answer_the_rest)]
            if before != after
        }
        assert met_by_chance(rules, draft, chance) <= there.journeys.keys(), fault
        changing += bool(there.changed)
    assert changing


def promised(rules: Assessment, answers: Answers, *, answer_the_rest: bool = False) -> str:
    return prospect(replay(rules, answers, answer_the_rest=answer_the_rest)).promise.name


def met_by_chance(before: Assessment, after: Assessment, chance: random.Random) -> set[Pair]:
    """Return the headlines of families that answer by chance."""
    found = set()
    for _ in range(FAMILIES):
        answers = {name: chance.choice(every_answer(one)) for name, one in before.questions.items()}
        found.add((promised(before, answers), promised(after, answers)))
    return found
