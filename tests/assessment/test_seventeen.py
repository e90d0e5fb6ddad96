"""The seventeen things that councils' rules do: one small pack each, with what it gives at the edges."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.assessment.age import ReferenceDate, age_on, reference_date
from portal.assessment.document import FaultyContent
from portal.assessment.journey import Journey, replay
from portal.assessment.loader import load
from portal.assessment.model import UNSURE, Allowance, Answer, Assessment, Outcome, Question
from portal.assessment.possible import possible_headlines, prospect
from portal.assessment.reasons import Reasons, reasons, score

RULES = Path(__file__).parent.parent / "packs" / "rules"
FOLDERS = sorted(folder.name for folder in RULES.iterdir() if folder.is_dir())
SOURCES = ("page", "form")
CONTACTS = ("front_door", "safeguarding")

Case = Mapping[str, Any]
"""One case of an expected.yaml, in which every value is text, as in the packs."""


def read_texts(path: Path) -> Any:
    """Read a file of cases, in which yes, no and numbers stay words."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@cache
def pack(folder: str) -> Assessment:
    """Read one of the seventeen packs."""
    return load(RULES / folder / "assessment.yaml", SOURCES, CONTACTS)


def answer_of(question: Question, words: str | list[str]) -> Answer:
    """Read an answer as a case writes it."""
    if words == "not sure":
        return UNSURE
    if question.kind == "some_of":
        return frozenset([words] if isinstance(words, str) else words) - {"nothing"}
    assert isinstance(words, str)
    return int(words) if question.kind == "number" else words


