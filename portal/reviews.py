"""When a review is due at the latest: by the help a child gets, and by when there was a review before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from portal.reading.authority import Figure

AT_HOME = "at_home"
"""Help under section 17 of the Children Act 1989; the child is not looked after."""

SHORT_STAYS = "short_stays"
"""Nights away under section 20, with the lighter rules of regulation 48."""

MORE_NIGHTS = "more_nights"
"""Nights away under section 20, with the full rules: how often there is a review is not said here."""

ONLINE = "online"
"""A low level of short breaks, mostly after an assessment online."""

UNKNOWN = "unknown"

UNDATED = (MORE_NIGHTS, UNKNOWN)
"""Where no date can be worked out: here are questions to ask."""

FACE_TO_FACE = "face_to_face"
OTHERWISE = "otherwise"
NOT_YET = "not_yet"
"""How the last review was held."""

FIGURES = ("face_to_face_months", "first_review_months", "low_level_review_months", "review_months")
"""The figures of content/england.yaml that dates are worked out from."""

Kind = Literal["first", "next", "meeting"]


@dataclass(frozen=True)
class Due:
    """The latest day of a review, or of a review as a meeting face to face, and the gap it comes from."""

    kind: Kind
    latest: date
    months: Figure


def due(situation: str, held: str, day: date, figures: Mapping[str, Figure]) -> tuple[Due, ...]:
    """Return the latest days after `day`: that of the last review or, if there was none, of the first help.

    Where there is no such day in a month, such as 31 February, its last day counts.
    """
    return tuple(
        Due(kind, day + relativedelta(months=gap.amount), gap)
        for kind, gap in _gaps(situation, held, figures)
    )


def gap_after(situation: str, figures: Mapping[str, Figure]) -> Figure | None:
    """Return how long it is at most from one review to the next; None where it is not said here."""
    if situation in UNDATED:
        return None
    return figures["low_level_review_months" if situation == ONLINE else "review_months"]


def _gaps(situation: str, held: str, figures: Mapping[str, Figure]) -> Iterator[tuple[Kind, Figure]]:
    usual = gap_after(situation, figures)
    if usual is None:
        return
    if held == NOT_YET:
        yield "first", figures["first_review_months"] if situation == SHORT_STAYS else usual
    else:
        yield "next", usual
    # After a review that was no meeting nobody here knows when the last meeting was.
    if situation == AT_HOME and held != OTHERWISE:
        yield "meeting", figures["face_to_face_months"]
