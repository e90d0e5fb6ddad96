"""A film in a guide: no part of it is loaded before somebody asks for it."""

import shutil
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request
from werkzeug.serving import make_server

from tests.browser.test_accessibility import is_in_order
from tests.conftest import make_portal
from tests.recordings import GUIDE, SMALL_PACK, WATCH, write_guide


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small council’s portal whose guide has a film."""
    folder = tmp_path_factory.mktemp("film")
    shutil.copytree(SMALL_PACK, folder / "council")
    write_guide(folder / "council")
    server = make_server(
        "127.0.0.1", 0, make_portal(str(folder / "council"), folder / "state"), threaded=True
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_loads_by_itself(small_phone: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith("data:"):
            asked.append(urlsplit(request.url).path)

    small_phone.on("request", note)
    small_phone.goto(GUIDE, wait_until="networkidle")
    assert asked == [GUIDE]
    small_phone.get_by_role("link", name="Watch").click()
    small_phone.wait_for_url(f"**{WATCH}", wait_until="networkidle")
    assert asked[1:] == [WATCH, f"{WATCH}panel.vtt"], "the captions, a few lines, and not the film"
    is_in_order(small_phone)
    with small_phone.expect_request("**/panel.mp4"):
        small_phone.locator("video").evaluate("film => { film.play().catch(() => {}) }")
