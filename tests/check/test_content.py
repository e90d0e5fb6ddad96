"""Texts for families: what the check refuses in them, where it looks, and that those that ship are clean."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.check.content import MOST_WORDS, Rules, faults_in_texts
from portal.check.reading_age import syllable_counter
from portal.check.texts import Kind, Piece, Text, texts_of
from portal.commands.new_authority import TEMPLATE
from portal.reading.authority import find_folder
from tests.conftest import AUTHORITIES
from tests.small_council import SMALL_PACK, library_of, small_council

GUIDE = """---
title: {title}
summary: A guide.
order: {order}
keywords: [word]
sources: [S]
review: 2027-05-21
related: [direct-payments]
next: ask
---

{body}
"""
FLOWCHART = """title: A way
summary: A way to go.
order: 1
keywords: [eligible]
sources: [S]
review: 2027-05-21
related: [direct-payments]
steps:
  first:
    ask: Is it so?
    answers:
      yes: {says: Utilise it, to: end}
      no: {says: No, to: end}
ends:
  end: {title: Here, about: "Ring 0121 000 0000.", guide: direct-payments}
"""

BY_NAME = "the telephone number 0121 000 0000; expected its name in the folder, such as {front_door.phone}"
NO_SUM = "the sum £5; expected no sum: what families get stands under “allowances” in the rules"

Planted = Callable[..., list[str]]


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Give the rules for texts of the small pack."""
    return Rules(library_of(SMALL_PACK))


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """Give a way to find out what is wrong in a small council's folder that has these files, too."""

    def look(files: dict[str, str], changes: tuple[tuple[str, str, str], ...] = ()) -> list[str]:
        folder = small_council(tmp_path, files)
        for name, old, new in changes:
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        own = {Path(name).name for name, _, _ in changes} | {file_name(name) for name in files}
        return [str(fault) for fault in faults_in_texts(library_of(folder), folder) if fault.file in own]

    return look


def file_name(path: str) -> str:
    """Return the name by which faults tell of a file."""
    return "/".join(Path(path).parts[-2:]) if path.endswith(".md") else Path(path).name


def found(rules: Rules, words: str, kind: Kind = "guide", is_name: bool = False) -> list[str]:
    """Return what the rules find in one line, without its place."""
    text = Text(kind, "a.md", (Piece("a.md", 7, words, words, is_name),))
    told = [str(fault) for fault in rules.faults_in(text)]
    assert all(one.startswith("a.md:7: found ") for one in told)
    return [one.removeprefix("a.md:7: found ").split("; expected ")[0] for one in told]


