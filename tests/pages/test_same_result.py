"""The same answers give the same result in every language: for every worked example, text by text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.assessment.examples import Example
from portal.languages import ENGLISH, Language
from portal.reading.authority import load_authority
from portal.translation import interface
from portal.translation.isolates import isolated
from tests.conftest import AUTHORITIES
from tests.every_page import Reader
from tests.family import Family
from tests.long_runs import sample
from tests.page import NOT_READ, Page, is_comment, words

Say = Callable[[str], str]

LANGUAGES = interface.languages()
STORIES = [(council, story) for council in AUTHORITIES for story in load_authority(council).examples]
ROUNDS = sample("rounds of the worked examples, each in another language", range(len(LANGUAGES)), 1)
ANSWERED = [
    pytest.param(council, story, code, id=f"{council}-{story.name}-{code}")
    for turn in ROUNDS
    for place, (council, story) in enumerate(STORIES)
    for code in [LANGUAGES[(place + turn) % len(LANGUAGES)]]
]
"""One round takes every story once and every language more than once."""

CLOCK = re.compile(r"\d+:\d+")
"""A time of day: some languages count to 12."""


def saying(language: Language) -> Say:
    """Return what tells how an English text is written on a page in a language."""

    def say(english: str) -> str:
        translation = language.catalogue.words_for(english)
        return words(isolated(translation) if language.direction == "rtl" else translation)

    return say


def family_of(app: Flask, story: Example, language: Language) -> Family:
    """Give a family that reads a language and has the answers of a story."""
    reader = Reader(app.test_client(), language.code, lambda page: None)
    return Family(reader, app.extensions["authority"].assessment, story.answers, saying(language))


@pytest.mark.parametrize(("council", "story", "code"), ANSWERED)
def test_a_family_that_answers_in_its_language_gets_what_the_example_tells(
    portals: Mapping[str, Flask], council: str, story: Example, code: str
) -> None:
    app = portals[council]
    family = family_of(app, story, app.extensions["languages"][code])
    page = family.to_result(story.answer_the_rest)
    outcomes, say = family.assessment.outcomes, family.say
    assert set(family.asked) == set(story.answers)
    assert words(page.find("p", class_="headline").text) == say(outcomes[story.headline].headline)
    offers = [words(heading.text) for offer in page.findall(class_="offer") for heading in offer.iter("h3")]
    assert offers == [say(outcomes[name].offer) for name in story.offers]


@pytest.mark.parametrize(
    ("council", "story"), [pytest.param(*one, id=f"{one[0]}-{one[1].name}") for one in STORIES]
)
def test_the_result_is_the_same_in_whichever_language_it_is_read(
    portals: Mapping[str, Flask], council: str, story: Example
) -> None:
    app = portals[council]
    family = family_of(app, story, ENGLISH)
    english = family.to_result(story.answer_the_rest)
    assert len(list(texts(english.find("main")))) > len(story.answers)
    for code in LANGUAGES:
        page = family.browse.get(f"/{code}/self-assessment/result/")
        assert differences(english, page, app.extensions["languages"][code]) == [], code


def differences(english: Page, other: Page, language: Language) -> list[tuple[str | None, str | None]]:
    """Return the texts of a page that do not say the same as on the English page, each after its English."""
    pairs = zip_longest(*(texts(page.find("main")) for page in (english, other)))
    return [pair for pair in pairs if not say_the_same(*pair, language)]


def say_the_same(english: str | None, other: str | None, language: Language) -> bool:
    """Tell whether a text is the translation of another; of one put together, in beginning and numbers."""
    if english is None or other is None:
        return False
    known, say = language.catalogue.wordings, saying(language)
    if english in known:
        return other == say(english)
    begin = max((text for text in known if english.startswith(f"{text} ")), key=len, default="")
    return say(str(begin)) in other and numbers(english) <= numbers(other)


def numbers(text: str) -> Counter[str]:
    """Count the numbers in a text."""
    return Counter(re.findall(r"\d+", CLOCK.sub("", text)))


def texts(element: Element) -> Iterator[str]:
    """Yield the texts in an element one by one, but for the English under them."""
    if is_comment(element) or element.tag in NOT_READ or element.get("class") == "english":
        return
    if text := words(element.text):
        yield text
    for child in element:
        yield from texts(child)
        if text := words(child.tail):
            yield text


def test_a_result_that_differs_is_found(portals: Mapping[str, Flask]) -> None:
    """Show that the tests above can fail: the results of two families differ in every language."""
    app = portals[AUTHORITIES[0]]
    first, second = app.extensions["authority"].examples[:2]
    english = family_of(app, first, ENGLISH).to_result(first.answer_the_rest)
    other = family_of(app, second, ENGLISH)
    other.to_result(second.answer_the_rest)
    for code in LANGUAGES:
        page = other.browse.get(f"/{code}/self-assessment/result/")
        assert differences(english, page, app.extensions["languages"][code])
