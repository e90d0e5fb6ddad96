"""What a family reads when something goes wrong: what happened, and what to do."""

from __future__ import annotations

from flask import Flask, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

TEMPLATES = {404: "errors/not_found.html", 500: "errors/our_fault.html"}


def init_app(app: Flask) -> None:
    """Answer every error with a page of the portal."""

    @app.errorhandler(CSRFError)
    def form_too_old(error: CSRFError) -> tuple[str, int]:
        return render_template("errors/form_too_old.html"), 400

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        code = error.code or 500
        answer = make_response(render_template(TEMPLATES.get(code, "errors/bad_request.html")), code)
        answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
        return answer
