"""The review desk in a browser: from an invitation to the mark that families see, by touch and by keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.store.workers import COORDINATOR, EDITOR, REVIEWER
from tests.browser.desk import (
    FAMILYS,
    FORUM,
    IN_ENGLISH,
    IN_URDU,
    NAMES,
    PASSAGE,
    Site,
    desk_of,
)
from tests.browser.test_accessibility import press
from tests.desk import DESK
from tests.office import PASSWORD

pytestmark = pytest.mark.usefixtures("quick_passwords")


def sign_in_again(phone: Page, name: str) -> None:
    phone.goto(f"{DESK}sign-in/")
    phone.get_by_label("Your name, as you chose it").fill(name)
    phone.get_by_label("Password").fill(PASSWORD)
    press(phone, "Sign in")


def answer(editor: Page, status: str, words: str) -> None:
    """Answer the first remark that waits."""
    editor.get_by_role("link", name="Remarks").first.click()
    editor.get_by_role("link", name="Answer it").first.click()
    editor.get_by_label(status).check()
    editor.get_by_label("Answer", exact=True).fill(words)
    press(editor, "Save the answer")


def test_from_the_invitation_to_the_mark_and_to_an_edit_that_ends_it(site: Site, browser: Browser) -> None:
    with desk_of(site, browser) as desk:
        reviewer, editor, family = desk.join(REVIEWER), desk.join(EDITOR), desk.phone()
        reviewer.goto(IN_URDU)
        reviewer.get_by_role("link", name="Comment on passage 3", exact=True).click()
        reviewer.get_by_label("Comment", exact=True).fill("یہ مشکل ہے")
        press(reviewer, "Send")
        expect(reviewer.get_by_text("یہ مشکل ہے")).to_be_visible()
        answer(editor, "Not done, because …", "The law says it so.")
        reviewer.goto(IN_URDU)
        expect(reviewer.get_by_text("The law says it so.")).to_be_visible()
        family.goto(FAMILYS)
        expect(family.get_by_text(FORUM)).to_have_count(0)
        coordinator = desk.join(COORDINATOR)
        coordinator.goto(IN_URDU)
        press(coordinator, "Sign it")
        expect(coordinator.get_by_role("link", name="Signed, read by you")).to_be_visible()
        family.reload()
        expect(family.get_by_text(FORUM)).to_be_visible()
        title = family.get_by_role("heading", level=1).inner_text()
    word = max(re.findall(r"[\u0600-\u06ff]+", title), key=len)
    site.edit(word, f"{word}ں")
    with desk_of(site, browser) as desk:
        family, coordinator = desk.phone(), desk.phone()
        family.goto(FAMILYS)
        expect(family.get_by_text(f"{word}ں").first).to_be_visible()
        expect(family.get_by_text(FORUM)).to_have_count(0)
        sign_in_again(coordinator, NAMES[COORDINATOR])
        coordinator.goto(f"{DESK}?language=ur")
        first = coordinator.get_by_role("region", name="Waiting for you").get_by_role("listitem").first
        expect(first).to_contain_text("Changed since signing.")
        first.get_by_role("link").click()
        expect(coordinator.get_by_text("It has changed since.")).to_be_visible()
        expect(coordinator.locator("#sign ~ ul ins")).to_contain_text(f"{word}ں")
        press(coordinator, "It means the same: sign it again")
        family.reload()
        expect(family.get_by_text(FORUM)).to_be_visible()


def test_other_words_and_what_was_not_understood(site: Site, browser: Browser) -> None:
    with desk_of(site, browser) as desk:
        reviewer, editor = desk.join(REVIEWER), desk.join(EDITOR)
        reviewer.goto(IN_ENGLISH + PASSAGE)
        others = reviewer.get_by_label("Other words", exact=True)
        expect(others).to_be_hidden()
        reviewer.get_by_label("I would use other words").check()
        others.fill(others.input_value().replace("Yes, you can", "Yes, you may"))
        press(reviewer, "Send")
        expect(reviewer.locator("del")).to_have_text("Gone: can")
        expect(reviewer.locator("ins")).to_have_text("New: may")
        reviewer.get_by_label("I do not understand this").check()
        press(reviewer, "Send")
        expect(reviewer.get_by_role("listitem").filter(has_text="I do not understand this")).to_be_visible()
        expect(reviewer.get_by_text("Open.")).to_have_count(2)
        answer(editor, "Done: it is in the text", "")
        answer(editor, "Later", "In spring, with the new rates.")
        reviewer.get_by_role("link", name="Back to the text").click()
        reviewer.get_by_role("link", name="Remarks: 2", exact=True).click()
        expect(reviewer.get_by_text("In spring, with the new rates.")).to_be_in_viewport()


MOST_STOPS = 150
"""How often Tab is pressed at most to come to something."""

STOP = """wanted => {
    const element = document.activeElement
    const {outlineStyle, outlineWidth} = getComputedStyle(element)
    const [box] = element.getClientRects(), x = box.left + box.width / 2, y = box.top + box.height / 2
    return {
        isWanted: element == wanted,
        shown: element.outerHTML.slice(0, 90),
        top: box.top + scrollY,
        bottom: box.bottom + scrollY,
        isOutlined: outlineStyle != "none" && parseFloat(outlineWidth) >= 1,
        isInView: element.contains(document.elementFromPoint(x, y)),
    }
}"""


class Keyboard:
    """A page that is used by keyboard alone: the focus is always seen, and goes down the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        element, above = wanted.element_handle(), 0
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP, element)
            assert (stop["isOutlined"], stop["isInView"], stop["bottom"] > above) == (True, True, True), stop
            if stop["isWanted"]:
                return
            above = stop["top"]
        pytest.fail(f"Tab does not lead to {wanted}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to a link or a button, and press it."""
        self.tab_to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def skip(self) -> None:
        """Jump over what every page begins with."""
        self.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to the main part")).to_be_focused()
        self.press("Enter", "Tab")
        expect(self.page.locator("main :focus")).to_be_visible()


def test_by_keyboard_alone_she_signs_in_comments_and_signs(site: Site, browser: Browser) -> None:
    with desk_of(site, browser) as desk:
        page = desk.phone()
        page.goto(desk.invitation(COORDINATOR, "Kate"))
        keys = Keyboard(page)
        keys.tab_to(page.get_by_label("New password"))
        page.keyboard.type(PASSWORD)
        keys.press("Tab")
        page.keyboard.type(PASSWORD)
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("The review desk")
        keys.follow(page.get_by_role("button", name="Sign out Kate"), "Space")
        page.goto(DESK)
        keys.tab_to(page.get_by_label("Your name, as you chose it"))
        page.keyboard.type("Kate")
        keys.press("Tab")
        page.keyboard.type(PASSWORD)
        keys.follow(page.get_by_role("button", name="Sign in"))
        keys.skip()
        waiting = page.get_by_role("region", name="Waiting for you")
        keys.follow(waiting.get_by_role("link").nth(1))
        title = page.get_by_role("heading", level=1).inner_text()
        keys.skip()
        keys.follow(page.get_by_role("link", name="Comment on passage 2", exact=True))
        keys.tab_to(page.get_by_label("I have a comment"))
        keys.press("ArrowDown", "ArrowDown")
        expect(page.get_by_label("I do not understand this")).to_be_checked()
        keys.press("ArrowUp", "ArrowUp")
        keys.tab_to(page.get_by_label("Comment", exact=True))
        page.keyboard.type("Who is “we”?")
        keys.follow(page.get_by_role("button", name="Send"))
        expect(page.get_by_text("Who is “we”?")).to_be_visible()
        keys.follow(page.get_by_role("link", name="Back to the text"))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("link", name="Remarks: 1 on passage 2", exact=True)).to_be_focused()
        page.goto(DESK)
        keys.follow(waiting.get_by_role("link").nth(2))
        keys.follow(page.get_by_role("button", name="Sign it"), "Space")
        expect(page.get_by_role("link", name="Signed, read by you")).to_be_visible()
