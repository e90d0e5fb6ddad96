"""What every page has at hand: the council, the contacts, the stylesheet, and how things are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from portal import current, languages, wording
from portal.assessment.model import UNSURE
from portal.reading.authority import Authority, Contact
from portal.reading.library import Library
from portal.review.in_force import reviewed
from portal.sections import said
from portal.translated import with_english
from portal.wordings_used import used


def init_app(
    app: Flask,
    library: Library,
    stylesheets: Mapping[str, str],
    scripts: Mapping[str, Markup],
    clock: Callable[[], datetime],
) -> None:
    """Give these to every template."""
    authority, national = library.authority, library.national
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Content may hold a percent sign, which the templates' own `_` would take for a placeholder.
    app.jinja_env.filters["translated"] = gettext
    app.jinja_env.globals.update(
        UNSURE=UNSURE,
        said=partial(said, library=library),
        authority=authority,
        mark=Markup(authority.mark or ""),  # written anew by portal/reading/appearance.py: shapes only
        contacts=authority.contacts,
        safety_contacts=partial(_safety_contacts, authority),
        national=national.contacts,
        national_sources=national.sources,
        figures=national.figures,
        stylesheet=Markup(stylesheets["portal"]),
        staff_stylesheet=Markup(stylesheets["staff"]),
        scripts=scripts,
        language=languages.language,
        languages=languages.offered,
        address_in=languages.address_in,
        wordings_used=used,
        with_english=with_english,
        now=clock,
        reviewed=reviewed,
        is_copy=current.is_copy,
        wording=wording,
    )


def _safety_contacts(authority: Authority, moment: datetime) -> tuple[Contact, ...]:
    """Return who to ring about a child's safety, whoever answers at this moment first."""
    by_day, at_night = authority.contacts["safeguarding"], authority.contacts["out_of_hours"]
    if by_day.phone == at_night.phone:
        return (by_day,)
    closed = by_day.hours is not None and not by_day.hours.open_at(moment)
    return (at_night, by_day) if closed else (by_day, at_night)
