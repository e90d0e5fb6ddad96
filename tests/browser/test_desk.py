"""The review desk in a browser: from an invitation to the mark that families see, by touch and by keys."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from portal import create_app
from portal.pages import sign_in
from portal.pages.desk_sign_in import MEMBER_COOKIE
from portal.reading.authority import CONTENT
from portal.review.texts import KINDS, place_of
from portal.staff.passwords import Passwords
from portal.store import Store
from portal.store.answers import Answer
from portal.store.feedback import Said
from portal.store.remarks import Passage
from portal.store.signatures import Signing
from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, TRANSLATOR
from tests import long_runs
from tests.browser import layout
from tests.browser.conftest import served
from tests.browser.test_accessibility import is_in_order, press
from tests.browser.test_languages import LANGUAGES
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


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashes cost nothing: these tests are not about their cost."""
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


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


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """Give a desk with a draft of the rules, where something of each kind was said, answered and signed."""
    site = Site(tmp_path_factory.mktemp("desk"))
    rules = (site.council / "assessment.yaml").read_text(encoding="utf-8")
    (site.council / "draft").mkdir()
    draft = site.council / "draft" / "assessment.yaml"
    draft.write_text(rules.replace("points: 3", "points: 2", 1), encoding="utf-8")
    with desk_of(site, browser) as desk:
        fill(desk)
        yield desk


OTHER = "guide/if-you-disagree"
"""A guide that was signed in Urdu, in other words than today's."""


def fill(desk: OpenDesk) -> None:
    """Say, answer and sign something of each kind."""
    store, now = desk.store, ELEVEN_AT_NIGHT
    english, urdu = (desk.words(GUIDE, language)[PLACE] for language in ("en", "ur"))
    in_english, in_urdu = Passage(GUIDE, PLACE, "en", english), Passage(GUIDE, PLACE, "ur", urdu)
    make = store.remarks.make
    make(in_english, "suggestion", "Shorter.", english.replace("at any age, ", ""), "Amina", now)
    make(in_english, "not_understood", "", "", "Amina", now)
    make(in_urdu, "comment", "یہ جملہ بہت لمبا ہے، کوئی اسے پورا نہیں پڑھے گا", "", "Amina", now)
    make(in_urdu, "suggestion", "", urdu.replace("پیدائش", "ولادت"), "Amina", now)
    make(replace(in_urdu, words="پرانے الفاظ"), "comment", "Why?", "", "Amina", now)
    make(replace(in_urdu, place="gone"), "comment", "Why?", "", "Amina", now)
    store.remarks.answer(1, 1, Answer("done", "It is shorter now.", "Edith", now, 1))
    for language in ("en", "ur"):
        said = Said("guides/under-five/", language, "wrong", "On the third line: which form?")
        store.feedback.give(said, "a browser", now)
    store.feedback.answer(1, 1, Answer("not_done", "The law names it.", "Edith", now, 1))
    store.signatures.tell("A form had no name.", "It has a name now.", "Carol", now)
    words = desk.words(OTHER, "ur")
    older = {**words, next(iter(words)): "پرانے الفاظ"}
    store.signatures.sign(Signing(OTHER, "ur", "signed", "older", older, 0), "Carol", now)


Roles = Callable[[str], Page]
"""Gives the page of a role."""

Mistakes = Callable[[Page, OpenDesk], Iterator[str]]
"""Makes one mistake after another, and yields what the page says of each."""

PAGES = {
    COORDINATOR: [
        "?language=ur",
        f"en/{GUIDE}/",
        f"ur/{GUIDE}/",
        f"ur/{OTHER}/",
        f"ur/{GUIDE}/{PASSAGE}",
        "remarks/1/",
        "families-say/?status=not_done",
        "families-say/1/",
        "you-said-we-did/?of=remark&number=1",
        "people/",
        "rules/",
    ],
    EDITOR: ["remarks/", "remarks/?status=done", "remarks/1/", "remarks/5/", "remarks/6/", "families-say/2/"],
    REVIEWER: [f"en/{GUIDE}/", f"en/{GUIDE}/{PASSAGE}"],
    TRANSLATOR: [f"ur/{OTHER}/"],
}
"""Every page of the desk, with every part that a role sees of it."""


