"""A council's rules over time: which are in force, and what a change of rules means for answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.assessment.document import Fault, FaultyContent
from portal.assessment.model import Answer, Answers, Assessment, Criterion, Question


@dataclass(frozen=True)
class Changes:
    """What differs for a family whose answers were given under older rules.

    `lost` are questions it answered that are gone or asked differently; `new_questions` and
    `new_criteria` were not there before; `old_criteria` no longer count.
    """

    lost: tuple[Question, ...]
    new_questions: tuple[Question, ...]
    new_criteria: tuple[Criterion, ...]
    old_criteria: tuple[Criterion, ...]


def check_dates(versions: Sequence[Assessment]) -> None:
    """Refuse versions of one name, that end before they start, or that are in force on the same day."""
    faults = []
    in_order = sorted(versions, key=lambda version: version.starts or date.min)
    for version in in_order:
        if version.starts and version.ends and version.ends < version.starts:
            found = f"“to: {version.ends}” before “from: {version.starts}”"
            faults.append(Fault(version.file, 1, found, "a last day after the first"))
    for earlier, later in pairwise(in_order):
        if earlier.version == later.version:
            found = f"the version “{later.version}” again"
            faults.append(Fault(later.file, 1, found, f"a name that {earlier.file} does not have"))
        if earlier.ends is None or later.starts is None or later.starts <= earlier.ends:
            found = f"rules in force on the same day as those of {earlier.file}"
            faults.append(Fault(later.file, 1, found, "a “from” after their “to”"))
    if faults:
        raise FaultyContent(faults)


def in_force(versions: Sequence[Assessment], day: date) -> Assessment:
    """Return the rules of a day; between or after all of them, the last that had begun."""
    begun = [version for version in versions if (version.starts or date.min) <= day]
    if not begun:
        return min(versions, key=lambda version: version.starts or date.min)
    return max(begun, key=lambda version: version.starts or date.min)


def carried_over(old: Assessment, new: Assessment, answers: Answers) -> dict[str, Answer]:
    """Return the answers that still answer the same question under newer rules."""
    return {
        name: answer
        for name, answer in answers.items()
        if still_asked(old, new, name) and new.questions[name].allows(answer)
    }


def changes(old: Assessment, new: Assessment, answers: Answers) -> Changes:
    """Return what a family should know that answered these questions under the older rules."""
    before = {(one.name, one.says) for one in old.criteria.values()}
    after = {(one.name, one.says) for one in new.criteria.values()}
    return Changes(
        lost=tuple(old.questions[name] for name in answers if not still_asked(old, new, name)),
        new_questions=tuple(one for name, one in new.questions.items() if name not in old.questions),
        new_criteria=tuple(one for one in new.criteria.values() if (one.name, one.says) not in before),
        old_criteria=tuple(one for one in old.criteria.values() if (one.name, one.says) not in after),
    )


def still_asked(old: Assessment, new: Assessment, name: str) -> bool:
    """Say whether an answer to the old question is one to the new: the same words, whatever they count."""
    before, after = old.questions[name], new.questions.get(name)
    return after is not None and _words_of(before) == _words_of(after)


def _words_of(question: Question) -> tuple[object, ...]:
    options = [(one.name, one.says, one.hint, one.unknown) for one in question.options]
    return question.kind, question.ask, options
