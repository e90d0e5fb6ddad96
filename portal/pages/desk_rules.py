"""A draft of the rules beside those in force: what would change, before anybody decides on it."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.assessment.comparison import compare
from portal.assessment.document import FaultyContent
from portal.assessment.loader import load
from portal.assessment.model import UNSURE, Assessment
from portal.assessment.versions import changes
from portal.current import authority, settings
from portal.pages.desk_door import at_desk
from portal.pages.desk_sign_in import PATH
from portal.pages.inbox import today
from portal.pages.sign_in import page
from portal.reading.authority import find_folder

DRAFT = "draft/assessment.yaml"
"""Where an editor puts the draft, in the council's folder."""

blueprint = Blueprint("desk_rules", __name__, url_prefix=f"{PATH}/rules")
at_desk(blueprint)


@blueprint.get("/")
def rules() -> Response:
    """Show which worked examples, and which share of all journeys, end in another headline."""
    path = find_folder(settings().authority) / DRAFT
    if not path.exists():
        return page("desk/rules.html", file=DRAFT)
    in_force = authority().rules_on(today())
    try:
        draft = load(path, authority().sources, authority().contacts)
    except FaultyContent as faulty:
        return page("desk/rules.html", file=DRAFT, faults=faulty.faults)
    return page(
        "desk/rules.html",
        file=DRAFT,
        in_force=in_force,
        draft=draft,
        compared=compare(in_force, draft, authority().examples),
        changes=changes(in_force, draft, dict.fromkeys(in_force.questions, UNSURE)),
        headline=headline,
    )


def headline(rules: Assessment, name: str) -> str:
    """Return the headline of an outcome."""
    return rules.outcomes[name].headline
