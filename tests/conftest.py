"""What every test may use: the portal, a client, and `browse`, through which tests fetch pages."""

import gc
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from portal import create_app
from portal.config import Settings
from tests import long_runs
from tests.page import Page
from tests.page_checks import check_page

pytest_plugins = [
    "tests.databases",
    "tests.office",
    "tests.desk",
    "tests.browser.desk",
    "tests.request_form",
    "tests.saving",
    "tests.foreign",
]

# A portal is a hundred thousand objects. Looking through those of all portals again and again for what
# nobody needs any more took a third of the time of the tests.
gc.set_threshold(50_000, 10, 10)

EXAMPLES = 3000
settings.register_profile("sample", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("thorough", deadline=None, max_examples=EXAMPLES, print_blob=True)
settings.load_profile("thorough" if long_runs.THOROUGH else "sample")
long_runs.notes.add(f"examples of each property: {settings().max_examples} of {EXAMPLES}")

# A developer's own settings must not change what the tests find.
for variable in Settings.variables():
    os.environ.pop(variable, None)


TEMPLATES = FileSystemBytecodeCache()
"""Templates compiled before, by any portal that a test made: they are the same in all of them."""

AUTHORITIES = ("birmingham", "bromley", "leicestershire")
ELEVEN_AT_NIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
"""A Saturday: nothing here may depend on the day on which the tests run."""


def make_portal(authority: str, state: Path, clock: Callable[[], datetime] | None = None) -> Flask:
    """Make a portal for tests, whose clock stands still unless told otherwise."""
    environment = {"PORTAL_AUTHORITY": authority, "PORTAL_STATE": str(state)}
    made = create_app(environment, clock or (lambda: ELEVEN_AT_NIGHT))
    made.testing = True
    made.jinja_env.bytecode_cache = TEMPLATES
    return made


class Browse:
    """Fetch pages as a browser does, and look at each of them with every check there is."""

    def __init__(self, client: FlaskClient) -> None:
        """Start with no page open."""
        self.client = client
        self.page: Page | None = None  # the page that is open; set it to go back to an earlier one

    def get(self, path: str, status: int | None = 200, **options: Any) -> Page:
        """Open a page; `options` go to the client's get(). With status None any will do."""
        return self.show(self.client.get(path, **options), status)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        follow: bool = False,
        status: int | None = None,
        **options: Any,
    ) -> Page:
        """Send the form that posts to this path on the open page, its hidden fields with it.

        Without a status, a redirect is expected; with `follow`, the page that it leads to.
        """
        assert self.page, "open the page that holds the form first"
        filled = {**self.page.form(path).hidden, **(data or {})}
        answer = self.client.post(path, data=filled, follow_redirects=follow, **options)
        if status is None and not follow:
            assert answer.status_code in (302, 303), f"{path} answers {self.told(answer)}, not a redirect"
        return self.show(answer, 200 if status is None and follow else status)

    def show(self, answer: TestResponse, status: int | None) -> Page:
        """Look at what came, and keep it open if it is a page."""
        url = answer.request.url
        assert status in (None, answer.status_code), f"{url} answers {self.told(answer)}, not {status}"
        is_text = (answer.mimetype or "").startswith("text/")
        page = Page(url, answer.status_code, answer.headers, answer.text if is_text else "")
        if page.is_html:
            check_page(page)
            self.page = page
        return page

    @staticmethod
    def told(answer: TestResponse) -> str:
        """Tell the status, and where to if it is a redirect."""
        return " ".join([answer.status, answer.headers.get("Location", "")]).strip()


@pytest.fixture(scope="session")
def portals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Flask]:
    """Give the portal of each council that ships with it."""
    state = tmp_path_factory.mktemp("state")
    return {name: make_portal(name, state) for name in AUTHORITIES}


@pytest.fixture(params=AUTHORITIES)
def app(request: pytest.FixtureRequest, portals: Mapping[str, Flask]) -> Flask:
    """Give each council's portal in turn; a test that asks for one runs for every council."""
    return portals[request.param]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client for requests that no page would send."""
    return app.test_client()


@pytest.fixture
def browse(client: FlaskClient) -> Browse:
    """Give the way to fetch pages, which checks every one."""
    return Browse(client)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand this worker's notes on samples to the process that prints the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["long_runs"] = sorted(long_runs.notes)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over the notes of a worker; one that died has left none."""
    long_runs.notes.update(getattr(node, "workeroutput", {}).get("long_runs", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of each long list was tested."""
    if long_runs.notes:
        terminalreporter.section("long lists (make thorough runs all of them)")
        for note in sorted(long_runs.notes):
            terminalreporter.write_line(note)
