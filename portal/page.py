"""What every page has at hand: the council, the contacts, the stylesheet, and how things are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from portal import languages, wording
from portal.assessment.model import UNSURE
from portal.reading.authority import Authority, Contact


def init_app(
    app: Flask,
    authority: Authority,
    national: Mapping[str, Contact],
    stylesheet: str,
    clock: Callable[[], datetime],
) -> None:
    """Give these to every template."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Content may hold a percent sign, which the templates' own `_` would take for a placeholder.
    app.jinja_env.filters["said"] = gettext
    app.jinja_env.globals.update(
        UNSURE=UNSURE,
        said=gettext,
        authority=authority,
        contacts=authority.contacts,
        safety_contacts=_safety_contacts(authority),
        national=national,
        stylesheet=Markup(stylesheet),
        locale=languages.locale,
        now=clock,
        wording=wording,
    )


def _safety_contacts(authority: Authority) -> tuple[Contact, ...]:
    """Return who to ring about a child's safety by day and at night, once where it is one number."""
    by_day, at_night = authority.contacts["safeguarding"], authority.contacts["out_of_hours"]
    return (by_day,) if by_day.phone == at_night.phone else (by_day, at_night)
