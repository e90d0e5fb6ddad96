"""What the check of the layout finds, on pages made up to be wrong; and that it leaves right ones alone."""

import pytest
from playwright.sync_api import Page

from tests.browser import layout

pytestmark = pytest.mark.parametrize("council", ["birmingham"], indirect=True)

NASTALIQ = "font: 18px 'Noto Nastaliq Urdu'; line-height: {}; inline-size: 12em"
URDU = "بچے کو سیکھنے کے لیے کچھ اور چاہیے، کبھی نہیں، پلان " * 6


@pytest.mark.parametrize(
    ("style", "words", "fault"),
    [
        ("inline-size: 4em; overflow: hidden; white-space: nowrap", "Help for you", "is cut off"),
        ("block-size: 1em; overflow: clip", "Help for you", "is cut off"),
        ("inline-size: 4em; border: 1px solid; white-space: nowrap", "Help for you", "stands out of its box"),
        ("inline-size: 3em; overflow-wrap: anywhere", "“Unaufhörlich”,", "is broken"),
        ("inline-size: 3em; background: red", "Unaufhörlich", "stands out of its box"),
        ("margin-block-end: -1em; line-height: 1", "Help for you", "touches"),
        (f"{NASTALIQ.format(1.6)}", URDU, "touches"),
        (f"{NASTALIQ.format(1)}; background: gold", URDU, "stands out of its box"),
    ],
)
def test_what_is_wrong_is_found(small_phone: Page, style: str, words: str, fault: str) -> None:
    small_phone.set_content(f'<div dir="auto" style="{style}">{words}</div><div>Help for you</div>')
    assert fault in " ".join(layout.faults(small_phone))


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("border: 1px solid", "Help for you"),
        ("inline-size: 4em; overflow: hidden", "Help for you"),
        ("inline-size: 4em; overflow-wrap: anywhere", "somebody@example.org self-assessment"),
        ("margin-block-end: -1em; line-height: 1; visibility: hidden", "Help for you"),
        ("inline-size: 4em", "<textarea rows=1 cols=4>Help for somebody</textarea>"),
        (f"{NASTALIQ.format(2.5)}; padding: 9px; background: gold", URDU),
    ],
)
def test_what_is_right_is_left_alone(small_phone: Page, style: str, words: str) -> None:
    small_phone.set_content(f'<div dir="auto" style="{style}">{words}</div><div>Help for you</div>')
    assert layout.faults(small_phone) == []
