"""Latin letters and values in text that is read from right to left: they turn nothing around them."""

from __future__ import annotations

import pytest

from portal.reading.authority import CONTENT
from portal.translation.isolates import END, FIRST_STRONG, ISOLATES, LEFT_TO_RIGHT, isolated
from portal.translation.texts import texts_of

SEEN = str.maketrans({LEFT_TO_RIGHT: "⟨", FIRST_STRONG: "⟪", END: "⟩"})


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("اطلبوا EHCP الآن", "اطلبوا ⟨EHCP⟩ الآن"),
        ("مجلس Bromley Council هنا", "مجلس ⟨Bromley Council⟩ هنا"),
        ("خطة (EHCP) أو DLA، وكذلك PIP؟", "خطة (⟨EHCP⟩) أو ⟨DLA⟩، وكذلك ⟨PIP⟩؟"),
        ("اكتبوا إلى Bromley.", "اكتبوا إلى ⟨Bromley⟩."),
        ("من DLA, PIP, أو", "من ⟨DLA, PIP⟩, أو"),
        ("Children Act 1989, section 17: قانون", "⟨Children Act 1989, section 17⟩: قانون"),
        ("على gov.uk/dla.", "على ⟨gov.uk/dla⟩."),
        ("a.b@c.org هنا", "⟨a.b@c.org⟩ هنا"),
        ("**EHCP**", "**⟨EHCP⟩**"),
        ("خلال %(num)s يوم", "خلال ⟪%(num)s⟩ يوم"),
        ("اتصلوا بـ {front_door.phone}.", "اتصلوا بـ ⟪{front_door.phone}⟩."),
        ("[دليل EHCP](guide:the-panel)", "[دليل ⟨EHCP⟩](guide:the-panel)"),
        ("100%% من 999", "100%% من 999"),
        ("", ""),
    ],
)
def test_what_is_latin_or_a_value_is_isolated_and_nothing_else(words: str, seen: str) -> None:
    assert isolated(words).translate(SEEN) == seen


def test_the_words_themselves_are_not_changed() -> None:
    nothing = str.maketrans(dict.fromkeys(ISOLATES, ""))
    for guide in CONTENT.glob("guides/*/en.md"):
        for text in texts_of(guide):
            made = isolated(text.english)
            assert made.translate(nothing) == text.english
            assert made.count(END) == made.count(LEFT_TO_RIGHT) + made.count(FIRST_STRONG)
            assert f"{END}{END}" not in made, "one within the other"
