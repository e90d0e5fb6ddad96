"""Words that must not be misunderstood: English stands under a translation that no speaker has checked."""

from __future__ import annotations

from flask_babel import gettext
from markupsafe import Markup

from portal.languages import DEFAULT, language
from portal.review.held_back import english_in_force, is_checked

UNDER = Markup('{}<span class="english" lang="en" dir="ltr">{}</span>')


def with_english(text: str, **values: object) -> str:
    """Say a text, with its English under it until a speaker has checked the translation.

    It is for danger, the result, what is not a decision, privacy and rights.
    """
    words, english = gettext(text), english_in_force(text)
    if values:
        words, english = words % values, english % values
    return UNDER.format(words, english) if english and needs_english(text) else words


def needs_english(text: str) -> bool:
    """Tell whether the reader sees a translation that nobody has checked, or that is behind its English."""
    here = language()
    wording = here.catalogue.wordings.get(text)
    if wording is None:
        return False
    return not is_checked(wording, here.code) or wording.earlier is not None


def is_to_be_said(text: str) -> bool:
    """Tell whether a text is words to say or write to the council: those are of use in English."""
    return text.startswith("“") and language().code != DEFAULT
