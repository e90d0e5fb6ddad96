"""A guide with a film or a recording: told what it takes, loaded only when somebody plays it."""

import shutil
from pathlib import Path

import pytest

from portal.assessment.document import FaultyContent
from tests.conftest import Browse, make_portal
from tests.page import read_text
from tests.recordings import FILES, FILM, GUIDE, RECORDING, SMALL_PACK, WATCH, write_guide


@pytest.fixture
def browse(request: pytest.FixtureRequest, tmp_path: Path) -> Browse:
    """Give the pages of a small council whose guide has a film, or what the test asks for."""
    council = tmp_path / "council"
    shutil.copytree(SMALL_PACK, council)
    write_guide(council, getattr(request, "param", FILM))
    return Browse(make_portal(str(council), tmp_path / "state").test_client())


def test_the_guide_tells_what_it_takes_and_holds_nothing_that_loads(browse: Browse) -> None:
    page = browse.get(GUIDE)
    link = page.find("a", href=WATCH)
    assert read_text(link) == "Watch “My day at the panel” (about 2 minutes, 0.9 MB of data)"
    assert not any(page.findall(tag) for tag in ("video", "audio", "track"))


def test_the_film_waits_for_play_with_captions_and_its_words_below(browse: Browse) -> None:
    page = browse.get(WATCH)
    assert page.h1 == "My day at the panel"
    assert "0.9 MB" in page.text
    film, captions = page.find("video"), page.find("track", kind="captions", srclang="en", default=True)
    assert (film.get("preload"), film.get("autoplay")) == ("none", None)
    assert "controls" in film.attrib
    assert browse.get(film.attrib["src"], buffered=True).headers["Content-Type"] == "video/mp4"
    assert browse.get(captions.attrib["src"], buffered=True).html == FILES["panel.vtt"].decode()
    assert [read_text(one) for one in page.findall("h3")] == ["Afterwards"]
    assert "They wrote to me." in page.text
    assert page.findall("a", href=GUIDE)


@pytest.mark.parametrize("browse", [RECORDING], indirect=True)
def test_a_recording_is_to_listen_to(browse: Browse) -> None:
    link = browse.get(GUIDE).find("a", href=WATCH)
    assert read_text(link) == "Listen to “My day at the panel” (about 1 minute, 0.1 MB of data)"
    page = browse.get(WATCH)
    sound = page.find("audio", preload="none", controls=True)
    assert browse.get(sound.attrib["src"], buffered=True).headers["Content-Type"] == "audio/mpeg"
    assert "They wrote to me." in page.text


def test_a_film_is_sent_in_parts_without_a_cookie_and_once(browse: Browse) -> None:
    address = f"{WATCH}panel.mp4"
    part = browse.client.get(address, buffered=True, headers={"Range": "bytes=3-6"})
    assert (part.status_code, part.data) == (206, b"3456")
    assert part.headers["Content-Range"] == f"bytes 3-6/{len(FILES['panel.mp4'])}"
    assert "Set-Cookie" not in part.headers
    again = browse.client.get(address, buffered=True, headers={"If-None-Match": part.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nothing_else_is_sent(browse: Browse) -> None:
    for name in ("notes.txt", "panel.md", "en.md", "panel.mp3", "..%2fen.md", "panel.mp4/"):
        assert browse.get(f"{WATCH}{name}", status=404).h1 == "This page is not here"
    for slug in ("which-kind", "no-such"):
        browse.get(f"/en/guides/{slug}/recording/", status=404)
        browse.get(f"/en/guides/{slug}/recording/panel.mp4", status=404)


def test_a_link_in_its_words_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    council = tmp_path / "council"
    shutil.copytree(SMALL_PACK, council)
    write_guide(council, FILM, {**FILES, "panel.md": b"Read [more](guide:no-such). {#more}\n"})
    with pytest.raises(FaultyContent, match=r"panel.md:1: found the link “guide:no-such”"):
        make_portal(str(council), tmp_path / "state")
