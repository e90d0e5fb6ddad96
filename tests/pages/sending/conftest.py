"""A portal of its own, in which nothing has been sent, and a form to fill in there."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.store import Store
from tests.conftest import ELEVEN_AT_NIGHT, Browse, make_portal
from tests.request_form import RequestForm


class Clock:
    """A clock that a test moves."""

    now = ELEVEN_AT_NIGHT

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portal(tmp_path: Path, clock: Clock) -> Flask:
    """Give a portal of its own, in which nothing has been sent."""
    return make_portal("birmingham", tmp_path, clock)


@pytest.fixture
def store(portal: Flask) -> Store:
    found: Store = portal.extensions["store"]
    return found


@pytest.fixture
def form(portal: Flask) -> RequestForm:
    return RequestForm(Browse(portal.test_client()))
