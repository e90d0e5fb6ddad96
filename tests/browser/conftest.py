"""A real browser, closed to the network, and the portal for it to look at."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserType, Page
from pytest_playwright import CreateContextCallback
from werkzeug.serving import make_server

from tests.browser import chromium
from tests.conftest import AUTHORITIES

ARGUMENTS = [
    # Pages may reach this machine and nothing else: what asks a third party for anything fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    # Nor has the browser itself anything to ask.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """Aim pytest-playwright at the browser that this machine has."""
    arguments = [*browser_type_launch_args.get("args", []), *ARGUMENTS]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to start as root with it
    try:
        options = chromium.launch_options(browser_type)
    except LookupError as missing:
        pytest.exit(str(missing), returncode=1)
    return {**browser_type_launch_args, **options, "args": arguments}


@pytest.fixture(scope="session", params=AUTHORITIES)
def council(request: pytest.FixtureRequest) -> str:
    """Name each council in turn; a browser test runs for every one of them."""
    name: str = request.param
    return name


@contextmanager
def served(application: Callable[..., Any]) -> Iterator[str]:
    """Serve on a free port, and give the address."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def base_url(council: str, portals: Mapping[str, Flask]) -> Iterator[str]:
    """Serve the council's portal."""
    with served(portals[council]) as address:
        yield address


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Tell each context its own address: the plugin keeps the first one that it sees for the whole run."""
    return {**browser_context_args, "base_url": base_url}


@pytest.fixture
def phone(new_context: CreateContextCallback) -> Page:
    """Give a page on a common phone, operated by touch, with scripts off."""
    return new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False
    ).new_page()


@pytest.fixture
def small_phone(new_context: CreateContextCallback) -> Page:
    """Give a page on the smallest phone, with scripts on: to measure with, and for axe."""
    return new_context(viewport={"width": 320, "height": 640}, has_touch=True).new_page()
