"""Every page of the review desk on the smallest phone, each mistake too, against axe and by measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.pages.desk_sign_in import MEMBER_COOKIE
from portal.review.texts import KINDS
from portal.store.answers import Answer
from portal.store.feedback import Said
from portal.store.remarks import Passage
from portal.store.signatures import Signing
from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, TRANSLATOR
from tests import long_runs
from tests.browser import layout
from tests.browser.desk import (
    IN_URDU,
    PASSAGE,
    SMALLEST,
    OpenDesk,
    Site,
    desk_of,
)
from tests.browser.test_accessibility import is_in_order, press
from tests.browser.test_languages import LANGUAGES
from tests.conftest import ELEVEN_AT_NIGHT
from tests.desk import DESK, GUIDE, PLACE

pytestmark = pytest.mark.usefixtures("quick_passwords")


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
        "remarks/?mine=yes",
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
    EDITOR: [
        "remarks/",
        "remarks/?status=done",
        "remarks/1/?kept=yes",
        "remarks/5/",
        "remarks/6/",
        "families-say/2/?kept=yes",
    ],
    REVIEWER: ["", f"en/{GUIDE}/", f"en/{GUIDE}/{PASSAGE}?kept=yes"],
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
    long_runs.sample("texts at the desk", [(language, kind) for language in LANGUAGES for kind in KINDS], 3),
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
