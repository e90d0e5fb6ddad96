"""Flowcharts: where branches join, what a council may replace, and what is refused by file and line."""

from pathlib import Path

import pytest

from tests.small_council import SMALL_PACK, faults_in, library_of, small_council

OWN = "flowcharts/own.yaml"
CHART = """title: A way
summary: A way to go.
order: 901
keywords: [way]
sources: [S]
review: 2027-05-21
related: [direct-payments]
steps:
  danger:
    ask: Is anyone in danger?
    answers:
      yes: {says: Yes, to: help}
      no: {says: No, to: ring}
  ring:
    says: Ring.
    to: here
ends:
  help: {title: Ring now, about: Ring., page: help-now, then: ring}
  here: {title: Here you are, about: Read on., guide: direct-payments}
"""


def test_branches_join_danger_goes_on_and_every_box_has_a_number(tmp_path: Path) -> None:
    chart = library_of(small_council(tmp_path, {OWN: CHART})).flowcharts["own"]
    assert [way.to for way in chart.steps["danger"].ways] == ["help", "ring"]
    assert chart.ends["help"].then == "ring"
    assert [chart.number(name) for name in ("danger", "ring", "help", "here")] == [1, 2, 3, 4]
    assert not chart.steps["ring"].asks


def test_answers_that_lead_to_one_place_are_one_branch(tmp_path: Path) -> None:
    both = CHART.replace("no: {", "maybe: {says: Maybe, to: help}\n      no: {")
    step = library_of(small_council(tmp_path, {OWN: both})).flowcharts["own"].steps["danger"]
    told = {to: [way.says for way in ways] for to, ways in step.branches.items()}
    assert told == {"help": ["Yes", "Maybe"], "ring": ["No"]}


def test_a_council_may_add_a_flowchart_and_replace_one(tmp_path: Path) -> None:
    files = {OWN: CHART, "flowcharts/your-review.yaml": CHART.replace("901", "902")}
    before, after = (library_of(folder).flowcharts for folder in (SMALL_PACK, small_council(tmp_path, files)))
    assert list(after)[-2:] == ["own", "your-review"]
    assert set(after) - set(before) == {"own"}
    assert after["your-review"].title == "A way"


PLACES = "a step or an end, one of danger, ring, help, here"
A_WAY_ON = "one of contact, page, guide: every end shows a way on"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("order: 901\n", "", "1: found none; expected the key order"),
        ("901", "first", "3: found “first”; expected a whole number"),
        ("[way]", "[]", "4: found an empty list; expected one or more"),
        ("[S]", "[]", "5: found an empty list; expected one or more"),
        ("2027-05-21", "2027-13-01", "6: found “2027-13-01”; expected a day, such as 2026-11-21"),
        ("[direct-payments]", "[no]", "7: found the related guide “no”; expected a guide that there is"),
        ("in danger", "in {law.no}", "9: found the fact “law.no”; expected one that council has"),
        ("says: No, to: ring", "says: No", "13: found none; expected the key to"),
        ("to: ring}\n", "to: rung}\n", f"13: found “rung”; expected {PLACES} (did you mean ring?)"),
        ("      no: {says: No, to: ring}\n", "", "12: found 1; expected two answers or more"),
        ("then: ring", "then: danger", "9: found one that does; expected a way that does not come back here"),
        ("ends:", "  other: {says: No way leads here., to: here}\nends:",
         "17: found none to “other”; expected a way that leads here"),
        ("  here: {", "  ring: {title: Two, about: Two., page: ask}\n  here: {",
         "19: found “ring”; expected a name that no step has"),
        ("page: help-now", "page: no", "18: found the page “no”; expected a page that there is"),
        ("guide: direct-payments", "guide: no", "19: found the guide “no”; expected a guide that there is"),
        (", guide: direct-payments", "", f"19: found none; expected {A_WAY_ON}"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_by_line(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert CHART.count(before) == 1
    assert faults_in(small_council(tmp_path, {OWN: CHART.replace(before, after)})) == [f"own.yaml:{told}"]


def test_a_contact_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    chart = CHART.replace("guide: direct-payments}", "contact: nobody}")
    (told,) = faults_in(small_council(tmp_path, {OWN: chart}))
    assert told.startswith("own.yaml:19: found the contact “nobody”; expected one of adult_care, ")


def test_a_flowchart_without_steps_is_refused(tmp_path: Path) -> None:
    chart = (
        CHART[: CHART.index("steps:")]
        + "steps: {}\n"
        + CHART[CHART.index("ends:") :].replace(", then: ring", "")
    )
    assert faults_in(small_council(tmp_path, {OWN: chart})) == [
        "own.yaml:8: found none; expected a step to begin with"
    ]
