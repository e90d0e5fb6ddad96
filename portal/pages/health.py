"""For machines that watch the portal."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer while the process serves."""
    return Response("ok\n", mimetype="text/plain")
