"""What differs between two texts."""

from __future__ import annotations

import pytest

from portal.translation.difference import difference


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Ring the council.", "Ring the council.", "=Ring the council."),
        ("Ring the council.", "Write to the council.", "-Ring +Write to =the council."),
        ("Ring us now.", "Ring us.", "=Ring -us now. +us."),
        ("Ring us.", "Please ring us today.", "-Ring us. +Please ring us today."),
        ("Ring  us\nnow", "Ring us now", "=Ring us now"),
        ("", "Ring us.", "+Ring us."),
        ("Ring us.", "", "-Ring us."),
    ],
)
def test_what_went_stands_before_what_came_in_its_place(before: str, after: str, shown: str) -> None:
    signs = {"same": "=", "gone": "-", "new": "+"}
    assert " ".join(f"{signs[one.kind]}{one.words}" for one in difference(before, after)) == shown
