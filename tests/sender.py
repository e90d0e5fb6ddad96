"""Families whose browsers stand ready to send, and send to a server that really runs."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from flask import Flask

from tests.conftest import Browse
from tests.page import Page
from tests.request_form import HERE, RequestForm
from tests.waiting import A_MINUTE


@dataclass(frozen=True)
class Ready:
    """A request that is filled in: what pressing “Send” sends, from where, and with which cookie."""

    body: str
    cookie: str
    home: str


class Sender:
    """Fills in requests on a portal in this process that has the servers’ key and database."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        RequestForm(Browse(self.client)).fill_in_all()

    def ready(self, number: int) -> Ready:
        """Fill in a request, another one for each number."""
        with self.client.session_transaction() as session:
            session["request"] = {**session["request"], "number": f"request {number}"}
        answer = self.client.get(f"{HERE}check/")
        form = Page(answer.request.url, answer.status_code, answer.headers, answer.text).form(f"{HERE}check/")
        cookie = self.client.get_cookie("portal")
        assert cookie is not None
        body = urlencode({**form.hidden, "agreement": "yes"})
        return Ready(body, f"portal={cookie.value}", f"10.0.{number // 250}.{number % 250}")

    def send(self, ready: Ready, port: int) -> str:
        """Send a request to the server at a port, and return the reference that the family is shown."""
        connection = HTTPConnection("127.0.0.1", port, timeout=A_MINUTE)
        headers = {
            "Cookie": ready.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": ready.home,
        }
        try:
            connection.request("POST", f"{HERE}check/", ready.body, headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        assert (answer.status, answer.headers["Location"]) == (302, f"{HERE}sent/")
        browser = self.app.test_client()
        browser.set_cookie("portal", answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0])
        with browser.session_transaction() as session:
            reference: str = session["sent"]["reference"]
        return reference
