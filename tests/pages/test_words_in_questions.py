"""Words explained beside the questions: each once, below the form, and linked where a link can stand."""

import re
from collections.abc import Iterable, Mapping

import pytest
from flask import Flask

from portal.assessment.model import Question
from portal.reading.words import Word, load_words
from tests.conftest import AUTHORITIES, Browse
from tests.family import HERE, Family
from tests.page import Page, read_text

WORDS = load_words()
LONGEST_FIRST = sorted(
    ((form, word) for word in WORDS.values() for form in word.forms), key=lambda pair: -len(pair[0])
)

Asked = list[tuple[Question, Page]]


@pytest.fixture(scope="module", params=AUTHORITIES)
def asked(request: pytest.FixtureRequest, portals: Mapping[str, Flask]) -> Asked:
    """Give the questions that a council asks the family with the longest story, each with its page."""
    app = portals[request.param]
    authority = app.extensions["authority"]
    answers = max((story.answers for story in authority.examples), key=len)
    family = Family(Browse(app.test_client()), authority.assessment, answers)
    if family.to_check().findall("form", action=f"{HERE}the-rest/"):
        family.go_on(family.browse.post(f"{HERE}the-rest/").location)
    assert len(family.asked) == len(answers)
    questions = [authority.assessment.questions[name] for name in family.asked]
    return [(question, family.browse.get(f"{HERE}{question.name}/")) for question in questions]


def words_in(*texts: str | None) -> set[str]:
    """Find words form by form, the longest first: “EHC plan” is not “EHC”."""
    left = " | ".join(filter(None, texts))
    found = set()
    for form, word in LONGEST_FIRST:
        left, times = re.subn(rf"(?<!\w){re.escape(form)}(?!\w)", "|", left)
        if times:
            found.add(word.slug)
    return found


def all_words(question: Question) -> set[str]:
    options = [text for option in question.options for text in (option.says, option.hint)]
    return words_in(question.ask, *options, question.nothing) | linkable_words(question)


def linkable_words(question: Question) -> set[str]:
    return words_in(question.hint, question.find_out, question.why)


def told(word: Word) -> str:
    name = f"{word.name}: {word.long}" if word.long else word.name
    return f"{name} {word.means}"


def private(page: Page) -> bool:
    return bool(page.findall("body", data_neutral_title=True))


def linked(page: Page) -> list[str]:
    return [one.attrib["href"].removeprefix("#word-") for one in page.findall("a", class_="word")]


def names(questions: Iterable[Question]) -> list[str]:
    return [question.name for question in questions]


def test_each_word_of_a_question_is_explained_once_below_it(asked: Asked) -> None:
    assert names(question for question, _ in asked if all_words(question))
    for question, page in asked:
        below = page.findall("details", "Words on this page", class_="words")
        assert len(below) == bool(all_words(question)), question.name
        entries = [read_text(one) for part in below for one in part.iter("div")]
        assert sorted(entries) == sorted(told(WORDS[slug]) for slug in all_words(question)), question.name
        assert all("open" not in part.attrib for part in below)


def test_the_first_time_a_word_stands_in_a_text_it_leads_to_what_it_means(asked: Asked) -> None:
    for question, page in asked:
        expected = set() if private(page) else linkable_words(question)
        assert sorted(linked(page)) == sorted(expected), question.name


def test_no_label_heading_or_choice_holds_a_link(asked: Asked) -> None:
    for question, page in asked:
        assert page.h1 == question.ask
        for place in [*page.findall("label"), *page.findall("legend"), *page.findall("div", class_="choice")]:
            assert not list(place.iter("a")), question.name


def test_on_the_page_of_a_private_question_no_word_gets_into_the_address(asked: Asked) -> None:
    pages = [(question, page) for question, page in asked if private(page)]
    assert names(question for question, _ in pages if all_words(question))
    assert all(not linked(page) for _, page in pages)
