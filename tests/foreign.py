"""Portals that also offer the two languages that nobody speaks, each made once for a module’s tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask

from tests import pseudo
from tests.saving import serve

Portals = Callable[[str], Flask]
"""Gives the portal of a council by its name."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portals:
    """Give what makes the portal of a council."""

    @cache
    def portal(council: str) -> Flask:
        app = serve(council, tmp_path_factory.mktemp("portal")).app
        pseudo.offer_both(app)
        return app

    return portal


@pytest.fixture(scope="module")
def foreign(portal: Portals) -> Flask:
    """Give one of them: whose does not matter."""
    return portal("bromley")
