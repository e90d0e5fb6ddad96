"""The form of a translation: what must stand in it as it stands in the English."""

import pytest

from portal.translation.markup import faults_in

ENGLISH = "Ring {front_door.phone}, read [this](guide:money) and wait %(days)s days."


def test_words_may_stand_in_any_order() -> None:
    assert not list(faults_in(ENGLISH, "%(days)s … [یہ](guide:money) … {front_door.phone}"))


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("{front_door.phone} [x](guide:money)", "%(days)s is missing"),
        ("%(days)s {front_door.phone} [x](guide:honey)", "](guide:money) is missing"),
        (ENGLISH + " {law.stay_days}", "{law.stay_days} does not stand in the English"),
        (ENGLISH + " <b>", "“<” does not stand in the English"),
        (ENGLISH + " **", "“**” has no end"),
        (ENGLISH + "\u202e", "a character that turns the reading direction"),
        (ENGLISH + "\x07", "a character that cannot be printed"),
    ],
)
def test_what_differs_is_said(words: str, fault: str) -> None:
    assert fault in list(faults_in(ENGLISH, words))
