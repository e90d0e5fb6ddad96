"""Words that must not be misunderstood: English stands under a translation that no speaker has checked."""

from __future__ import annotations

from flask_babel import gettext
from markupsafe import Markup

from portal.languages import DEFAULT, language

UNDER = Markup('{}<span class="english" lang="en" dir="ltr">{}</span>')


def with_english(text: str, **values: object) -> str:
    """Say a text, with its English under it until a speaker has checked the translation.

    It is for danger, the result, what is not a decision, privacy and rights.
    """
    words, english = gettext(text), text
    if values:
        words, english = words % values, english % values
    wording = language().catalogue.wordings.get(text)
    if language().code == DEFAULT or wording is None or wording.phrase.checked_by:
        return words
    return UNDER.format(words, english)
