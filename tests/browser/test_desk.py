"""The review desk on a phone, scripts off: from the link of an invitation to the mark that families see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal import create_app
from portal.reading.authority import CONTENT
from tests.browser.conftest import served
from tests.browser.test_accessibility import press
from tests.conftest import ELEVEN_AT_NIGHT
from tests.office import PASSWORD

PHONE = {"width": 390, "height": 844}
GUIDE = "guides/under-five/"
AT_DESK = "/review/ur/guide/under-five/"
SIGNED = "Bromley Parent Voice"


class Site:
    """A portal whose texts can be edited; an edit is seen when it starts again."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.state = folder / "state"
        shutil.copytree(CONTENT, self.content)

    def start(self) -> Flask:
        """Make the portal from the files as they stand now."""
        council = self.content / "authorities" / "bromley"
        environment = {"PORTAL_AUTHORITY": str(council), "PORTAL_STATE": str(self.state)}
        return create_app(environment, self.now, self.content)

    @staticmethod
    def now() -> datetime:
        return ELEVEN_AT_NIGHT

    def edit(self, before: str, after: str) -> None:
        """Change words in the Urdu guide."""
        file = self.content / "guides" / "under-five" / "ur.po"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


Open = Callable[[str], Page]


@pytest.fixture
def phones(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Give what opens a phone of its own at an address."""
    with ExitStack() as stack:

        def phone(address: str) -> Page:
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, java_script_enabled=False, base_url=address
            )
            stack.callback(context.close)
            return context.new_page()

        yield phone


def join(phone: Page, app: Flask, role: str, name: str) -> Page:
    """Come to the desk by the link of an invitation."""
    token = app.extensions["store"].workers.invite(name, ELEVEN_AT_NIGHT, role)
    phone.goto(f"/review/invitation/{token}/")
    phone.get_by_label("New password").fill(PASSWORD)
    phone.get_by_label("The same password again").fill(PASSWORD)
    press(phone, "Open the desk")
    expect(phone.get_by_role("heading", level=1)).to_have_text("The review desk")
    return phone


def test_from_the_invitation_to_the_mark_and_to_an_edit_that_ends_it(site: Site, phones: Open) -> None:
    app = site.start()
    with served(app) as address:
        reviewer = join(phones(address), app, "reviewer", "Amina")
        reviewer.goto(AT_DESK)
        reviewer.locator("a.remark").nth(2).click()
        reviewer.get_by_label("Comment", exact=True).fill("یہ مشکل ہے")
        press(reviewer, "Send")
        editor = join(phones(address), app, "editor", "Edith")
        editor.get_by_role("link", name="Remarks").click()
        editor.get_by_role("link", name="Answer it").click()
        editor.get_by_label("Not done, because …").check()
        editor.get_by_label("Answer", exact=True).fill("The law says it so.")
        press(editor, "Save the answer")
        reviewer.goto(AT_DESK)
        expect(reviewer.get_by_text("The law says it so.")).to_be_visible()
        family = phones(address)
        family.goto(f"/ur/{GUIDE}")
        expect(family.get_by_text(SIGNED)).to_have_count(0)
        coordinator = join(phones(address), app, "coordinator", "Carol")
        coordinator.goto(AT_DESK)
        press(coordinator, "Sign it")
        family.reload()
        expect(family.get_by_text(SIGNED)).to_be_visible()
        title = family.get_by_role("heading", level=1).inner_text()
    word = max(re.findall(r"[\u0600-\u06ff]+", title), key=len)
    site.edit(word, f"{word}ں")
    with served(site.start()) as address:
        family = phones(address)
        family.goto(f"/ur/{GUIDE}")
        expect(family.get_by_text(SIGNED)).to_have_count(0)
        coordinator = phones(address)
        coordinator.goto("/review/sign-in/")
        coordinator.get_by_label("Your name, as you chose it").fill("Carol")
        coordinator.get_by_label("Password").fill(PASSWORD)
        press(coordinator, "Sign in")
        coordinator.goto("/review/?language=ur")
        expect(coordinator.get_by_text("Changed since signing.").first).to_be_attached()
        coordinator.goto(AT_DESK)
        expect(coordinator.get_by_text("It has changed since.")).to_be_visible()