REFUSED: dict[str, list[str]] = {
    "Ring 0121 303 1888 today.": ["the telephone number 0121 303 1888"],
    "Ring 01213031888.": ["the telephone number 01213031888"],
    "Ring +44 121 303 1888.": ["the telephone number +44 121 303 1888"],
    "Ring 0800 1111.": ["the telephone number 0800 1111"],
    "Ring 116 123.": ["the telephone number 116 123"],
    "Text 85258.": ["the telephone number 85258"],
    "In danger, ring 999.": ["the telephone number 999"],
    "You get £50 a week.": ["the sum £50"],
    "You get £1,250.50.": ["the sum £1,250.50"],
    "You get 200 pounds.": ["the sum 200 pounds"],
    "Write to help@council.example.": ["the e-mail address help@council.example"],
    "See www.council.example/help for more.": ["the web address www.council.example/help"],
    "See https://council.example.": ["the web address https://council.example."],
    "See contact.org.uk for more.": ["the web address contact.org.uk"],
    "It may last 17 days.": ["“17 days” in figures"],
    "It takes 45 working days.": ["“45 working days” in figures"],
    "Every 6 months there is a review.": ["“6 months” in figures"],
    "Utilise this.": ["“Utilise”"],
    "In order to ask, ring.": ["“In order to”"],
    "You may not be eligible.": ["“eligible”"],
    "You can access a club.": ["“can access”"],
    "Appeal to the Ombudsman.": ["“Appeal to the Ombudsman”"],
    "Ask the QQQ, or two QQQs.": ["“QQQ”", "“QQQ”"],
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_fault_is_found_and_named(rules: Rules, words: str) -> None:
    assert found(rules, words) == REFUSED[words]


@pytest.mark.parametrize(
    "words",
    [
        "On 13 July 2009, and in 2025 or 2026.",
        "The law is section 111 of an Act of 1970.",
        "For ages 0 to 25, at 16 or 17, in year 9.",
        "From 8:45 to 17:15, or at 1pm.",
        "NHS 111 can help.",
        "Look on GOV.UK, and ask about a DLA.",
        "It lasts 12 months or more.",
        "It opens 2 days a week, for 11 days.",
        "The Multi-Agency Safeguarding Hub, or the Eligibility Team.",
        "The accessible toilet is a requiring matter, and a regardingly one.",
    ],
)
def test_what_only_looks_like_a_fault_may_stand(rules: Rules, words: str) -> None:
    assert found(rules, words) == []


def test_a_name_is_not_ours_to_word_and_its_letters_are_explained_all_the_same(rules: Rules) -> None:
    assert found(rules, "Eligibility criteria of the QQQ", is_name=True) == ["“QQQ”"]


def test_numbers_may_stand_where_they_are_kept_and_figures_where_no_name_can(rules: Rules) -> None:
    assert found(rules, "Their numbers end in 0121 303 1888.", kind="people") == []
    assert found(rules, "It takes 45 working days.", kind="rules") == []
    assert found(rules, "Ring 0121 303 1888.", kind="rules") == ["the telephone number 0121 303 1888"]


def test_what_to_write_instead_is_told(rules: Rules) -> None:
    words = "Utilise 0121 303 1888 for 17 days."
    told = rules.faults_in(Text("guide", "a.md", (Piece("a.md", 7, words, words),)))
    assert [fault.expected for fault in told] == [
        "use",
        "its name in the folder, such as {front_door.phone}",
        "its name, such as {law.stay_days}",
    ]


def test_faults_are_found_in_every_kind_of_file_by_line(planted: Planted) -> None:
    guide = GUIDE.format(
        title="Utilise a guide", order=1, body="{here own}\n\n{front_door.phone} is it. {#a}"
    )
    part = "---\nsources: [S]\n---\n\nA line. {#b}\n\n| Who | Utilise |\n| --- | --- |\n| You | £5 |\n{#c}\n"
    policy = "  p: {title: Eligibility, for_what: 'Utilise {law.it}.', changed: Utilise., source: S}\n"
    provider = "  p: {title: QQQ, offers: Utilise., note: 0121 000 0000, assessment: needed, source: S}\n"
    assert planted(
        {
            "guides/own/en.md": guide,
            "parts/own/en.md": part,
            "flowcharts/own.yaml": FLOWCHART,
            "policies.yaml": f"policies:\n{policy}",
            "providers.yaml": f"providers:\n{provider}",
        },
        (
            ("assessment.yaml", "easy: Easy", "easy: Utilised"),
            ("assessment.yaml", "says: Need is high.", "says: The ABCs say so."),
            ("examples.yaml", "story: A story.", "story: A story of the XYZ, DLA and two XYZs."),
            ("authority.yaml", "Ring and ask.", "Ring and obtain it."),
            ("authority.yaml", "helps_with: Asking.", "helps_with: Requirements."),
        ),
    ) == [
        "assessment.yaml:31: found “Utilised”; expected used",
        "assessment.yaml:61: found “ABC”; expected an entry for it in words/en.yaml, or the words in full",
        "authority.yaml:7: found “obtain”; expected get",
        "authority.yaml:18: found “Requirements”; expected what is needed",
        "examples.yaml:3: found “XYZ”; expected an entry for it in words/en.yaml, or the words in full",
        "own.yaml:12: found “Utilise”; expected use",
        f"own.yaml:15: found {BY_NAME}",
        "own/en.md:2: found “Utilise”; expected use",
        f"own/en.md:7: found {NO_SUM}",
        "own/en.md:7: found “Utilise”; expected use",
        "policies.yaml:2: found the fact “law.it”; expected one that council has",
        "policies.yaml:2: found “Utilise”; expected use",
        f"providers.yaml:2: found {BY_NAME}",
        "providers.yaml:2: found “Utilise”; expected use",
    ]


def test_a_guide_has_350_words_at_most_with_facts_table_and_the_councils_own_part(planted: Planted) -> None:
    """Seven words are in the part, four in the table, two in the fact, and one in the heading."""
    part = "---\nsources: [S]\n---\n\nOne two three four five six seven. {#b}\n"
    body = "## Why {#h}\n\n{here own}\n\n{council.name} {#f}\n\n| A | B |\n| --- | --- |\n| C | D |\n{#t}\n\n"
    rest = MOST_WORDS - 14
    files = {"parts/own/en.md": part}
    for order, (name, count) in enumerate((("enough", rest), ("long", rest + 1))):
        words = "It is so. " * (count // 3) + "So. " * (count % 3)
        files[f"guides/{name}/en.md"] = GUIDE.format(
            title="A guide", order=order, body=f"{body}{words}{{#w}}"
        )
    assert planted(files) == [
        "long/en.md:1: found 351 words; expected 350 at most, with the council’s own part"
    ]


HARD = """Short. {#a}

Notwithstanding considerable organisational difficulties, the responsible administrative authority
may reconsider individual applications. {#b}

- Alternative accommodation possibilities require multidisciplinary deliberation beforehand {#c}

| Heading | Interdepartmental communication necessitates considerable administrative coordination |
| --- | --- |
| No | Yes |
{#d}

"""
HARD += "\n\n".join(f"Complicated terminology discourages families, case {n} {{#e{n}}}" for n in range(15))


def test_a_text_that_is_too_hard_is_named_with_its_three_hardest_sentences(planted: Planted) -> None:
    told = planted({"guides/hard/en.md": GUIDE.format(title="A guide", order=1, body=HARD)})
    (fault,) = [one for one in told if "reading age" in one]
    found, hardest = fault.split("; expected 11 at most. Its hardest sentences: ")
    assert found.startswith("hard/en.md:1: found a reading age of ")
    assert [place.split(" “")[0] for place in hardest.split("; ")] == [
        "hard/en.md:14",
        "hard/en.md:17",
        "hard/en.md:19",
    ]
    assert "“Notwithstanding considerable organisational difficulties, …”" in hardest


def test_a_text_of_a_few_words_is_not_measured(planted: Planted) -> None:
    few = HARD.split("\n\n- ")[0]
    told = planted({"guides/hard/en.md": GUIDE.format(title="A guide", order=1, body=few)})
    assert told
    assert not any("reading age" in one for one in told)


@pytest.mark.parametrize("name", [*AUTHORITIES, str(TEMPLATE)])
def test_what_ships_is_clean_and_its_reading_age_was_measured(name: str) -> None:
    folder = find_folder(name)
    library = library_of(folder)
    assert [str(fault) for fault in faults_in_texts(library, folder)] == []
    assert syllable_counter() is not None
    texts = list(texts_of(library, folder))
    for kind, files in (("guide", library.guides), ("flowchart", library.flowcharts)):
        assert len([text for text in texts if text.kind == kind and text.pieces]) == len(files)
    assert {text.kind for text in texts} == {
        "guide", "flowchart", "words", "directory", "rules", "council", "people"
    }  # fmt: skip


def test_what_to_say_instead_needs_no_rewording_itself(rules: Rules) -> None:
    for jargon, instead in rules.say_instead.items():
        assert found(rules, instead) == [], jargon
