"""A council's colours and mark: what is refused, and what comes into the pages."""

import re
import shutil
from pathlib import Path

import pytest

from portal import STATIC
from portal.assessment.document import FaultyContent
from portal.reading.appearance import GROUNDS, LEAST_CONTRAST, OUR_COLOURS, contrast
from portal.reading.authority import Authority, load_authority
from tests.conftest import Browse, make_portal

SMALL_PACK = Path(__file__).parent.parent / "packs" / "small"


def load_with(folder: Path, lines: str, mark: str | bytes = "") -> Authority:
    """Load the small pack with more lines in authority.yaml, from line 1 on, and this as its mark."""
    shutil.copytree(SMALL_PACK, folder, dirs_exist_ok=True)
    file = folder / "authority.yaml"
    file.write_text(f"{lines}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "mark.svg").write_bytes(mark if isinstance(mark, bytes) else mark.encode())
    return load_authority(str(folder))


def faults_of_mark(folder: Path, mark: str | bytes) -> list[str]:
    with pytest.raises(FaultyContent) as faulty:
        load_with(folder, "mark: mark.svg", mark)
    return str(faulty.value).splitlines()


def drawn(inside: str, whole: str = 'viewBox="0 0 9 9"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {whole}>\n{inside}\n</svg>'


def test_our_colours_and_what_they_stand_on_are_those_of_the_stylesheet() -> None:
    stylesheet = (STATIC / "portal.css").read_text(encoding="utf-8")
    written = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", stylesheet.split("}")[0]))
    assert (written["deep"], written["warm"]) == (OUR_COLOURS.deep, OUR_COLOURS.warm)
    assert written["paper"] == GROUNDS["the page"]
    assert written["card"] == "#fff"
    for colour in (OUR_COLOURS.deep, OUR_COLOURS.warm):
        assert all(contrast(colour, ground) >= LEAST_CONTRAST for ground in GROUNDS.values())


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#595959", 7.0),
        ("#abcdef", "#abcdef", 1),
    ],
)
def test_contrast_is_that_of_the_accessibility_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


READABLE = "7:1 or more, so that everybody can read it"
QUOTED = 'a colour in quotes, such as “"#0b4f4a"”'
HERE = "the name of an SVG file in this folder, such as mark.svg"


@pytest.mark.parametrize(
    ("lines", "line", "found", "expected"),
    [
        ('colours: {deep: "#777777"}', 1, "“#777777”, 4.26:1 against the page", READABLE),
        ('colours:\n  deep: "#0b4f4a"\n  warm: "#ffffff"', 3, "“#ffffff”, 1.00:1 against white", READABLE),
        ("colours:\n  deep: #0b4f4a\n", 2, "nothing", QUOTED),
        ("colours: {deep: teal}", 1, "“teal”", QUOTED),
        ("colours: {deep: [teal]}", 1, "a list", QUOTED),
        ("colours: {dep: 1}", 1, "“dep”", "one of the keys deep, warm (did you mean deep?)"),
        ("mark: ../mark.svg", 1, "“../mark.svg”", HERE),
        ("mark: none.svg", 1, "“none.svg”", HERE),
        ("mark: authority.yaml", 1, "“authority.yaml”", HERE),
    ],
)
def test_what_cannot_be_used_is_named_by_line(
    tmp_path: Path, lines: str, line: int, found: str, expected: str
) -> None:
    with pytest.raises(FaultyContent) as faulty:
        load_with(tmp_path, lines)
    assert str(faulty.value) == f"authority.yaml:{line}: found {found}; expected {expected}"


def test_both_colours_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(FaultyContent) as faulty:
        load_with(tmp_path, 'colours: {deep: "#777777", warm: "#ffffff"}')
    assert len(faulty.value.faults) == 2


