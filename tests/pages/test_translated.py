"""What the reader of a translation is told: who made it, what the English says, and that it has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from flask import Flask

from portal.languages import Language, offer
from portal.reading.authority import CONTENT
from portal.translation.catalogue import Catalogue
from portal.translation.interface import Id
from portal.translation.markup import as_words
from portal.translation.texts import texts_of
from tests import pseudo
from tests.conftest import Browse, make_portal
from tests.family import HERE as QUESTIONS
from tests.page import Page, read_text
from tests.reader import Reader
from tests.translated_copy import Copy

SPEAKER = "Amina Khan, 2026-12-01"
NOBODYS, CHECKED = pseudo.LONG, "eo"
"""Two languages of the same words: nobody has checked the one, a speaker all of the other."""

HELP, PRIVACY, RESULT = "/en/help-now/", "/en/privacy/", f"{QUESTIONS}result/"
UNDER_GUIDES = [
    path.parent.name
    for path in sorted(CONTENT.glob("guides/*/en.md"))
    if "english_under: yes" in path.read_text("utf-8")
]
PASSAGES = [
    (HELP, "If anyone is in danger or badly hurt, ring 999 now."),
    (HELP, "Next time, open a private window first (also called Incognito). It keeps no history."),
    (PRIVACY, "No counting of visitors, no advertising, nothing from other companies."),
    (QUESTIONS, "The result is a guide, not a decision. Whatever it says, you can ask for a worker’s"),
    (RESULT, "This is a guide, not a decision. Only the council can decide, after it has looked at"),
    (RESULT, "You are likely to be assessed for short breaks, and you can begin with the council’s online"),
    (RESULT, "In an emergency ring 999. This does not take away any of the help below."),
    (RESULT, "You can ask for a worker to look at your family’s needs."),
    (RESULT, "A complaint about children’s social care has three stages. The first answer is due in 10"),
    (RESULT, "Support that was agreed should go on until your needs have been assessed again."),
]
"""Danger, privacy, what is not a decision, the headline, and rights: where a misunderstanding harms."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make a portal that offers the two languages."""
    app = make_portal("bromley", tmp_path_factory.mktemp("translated"))
    pseudo.offer_both(app)
    unchecked = app.extensions["languages"][NOBODYS].catalogue.wordings.values()
    wordings = [replace(one, phrase=replace(one.phrase, checked_by=SPEAKER)) for one in unchecked]
    offer(app, Language(CHECKED, Locale(CHECKED), Catalogue(CHECKED, wordings)))
    return app


@pytest.fixture
def family(app: Flask) -> Callable[[str], Reader]:
    """Give a family that reads a language, has answered everything, and is worried about its safety."""

    def family(code: str) -> Reader:
        reader = Reader(app.test_client(), code, lambda page: None)
        (private,) = reader.authority.assessment.private
        reader.has_answered({**reader.authority.examples[0].answers, private: "worried"})
        return reader

    return family


def english_lines(page: Page) -> list[str]:
    """Return the English that stands under translations, but for words to say or write to the council."""
    found = page.findall(class_="english")
    assert all((one.get("lang"), one.get("dir")) == ("en", "ltr") for one in found)
    return [line for line in map(read_text, found) if not line.startswith("“")]


# English under what must not be misunderstood


@pytest.mark.parametrize(("path", "english"), PASSAGES)
def test_the_english_stands_under_a_passage_until_a_speaker_has_checked_it(
    family: Callable[[str], Reader], path: str, english: str
) -> None:
    page = family(NOBODYS).get(path)
    (line,) = (one for one in page.findall(class_="english") if read_text(one).startswith(english))
    around = next(one for one in page.findall() if line in list(one))
    translated = read_text(around).partition(read_text(line))[0]
    assert translated.startswith(pseudo.OPEN)
    assert pseudo.outside(translated).strip() == ""
    assert english_lines(family(CHECKED).get(path)) == []
    assert english_lines(family("en").get(path)) == []


def test_on_the_page_of_danger_every_passage_of_ours_has_its_english(family: Callable[[str], Reader]) -> None:
    reader = family(NOBODYS)
    (private,) = reader.authority.assessment.private
    reader.get(f"{QUESTIONS}{private}/")
    page = reader.post(f"{QUESTIONS}{private}/", {"answer": "danger"}, follow=True)
    danger = next(one for one in reader.authority.assessment.safety if one.safety == "danger")
    assert {
        "If anyone is in danger or badly hurt, ring 999 now.",
        "Asking for help with safety never takes a short break away from you.",
        *danger.now,
    } <= set(english_lines(page))


@pytest.mark.parametrize("slug", UNDER_GUIDES)
def test_guides_about_safety_privacy_and_rights_have_it_under_every_passage(
    family: Callable[[str], Reader], slug: str
) -> None:
    page = family(NOBODYS).get(f"/en/guides/{slug}/")
    passages = {text.place for text in texts_of(CONTENT / "guides" / slug / "en.md")}
    shown = [one for one in page.findall(id=True) if one.get("id") in passages]
    assert len(shown) > 5
    assert all([line.get("class") for line in one.iter("span")].count("english") == 1 for one in shown)
    assert english_lines(family(CHECKED).get(f"/en/guides/{slug}/")) == []


def test_these_are_the_guides_about_safety_privacy_rights_and_what_is_not_a_decision() -> None:
    assert UNDER_GUIDES == [
        "how-the-self-assessment-works",
        "if-support-is-cut",
        "if-you-disagree",
        "worried-about-a-child",
        "your-information",
    ]


