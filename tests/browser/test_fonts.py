"""Every character that a family reads can be drawn, and each script in the hand that its readers know."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from portal.reading.authority import AUTHORITIES, CONTENT
from portal.translation import interface
from portal.translation.catalogue import read_catalogue
from portal.translation.texts import Text, content_files, texts_of
from tests.browser import chromium, glyphs

NO_FONT_HAS = "\U0010fffd"
HANDS = {
    "ar": "Noto Naskh Arabic",
    "bn": "Noto Sans Bengali",
    "pa": "Noto Sans Gurmukhi",
    "ur": "Noto Nastaliq Urdu",
}


@pytest.fixture(scope="module")
def texts() -> Sequence[Text]:
    """Give every text of every content file that ships."""
    return [text for path in content_files(CONTENT, *AUTHORITIES.iterdir()) for text in texts_of(path)]


@pytest.mark.parametrize("language", interface.languages())
def test_every_character_of_a_language_can_be_drawn(language: str, texts: Sequence[Text]) -> None:
    wordings = read_catalogue(language, texts).wordings.values()
    read = "".join(words for one in wordings for words in one.phrase.forms)
    assert len(set(read)) > len("abcdefghijklmnopqrstuvwxyz")
    assert glyphs.missing(read, glyphs.drawn()) == set()


def test_a_character_that_no_font_has_is_found() -> None:
    assert glyphs.missing(f"وقفہ {NO_FONT_HAS}\u2066", glyphs.drawn()) == {NO_FONT_HAS}


def test_a_machine_without_fonts_lacks_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    assert glyphs.missing("ਛੁੱਟੀ", glyphs.drawn()) == set("ਛੁੱਟੀ")
    assert glyphs.missing_families() == list(glyphs.FAMILIES)


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
@pytest.mark.parametrize(("language", "family"), HANDS.items())
def test_a_page_is_written_in_the_hand_that_its_readers_know(phone: Page, language: str, family: str) -> None:
    phone.goto(f"/{language}/")
    tools = phone.context.new_cdp_session(phone)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    page = tools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".lead", ".bar a"):
        element = tools.send("DOM.querySelector", {"nodeId": page, "selector": selector})
        used = tools.send("CSS.getPlatformFontsForNode", element)["fonts"]
        letters = {one["familyName"]: one["glyphCount"] for one in used}
        assert max(letters, key=letters.__getitem__) == family


def test_a_machine_that_has_a_browser_gets_what_else_it_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = [("the fonts Noto Sans", ("fonts-noto-core",)), ("msgfmt", ("gettext",))]
    asked: list[list[str]] = []

    def install(command: list[str]) -> bool:
        asked.append(command)
        if "install" in command:
            lacking.pop(0)
        return True

    monkeypatch.setattr(chromium, "lacking", lambda: iter(lacking))
    monkeypatch.setattr(chromium, "succeeds", install)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert chromium.main() == 1
    assert asked[-1][-2:] == ["fonts-noto-core", "gettext"]
    assert "The tests need msgfmt, and did not find it." in capsys.readouterr().err
    assert chromium.main() == 0


def test_who_cannot_install_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "found", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "")
    assert chromium.main() == 1
    told = capsys.readouterr().err
    assert "Noto Nastaliq Urdu" in told
    assert "apt-get install fontconfig fonts-noto-core fonts-droid-fallback" in told
    assert "apt-get install gettext" in told