@pytest.mark.parametrize(
    ("inside", "line", "found"),
    [
        ("<script>alert(1)</script>", 2, "<script>"),
        ("\n<style>a{}</style>", 3, "<style>"),
        ("<a><path d='M0 0'/></a>", 2, "<a>"),
        ("<image href='https://example.org/'/>", 2, "<image>"),
        ("<foreignObject/>", 2, "<foreignObject>"),
        ("<use href='#a'/>", 2, "<use>"),
        ("<animate attributeName='d'/>", 2, "<animate>"),
        ("<title>Ourtown</title>", 2, "<title>"),
        ("<svg viewBox='0 0 1 1'/>", 2, "<svg>"),
        ("<svg:path xmlns:svg='http://www.w3.org/2000/svg' d='M0 0'/>", 2, "<svg:path>"),
        ("<path onclick='a()' d='M0 0'/>", 2, "“onclick” on <path>"),
        ("<path style='fill:red' d='M0 0'/>", 2, "“style” on <path>"),
        ("<path class='headline' d='M0 0'/>", 2, "“class” on <path>"),
        ("<path id='main' d='M0 0'/>", 2, "“id” on <path>"),
        ("<path xlink:href='#a' d='M0 0'/>", 2, "“xlink:href” on <path>"),
        ("<path fill='url(#a)' d='M0 0'/>", 2, "“url(#a)” as “fill”"),
        ("<path d='M0 0&quot; onload=&quot;a()'/>", 2, '“M0 0" onload="a()” as “d”'),
        ("<path d='&lt;script&gt;'/>", 2, "“<script>” as “d”"),
        ("<g transform='scale(2) url(a)'/>", 2, "“scale(2) url(a)” as “transform”"),
        ("Ourtown", 2, "the words “Ourtown”"),
        ("<![CDATA[<script>]]>", 2, "the words “<script>”"),
    ],
)
def test_a_mark_with_more_than_plain_shapes_is_refused_with_its_line(
    tmp_path: Path, inside: str, line: int, found: str
) -> None:
    assert any(
        fault.startswith(f"mark.svg:{line}: found {found}; expected ")
        for fault in faults_of_mark(tmp_path, drawn(inside))
    )


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "aaaa">]>\n' + drawn("&a;"),
            "mark.svg:1: found a document type; expected <svg> and plain shapes only",
        ),
        (drawn("&a;"), "mark.svg:2: found undefined entity; expected SVG"),
        (drawn("<g>"), "mark.svg:3: found mismatched tag; expected SVG"),
        ("", "mark.svg:1: found no element found; expected SVG"),
        (b"\xff\xfe\xff", "mark.svg:1: found "),
        ("<g/>", "mark.svg:1: found <g>; expected <svg> around everything"),
        (
            drawn("<circle r='1'/>" * 140),
            f"mark.svg:1: found {len(drawn('')) + 15 * 140} bytes; expected at most 2048",
        ),
        (
            drawn("", whole=""),
            "mark.svg:1: found the viewBox “”; expected four numbers such as “0 0 32 32”, at most 4 times",
        ),
        (drawn("", whole='viewBox="0 0 41 10"'), "mark.svg:1: found the viewBox “0 0 41 10”; expected "),
        (drawn("", whole='viewBox="0 0 nan 1"'), "mark.svg:1: found the viewBox “0 0 nan 1”; expected "),
        (drawn("", whole='viewBox="0 0 inf inf"'), "mark.svg:1: found the viewBox “0 0 inf inf”; expected "),
        (
            '<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9"/>',
            "mark.svg:1: found the xmlns “http://www.w3.org/1999/xhtml”; expected http://www.w3.org/2000/svg",
        ),
    ],
)
def test_a_file_that_is_no_mark_is_refused(tmp_path: Path, mark: str | bytes, message: str) -> None:
    (fault, *_) = faults_of_mark(tmp_path, mark)
    assert fault.startswith(message)


def test_a_mark_is_written_anew_from_what_is_allowed(tmp_path: Path) -> None:
    shapes = '<g transform="translate(1 2) rotate(4)"><path d="M0 0h9v-.5z" fill="currentColor"/></g>'
    whole = drawn(shapes, whole='viewBox="0 0 9 9" width="400"')
    mark = f'<?xml version="1.0"?><!-- Made by hand -->{whole}'
    read = load_with(tmp_path, "mark: mark.svg", mark).mark
    assert read == (
        '<svg aria-hidden="true" height="32" viewBox="0 0 9 9">'
        '<g transform="translate(1 2) rotate(4)"><path d="M0 0h9v-.5z" fill="currentColor"></path></g></svg>'
    )


def test_pages_have_the_colours_and_the_mark_and_the_policy_allows_them(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    load_with(folder, 'colours: {deep: "#3B1D6E"}\nmark: mark.svg', drawn("<circle r='4'/>"))
    page = Browse(make_portal(str(folder), tmp_path / "state").test_client()).get("/en/")
    stylesheet = page.find("style").text or ""
    assert "--deep:#3b1d6e;--warm:#7a3310" in stylesheet
    assert OUR_COLOURS.deep not in page.html
    assert page.find("meta", name="theme-color").get("content") == "#3b1d6e"
    (mark,) = page.findall("{http://www.w3.org/2000/svg}svg")
    assert mark.get("aria-hidden") == "true"


def test_without_colours_and_mark_pages_are_as_they_were(tmp_path: Path) -> None:
    page = Browse(make_portal(str(SMALL_PACK), tmp_path).test_client()).get("/en/")
    assert page.find("style").text == (STATIC / "portal.css").read_text(encoding="utf-8")
    assert "<svg" not in page.html
