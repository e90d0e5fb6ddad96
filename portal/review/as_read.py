"""A text as families see it: on its own page, or on that of a family whose story leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from flask import session
from markupsafe import Markup

from portal.answers import ANSWERS, THE_REST, VERSION
from portal.assessment.encoding import encode
from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import Answers, Assessment
from portal.review.marks import numbers_in, page_with_marks, with_links
from portal.review.texts import Reviewable

OWN_PAGES = {"guide": "guides", "flowchart": "flowcharts", "question": "self-assessment"}
OF_A_FAMILY = ("result", "reason")
"""What families meet on the page of a result only."""

Answered = tuple[Answers, bool]
"""The answers of a family, and whether it went on to the questions that the headline does not need."""


def own_page(text: Reviewable) -> str | None:
    """Return the address of the page that a text has to itself, without the language."""
    return f"{OWN_PAGES[text.kind]}/{text.name}/" if text.kind in OWN_PAGES else None


def as_read(
    text: Reviewable,
    language: str,
    rules: Assessment,
    examples: tuple[Example, ...],
    link: Callable[[int], Markup],
) -> tuple[Markup, list[int]]:
    """Return a text’s page with links at its passages, and the numbers of the passages without one there.

    A word has no page of its own. Where a result or a reason stands, most words are others’: no links there.
    """
    passages: dict[str, int] = {}
    for number, one in enumerate(text.passages):
        passages.setdefault(one.english, number)
    best = ""
    for path, answered in _pages(text, rules, examples):
        with_answers = (lambda found=answered: _answer(rules, found)) if answered else None
        page = page_with_marks(f"/{language}/{path}", passages, with_answers)
        if len(numbers_in(page)) > len(numbers_in(best)):
            best = page
    everything = range(len(text.passages))
    if text.kind in OF_A_FAMILY:
        return with_links(best, lambda number: Markup()), list(everything)
    shown = numbers_in(best)
    # A flowchart is shown twice: question by question, folded; and below that as a whole.
    main = with_links(best, link, last=text.kind == "flowchart")
    return main, [number for number in everything if number not in shown]


def _pages(
    text: Reviewable, rules: Assessment, examples: tuple[Example, ...]
) -> Iterator[tuple[str, Answered | None]]:
    """Yield the addresses at which a text may stand, with the answers that lead there."""
    own = own_page(text)
    if own and text.kind != "question":
        yield own, None
    for example in examples if text.kind in ("question", *OF_A_FAMILY) else ():
        journey = replay(rules, example.answers, answer_the_rest=example.answer_the_rest)
        if text.kind != "question":
            yield "self-assessment/result/", (example.answers, example.answer_the_rest)
        elif text.name in journey.answers:
            before = dict(takewhile(lambda one: one[0] != text.name, journey.answers.items()))
            yield own or "", (before, example.answer_the_rest)
            return


def _answer(rules: Assessment, answered: Answered) -> None:
    """Put a family's answers into the session of the page that is being made."""
    answers, answer_the_rest = answered
    session[ANSWERS], session[VERSION] = encode(rules, answers), rules.version
    if answer_the_rest:
        session[THE_REST] = True
