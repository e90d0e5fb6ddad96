"""A guide read aloud, by a voice of the device only; and the buttons to share and to print it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import is_in_order, open_every_part

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)

GUIDE = "/en/guides/your-review-before/"
CHART = "/en/flowcharts/which-kind-of-break/"

NO_VOICE_YET = """
window.said = []
window.speech = {
    voices: [], stopped: 0, now: null,
    getVoices() { return this.voices },
    speak(words) { this.now = words; said.push([words.voice && words.voice.name, words.text]) },
    cancel() { this.now = null; this.stopped += 1 },
}
Object.defineProperty(window, "speechSynthesis", {value: speech})
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
"""
LOCAL = {"name": "Local", "lang": "en_GB", "localService": True}
NOT_USED = (
    {"name": "Far away", "lang": "en-GB", "localService": False, "default": True},
    {"name": "Nobody says where", "lang": "en-GB"},
    {"name": "French", "lang": "fr-FR", "localService": True},
    {"name": "Enets", "lang": "enf", "localService": True},
)


def voices_come(page: Page, *voices: dict[str, Any]) -> None:
    """Let these be all the voices there are, as a browser does that finds them late."""
    page.evaluate("voices => { speech.voices = voices; speech.onvoiceschanged() }", list(voices))


@pytest.fixture
def guide(small_phone: Page) -> Page:
    """Give a guide in a browser that has no voice yet."""
    small_phone.add_init_script(NO_VOICE_YET)
    small_phone.goto(GUIDE)
    return small_phone


def test_the_button_is_there_only_with_a_voice_of_the_device_for_the_language(guide: Page) -> None:
    button = guide.get_by_role("button", name="Listen")
    expect(button).to_be_hidden()
    voices_come(guide, *NOT_USED)
    expect(button).to_be_hidden()
    voices_come(guide, *NOT_USED, LOCAL)
    expect(button).to_be_visible()
    is_in_order(guide)
    voices_come(guide)
    expect(button).to_be_hidden()


def test_it_reads_the_text_passage_by_passage_and_nothing_else(guide: Page) -> None:
    voices_come(guide, *NOT_USED, LOCAL)
    assert guide.evaluate("said") == [], "nothing plays by itself"
    guide.get_by_role("button", name="Listen").click()
    while guide.evaluate("Boolean(speech.now)"):
        guide.evaluate("speech.now.onend()")
    said = guide.evaluate("said")
    assert {voice for voice, _ in said} == {"Local"}
    heard = [text for _, text in said]
    shown = guide.locator("[data-read]").locator("h2:visible, p:visible:not(.small), li:visible")
    expected = [guide.locator("h1").inner_text(), *shown.all_inner_texts()]
    assert heard == [text for text in expected if text]
    assert len(heard) > 10
    for_paper = guide.locator(".write").first.text_content()
    assert for_paper
    assert for_paper not in heard
    expect(guide.get_by_role("button", name="Listen")).to_be_visible()


def test_it_stops_when_told_and_when_the_page_is_left(guide: Page) -> None:
    voices_come(guide, LOCAL)
    listen, stop = (guide.get_by_role("button", name=name) for name in ("Listen", "Stop"))
    listen.click()
    late = guide.evaluate_handle("speech.now")
    stop.click()
    assert guide.evaluate("speech.stopped") == 1
    late.evaluate("words => words.onend()")
    assert len(guide.evaluate("said")) == 1, "a browser tells late that the first passage ended"
    listen.click()
    assert guide.evaluate("said[1][1] === said[0][1]"), "it begins from the top again"
    guide.evaluate("dispatchEvent(new Event('pagehide'))")
    assert guide.evaluate("speech.stopped") == 2
    expect(listen).to_be_visible()


def test_where_its_voice_is_taken_away_it_falls_silent(guide: Page) -> None:
    voices_come(guide, LOCAL)
    guide.get_by_role("button", name="Listen").click()
    voices_come(guide, *NOT_USED)
    guide.evaluate("speech.now.onend()")
    assert len(guide.evaluate("said")) == 1


def test_a_flowchart_reads_its_whole_picture_with_gaps_between_the_words(small_phone: Page) -> None:
    small_phone.add_init_script(NO_VOICE_YET)
    small_phone.goto(CHART)
    voices_come(small_phone, LOCAL)
    small_phone.get_by_role("button", name="Listen").click()
    while small_phone.evaluate("Boolean(speech.now)"):
        small_phone.evaluate("speech.now.onend()")
    heard = [" ".join(text.split()) for _, text in small_phone.evaluate("said")]
    assert heard[1] == small_phone.locator(".lead").inner_text()
    numbers = [text.partition(".")[0] for text in heard if text.partition(".")[0].isdecimal()]
    assert numbers == [str(number) for number in range(1, small_phone.locator(".flow > li").count() + 1)]
    assert not [text for text in heard if "Press an answer" in text]
    assert any(" Go to " in text for text in heard)


def test_without_scripts_there_is_no_button_that_would_do_nothing(phone: Page) -> None:
    phone.goto(GUIDE)
    phone.get_by_text("Share or print").click()
    expect(phone.get_by_role("link", name="Send it by WhatsApp")).to_be_visible()
    expect(phone.get_by_text("choose Print")).to_be_visible()
    expect(phone.locator("main").get_by_role("button")).to_have_count(0)


def test_the_phones_own_ways_to_share_and_to_print(small_phone: Page) -> None:
    small_phone.add_init_script(
        "window.shared = []; window.printed = 0; window.print = () => { printed += 1 };"
        "navigator.share = async what => { shared.push(what); throw new Error('not now') }"
    )
    small_phone.goto(GUIDE)
    open_every_part(small_phone)
    small_phone.get_by_role("button", name="Send it another way").click()
    small_phone.get_by_role("button", name="Print now").click()
    title = small_phone.locator("h1").inner_text()
    assert small_phone.evaluate("shared") == [{"title": title, "url": f"http://127.0.0.1:8000{GUIDE}"}]
    assert small_phone.evaluate("printed") == 1
    is_in_order(small_phone)


def test_on_paper_stands_the_text_and_no_way_to_share_or_listen(guide: Page) -> None:
    voices_come(guide, LOCAL)
    guide.emulate_media(media="print")
    expect(guide.get_by_role("button", name="Listen")).to_be_hidden()
    expect(guide.get_by_text("Share or print")).to_be_hidden()
    expect(guide.locator("[data-read] p").first).to_be_visible()
