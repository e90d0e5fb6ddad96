"""An allowance that is shared out by months, at the edges of its year."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.assessment.allowances import left_this_year
from portal.assessment.model import Allowance


def allowance(**differs: Any) -> Allowance:
    """Make 60 hours a year, from April to March, less for those who start later."""
    whole: dict[str, Any] = {
        "what": "Breaks",
        "given": "amount",
        "amount": Decimal(60),
        "unit": "hours",
        "period": "april_to_march",
        "note": None,
        "source": "S",
        "pro_rata": True,
    }
    return Allowance(**{**whole, **differs})


@pytest.mark.parametrize(
    ("joined", "left"),
    [("2026-04-01", 60), ("2026-04-30", 60), ("2026-05-01", 55), ("2026-12-31", 20), ("2027-03-31", 5)],
)
def test_the_month_of_joining_and_those_to_march_count(joined: str, left: int) -> None:
    assert left_this_year(allowance(), date.fromisoformat(joined)) == left


@pytest.mark.parametrize("differs", [{"pro_rata": False}, {"period": "year"}, {"amount": None}])
def test_nothing_is_worked_out_that_nobody_published(differs: dict[str, Any]) -> None:
    assert left_this_year(allowance(**differs), date(2026, 11, 21)) is None
