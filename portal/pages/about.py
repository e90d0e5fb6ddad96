"""What the portal says of itself: privacy and accessibility."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("about", __name__, url_prefix="/<language>")


@blueprint.get("/privacy/")
def privacy() -> str:
    """Say what is kept, for how long, and who sees it."""
    return render_template("about/privacy.html")


@blueprint.get("/accessibility/")
def accessibility() -> str:
    """Say how the portal can be used, and what does not work yet."""
    return render_template("about/accessibility.html")
