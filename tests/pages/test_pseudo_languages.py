"""Every page, e-mail and file for families in the two languages that nobody speaks: no text stays English."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from jinja2 import Environment, Template
from werkzeug.datastructures import Headers

from portal import STATIC
from portal.reading.authority import AUTHORITIES as FOLDERS
from portal.translation.interface import PORTAL
from tests import pseudo
from tests.conftest import AUTHORITIES
from tests.every_page import JOURNEYS, Journey, request
from tests.foreign import Portals
from tests.left_in_english import LETTERS, left_in_english
from tests.long_runs import sample
from tests.page import Page
from tests.page_checks import READ_ALOUD
from tests.reader import Reader
from tests.recordings import GUIDE, WATCH, write_guide
from tests.saving import serve

LANGUAGES = (pseudo.LONG, pseudo.MIRRORED)
FIRST = ("birmingham", pseudo.LONG)
"""Where every journey is made each time; the others are a long list."""

OTHERS = [
    (journey, council, code)
    for journey in JOURNEYS
    for council in AUTHORITIES
    for code in LANGUAGES
    if (council, code) != FIRST
]
KEPT = 3

TEMPLATES = PORTAL / "templates"
FOR_STAFF = (TEMPLATES / "inbox", TEMPLATES / "desk")
FOR_FAMILIES = sorted(
    str(file.relative_to(TEMPLATES))
    for file in TEMPLATES.rglob("*.*")
    if file.is_file() and not any(map(file.is_relative_to, FOR_STAFF))
)
PARTS = ("base.html", "components/", "request/parts.html", "reviews/parts.html", "rules/page.html")
"""Templates that are no pages by themselves."""

JUSTIFIED = ("[dir=rtl] .typed{text-align:right}",)
"""What somebody typed has a direction of its own, whose start may be the end of the page."""

SIDES = ("top", "right", "bottom", "left")
ONLY_WITH_A_FILM = ("guides/recording.html",)


class Escapes:
    """The words that stayed English, by where they stand."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.found: dict[str, list[str]] = {}

    def look(self, page: Page) -> None:
        if words := left_in_english(page, self.code):
            self.found[f"{page.url} (status {page.status})"] = words


def test_the_journeys_lead_through_every_page_and_no_text_stays_english(portal: Portals) -> None:
    council, code = FIRST
    app, escapes, seen = portal(council), Escapes(code), set()

    def note(sender: Flask, template: Template, **others: object) -> None:
        seen.add(template.name)

    with template_rendered.connected_to(note, app):
        for journey in JOURNEYS:
            journey(Reader(app.test_client(), code, escapes.look))
    assert escapes.found == {}
    pages = {name for name in FOR_FAMILIES if not name.startswith(PARTS)}
    assert pages - seen == set(ONLY_WITH_A_FILM)


@pytest.mark.parametrize(
    ("journey", "council", "code"), sample("journeys in languages that nobody speaks", OTHERS, KEPT)
)
def test_no_text_stays_english(portal: Portals, journey: Journey, council: str, code: str) -> None:
    escapes = Escapes(code)
    journey(Reader(portal(council).test_client(), code, escapes.look))
    assert escapes.found == {}


@pytest.mark.parametrize("code", sample("adopted councils in languages that nobody speaks", LANGUAGES, 1))
def test_no_text_stays_english_where_a_council_has_adopted_the_site_and_shows_a_film(
    tmp_path: Path, code: str
) -> None:
    folder = tmp_path / "birmingham"
    shutil.copytree(FOLDERS / "birmingham", folder)
    about = folder / "authority.yaml"
    about.write_text(about.read_text("utf-8").replace("status: proposed", "status: adopted"), "utf-8")
    write_guide(folder)
    app = serve(str(folder), tmp_path).app
    pseudo.offer_both(app, folder)
    escapes = Escapes(code)
    reader = Reader(app.test_client(), code, escapes.look)
    request(reader)
    for path in ("/en/privacy/", GUIDE, WATCH):
        reader.get(path)
    assert escapes.found == {}


@pytest.mark.parametrize("name", FOR_FAMILIES)
def test_a_template_holds_no_words_but_those_that_are_translated(name: str) -> None:
    """Look at the branches too that no journey takes."""
    source = (TEMPLATES / name).read_text("utf-8")
    parts = [value for _, kind, value in Environment().lex(source) if kind == "data"]
    html = re.sub(r"<(\w+)[^<>]* lang=\"en\"[^<>]*>[^<]*</\1>", " ", " 0 ".join(parts))
    read_aloud = re.findall(rf"(?:{'|'.join(READ_ALOUD)})=\"([^\"]*)\"", html)
    words = re.sub(r"<[^<>]*>|[\w-]+=\"[^\"]*\"|&\w+;", " ", html)
    assert LETTERS.findall(" ".join([words, *read_aloud])) == []


def test_what_is_left_in_english_is_found() -> None:
    """Show that the tests above can fail: each of these words is found, and nothing else."""
    said = pseudo.lengthened("A break for your child")
    html = f"""<!doctype html><html lang="cy" dir="ltr"><title>Home – {said}</title><body>
<p title="Read" data-stop="Stop">{said} Escaped <b>too</b> <bdi>EHCP</bdi> 0121 496 0000 www.gov.uk</p>
<p lang="en" title="Not found">Not found</p><input type="submit" value="Send"><input value="Amina">
<p>{said.replace("⟧", " – from a placeholder⟧")} Dydd Sul, 20 Rhagfyr 2026</p>
<a href="sms:?&amp;body=Look">{said}</a><textarea>Mine</textarea></body></html>"""
    page = Page("/cy/", 200, Headers({"Content-Type": "text/html"}), html)
    expected = ["Home", "Read", "Stop", "Escaped", "too", "Send", "from", "placeholder", "Look"]
    assert sorted(left_in_english(page, pseudo.LONG)) == sorted([*expected, "a"])


def test_the_stylesheet_says_start_and_end_and_never_left_and_right() -> None:
    css = "".join((STATIC / name).read_text("utf-8") for name in ("portal.css", "staff.css"))
    for justified in JUSTIFIED:
        css = css.replace(justified, "")
    assert re.findall(r"(?:left|right)\b[^;}]*", css) == []
    around = re.findall(r"(?:margin|padding|inset|border-(?:width|style|color)):([^;}]+)", css)
    four_sides = [value.split() for value in around if len(value.split()) == len(SIDES)]
    assert [value for value in four_sides if value[SIDES.index("right")] != value[SIDES.index("left")]] == []
