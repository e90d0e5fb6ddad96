"""Worked examples: families' answers and the result that the rules must give them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Entry, FaultList, read
from portal.assessment.model import UNSURE, Answer, Answers, Assessment, Question


@dataclass(frozen=True)
class Example:
    """One family's story, its answers, and what it was likely to get.

    `assumed` are the answers that the story's source does not give. `choice` is what the family
    chose and `council` what its council then did: both are told, never worked out.
    """

    name: str
    title: str
    story: str
    answers: Answers
    assumed: frozenset[str]
    answer_the_rest: bool
    headline: str
    offers: tuple[str, ...]
    choice: str
    council: str
    source: str


def load_examples(path: Path, assessment: Assessment, sources: Collection[str]) -> tuple[Example, ...]:
    """Read a council's examples.yaml; raise FaultyContent."""
    faults = FaultList()
    examples = []
    for key, entry in read(path).pairs():
        with faults.gather():
            examples.append(_example(key, entry, assessment, sources))
    faults.stop_if_any()
    return tuple(examples)


def _example(key: Entry, entry: Entry, assessment: Assessment, sources: Collection[str]) -> Example:
    found = entry.fields(
        ["title", "story", "answers", "headline", "offers", "choice", "council", "source"],
        ["assumed", "answer_the_rest"],
    )
    answers = {
        name.choice(assessment.questions): read_answer(assessment.questions[name.text()], answer)
        for name, answer in found["answers"].pairs()
    }
    assumed = found["assumed"].items() if "assumed" in found else []
    return Example(
        name=key.text(),
        title=found["title"].text(),
        story=found["story"].text(),
        answers=answers,
        assumed=frozenset(name.choice(answers, "a question answered above, one of") for name in assumed),
        answer_the_rest="answer_the_rest" in found and found["answer_the_rest"].yes_or_no(),
        headline=found["headline"].choice(assessment.outcomes),
        offers=tuple(name.choice(assessment.outcomes) for name in found["offers"].items()),
        choice=found["choice"].text(),
        council=found["council"].text(),
        source=found["source"].choice(sources, "a source in authority.yaml, one of"),
    )


def read_answer(question: Question, entry: Entry) -> Answer:
    """Read an answer as the file writes it: an option, a list of options, a number, or “not sure”."""
    if entry.is_text and entry.text() == "not sure":
        answer: Answer = UNSURE
    elif question.kind == "number":
        answer = entry.whole_number()
    elif question.kind == "some_of":
        names = [part.choice([*question.option_names, "nothing"]) for part in entry.items()]
        answer = frozenset(names) - {"nothing"}
    else:
        answer = entry.choice(question.option_names)
    if not question.allows(answer):
        raise entry.fault(f"an answer that “{question.name}” allows")
    return answer
