"""The webhook: a signed message to a case-management system, after the Standard Webhooks convention."""

from __future__ import annotations

import hmac
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from portal.delivery import NotDelivered

SECONDS = 10
"""How long to wait for each answer of the receiver."""


class Webhook:
    """Posts messages to an address, signed with the secret that the receiver knows too."""

    def __init__(self, address: str, secret: bytes) -> None:
        self.address = address
        self.secret = secret
        self._opener = _opener()

    def post(self, message_id: str, body: bytes, now: datetime) -> None:
        """Post a message; raise NotDelivered unless the receiver takes it."""
        timestamp = int(now.timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Short Breaks Portal",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": self.signature(message_id, timestamp, body),
        }
        request = Request(self.address, body, headers, method="POST")
        try:
            self._opener.open(request, timeout=SECONDS).close()
        except HTTPError as error:
            error.close()
            raise NotDelivered(f"the receiver answered {error.code}") from error
        except (OSError, HTTPException) as error:
            raise NotDelivered("the receiver does not answer") from error

    def signature(self, message_id: str, timestamp: int, body: bytes) -> str:
        """Sign a message."""
        signed = f"{message_id}.{timestamp}.".encode() + body
        return f"v1,{b64encode(hmac.digest(self.secret, signed, sha256)).decode()}"


def _opener() -> OpenerDirector:
    """Open http and https addresses only, and follow no redirect: what families wrote goes nowhere else."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPErrorProcessor, HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    return opener
