"""What the pages of the portal are called where a text or a search leads to them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

PAGE_NAMES: Mapping[str, LazyString] = {
    "ask": lazy_gettext("Ask for a worker’s assessment"),
    "criteria": lazy_gettext("The rules, and where they come from"),
    "delete-request": lazy_gettext("Ask for a request to be deleted"),
    "families": lazy_gettext("Families like yours"),
    "guides": lazy_gettext("Guides"),
    "help-now": lazy_gettext("Help now"),
    "languages": lazy_gettext("Home"),
    "policies": lazy_gettext("What the council has written"),
    "privacy": lazy_gettext("Privacy"),
    "providers": lazy_gettext("Who gives short breaks"),
    "return": lazy_gettext("Come back to what you saved"),
    "review-date": lazy_gettext("When is our review due?"),
    "self-assessment": lazy_gettext("See what support is likely"),
    "words": lazy_gettext("Words explained"),
}
"""The same names as in `PAGES` of portal/reading/library.py."""
