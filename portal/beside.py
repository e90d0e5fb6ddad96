"""A page with its English beside it: a family and a worker sit over one sheet.

The page is made twice, in both languages, from the same answers; so part stands beside part. What only one of
them has, such as words to explain, stands alone. The English is only to be read: what can be pressed stands
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import wraps
from typing import ParamSpec, cast

import nh3
from flask import Flask, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.languages import DEFAULT, in_english, language

View = ParamSpec("View")
Page = str | Response

PAGES = ("guides.guide", "assessment.criteria", "assessment.check", "assessment.result")
"""The pages that are offered with their English beside them."""

SUFFIX = "_beside"
"""What the endpoint of such a page ends in."""

BEGIN, END = '<main id="main">', "</main>"
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
AROUND = re.compile(r'<(article|section)\b|<div [^>]*(data-read|class="columns")')
"""Elements that hold several parts: each part stands beside its own English."""

LIST = "dl"
"""A list whose lines stand beside their own English too: each becomes a list of its own."""

ALIKE = re.compile(r'\b(?:id|class)="[^"]*"')
"""What a part and its English have in common."""

VOID = ("br", "hr", "img", "input", "track", "wbr")
ALLOWED = {
    *(
        "b",
        "bdi",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
    ),
    *("ol", "p", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
PRESSED = {"button", "form", "input", "script", "select", "style", "textarea", "video"}
HEADING = re.compile(r"<(/?)h1\b")
TO_PRESS = re.compile(r'\s*<[a-z]+ class="[^"]*\bscreen\b')
PAIR = Markup('<div class="pair"><div>{}</div><div lang="en" dir="ltr">{}</div></div>\n')


def init_app(app: Flask) -> None:
    """Offer each of these pages at an address of its own, after the page itself."""
    for endpoint in PAGES:
        (rule,) = app.url_map.iter_rules(endpoint)
        view = beside(cast(Callable[..., Page], app.view_functions[endpoint]))
        app.add_url_rule(f"{rule.rule}with-english/", f"{endpoint}{SUFFIX}", view, methods=["GET"])
    app.jinja_env.globals["address_with_english"] = address_with_english


def address_with_english() -> str | None:
    """Return the address of this page with its English beside it, if there is one."""
    if request.endpoint in PAGES and language().code != DEFAULT:
        return url_for(f"{request.endpoint}{SUFFIX}", **(request.view_args or {}))
    return None


def beside(view: Callable[View, Page]) -> Callable[View, Page]:
    """Make the view that shows the same page with its English beside it."""

    @wraps(view)
    def both(*args: View.args, **kwargs: View.kwargs) -> Page:
        if language().code == DEFAULT:
            endpoint = str(request.endpoint).removesuffix(SUFFIX)
            return redirect(url_for(endpoint, **(request.view_args or {})))
        page = view(*args, **kwargs)
        if not isinstance(page, str):
            return page
        with in_english():
            english = view(*args, **kwargs)
        before, main, after = taken_apart(page)
        return before + paired(main, taken_apart(str(english))[1]) + after

    return both


def taken_apart(page: str) -> tuple[str, str, str]:
    """Return what stands before the main part of a page, in it, and after it."""
    before, begin, rest = page.partition(BEGIN)
    main, end, after = rest.partition(END)
    return before + begin, main, end + after


def paired(page: str, english: str) -> str:
    """Put each part of a page beside the same part in English."""
    ours, theirs = list(parts(page)), list(parts(english))
    same = SequenceMatcher(None, list(map(kind, ours)), list(map(kind, theirs)), autojunk=False)
    made: list[str] = []
    for change, here, here_to, there, there_to in same.get_opcodes():
        if change == "equal":
            made += map(pair, ours[here:here_to], theirs[there:there_to])
        else:
            made += ours[here:here_to]
            made += (pair("", one) for one in theirs[there:there_to])
    return "".join(made)


def pair(part: str, english: str) -> str:
    """Put a part beside its English; what has none, or is there to be pressed, stands alone."""
    read = to_read(english)
    if not read.strip() or TO_PRESS.match(english):
        return part
    return PAIR.format(Markup(part), Markup(read))


def kind(part: str) -> tuple[str, ...]:
    """Return by what the same part is known in another language."""
    tag = TAG.search(part)
    return (tag[2], *ALIKE.findall(tag[3])) if tag else ()


def parts(html: str) -> Iterator[str]:
    """Yield the outermost elements of a page, but for those that only hold others."""
    begun, open_tags, around = 0, 0, ("", "")
    for tag in TAG.finditer(html):
        closes, name = tag[1] == "/", tag[2]
        if name in VOID:
            continue
        if open_tags == 0 and (closes or name == LIST or AROUND.match(tag[0])):
            begun = tag.end()
            around = (tag[0], f"</{LIST}>") if name == LIST and not closes else ("", "")
            continue
        open_tags += -1 if closes else 1
        if open_tags == 0:
            yield html[begun : tag.end()].join(around)
            begun = tag.end()


def to_read(html: str) -> str:
    """Return a part without what could be pressed or referred to; a page has one heading of its own."""
    return nh3.clean(
        HEADING.sub(r"<\1h2", html),
        tags=ALLOWED,
        clean_content_tags=PRESSED,
        attributes={"*": {"class"}, "details": {"open"}, "td": {"colspan"}, "th": {"colspan", "scope"}},
        link_rel=None,
    )
