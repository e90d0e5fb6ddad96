"""A small portal to translate: a guide, two words, a contact, a council with one question."""

from pathlib import Path

import pytest

from portal.translation.work import Work

GUIDE = """---
title: What is a short break?
summary: Time for your child, and for you.
order: 10
keywords: [respite, sitter]
sources: [law]
review: 2027-05-21
related: []
next: words
---

A short break is a rest. Ring {front_door.phone}. {#answer}

## Who pays? {#who-pays}

- Nobody must pay. Read [about money](guide:money). {#nobody}

{contact front_door}
"""
ENGLAND = """contacts:
  emergency: {title: The police, helps_with: Danger, phone: 999, source: law}
figures:
  stay_days: {is: 17, what: A stay, source: law}
"""
WORDS = """pip:
  word: PIP
  long: Personal Independence Payment
  also: [PIPs]
  means: Money for people of 16 and over.
"""
ASSESSMENT = """version: May 2026
sections:
  child:
    title: Your child
    questions:
      age:
        ask: How old is your child?
        why: Rules differ by age.
        more_need: none
        number: 0 to 25
      home:
        ask: Do you live here?
        why: Councils have areas.
        more_need: none
        one_of:
          yes: Yes
          other: {says: "No, in %(place)s", hint: Another council helps.}
criteria:
  here:
    says: You live here.
    unless: You live elsewhere.
    home: yes
    readings: [{says: One reading, source: A2}]
outcomes:
  ask: {now: [Ring us., Write to us.], headline: Ask us, when: always}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Write the files that all councils share."""
    content = tmp_path / "content"
    (content / "guides" / "what").mkdir(parents=True)
    (content / "guides" / "what" / "en.md").write_text(GUIDE)
    (content / "england.yaml").write_text(ENGLAND)
    (content / "words").mkdir()
    (content / "words" / "en.yaml").write_text(WORDS)
    return content


@pytest.fixture
def council(content: Path) -> Path:
    """Write a council's own file."""
    folder = content / "authorities" / "ourtown"
    folder.mkdir(parents=True)
    (folder / "assessment.yaml").write_text(ASSESSMENT)
    return folder


@pytest.fixture
def work(content: Path, council: Path, tmp_path: Path) -> Work:
    """Open the work on Urdu."""
    return Work("ur", [council], content, tmp_path / "translations")
