"""Headers on every answer: what a page may load, who may frame it, what a browser may keep."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from werkzeug.wrappers import Response as AnyResponse

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address of the page a form stands on goes to us alone: the check against forged forms needs it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


def init_app(app: Flask, stylesheets: Iterable[str], scripts: Iterable[str]) -> None:
    """Send the headers; stylesheets and scripts stand in the page and are allowed by their hashes."""
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(map(_hash, stylesheets))}",
            f"script-src {' '.join(map(_hash, scripts))}",
            "img-src 'self' data:",
            "media-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )

    @app.before_request
    def refuse_unreadable_referrer() -> None:
        """Refuse what the check against forged forms could not read."""
        try:
            urlsplit(request.referrer or "")
        except ValueError:
            abort(400)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # A page that looks at the family's cookie says “no-store” instead: see portal/session.py.
        response.headers.setdefault("Cache-Control", "no-cache")
        if response.status_code == 308 and response.location:
            # The host that the browser named is not to be believed: send it on within this site.
            response.location = urlsplit(response.location)._replace(scheme="", netloc="").geturl()
        return response


def cookies_are_secure() -> bool:
    """Tell whether a cookie is to go by HTTPS alone: not only where a proxy says that this request did."""
    return request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"])


def drop_copies(response: AnyResponse) -> AnyResponse:
    """Have the browser drop the guides that it keeps: all that it holds of this site but cookies."""
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _hash(content: str) -> str:
    digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
