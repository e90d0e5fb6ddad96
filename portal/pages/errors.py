"""What a family reads when something goes wrong: what happened, and what to do."""

from __future__ import annotations

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.draft import Draft
from portal.forms.request_steps import STEPS
from portal.forms.step import Step

TEMPLATES = {404: "errors/not_found.html", 500: "errors/our_fault.html"}


def init_app(app: Flask) -> None:
    """Answer every error with a page of the portal."""

    @app.errorhandler(CSRFError)
    def form_too_old(error: CSRFError) -> Response:
        answer = make_response(render_template("errors/form_too_old.html", form=_step_sent()), 400)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        code = error.code or 500
        answer = make_response(render_template(TEMPLATES.get(code, "errors/bad_request.html")), code)
        answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
        return answer


def _step_sent() -> Step | None:
    """Return the page of a request that was sent: nothing else that families send holds their own words."""
    if request.endpoint != "request.step":
        return None
    step = STEPS.get((request.view_args or {}).get("page", ""))
    return step(request.form.to_dict(flat=False), Draft.of_session().typed) if step else None
