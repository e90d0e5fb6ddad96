"""Guides: what is read of them, what a council may replace or add, and what is refused by file and line."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from portal.reading.guides import load_guides
from tests.small_council import SMALL_PACK, faults_in, library_of, small_council

GUIDE = """---
title: A guide
summary: A guide of our own.
order: 901
keywords: [word]
sources: [S]
review: 2027-05-21
related: [direct-payments]
next: ask
---

Words. {#a}
"""
DOCUMENTED = Path(__file__).parents[2] / "docs" / "writing-guides.md"
PART = "---\nsources: [S]\n---\n\nOur own words. {#own}\n"


def test_a_council_may_add_a_guide_in_its_place_in_the_list(tmp_path: Path) -> None:
    folder = small_council(tmp_path, {"guides/our-own/en.md": GUIDE.replace("901", "-1")})
    guides = library_of(folder).guides
    assert next(iter(guides)) == "our-own"
    assert len(guides) == 1 + len(library_of(SMALL_PACK).guides)


def test_of_two_guides_at_one_place_the_name_decides(tmp_path: Path) -> None:
    folder = small_council(tmp_path, {"guides/twin/en.md": GUIDE, "guides/own/en.md": GUIDE})
    assert list(library_of(folder).guides)[-2:] == ["own", "twin"]


def test_a_council_may_replace_a_guide_or_a_part_of_one(tmp_path: Path) -> None:
    folder = small_council(tmp_path, {"guides/the-panel/en.md": GUIDE, "parts/who/en.md": PART})
    before, after = library_of(SMALL_PACK).guides, library_of(folder).guides
    assert set(after) == set(before)
    assert [one.text for one in after["the-panel"].passages] == ["Words."]
    told = after["who-can-get-one"]
    assert "Our own words." in [one.text for one in told.passages]
    assert told.sources[-1].title == "A page"
    changed = {slug for slug in after if after[slug] != before[slug]}
    assert changed == {"the-panel", "who-can-get-one"}


def test_what_the_documentation_shows_can_be_read(tmp_path: Path) -> None:
    guide, boxes = re.findall(
        r"^(    (?:---|steps:)\n(?:    .*\n|\n(?=    ))+)", DOCUMENTED.read_text(), re.MULTILINE
    )
    front = GUIDE.split("---\n")[1].replace("next: ask\n", "")
    files = {
        "guides/the-panel/en.md": dedent(guide),
        "flowcharts/shown.yaml": front + dedent(boxes),
    }
    library = library_of(small_council(tmp_path, files))
    assert library.guides["the-panel"].passages[0].text.startswith("The panel reads")
    assert list(library.flowcharts["shown"].ends) == ["safety", "here"]


KEYS = "title, summary, order, keywords, sources, review, related, next, recording, english_under"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "order: 901",
            "ordre: 901",
            f"4: found “ordre”; expected one of the keys {KEYS} (did you mean order?)",
        ),
        ("order: 901\n", "", "2: found none; expected the key order"),
        ("order: 901", "order: first", "4: found “first”; expected a whole number"),
        (
            "order: 901",
            "order: 1\norder: 2",
            "5: found the key “order” again; expected each key once (it is on line 4)",
        ),
        ("title: A guide", "title:", "2: found nothing; expected some text"),
        ("[word]", "[]", "5: found an empty list; expected one or more"),
        ("[word]", "", "5: found nothing; expected some text"),
        ("[S]", "[]", "6: found an empty list; expected one or more"),
        ("2027-05-21", "2027-02-30", "7: found “2027-02-30”; expected a day, such as 2026-11-21"),
        (
            "[direct-payments]",
            "[no-such]",
            "8: found the related guide “no-such”; expected a guide that there is",
        ),
        (
            "next: ask",
            "next: guide:no-such",
            "9: found the next step “guide:no-such”; expected a page, guide or flowchart that there is",
        ),
        ("---\ntitle", "title", "1: found no facts about the text; expected them, between two lines of ---"),
        ("Words. {#a}", "", "11: found nothing; expected a text below the facts about it"),
        ("{#a}", "{law.no} {#a}", "12: found the fact “law.no”; expected one that council has"),
        (
            "Words.",
            "[Words](guide:no-such)",
            "12: found the link “guide:no-such”; expected a guide, flowchart, page or word that there is",
        ),
        (
            "Words.",
            "[Words](tel:999)",
            "12: found the link “tel:999”; expected a guide, flowchart, page or word that there is",
        ),
        (
            "Words.",
            "### Words",
            "12: found what makes <h3> in HTML; expected words, links, **strong**, *stress* or a table",
        ),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_line(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert GUIDE.count(before) == 1
    assert faults_in(small_council(tmp_path, {"guides/own/en.md": GUIDE.replace(before, after)})) == [
        f"own/en.md:{told}"
    ]


@pytest.mark.parametrize(
    ("before", "after", "line", "found", "expected"),
    [
        ("[S]", "[T]", 6, "“T”", "a source, one of "),
        ("Words. {#a}", "{here no_such}", 12, "“no_such”", "a part, one of "),
        ("Words. {#a}", "{contact no_such}", 12, "the contact “no_such”", "one of "),
    ],
)
def test_what_is_there_is_told_where_something_is_not(
    tmp_path: Path, before: str, after: str, line: int, found: str, expected: str
) -> None:
    (told,) = faults_in(small_council(tmp_path, {"guides/own/en.md": GUIDE.replace(before, after)}))
    assert told.startswith(f"own/en.md:{line}: found {found}; expected {expected}")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    broken = GUIDE.replace("901", "last").replace("2027-05-21", "May").replace("[word]", "[]")
    other = GUIDE.replace("title: A guide", "title:")
    folder = small_council(tmp_path, {"guides/own/en.md": broken, "guides/other/en.md": other})
    assert [one.split(" found")[0] for one in faults_in(folder)] == [
        "other/en.md:2:",
        "own/en.md:4:",
        "own/en.md:5:",
        "own/en.md:7:",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"guides/Our Guide/en.md": GUIDE},
            "Our Guide/en.md:2: found the name “Our Guide”; expected small letters, digits and hyphens",
        ),
        (
            {"guides/booklet/en.md": GUIDE},
            "booklet/en.md:2: found the name “booklet”; expected a name that no page has",
        ),
        (
            {"parts/panel/en.md": PART.replace("own}", "panel-answer}") + "\nMore. {#answer}\n"},
            "panel/en.md:7: found the id answer again; expected each id once in a guide with its parts",
        ),
        (
            {"parts/panel/en.md": f"{PART}\n{{here who}}\n"},
            "panel/en.md:7: found “{here who}”; expected words: a part holds no other part",
        ),
    ],
)
def test_names_and_ids_are_given_once(tmp_path: Path, files: dict[str, str], told: str) -> None:
    assert faults_in(small_council(tmp_path, files)) == [told]


def test_a_part_that_would_stand_nowhere_is_a_slip_in_its_name(tmp_path: Path) -> None:
    (told,) = faults_in(small_council(tmp_path, {"parts/pannel/en.md": PART}))
    assert told.startswith("pannel/en.md:1: found the part “pannel”; expected one of adulthood, ")


def test_a_file_of_another_encoding_is_named_by_line(tmp_path: Path) -> None:
    assert faults_in(
        small_council(tmp_path, {"guides/own/en.md": GUIDE.encode().replace(b"Words", b"W\xf6rter")})
    ) == ["own/en.md:12: found the byte 0xf6; expected text in UTF-8"]


def test_a_file_from_another_system_is_read_as_it_is(tmp_path: Path) -> None:
    folder = small_council(
        tmp_path, {"guides/own/en.md": b"\xef\xbb\xbf" + GUIDE.replace("\n", "\r\n").encode()}
    )
    guide = library_of(folder).guides["own"]
    assert (guide.title, [one.line for one in guide.passages]) == ("A guide", [12])


def test_no_folder_of_guides_is_no_fault(tmp_path: Path) -> None:
    assert load_guides(tmp_path, {}, tmp_path) == {}
