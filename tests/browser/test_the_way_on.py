"""From a family’s first answer to the worker who rings: one portal, two phones with scripts off."""

import re
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback
from werkzeug.serving import make_server

from portal.background import Background
from tests.browser.test_accessibility import press
from tests.browser.test_inbox import NAME, NUMBER_TO_RING, set_up
from tests.browser.test_journeys import click_through
from tests.browser.test_request import BIRMINGHAM, HERE, STORY, ask_from_the_result, send
from tests.conftest import ELEVEN_AT_NIGHT, make_portal
from tests.office import INBOX, Office, Worker

THE_FAMILYS = ("Amina", "Zara", "01632", "amina@example.org", "Nothing about Zara", "A whole night’s sleep")


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Give a portal to which nobody has sent anything."""
    return Office(
        make_portal("birmingham", tmp_path_factory.mktemp("team"), lambda: ELEVEN_AT_NIGHT), [ELEVEN_AT_NIGHT]
    )


@pytest.fixture(scope="session")
def base_url(team: Office) -> Iterator[str]:
    """Serve it on a free port."""
    server = make_server("127.0.0.1", 0, team.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def mails_in(folder: Path) -> dict[str, str]:
    """Return the e-mails that lie in a folder, each with all that stands in it, by who gets them."""
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*.eml")]
    return {mail["To"]: f"{mail}\n{mail.get_content()}" for mail in mails}


def let_us_send_an_email(page: Page) -> None:
    """Tick, on two pages that were filled in, that an e-mail is wanted and safe."""
    page.goto(f"{HERE}reach/")
    page.get_by_label("Send a short e-mail with the reference number").check()
    press(page, "Continue")
    page.goto(f"{HERE}safely/")
    page.get_by_label("Send an e-mail", exact=True).check()
    press(page, "Continue")


def test_from_the_first_answer_to_the_worker_who_rings(
    phone: Page, team: Office, new_context: CreateContextCallback
) -> None:
    click_through(phone, BIRMINGHAM, STORY)
    ask_from_the_result(phone)
    let_us_send_an_email(phone)
    digits = send(phone)
    reference = f"{digits[:3]} {digits[3:6]} {digits[6:]}"

    assert Background(team.app).do_what_is_due()
    mails = mails_in(team.app.extensions["settings"].mail_folder)
    assert set(mails) == {"team@localhost", "amina@example.org"}
    assert reference in mails["amina@example.org"]
    assert INBOX in mails["team@localhost"]
    for words in (*THE_FAMILYS, reference, digits):
        assert words not in mails["team@localhost"]

    office = new_context(viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False)
    desk = office.new_page()
    set_up(desk, Worker(team, NAME), team.invite(NAME))
    desk.get_by_role("link", name=re.compile("^Request 1: Zara, 7$")).click()
    expect(desk.get_by_text(f"Reference {reference}")).to_be_visible()
    expect(desk.get_by_role("link", name="01632 960 001")).to_have_attribute("href", NUMBER_TO_RING)
    for words in ("A whole night’s sleep.", "Nothing about Zara, please."):
        expect(desk.get_by_text(words)).to_be_visible()
    headline = BIRMINGHAM.assessment.outcomes[STORY.headline].headline
    expect(desk.get_by_text(headline, exact=True)).to_be_visible()
    desk.get_by_label("Contacted").check()
    press(desk, "Save")
    history = desk.get_by_role("region", name="What has happened")
    expect(history).to_contain_text(f"{NAME} set it to contacted.")
    desk.goto(INBOX)
    expect(desk.get_by_role("region", name="Contacted (1)")).to_contain_text(f"Reference {reference}")
