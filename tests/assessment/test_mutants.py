"""The proof against planted faults: what random families stumble over, it must report."""

import random
from pathlib import Path

import pytest

from portal.assessment.document import FaultyContent
from portal.assessment.journey import replay
from portal.assessment.loader import load
from portal.assessment.model import Answer, Assessment
from portal.assessment.possible import possible_headlines
from portal.assessment.proof import MORE_NEED, ONE_HEADLINE, REACHED, prove
from portal.reading.authority import AUTHORITIES as FOLDERS
from portal.reading.authority import load_authority
from tests import long_runs
from tests.assessment.made_up import every_answer, with_more_need
from tests.assessment.mutants import mutants
from tests.conftest import AUTHORITIES

FAMILIES = 300
KEPT = 10
"""How many mutants of each council a normal run looks at."""


@pytest.mark.parametrize("name", AUTHORITIES)
def test_every_planted_fault_that_breaks_a_promise_is_reported(name: str, tmp_path: Path) -> None:
    authority = load_authority(name)
    text = (FOLDERS / name / "assessment.yaml").read_text(encoding="utf-8")
    refused, breaking, missed = 0, 0, []
    planted = long_runs.sample(f"planted faults, {name}", mutants(text), keep=KEPT)
    for fault, changed in planted:
        (tmp_path / "assessment.yaml").write_text(changed, encoding="utf-8")
        try:
            mutant = load(tmp_path / "assessment.yaml", authority.sources, authority.contacts)
        except FaultyContent:
            refused += 1
            continue
        broken = _stumbled_over(mutant)
        breaking += bool(broken)
        if not broken <= {found.promise for found in prove(mutant)}:
            missed.append(fault)
    long_runs.notes.add(
        f"of {len(planted)} planted faults, {name}: {refused} refused at start-up, "
        f"{breaking} stumbled over by random families, {breaking - len(missed)} of them reported"
    )
    assert not missed


def _stumbled_over(assessment: Assessment) -> set[str]:
    """Return the promises that random families find broken."""
    chance = random.Random(FAMILIES)
    found = set()
    for _ in range(FAMILIES):
        answers: dict[str, Answer] = {
            name: chance.choice(every_answer(question)) for name, question in assessment.questions.items()
        }
        journey = replay(assessment, answers)
        if len(possible_headlines(assessment, journey.open_rules)) != 1:
            found.add(ONE_HEADLINE)
        moving = [question for question in assessment.questions.values() if question.more_need == "up"]
        question = chance.choice(moving)
        more = chance.choice(with_more_need(question, answers[question.name]))
        before = replay(assessment, answers, answer_the_rest=True).offers
        after = replay(assessment, {**answers, question.name: more}, answer_the_rest=True).offers
        if not set(before) <= set(after):
            found.add(MORE_NEED)
    return found


@pytest.mark.parametrize("name", AUTHORITIES)
def test_the_packs_themselves_break_no_promise(name: str) -> None:
    assert prove(load_authority(name).assessment) == []


def test_planted_faults_do_break_promises(tmp_path: Path) -> None:
    authority = load_authority("leicestershire")
    text = (FOLDERS / "leicestershire" / "assessment.yaml").read_text(encoding="utf-8")
    planted = {
        REACHED: ("when: [outside]", "when: [outside, county]"),
        MORE_NEED: ("when: {plan: [letter, have]}", "when: {plan: [no, letter]}"),
        ONE_HEADLINE: ("when: [county, grown_up]", "when: [grown_up]"),
    }
    for promise, (was, becomes) in planted.items():
        changed = tmp_path / "assessment.yaml"
        assert was in text
        changed.write_text(text.replace(was, becomes), encoding="utf-8")
        found = prove(load(changed, authority.sources, authority.contacts))
        assert promise in {broken.promise for broken in found}
