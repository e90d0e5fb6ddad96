"""How amounts are said."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from portal import wording
from portal.assessment.model import Allowance

SAID: list[tuple[dict[str, Any], str]] = [
    ({"amount": Decimal(1), "period": "week"}, "1 hour a week"),
    ({"amount": Decimal("2.5"), "period": "week"}, "2.5 hours a week"),
    ({"amount": Decimal(2), "up_to": Decimal(4), "period": "month"}, "2 hours to 4 hours a month"),
    ({"amount": Decimal(2000), "unit": "pounds", "given": "at_most"}, "at most £2,000 a year"),
    (
        {"amount": Decimal(17), "unit": "days", "family_at_most": Decimal(30)},
        "at most 30 days for all",
    ),
    ({"amount": Decimal(10), "unit": "nights", "holder": "family"}, "10 nights a year for the whole family"),
    ({"amount": Decimal(1), "unit": "sessions", "period": "term"}, "1 session a school term"),
    (
        {"amount": Decimal(60), "period": "april_to_march", "pro_rata": True},
        "less if you start",
    ),
    (
        {"amount": Decimal(181), "period": "not_published", "given": "what_families_got"},
        "has been given before",
    ),
    ({"amount": None}, "how much is not published"),
]


@pytest.mark.parametrize(("differs", "said"), SAID)
def test_an_amount_is_said_in_its_unit_and_period(app: Flask, differs: dict[str, Any], said: str) -> None:
    whole: dict[str, Any] = {
        "what": "Breaks",
        "given": "amount",
        "amount": Decimal(8),
        "unit": "hours",
        "period": "year",
        "note": None,
        "source": "S",
    }
    with app.test_request_context("/en/"):
        assert said in wording.amount(Allowance(**{**whole, **differs}))
