"""Telephone numbers as they are dialled."""

import pytest

from portal.staff.safe_contact import Way
from portal.telephone import dialled


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("01632 960 001", "01632960001"),
        ("(01632) 960-001", "01632960001"),
        ("+44 (0)121 496 0001", "+441214960001"),
        ("+44 ( 0 ) 121 496 0001", "+441214960001"),
        ("+44(0)121.496.0001", "+441214960001"),
        ("0044 (0)121 496 0001", "00441214960001"),
        ("+39 06 1234 5678", "+390612345678"),
        ("(0)121 496 0001", "01214960001"),
        ("999", "999"),
    ],
)
def test_a_telephone_dials_what_was_meant(written: str, number: str) -> None:
    assert dialled(written) == Way("ring", "Ring", written).dialled == number
