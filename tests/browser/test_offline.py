"""Guides kept on a phone: only when asked for, never those about danger, and gone when she leaves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from portal.reading.authority import find_folder
from tests.browser.conftest import served
from tests.conftest import make_portal
from tests.waiting import wait_until

GUIDE = "/en/guides/which-kind/"
KEEP = "/en/keep-guides/"
NAMES = "() => caches.keys()"
NOTHING = """async () => !(await caches.keys()).length
    && !(await navigator.serviceWorker.getRegistrations()).length"""

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)


class Site:
    """A portal on a port of its own, which another one can replace, as a new version does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.left_out: tuple[str, ...] = ()

    def __call__(self, environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: object) -> object:
            return start_response(status, [one for one in headers if one[0] not in self.left_out], *more)

        return self.app.wsgi_app(environ, start)


@pytest.fixture
def site(council: str, portals: Mapping[str, Flask]) -> Site:
    return Site(portals[council])


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], address: str) -> dict[str, Any]:
    return {**browser_context_args, "base_url": address}


@pytest.fixture
def reader(new_context: CreateContextCallback) -> Page:
    """Give a page with scripts on."""
    return new_context().new_page()


def press_keep(page: Page) -> None:
    page.goto(KEEP)
    page.get_by_role("button", name="Keep them").click()
    expect(page.get_by_role("status")).to_have_text("The guides are kept on this phone.")


def headings(page: Page, *paths: str) -> list[str]:
    """Open pages, and give what stands above them."""
    found = []
    for path in paths:
        page.goto(path)
        found.append(page.get_by_role("heading", level=1).inner_text())
    return found


def test_without_a_network_guides_open_and_pages_about_danger_do_not(reader: Page) -> None:
    reader.goto(GUIDE)
    reader.goto(KEEP)
    assert reader.evaluate(NOTHING), "nothing before the button is pressed"
    press_keep(reader)
    there = headings(reader, GUIDE, "/en/")
    reader.context.set_offline(True)
    assert headings(reader, GUIDE, "/en/") == there
    expect(reader.get_by_text("This is a copy on your phone.")).to_be_visible()
    elsewhere = ("/en/help-now/", "/en/guides/worried-about-a-child/", "/en/self-assessment/", KEEP)
    assert set(headings(reader, *elsewhere)) == {"You are offline"}
    expect(reader.get_by_role("link", name="999")).to_be_visible()
    reader.context.set_offline(False)
    assert headings(reader, "/en/help-now/") == ["Help now"]


def test_with_a_network_new_words_come_at_once_and_replace_the_copies(
    reader: Page, site: Site, tmp_path: Path
) -> None:
    press_keep(reader)
    folder = tmp_path / "birmingham"
    copytree(find_folder("birmingham"), folder)
    facts = folder / "authority.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("0121 303 1888", "0121 303 9999"), "utf-8")
    site.app = make_portal(str(folder), tmp_path)
    before = reader.evaluate(NAMES)
    reader.goto("/en/offline/")
    expect(reader.get_by_text("0121 303 9999").first).to_be_visible()
    wait_until(lambda: len(kept := reader.evaluate(NAMES)) == 1 and kept != before, "new copies")
    reader.context.set_offline(True)
    reader.goto("/en/help-now/")
    expect(reader.get_by_text("0121 303 9999").first).to_be_visible()


def nothing_is_left(page: Page) -> None:
    page.goto("/en/guides/")
    wait_until(lambda: page.evaluate(NOTHING), "a phone on which nothing is kept")


def leave(page: Page) -> None:
    with page.expect_request("https://www.bbc.co.uk/weather"):
        page.get_by_role("link", name="Exit this page").click()


def clear_answers(page: Page) -> None:
    page.goto("/en/self-assessment/clear/")
    page.get_by_role("button", name="Clear my answers").click()


def remove(page: Page) -> None:
    page.get_by_role("button", name="Remove them").click()
    expect(page.get_by_role("status")).to_have_text("No guides are kept on this phone.")


@pytest.mark.parametrize("end", [leave, clear_answers])
@pytest.mark.parametrize("by", ["the worker alone", "the header alone"])
def test_leaving_and_clearing_take_everything_away(
    reader: Page, site: Site, end: Callable[[Page], None], by: str
) -> None:
    if by == "the worker alone":
        site.left_out = ("Clear-Site-Data",)
        press_keep(reader)
    else:
        reader.goto("/en/guides/")
        reader.evaluate("() => caches.open('copies that no worker looks after')")
    assert not reader.evaluate(NOTHING)
    end(reader)
    nothing_is_left(reader)


def test_without_a_network_the_way_out_still_leads_away_and_forgets(reader: Page) -> None:
    press_keep(reader)
    reader.context.set_offline(True)
    leave(reader)
    reader.context.set_offline(False)
    nothing_is_left(reader)


def test_they_can_be_removed_and_kept_again(reader: Page) -> None:
    press_keep(reader)
    remove(reader)
    assert reader.evaluate(NOTHING)
    press_keep(reader)
    reader.context.set_offline(True)
    assert headings(reader, GUIDE) != ["You are offline"]


def test_without_scripts_the_page_says_what_works_instead(phone: Page) -> None:
    phone.goto(KEEP)
    expect(phone.get_by_role("button")).to_have_count(0)
    expect(phone.get_by_role("link", name="All guides on one page, to print")).to_be_visible()