def written(value: object) -> str:
    """Return a value as a case writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def names(things: Iterable[Any]) -> list[str]:
    """Return the names of outcomes, criteria or questions."""
    return [thing.name for thing in things]


@dataclass(frozen=True)
class Result:
    """What the portal says of a case, each part as the case writes it."""

    journey: Journey
    expected: Case

    @property
    def headline(self) -> Outcome:
        return prospect(self.journey).promise

    @property
    def why(self) -> Reasons:
        return reasons(self.journey, self.headline)

    def told(self, part: str) -> object:
        """Return one part of the result."""
        return PARTS[part](self)

    def allowances(self) -> list[dict[str, str]]:
        """Return the fields of each allowance that the case speaks of."""
        wanted: list[dict[str, str]] = self.expected["allowances"]
        found = self.headline.allowances
        assert len(found) == len(wanted)
        return [_fields(allowance, fields) for allowance, fields in zip(found, wanted, strict=True)]

    def scores(self) -> dict[str, str]:
        """Return each total that the case speaks of: a number, or from least to most."""
        found = {name: score(self.journey, name) for name in self.expected["score"]}
        return {
            name: f"{one.least}" if one.least == one.most else f"{one.least} to {one.most}"
            for name, one in found.items()
        }

    def find_out(self) -> dict[str, dict[str, list[str]]]:
        """Return what to find out for each better outcome, with options in the order of the file."""
        return {
            better.outcome.name: {
                finding.question.name: [
                    name for name in finding.question.option_names if name in finding.options
                ]
                for finding in better.findings
            }
            for better in prospect(self.journey).alternatives
        }


def _fields(allowance: Allowance, fields: Iterable[str]) -> dict[str, str]:
    return {field: written(getattr(allowance, field)) for field in fields}


def _possible(result: Result) -> list[str]:
    found = possible_headlines(result.journey.assessment, result.journey.open_rules)
    return [name for name in names(result.journey.assessment.ladder) if name in found]


def _readings(result: Result) -> dict[str, list[str]]:
    criteria = result.journey.assessment.criteria
    return {name: [one.says for one in criteria[name].readings] for name in result.expected["readings"]}


PARTS: Mapping[str, Callable[[Result], object]] = {
    "headline": lambda result: result.headline.name,
    "offers": lambda result: names(result.journey.offers),
    "possible": _possible,
    "find_out": Result.find_out,
    "asked": lambda result: list(result.journey.answers),
    "next": lambda result: result.journey.next_question and result.journey.next_question.name,
    "reasons": lambda result: names(reason.criterion for reason in result.why.met),
    "why_not": lambda result: {
        rung.outcome.name: names(reason.criterion for reason in rung.reasons)
        for rung in result.why.not_reached
        if rung.outcome.name in result.expected["why_not"]
    },
    "cannot_tell": lambda result: names(result.why.cannot_tell),
    "says": lambda result: [reason.text for reason in result.why.all],
    "changes": lambda result: [words for rung in result.why.not_reached for words in rung.changes],
    "score": Result.scores,
    "safety": lambda result: [kind for kind in ("danger", "worry") if getattr(result.journey, kind)],
    "may_answer_the_rest": lambda result: written(result.journey.can_answer_the_rest),
    "allowances": Result.allowances,
    "lasts": lambda result: written(result.headline.lasts),
    "again": lambda result: written(result.headline.again),
    "discretion": lambda result: written(result.headline.discretion),
    "readings": _readings,
}
CASES = [
    pytest.param(folder, case, id=f"{folder}: {case['case']}")
    for folder in FOLDERS
    for case in read_texts(RULES / folder / "expected.yaml")
]


def test_there_is_a_pack_for_each_of_the_seventeen() -> None:
    assert [folder[:2] for folder in FOLDERS] == [f"{number:02}" for number in range(1, 18)]


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_a_pack_gives_what_its_case_expects(folder: str, case: Case) -> None:
    assessment = pack(folder)
    answers = {name: answer_of(assessment.questions[name], words) for name, words in case["answers"].items()}
    assert all(assessment.questions[name].allows(answer) for name, answer in answers.items())
    journey = replay(assessment, answers, answer_the_rest="answer_the_rest" in case)
    expected = {part: wanted for part, wanted in case.items() if part in PARTS}
    assert case.keys() - expected.keys() <= {"case", "answers", "answer_the_rest"}
    assert {part: Result(journey, case).told(part) for part in expected} == expected
    assert journey.ended == ("next" not in case)
    if "asked" not in case and journey.ended:
        assert journey.answers.keys() == answers.keys()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_outcome_of_a_pack_is_the_headline_of_a_case(folder: str) -> None:
    told = {case.get("headline") for case in read_texts(RULES / folder / "expected.yaml")}
    assert set(names(pack(folder).ladder)) <= told


def test_rules_are_in_force_from_and_to_a_day_both_included() -> None:
    limited = pack("11_limited_time")
    assert (limited.version, limited.starts, limited.ends) == (
        "April 2026",
        date(2026, 4, 1),
        date(2027, 3, 31),
    )
    unlimited = pack("12_places")
    assert (unlimited.starts, unlimited.ends) == (None, None)


def test_less_help_for_more_need_is_accepted_by_name_with_its_reason() -> None:
    accepted = pack("08_overrides").exceptions
    assert [(one.question, one.outcome) for one in accepted] == [("package", "worker"), ("package", "card")]
    assert all(one.because.startswith("A family that has a package") for one in accepted)


def test_where_documents_disagree_both_are_shown_and_the_choice_has_its_reason() -> None:
    criterion = pack("17_two_readings").criteria["young_enough"]
    assert [(one.says, one.source) for one in criterion.readings] == [
        ("Up to the 18th birthday", "form"),
        ("Up to the 19th birthday", "page"),
    ]
    assert (criterion.source, criterion.because) == ("page", "It leaves more help open.")


# An age on a day.


def test_a_question_that_asks_a_date_of_birth_is_a_number_with_its_reference_date() -> None:
    age = pack("02_age_on_a_day").questions["age"]
    assert (age.kind, age.born_at) == ("number", ReferenceDate("last", 1, 9))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 5, 13), 15),
        (date(2026, 5, 14), 16),
        (date(2026, 5, 15), 16),
        (date(2027, 5, 13), 16),
        (date(2027, 5, 14), 17),
        (date(2010, 5, 14), 0),
    ],
)
def test_the_age_changes_on_the_birthday(day: date, years: int) -> None:
    assert age_on(day, born=date(2010, 5, 14)) == years


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 2, 28), 13),
        (date(2026, 3, 1), 14),
        (date(2028, 2, 28), 15),
        (date(2028, 2, 29), 16),
    ],
)
def test_a_birthday_on_29_february_is_on_1_march_in_other_years(day: date, years: int) -> None:
    assert age_on(day, born=date(2012, 2, 29)) == years


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("today", date(2026, 8, 31), date(2026, 8, 31)),
        ("last 1 September", date(2026, 8, 31), date(2025, 9, 1)),
        ("last 1 September", date(2026, 9, 1), date(2026, 9, 1)),
        ("last 1 September", date(2026, 9, 2), date(2026, 9, 1)),
        ("next 1 September", date(2026, 8, 31), date(2026, 9, 1)),
        ("next 1 September", date(2026, 9, 1), date(2026, 9, 1)),
        ("next 1 September", date(2026, 9, 2), date(2027, 9, 1)),
        ("next 1 April", date(2026, 12, 31), date(2027, 4, 1)),
        ("last 31 December", date(2027, 1, 1), date(2026, 12, 31)),
        ("last 1 March", date(2028, 2, 29), date(2027, 3, 1)),
    ],
)
def test_the_last_and_the_next_of_a_day_include_today(words: str, today: date, day: date) -> None:
    found = reference_date(words)
    assert found
    assert found.on(today) == day


@pytest.mark.parametrize("born", [date(2021, 8, 31), date(2021, 9, 1), date(2021, 9, 2)])
def test_an_age_on_1_september_stays_the_same_for_a_whole_school_year(born: date) -> None:
    september = ReferenceDate("last", 1, 9)
    first, last = date(2026, 9, 1), date(2027, 8, 31)
    years = 5 if born <= date(2021, 9, 1) else 4
    assert age_on(september.on(first), born) == age_on(september.on(last), born) == years
    assert age_on(september.on(date(2026, 8, 31)), born) == years - 1
    assert age_on(september.on(date(2027, 9, 1)), born) == years + 1


@pytest.mark.parametrize(
    "words",
    ["tomorrow", "1 September", "last September", "last 31 June", "next 29 February", "last 0 May", ""],
)
def test_words_that_are_no_day_of_every_year_are_refused(words: str) -> None:
    assert reference_date(words) is None


# What is wrong in a pack is named, with its line.


@pytest.mark.parametrize(
    "broken", read_texts(RULES / "broken.yaml"), ids=lambda broken: broken["pack"] + ": " + broken["fault"]
)
def test_a_fault_is_named_by_line_with_what_was_found_and_expected(
    tmp_path: Path, broken: dict[str, str]
) -> None:
    text = (RULES / broken["pack"] / "assessment.yaml").read_text(encoding="utf-8")
    assert text.count(broken["in place of"]) == 1
    changed = tmp_path / "assessment.yaml"
    changed.write_text(text.replace(broken["in place of"], broken["stands"]), encoding="utf-8")
    with pytest.raises(FaultyContent) as faulty:
        load(changed, SOURCES, CONTACTS)
    assert str(faulty.value) == f"assessment.yaml:{broken['message']}"
