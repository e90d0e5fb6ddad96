"""Hours as a council's folder writes them: what cannot be hours is refused, and never taken for “always”."""

import pytest

from portal.assessment.document import FaultyContent, parse
from portal.reading.hours import read_hours


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ("[]", "an empty list"),
        ("", "nothing"),
        ("[Monday]", "“Monday”"),
        ("[Someday 9:00 to 17:00]", "“Someday 9:00 to 17:00”"),
    ],
)
def test_what_is_no_time_is_refused(hours: str, found: str) -> None:
    with pytest.raises(FaultyContent) as faulty:
        read_hours(parse(f"hours: {hours}\n", "a.yaml").named()["hours"])
    assert str(faulty.value).startswith(f"a.yaml:1: found {found}; expected ")


def test_always_and_not_published_are_told_apart() -> None:
    always, unknown = (
        read_hours(parse(f"hours: {one}\n", "a.yaml").named()["hours"]) for one in ("always", "not published")
    )
    assert always is not None
    assert unknown is None
