"""Points that hang on another answer."""

from pathlib import Path

import pytest

from portal.assessment.journey import known
from portal.assessment.loader import load
from portal.assessment.model import Answers
from portal.assessment.totals import reach_of, scored

SMALL = Path(__file__).parent.parent / "packs" / "small" / "assessment.yaml"
HARD = "says: Hard\n            points: 8"
CONDITIONAL = f"{HARD}\n            points_when: {{help: nights}}\n            points_otherwise: 3"

NIGHTS, CLUBS = frozenset(["nights"]), frozenset(["clubs"])


@pytest.mark.parametrize(
    ("answers", "ends", "for_days"),
    [
        ({"help": NIGHTS, "days": "hard", "out": "no"}, (8, 8), 8),
        ({"help": CLUBS, "days": "hard", "out": "no"}, (3, 3), 3),
        ({"help": CLUBS, "days": "easy", "out": "no"}, (0, 0), 0),
        ({"days": "hard", "out": "no"}, (3, 8), 0),
        ({"help": NIGHTS, "out": "yes"}, (21, 29), 0),
        ({}, (0, 29), 0),
    ],
)
def test_points_count_when_the_other_answer_says_so_and_others_otherwise(
    tmp_path: Path, answers: Answers, ends: tuple[int, int], for_days: int
) -> None:
    changed = tmp_path / "assessment.yaml"
    changed.write_text(SMALL.read_text(encoding="utf-8").replace(HARD, CONDITIONAL), encoding="utf-8")
    assessment = load(changed, ["S"], ["front_door"])
    total = assessment.totals["needs"]
    assert reach_of(total, known(assessment, answers)) == ends
    found = {question.name: points for question, points in scored(total, known(assessment, answers))}
    assert found.get("days", 0) == for_days
