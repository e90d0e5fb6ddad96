"""A worker on a common phone with scripts off: invited, signed in, reading, recording, signed out."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback
from werkzeug.serving import make_server

from tests.browser.test_accessibility import is_in_order, open_every_part, press
from tests.office import A_STEP, ANSWERS, INBOX, PASSWORD, SIGN_IN, Office, Worker

NAME = "Aisha Khan"
NUMBER_TO_RING = "tel:01632960001"


@pytest.fixture(scope="session")
def base_url(portal_of_the_office: Office) -> Iterator[str]:
    """Serve the office’s portal on a free port."""
    server = make_server("127.0.0.1", 0, portal_of_the_office.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def worker(office: Office) -> Worker:
    return Worker(office, NAME)


def set_up(page: Page, worker: Worker, link: str) -> None:
    page.goto(link)
    worker.secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_label("The code that the app shows now").fill(worker.code())
    press(page, "Set it up")


def sign_in(page: Page, worker: Worker, password: str = PASSWORD) -> None:
    worker.office.wait(A_STEP)
    page.goto(INBOX)
    page.get_by_label("Your name").fill(worker.name.lower())
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code from your authenticator app").fill(worker.code())
    press(page, "Sign in")


def test_from_the_invitation_to_signing_out(phone: Page, office: Office, worker: Worker) -> None:
    number = office.send(assessment=ANSWERS)
    set_up(phone, worker, office.invite(NAME))
    expect(phone).to_have_url(re.compile(f"{INBOX}$"))
    press(phone, "Sign out")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are signed out")

    sign_in(phone, worker)
    phone.get_by_role("link", name=f"Request {number}: Amira, 7").click()
    expect(phone.get_by_role("link", name="01632 960001")).to_have_attribute("href", NUMBER_TO_RING)
    expect(phone.get_by_text("Don't say who you are")).to_be_visible()
    expect(phone.get_by_text("Most nights")).to_be_visible()
    phone.get_by_role("link", name="Record what you did").click()
    phone.get_by_label("Contacted").check()
    phone.get_by_label("Note").fill("Rang at nine. We meet on Monday.")
    press(phone, "Save")
    history = phone.get_by_role("region", name="What has happened")
    expect(history).to_contain_text(f"{NAME} set it to contacted.")
    expect(history).to_contain_text("Rang at nine. We meet on Monday.")
    press(phone, "Sign out")
    phone.go_back()
    expect(phone.get_by_text("Amira")).not_to_be_visible()
    phone.goto(f"{INBOX}{number}/")
    expect(phone).to_have_url(re.compile(f"{SIGN_IN}$"))


def every_page(page: Page, worker: Worker) -> Iterator[str]:
    """Open every page of the inbox, as it is at first and with what can go wrong on it."""
    office = worker.office
    number, worried = office.send(assessment=ANSWERS), office.send(worry="danger")
    link = office.invite(NAME)
    page.goto(link)
    yield "invitation"
    press(page, "Set it up")
    yield "invitation, empty"
    set_up(page, worker, link)
    yield "list"
    for ending in ("", "sheet/", "delete/"):
        page.goto(f"{INBOX}{worried}/{ending}")
        yield f"request, {ending}"
    page.goto(f"{INBOX}{number}/")
    press(page, "Save")
    yield "nothing to record"
    office.store.requests.record(number, 1, "closed", "", "Bea", office.now)
    page.get_by_label("Note").fill("Mine")
    press(page, "Save")
    yield "two workers"
    page.goto(f"{INBOX}{number}/delete/")
    yield "deletion"
    page.goto(INBOX)
    open_every_part(page)
    yield "list, all open"
    page.goto(f"{INBOX}?status=closed")
    yield "list, closed"
    page.goto(f"{INBOX}999/")
    yield "not there"
    page.goto(f"{INBOX}{worried}/")
    office.store.workers.invite(NAME, office.now)
    page.get_by_label("Note").fill("Mine")
    press(page, "Save")
    yield "signed out meanwhile"
    page.goto(link)
    yield "link that was used"
    sign_in(page, worker, "a wrong password")
    yield "sign-in that failed"
    page.goto("/inbox/signed-out/")
    yield "signed out"


def test_every_page_is_in_order_on_the_smallest_phone(small_phone: Page, worker: Worker) -> None:
    for _ in every_page(small_phone, worker):
        is_in_order(small_phone)


def test_a_mistake_takes_the_focus(small_phone: Page) -> None:
    small_phone.goto(SIGN_IN)
    press(small_phone, "Sign in")
    expect(small_phone.get_by_role("alert")).to_be_focused()
    small_phone.get_by_role("alert").get_by_role("link").click()
    expect(small_phone.get_by_label("Your name")).to_be_focused()
    assert small_phone.title().startswith("Error: ")


def test_the_sheet_is_printed_in_letters_that_can_be_read(
    phone: Page, office: Office, worker: Worker
) -> None:
    number = office.send(assessment=ANSWERS)
    set_up(phone, worker, office.invite(NAME))
    phone.goto(f"{INBOX}{number}/sheet/")
    phone.emulate_media(media="print")
    for words in ("01632 960001", "Most nights", "Not safe: never do this"):
        expect(phone.locator(".sheet").get_by_text(words).first).to_be_visible()
    for button in ("Sign out", "Help now"):
        expect(phone.get_by_text(button).first).not_to_be_visible()


def test_a_link_in_an_email_does_not_sign_her_out(
    phone: Page, office: Office, worker: Worker, new_context: CreateContextCallback
) -> None:
    set_up(phone, worker, office.invite(NAME))
    # The browser keeps the session’s cookie back where another site’s page is left through a link.
    phone.route(
        "https://mail.example/",
        lambda route: route.fulfill(body=f'<a href="{phone.url}">Inbox</a>', content_type="text/html"),
    )
    phone.goto("https://mail.example/")
    phone.get_by_role("link", name="Inbox").click()
    expect(phone).to_have_url(re.compile(f"{SIGN_IN}$"))
    phone.get_by_role("link", name="Open the inbox").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Requests")
