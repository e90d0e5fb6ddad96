"""A case-management system, as the Standard Webhooks convention wants it: it checks and it drops doubles."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import standardwebhooks

SECRET = "whsec_" + b64encode(b"a secret that both of us know").decode()


def takes(_message_id: str) -> int:
    """Answer as a receiver that took the message."""
    return HTTPStatus.NO_CONTENT


@dataclass
class Receiver:
    """What came: `posts` are the ids of all, `accepted` what they held, without doubles.

    `answer` gives the status to answer with, once the message has been accepted.
    """

    address: str = ""
    posts: list[str] = field(default_factory=list)
    timestamps: list[str] = field(default_factory=list)
    accepted: dict[str, Any] = field(default_factory=dict)
    answer: Callable[[str], int] = takes
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def settings(self) -> dict[str, str]:
        """Return what tells a portal to send here."""
        return {"PORTAL_WEBHOOK": self.address, "PORTAL_WEBHOOK_SECRET": SECRET}

    @property
    def references(self) -> list[str]:
        """Return the reference of each request that came."""
        return [content["data"]["reference"] for content in self.accepted.values()]

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Take what was posted, and return the status to answer with."""
        message_id = headers["webhook-id"]
        signed_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        # Not the library's verify(): it refuses what was not signed just now, and some tests pin the clock.
        expected = standardwebhooks.Webhook(SECRET).sign(message_id, signed_at, body.decode())
        if headers["webhook-signature"] != expected:
            return HTTPStatus.UNAUTHORIZED
        content = json.loads(body)
        with self.lock:
            self.posts.append(message_id)
            self.timestamps.append(headers["webhook-timestamp"])
            self.accepted.setdefault(message_id, content)
        return self.answer(message_id)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver on a free port."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.take({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            self.send_header("Location", receiver.address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.address = f"http://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield receiver
        server.shutdown()
