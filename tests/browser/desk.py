"""A review desk that is served: a portal whose texts can be edited, and who comes to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal import create_app
from portal.pages import sign_in
from portal.pages.desk_sign_in import MEMBER_COOKIE
from portal.reading.authority import CONTENT
from portal.review.texts import place_of
from portal.staff.passwords import Passwords
from portal.store import Store
from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, TRANSLATOR
from tests.browser.conftest import served
from tests.browser.test_accessibility import press
from tests.conftest import ELEVEN_AT_NIGHT, TEMPLATES
from tests.desk import DESK, GUIDE, PLACE
from tests.office import PASSWORD, QUICK

PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
IN_URDU = f"{DESK}ur/{GUIDE}/"
IN_ENGLISH = f"{DESK}en/{GUIDE}/"
PASSAGE = f"at/{PLACE}/"
FAMILYS = "/ur/guides/under-five/"
FORUM = "Bromley Parent Voice"
NAMES = {REVIEWER: "Amina", COORDINATOR: "Carol", EDITOR: "Edith", TRANSLATOR: "Tariq"}


class Site:
    """A portal whose texts can be edited; an edit is seen when it starts again."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.council = self.content / "authorities" / "bromley"
        self.state = folder / "state"
        shutil.copytree(CONTENT, self.content)

    def start(self) -> Flask:
        """Make the portal from the files as they stand now."""
        environment = {"PORTAL_AUTHORITY": str(self.council), "PORTAL_STATE": str(self.state)}
        made = create_app(environment, self.now, self.content)
        made.jinja_env.bytecode_cache = TEMPLATES
        return made

    @staticmethod
    def now() -> datetime:
        return ELEVEN_AT_NIGHT

    def edit(self, before: str, after: str) -> None:
        """Change words in the Urdu guide."""
        file = self.content / "guides" / "under-five" / "ur.po"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")


@dataclass
class OpenDesk:
    """A portal that is served, and those who come to its desk, each with a browser of her own."""

    site: Site
    app: Flask
    address: str
    browser: Browser
    stack: ExitStack

    @property
    def store(self) -> Store:
        found: Store = self.app.extensions["store"]
        return found

    def words(self, key: str, language: str) -> dict[str, str]:
        """Return the words of a text by their places."""
        words_for = self.app.extensions["languages"][language].catalogue.words_for
        passages = self.app.extensions["reviewables"][key].passages
        return {place_of(one): words_for(one.english) for one in passages}

    def phone(self, **options: Any) -> Page:
        """Give a phone: with scripts off, unless told otherwise."""
        asked = {"viewport": PHONE, "java_script_enabled": False, "has_touch": True, **options}
        context = self.browser.new_context(base_url=self.address, **asked)
        self.stack.callback(context.close)
        return context.new_page()

    def invitation(self, role: str, name: str) -> str:
        """Invite somebody, and return the path of the link."""
        token = self.store.workers.invite(name, ELEVEN_AT_NIGHT, role)
        return f"{DESK}invitation/{token}/"

    def join(self, role: str) -> Page:
        """Come to the desk by the link of an invitation."""
        phone = self.phone()
        phone.goto(self.invitation(role, NAMES[role]))
        phone.get_by_label("New password").fill(PASSWORD)
        phone.get_by_label("The same password again").fill(PASSWORD)
        press(phone, "Open the desk")
        expect(phone.get_by_role("heading", level=1)).to_have_text("The review desk")
        return phone

    def come_in(self, role: str, name: str = "") -> Page:
        """Come to the desk with a session, on the smallest phone, with scripts on: to measure with."""
        languages = ["ur"] if role == TRANSLATOR else []
        name = name or NAMES[role]
        token = self.store.workers.invite(name, ELEVEN_AT_NIGHT, role, languages)
        session = self.store.workers.join(token, name, "no hash", ELEVEN_AT_NIGHT) or ""
        page = self.phone(viewport=SMALLEST, java_script_enabled=True)
        page.context.add_cookies([{"name": MEMBER_COOKIE, "value": session, "url": self.address + DESK}])
        return page


@contextmanager
def desk_of(site: Site, browser: Browser) -> Iterator[OpenDesk]:
    """Start a portal and serve it."""
    app = site.start()
    with served(app) as address, ExitStack() as stack:
        yield OpenDesk(site, app, address, browser, stack)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashes cost nothing: these tests are not about their cost."""
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)
