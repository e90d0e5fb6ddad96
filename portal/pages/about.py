"""What the portal says of itself: privacy, accessibility, and what was done about what people said."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from sqlalchemy.exc import SQLAlchemyError

from portal.current import store

blueprint = Blueprint("about", __name__, url_prefix="/<language>")


@blueprint.get("/privacy/")
def privacy() -> str:
    """Say what is kept, for how long, and who sees it."""
    return render_template("about/privacy.html")


@blueprint.get("/accessibility/")
def accessibility() -> str:
    """Say how the portal can be used, and what does not work yet."""
    return render_template("about/accessibility.html")


@blueprint.get("/you-said-we-did/")
def you_said() -> str | tuple[str, int]:
    """Tell what parents and carers said, and what was done about it."""
    try:
        return render_template("about/you_said.html", told=store().signatures.told())
    except SQLAlchemyError as error:
        current_app.logger.error("What was said could not be read: %s", type(error).__name__)
        return render_template("about/you_said.html", told=None), 503