@pytest.fixture(scope="module")
def at_desk(desk: OpenDesk) -> Roles:
    """Give the page of each role, which comes in once."""
    return cache(desk.come_in)


def visit(page: Page, path: str) -> None:
    """Open a page of the desk: itself, and not the way in or that it is not there."""
    answer = page.goto(f"{DESK}{path}")
    assert answer
    assert (answer.status, page.url.endswith(path)) == (200, True), page.url


TOO_SMALL = """links => links.filter(link => link.checkVisibility()).filter(link =>
    Math.min(link.getBoundingClientRect().width, link.getBoundingClientRect().height) < 24).length"""
"""Counts the links that a finger cannot meet: axe is content where there is room around them."""


def looks_right(page: Page) -> None:
    """Hold the page that is open, with all that is folded in it, against axe, its width and its words."""
    page.locator("details").evaluate_all("parts => parts.forEach(part => {part.open = true})")
    is_in_order(page)
    assert layout.faults(page) == []
    assert page.locator("a.remark").evaluate_all(TOO_SMALL) == 0


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths])
def test_a_page_is_in_order_on_the_smallest_phone(at_desk: Roles, role: str, path: str) -> None:
    page = at_desk(role)
    visit(page, path)
    looks_right(page)


@pytest.mark.parametrize(
    ("language", "kind"),
    long_runs.sample("texts at the desk", [(language, kind) for language in LANGUAGES for kind in KINDS], 6),
)
def test_a_text_of_each_kind_is_in_order(at_desk: Roles, desk: OpenDesk, language: str, kind: str) -> None:
    page = at_desk(COORDINATOR)
    texts = [key for key in desk.app.extensions["reviewables"] if key.startswith(f"{kind}/")]
    visit(page, f"{language}/{texts[-1]}/")
    looks_right(page)


def set_field(page: Page, name: str, value: str) -> None:
    """Send another value than the page's own, as a page would that was opened long ago."""
    field = page.locator(f"main [name={name}]:is([type=hidden], :checked)").first
    field.evaluate("(field, value) => {field.value = value}", value)


def mistakes_of_a_reviewer(page: Page, desk: OpenDesk) -> Iterator[str]:
    """Open what is not there, comment in every way that is refused, do what is for others to do."""
    page.goto(f"{DESK}en/guide/nothing/")
    yield "There is no such text here"
    page.goto(f"{IN_URDU}{PASSAGE}")
    press(page, "Send")
    yield "Write your comment."
    page.get_by_label("I would use other words").check()
    press(page, "Send")
    yield "Change the words in the box to the ones that you suggest."
    set_field(page, "kind", "nonsense")
    press(page, "Send")
    yield "Choose what you want to say."
    set_field(page, "read", "older words")
    press(page, "Send")
    yield "These words have changed since you opened this page."
    page.goto(IN_URDU)
    page.locator("main form[action$='/read/']").evaluate("form => {form.action = './sign/'}")
    press(page, "I have read this")
    yield "This is for others at the desk to do."
    page.goto(f"{IN_URDU}{PASSAGE}")
    page.get_by_label("Comment", exact=True).fill("A long thought")
    page.context.clear_cookies(name=MEMBER_COOKIE)
    press(page, "Send")
    yield "You were signed out meanwhile."


def mistakes_of_an_editor(page: Page, desk: OpenDesk) -> Iterator[str]:
    """Answer without an answer, and after somebody else."""
    page.goto(f"{DESK}remarks/2/")
    press(page, "Save the answer")
    yield "Choose done, not done or later."
    page.get_by_label("Not done, because …").check()
    press(page, "Save the answer")
    yield "Write why it was not done."
    set_field(page, "revision", "7")
    press(page, "Save the answer")
    yield "Somebody answered this after you opened it."
    page.goto(f"{DESK}families-say/2/")
    press(page, "Save the answer")
    yield "Choose done, not done or later."


