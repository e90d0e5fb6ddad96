"""What “not sure” leaves open, on small packs, over every assignment there is."""

from itertools import product
from pathlib import Path

import pytest

from portal.assessment.journey import replay
from portal.assessment.loader import load
from portal.assessment.model import UNSURE, Answer, Assessment
from portal.assessment.possible import MOST_ALTERNATIVES, possible_headlines, prospect
from tests.assessment import naive
from tests.assessment.made_up import completions, every_answer

PACKS = Path(__file__).parent.parent / "packs"
MOST_ASSIGNMENTS = 3000


def small_packs() -> list[object]:
    """Return the packs that are small enough to try every assignment of."""
    folders = [PACKS / "small", *sorted((PACKS / "rules").glob("[0-9]*"))]
    loaded = [(folder.name, load(folder / "assessment.yaml", SOURCES, CONTACTS)) for folder in folders]
    return [
        pytest.param(assessment, id=name)
        for name, assessment in loaded
        if 1 < len(assignments(assessment)) <= MOST_ASSIGNMENTS
    ]


def assignments(assessment: Assessment) -> list[dict[str, Answer]]:
    """Return every assignment of definite answers and “not sure”; of a long list of numbers, some."""
    choices = []
    for question in assessment.questions.values():
        definite = every_answer(question)
        step = max(1, len(definite) // 6) if question.kind == "number" else 1
        unknown = [option.name for option in question.options if option.unknown]
        choices.append([*definite[::step], *unknown, *([UNSURE] if question.unsure else [])])
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST_ASSIGNMENTS:
        return []
    return [dict(zip(assessment.questions, chosen, strict=True)) for chosen in product(*choices)]


SOURCES = ("S", "page", "form", "policy", "guide", "letter", "statement", "law")
CONTACTS = ("front_door", "safeguarding", "out_of_hours")


@pytest.mark.parametrize("assessment", small_packs())
def test_the_possible_headlines_are_those_of_brute_force(assessment: Assessment) -> None:
    for answers in assignments(assessment):
        journey = replay(assessment, answers)
        brute = {naive.headline(assessment, full).name for full in completions(assessment, answers)}
        assert possible_headlines(assessment, journey.open_rules) == brute, answers
        found = prospect(journey)
        assert naive.place(assessment, found.promise) == max(
            naive.place(assessment, assessment.outcomes[name]) for name in brute
        )
        assert len(found.alternatives) <= MOST_ALTERNATIVES
        assert {one.outcome.name for one in found.alternatives} <= brute - {found.promise.name}
