"""A page as families see it, with a way to comment at each passage of one text.

The marks of marking.py become links: beside the words, or after the link, label or picture they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote

from flask import current_app
from markupsafe import Markup

from portal.beside import taken_apart
from portal.review.marking import BEGIN, END, marked

MARK = re.compile(f"(?:{BEGIN}|{quote(BEGIN)})(\\d+)(?:{END}|{quote(END)})")
"""A mark as it is, or as it stands in the address of a link."""

PART = re.compile(r"<[^>]*>|[^<]+")
NAME = re.compile(r"</?([a-z0-9]+)")
CLOSED = frozenset(["a", "button", "h1", "h2", "h3", "label", "legend", "option", "summary", "svg"])
"""Elements that hold no link: what stands in them is commented on behind them."""

NOT_TO_PRESS = (
    (re.compile(r"<form\b[^>]*>"), "<div>"),
    (re.compile(r"</form>"), "</div>"),
    (re.compile(r"<button\b"), "<button disabled"),
    (re.compile(r'<input type="hidden"[^>]*>'), ""),
    (re.compile(r"<(/?)h1\b"), r"<\1h2"),
)
"""The page is to be read here: nothing is sent from it, and the desk has a heading of its own."""


def page_with_marks(path: str, passages: Mapping[str, int], before: Callable[[], None] | None = None) -> str:
    """Return the main part of a page that families see, with marks in it; `before` may fill the session."""
    app = current_app
    # A context of its own: the language of the desk's page stays what it is.
    with app.app_context(), app.test_request_context(path), marked(passages):
        if before:
            before()
        app.preprocess_request()
        page = app.make_response(app.dispatch_request()).get_data(as_text=True)
    return taken_apart(page)[1]


def numbers_in(page: str) -> set[int]:
    """Return the numbers of the passages whose words are marked on a page."""
    return set(_places(PART.findall(page)))


def with_links(main: str, link: Callable[[int], Markup], last: bool = False) -> Markup:
    """Put a link in the place of each passage's first mark, or of its last; the others go."""
    for pattern, instead in NOT_TO_PRESS:
        main = pattern.sub(instead, main)
    return Markup("".join(_parts(PART.findall(main), link, last)))


def _places(parts: Sequence[str], last: bool = False) -> dict[int, int]:
    """Return which part of a page has the first mark of each passage, or its last; none in a tag."""
    places: dict[int, int] = {}
    for at, part in enumerate(parts):
        for number in map(int, MARK.findall(part) if NAME.match(part) is None else ()):
            if last or number not in places:
                places[number] = at
    return places


def _parts(parts: Sequence[str], link: Callable[[int], Markup], last: bool) -> Iterator[str]:
    wanted: dict[int, list[int]] = {}
    for number, at in _places(parts, last).items():
        wanted.setdefault(at, []).append(number)
    waiting: list[int] = []
    within: list[str] = []
    for at, part in enumerate(parts):
        name = NAME.match(part)
        waiting += wanted.get(at, [])
        if name is not None and name[1] in CLOSED:
            within = _moved(within, name[1], closes=part.startswith("</"))
        yield MARK.sub("", part)
        if not within:
            yield from map(link, waiting)
            waiting = []


def _moved(within: list[str], name: str, closes: bool) -> list[str]:
    """Return in which elements that hold no link the next part stands."""
    if not closes:
        return [*within, name]
    return within[: len(within) - 1 - within[::-1].index(name)] if name in within else within
