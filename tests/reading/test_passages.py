"""Passages: what a text is read into, and the fingerprint that changes with the words alone."""

import pytest

from portal.assessment.document import FaultyContent
from portal.reading.passages import Passage, read_passages

TEXT = """The answer,
on two lines. {#answer}

## Who pays? {#who-pays}

- The council {#council}
- You,
  now and then {#you}
1. Ring {#ring}

- [ ] A letter {#letter}

___ My question {#question}

| Who | What |
| --- | --- |
| You | Ask |
{#table}

{contact front_door}

{here panel}
"""


def read_one(text: str) -> Passage:
    (passage,) = read_passages(text, "a.md")
    return passage


def test_a_text_is_read_into_passages_by_kind_id_words_and_line() -> None:
    assert [(one.kind, one.id, one.text, one.line) for one in read_passages(TEXT, "a.md", 10)] == [
        ("paragraph", "answer", "The answer, on two lines.", 10),
        ("heading", "who-pays", "Who pays?", 13),
        ("bullet", "council", "The council", 15),
        ("bullet", "you", "You, now and then", 16),
        ("step", "ring", "Ring", 18),
        ("tick", "letter", "A letter", 20),
        ("write", "question", "My question", 22),
        ("table", "table", "| Who | What |\n| --- | --- |\n| You | Ask |", 24),
        ("contact", "contact-front_door", "front_door", 29),
        ("here", "here-panel", "panel", 31),
    ]


def test_the_fingerprint_stays_where_only_the_id_the_lines_or_the_place_change() -> None:
    before = read_one("The answer, on one line. {#answer}")
    after = read_passages("## First {#first}\n\nThe answer,\n   on one line.  {#other}", "b.md", 40)[1]
    assert before.fingerprint == after.fingerprint


def test_the_fingerprint_changes_with_every_word_and_with_what_kind_it_is() -> None:
    texts = ("Ask us. {#a}", "Ask us! {#a}", "ask us. {#a}", "- Ask us. {#a}", "Ask **us**. {#a}")
    assert len({read_one(text).fingerprint for text in texts}) == len(texts)


def test_fingerprints_are_those_of_earlier_versions() -> None:
    """Translations and signatures are kept by them: another way to make them would lose all of these."""
    assert read_one("The answer. {#answer}").fingerprint == "37804006d0e614c0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fine. {#a}\n\nNo id.", "a.md:7: found “No id.”; expected an id at its end, such as {#who-pays}"),
        ("Fine. {#a}\n\n{#b}", "a.md:7: found nothing before the id; expected some words"),
        ("No. {#A b}", "a.md:5: found “No. {#A b}”; expected an id at its end, such as {#who-pays}"),
        ("Fine. {#a}\n- So. {#a}", "a.md:6: found the id a again; expected each id once (it is on line 5)"),
    ],
)
def test_what_does_not_fit_is_named_by_its_line(text: str, told: str) -> None:
    with pytest.raises(FaultyContent) as faulty:
        read_passages(text, "a.md", 5)
    assert str(faulty.value) == told
