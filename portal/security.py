"""Headers on every answer: what a page may load, who may frame it, what a browser may keep."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping

from flask import Flask, Response

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address of the page a form stands on goes to us alone: the check against forged forms needs it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


def init_app(app: Flask, stylesheet: str) -> None:
    """Send the headers; the stylesheet stands in each page and is allowed by its hash."""
    digest = b64encode(hashlib.sha256(stylesheet.encode()).digest()).decode()
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # A page that looks at the family's cookie says “no-store” instead: see portal/session.py.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