# Who made it


@pytest.mark.parametrize("path", [HELP, "/en/guides/if-you-disagree/", QUESTIONS, RESULT, "/en/words/"])
def test_a_machines_draft_says_so_in_its_own_language_and_no_other(
    family: Callable[[str], Reader], path: str
) -> None:
    reader = family(NOBODYS)
    draft = reader.get(path).find("p", class_="draft")
    said = "A computer translated this page. It has not yet been checked by a speaker."
    assert (draft.text or "").strip() == pseudo.lengthened(said)
    assert path in [link.get("href") for link in draft.iter("a")], "the English is one tap away"
    checked = family(CHECKED).get(path).find("p", class_="draft")
    assert (checked.text or "").strip() == pseudo.lengthened(
        "A speaker of this language has checked this text."
    )
    assert not family("en").get(path).findall(class_="draft")


# English that has changed

CHANGES = [
    ("guides/if-you-disagree/en.md", "often less. Get advice at once.", "often less. Get advice now."),
    ("flowcharts/your-review.yaml", "You get ready.", "You make ready."),
    ("words/en.yaml", "to sit still or to wait.", "to sit still and to wait."),
    ("authorities/bromley/assessment.yaml", "children that you can ask to join.", "children to ask about."),
    ("england.yaml", "badly hurt or very ill now.", "hurt or very ill now."),
]
"""What changes in the files, by what stood there before."""

EARLIER: dict[Id, Id] = {
    "No counting of visitors, no advertising, nothing from other companies.": (
        "No counting of visitors, no advertising and nothing from other companies."
    ),
    (
        "The council should decide within one working day what to do next.",
        "The council should decide within %(num)s working days what to do next.",
    ): (
        "The council should decide within one working day what to do next.",
        "The council should decide what to do next within %(num)s working days.",
    ),
}
"""The earlier English of texts of the pages, by what they are now."""

TOLD = [
    ("/en/guides/if-you-disagree/", "You have … months at the very most, and often less. Get advice now."),
    ("/en/flowcharts/your-review/", "You make ready."),
    ("/en/words/", "with it may find it hard to concentrate, to sit still and to wait. You can ask"),
    (f"{QUESTIONS}criteria/", "clubs and holiday activities for disabled children to ask about."),
    (HELP, "Someone who is in danger, hurt or very ill now."),
    (PRIVACY, "No counting of visitors, no advertising, nothing from other companies."),
    ("/en/ask-for-assessment/", "The council should decide within … working days what to do next."),
]
UNCHANGED = ["/en/", "/en/guides/under-five/", "/en/flowcharts/if-you-disagree/", "/en/accessibility/"]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Serve a copy in Polish of which some English has changed since it was translated."""
    copy = Copy.make(tmp_path_factory.mktemp("changed"), "pl")
    for change in CHANGES:
        copy.change(*change)
    copy.was_made_from(EARLIER)
    return copy.serve()


def notices(page: Page) -> list[list[str]]:
    """Return the English that each notice of a change unfolds."""
    found = [one for one in page.findall("details", class_="notice") if "open" not in one.attrib]
    for one in found:
        assert all((line.get("lang"), line.get("dir")) == ("en", "ltr") for line in one.iter("p"))
    return [[read_text(line) for line in one.iter("p")] for one in found]


@pytest.mark.parametrize(("path", "english"), TOLD)
def test_a_reader_is_told_when_the_english_has_changed_and_sees_it_with_one_tap(
    changed: Flask, path: str, english: str
) -> None:
    page = Reader(changed.test_client(), "pl", lambda page: None).get(path)
    ((said,),) = notices(page)
    assert english in said
    summary = next(page.find("details", class_="notice").iter("summary"))
    assert read_text(summary).startswith("Angielski tekst tej strony")
    assert not notices(Browse(changed.test_client()).get(path)), "who reads the English need not be told"


def test_the_earlier_translation_is_still_read(changed: Flask) -> None:
    reader = Reader(changed.test_client(), "pl", lambda page: None)
    catalogue = changed.extensions["languages"]["pl"].catalogue
    behind = {one.english_words: one.phrase.forms[0] for one in catalogue.wordings.values() if one.earlier}
    assert len(behind) == len(TOLD)
    for path, english in TOLD:
        (words,) = (words for known, words in behind.items() if english in known)
        assert as_words(words).split("…")[0] in reader.get(path).text


@pytest.mark.parametrize("path", UNCHANGED)
def test_where_nothing_has_changed_nothing_is_said(changed: Flask, path: str) -> None:
    assert not notices(Reader(changed.test_client(), "pl", lambda page: None).get(path))


def test_who_has_checked_a_text_is_read_from_its_file(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path, "pl")
    checked = "If anyone is in danger or badly hurt, ring 999 now."
    passage = "Complain within a year of what happened."
    guide = "/en/guides/if-you-disagree/"
    copy.edit(copy.interface, checked, checked_by=SPEAKER)
    copy.edit(copy.content / "guides" / "if-you-disagree" / "pl.po", passage, checked_by=SPEAKER)
    reader = Reader(copy.serve().test_client(), "pl", lambda page: None)
    for path, english in ((HELP, checked), (guide, passage)):
        lines = english_lines(reader.get(path))
        assert lines
        assert english not in lines
