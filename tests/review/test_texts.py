"""What is read and signed as one text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.reading.authority import AUTHORITIES, load_authority
from portal.review.texts import load_reviewables, place_of
from tests.conftest import AUTHORITIES as COUNCILS


def test_a_question_that_the_rules_of_two_times_ask_is_one_text(tmp_path: Path) -> None:
    council = tmp_path / "bromley"
    shutil.copytree(AUTHORITIES / "bromley", council)
    before = load_reviewables(council)["question/help"]
    rules = (council / "assessment.yaml").read_text(encoding="utf-8")
    later = rules.replace(before.title, f"{before.title} Now?", 1)
    (council / "assessment-2027.yaml").write_text(later, encoding="utf-8")
    text = load_reviewables(council)["question/help"]
    assert text.passages[: len(before.passages)] == before.passages
    assert f"{before.title} Now?" in [one.english for one in text.passages]
    places = [place_of(one) for one in text.passages]
    assert len(set(places)) == len(places) == 2 * len(before.passages)
    assert all(text.passage(place) for place in places)


@pytest.mark.parametrize("council", COUNCILS)
def test_every_answer_to_a_question_can_be_commented_on(council: str) -> None:
    texts = load_reviewables(AUTHORITIES / council)
    for question in load_authority(council).assessment.questions.values():
        words = [one.english for one in texts[f"question/{question.name}"].passages]
        assert [option.says for option in question.options if option.says not in words] == []
