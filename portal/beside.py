"""A page with its English beside it: a family and a worker sit over one sheet.

The page is made twice, in both languages, from the same answers; so part stands beside part. The English is
only to be read: what can be pressed stands once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import zip_longest
from typing import ParamSpec, cast

import nh3
from flask import Flask, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.languages import ENGLISH, in_english, language

View = ParamSpec("View")
Page = str | Response

PAGES = ("guides.guide", "assessment.criteria", "assessment.check", "assessment.result")
"""The pages that are offered with their English beside them."""

SUFFIX = "_beside"
"""What the endpoint of such a page ends in."""

BEGIN, END = '<main id="main">', "</main>"
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
AROUND = ("article", "section")
TEXT = "data-read"
"""Elements that hold several parts, or bear this mark: each part stands beside its own English."""

VOID = ("br", "hr", "img", "input", "track", "wbr")
ALLOWED = {
    *(
        "a",
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
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
    ),
    *("ol", "p", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
PRESSED = {"button", "form", "input", "script", "select", "style", "textarea", "video"}
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
    if request.endpoint in PAGES and language() is not ENGLISH:
        return url_for(f"{request.endpoint}{SUFFIX}", **(request.view_args or {}))
    return None


def beside(view: Callable[View, Page]) -> Callable[View, Page]:
    """Make the view that shows the same page with its English beside it."""

    @wraps(view)
    def both(*args: View.args, **kwargs: View.kwargs) -> Page:
        if language() is ENGLISH:
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
    pairs = zip_longest(parts(page), parts(english), fillvalue="")
    return "".join(pair(one, to_read(other)) for one, other in pairs)


def pair(part: str, english: str) -> str:
    """Put a part beside its English; what has none, or is there to be pressed, stands alone."""
    if not english.strip() or TO_PRESS.match(part):
        return part
    return PAIR.format(Markup(part), Markup(english))


def parts(html: str) -> Iterator[str]:
    """Yield the outermost elements of a page, but for those that only hold others."""
    begun, open_tags = 0, 0
    for tag in TAG.finditer(html):
        closes, name = tag[1] == "/", tag[2]
        if name in VOID:
            continue
        if open_tags == 0 and (closes or name in AROUND or TEXT in tag[3]):
            begun = tag.end()
            continue
        open_tags += -1 if closes else 1
        if open_tags == 0:
            yield html[begun : tag.end()]
            begun = tag.end()


def to_read(html: str) -> str:
    """Return a part without what could be pressed or referred to."""
    return nh3.clean(
        html,
        tags=ALLOWED,
        clean_content_tags=PRESSED,
        attributes={"a": {"href"}, "*": {"class"}},
        url_schemes={"https", "tel", "mailto"},
        link_rel=None,
    )
