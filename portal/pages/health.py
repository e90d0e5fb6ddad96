"""For machines that watch the portal."""

from __future__ import annotations

from flask import Blueprint, Response

from portal.current import store

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer while the process serves."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Answer 200 while what families send can be stored, and 503 while it cannot."""
    if store().database.answers():
        return Response("ok\n", mimetype="text/plain")
    return Response("the database does not answer\n", 503, mimetype="text/plain")
