"""A self-assessment as a worker gets it with a request: in words, and in names that machines can read."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from portal import wording
from portal.assessment.journey import Journey
from portal.assessment.model import Answer
from portal.assessment.possible import offered, prospect
from portal.assessment.reasons import reasons


def snapshot(journey: Journey) -> dict[str, Any]:
    """Return the answers, the result and the reasons; unlike a page it tells what was said about safety."""
    likely = prospect(journey)
    why = reasons(journey, likely.promise)
    return {
        "version": journey.assessment.version,
        "headline": likely.promise.name,
        "headline_says": gettext(likely.promise.headline),
        "illustrative": likely.promise.illustrative,
        "answers": [_answer(journey, name, answer) for name, answer in journey.answers.items()],
        "met": [wording.reason(one) for one in why.met],
        "cannot_tell": [gettext(criterion.says) for criterion in why.cannot_tell],
        "not_reached": [
            {
                "offer": gettext(missed.outcome.offer),
                "reasons": [wording.reason(one) for one in missed.reasons],
            }
            for missed in why.not_reached
        ],
        "alternatives": [wording.alternative(one) for one in likely.alternatives],
        "offers": [gettext(outcome.offer) for outcome in offered(journey, likely.promise)],
    }


def worry(journey: Journey) -> str:
    """Return what the answers say about safety: “danger”, “worry” or nothing."""
    return "danger" if journey.danger else "worry" if journey.worry else ""


def _answer(journey: Journey, name: str, answer: Answer) -> dict[str, object]:
    question = journey.assessment.questions[name]
    return {
        "question": name,
        "asked": gettext(question.ask),
        "answer": _plain(answer),
        "says": wording.answered(question, answer),
    }


def _plain(answer: Answer) -> object:
    """Return an answer as JSON can hold it: several options in a fixed order."""
    match answer:
        case frozenset():
            return sorted(answer)
        case str() | int():
            return answer
    return "unsure"
