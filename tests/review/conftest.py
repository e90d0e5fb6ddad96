"""What the tests of the review desk's own work share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.pages import sign_in
from portal.reading.authority import AUTHORITIES, CONTENT
from portal.review.patch import Patch
from portal.staff.passwords import Passwords
from tests.office import QUICK
from tests.review.signed_site import SignedSite
from tests.review.suggestions import Desk, put_in


@pytest.fixture
def desk() -> Desk:
    return Desk(AUTHORITIES / "bromley")


@pytest.fixture
def there(tmp_path: Path) -> Desk:
    """Give the desk of a portal in another folder, whose files are there to be changed."""
    content = Path(shutil.copytree(CONTENT, tmp_path / "portal" / "content"))
    return Desk(content / "authorities" / "bromley", content)


@pytest.fixture
def apply(tmp_path: Path) -> Callable[[Patch], Path]:
    """Give what applies a patch to a copy of the portal’s texts, and returns the copy."""

    def applied(patch: Patch) -> Path:
        copy = Path(shutil.copytree(CONTENT, tmp_path / "portal" / "content"))
        put_in(patch, tmp_path)
        return copy

    return applied


@pytest.fixture
def site(tmp_path: Path) -> SignedSite:
    return SignedSite(tmp_path)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))