def mistakes_of_a_coordinator(page: Page, desk: OpenDesk) -> Iterator[str]:
    """Sign what has changed meanwhile in every way, tell nothing, invite nobody."""
    for field, message in [
        ("fingerprint", "The words have changed since you opened this page."),
        ("follows", "Somebody signed this after you opened it."),
    ]:
        page.goto(f"{DESK}ur/{OTHER}/")
        set_field(page, field, "7")
        press(page, "It means the same: sign it again")
        yield message
    page.goto(f"{DESK}ur/{OTHER}/")
    place, words = next(iter(desk.words(OTHER, "ur").items()))
    wait = Passage(OTHER, place, "ur", words)
    number = desk.store.remarks.make(wait, "comment", "Wait.", "", "Amina", ELEVEN_AT_NIGHT)
    press(page, "It means the same: sign it again")
    yield "A remark is open."
    desk.store.remarks.answer(number, 1, Answer("later", "", "Edith", ELEVEN_AT_NIGHT, 1))
    page.goto(f"{DESK}you-said-we-did/")
    press(page, "Tell everybody")
    yield "Write what was said, in words that name nobody."
    desk.store.workers.invite("Otto", ELEVEN_AT_NIGHT, EDITOR)
    page.goto(f"{DESK}people/")
    press(page, "Make a link")
    yield "Choose what they will do."
    page.get_by_label("Name").fill("Otto")
    page.get_by_label("Read and comment").check()
    press(page, "Make a link")
    yield "Somebody else has this name."
    page.get_by_label("Name").fill("Dora")
    press(page, "Make a link")
    yield "This link is for Dora and nobody else."
    (desk.site.council / "draft" / "assessment.yaml").write_text("versoin: 1\n", encoding="utf-8")
    page.goto(f"{DESK}rules/")
    yield "The draft cannot be read yet"
    (desk.site.council / "draft" / "assessment.yaml").unlink()
    page.reload()
    yield "There is no draft."


def mistakes_at_the_door(page: Page, desk: OpenDesk) -> Iterator[str]:
    """Come in by a link that is over, without a password, and with a wrong one; and go."""
    page.goto(f"{DESK}invitation/over/")
    yield "This link does not work any more"
    page.goto(desk.invitation(TRANSLATOR, "Zoe"))
    yield "Come to the review desk"
    press(page, "Open the desk")
    yield "Choose a password of at least 12 characters."
    page.goto(DESK)
    yield "Sign in to the review desk"
    press(page, "Sign in")
    yield "That did not fit."
    page.goto(f"{DESK}signed-out/")
    yield "You are signed out"


@pytest.mark.parametrize(
    ("role", "mistakes"),
    [
        (REVIEWER, mistakes_of_a_reviewer),
        (EDITOR, mistakes_of_an_editor),
        (COORDINATOR, mistakes_of_a_coordinator),
        ("", mistakes_at_the_door),
    ],
)
def test_a_mistake_is_told_on_a_page_that_is_in_order(desk: OpenDesk, role: str, mistakes: Mistakes) -> None:
    page = desk.come_in(role, "Zoe") if role else desk.phone(viewport=SMALLEST, java_script_enabled=True)
    for message in mistakes(page, desk):
        expect(page.get_by_text(message).first).to_be_visible()
        looks_right(page)


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


def test_by_keyboard_alone_she_signs_in_comments_and_signs(desk: OpenDesk) -> None:
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
    keys.follow(page.get_by_role("link", name="Back to all texts"))
    keys.follow(waiting.get_by_role("link").nth(2))
    keys.follow(page.get_by_role("button", name="Sign it"), "Space")
    expect(page.get_by_role("link", name="Signed, read by you")).to_be_visible()
