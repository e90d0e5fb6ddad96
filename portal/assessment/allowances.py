"""What is left of an allowance for a family that starts when part of its year is over."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.assessment.model import Allowance

APRIL = 4
MONTHS = 12


def left_this_year(allowance: Allowance, joined: date) -> Decimal | None:
    """Return the part for the month of joining and those up to March, in whole units.

    None where the allowance is not shared out by months, or not over a year from April to March.
    """
    if not allowance.pro_rata or allowance.period != "april_to_march" or allowance.amount is None:
        return None
    months = MONTHS - (joined.month - APRIL) % MONTHS
    return (allowance.amount * months / MONTHS).quantize(Decimal(1), ROUND_HALF_UP)
