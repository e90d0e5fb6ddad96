"""Markdown within a passage made into safe HTML, with its links and facts still to be put in.

A link names what it leads to (`guide:your-own-needs`, `page:help-now`) and a fact is named, too
(`{front_door.phone}`), so that neither can be wrong in one text and right in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup

LINK_KINDS = ("guide", "flowchart", "page", "word")
LINK = re.compile(r'href="(guide|flowchart|page|word):([a-z0-9-]+)"')
FACT = re.compile(r"\{([a-z0-9_]+)\.([a-z0-9_]+)\}")
ANY_LINK = re.compile(r'href="([^"]*)"')
TAGS = {"a", "em", "strong", "table", "thead", "tbody", "tr", "th", "td"}
TAG = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)
AROUND = re.compile(r"^<p>(.*)</p>$", re.DOTALL)


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Make safe HTML of the Markdown in one passage, without a paragraph around it."""
    html = _html(text)
    if around := AROUND.match(html.strip()):
        html = around[1]
    # What the text may not hold is taken out, not shown: it comes from files that people edit.
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=set(LINK_KINDS), link_rel=None)


def links(text: str) -> Iterator[str]:
    """Yield where each link in a passage leads, as written; what may not stand there comes as it is."""
    yield from (found[1] for found in ANY_LINK.finditer(_html(text)))


def refused_tags(text: str) -> Iterator[str]:
    """Yield each tag that a passage would need and may not have: it would be taken out."""
    yield from dict.fromkeys(tag for tag in TAG.findall(_html(text)) if tag not in {*TAGS, "p"})


@lru_cache(maxsize=4096)
def _html(text: str) -> str:
    return markdown.markdown(text, extensions=["tables"])


def facts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each fact that a passage names, as the two parts of its name."""
    yield from ((found[1], found[2]) for found in FACT.finditer(text))


def filled(html: str, address: Callable[[str, str], str], fact: Callable[[str, str], str]) -> Markup:
    """Put in the links and the facts; `fact` returns HTML or text, which is escaped."""

    def link(found: re.Match[str]) -> str:
        return Markup('href="{}"').format(address(found[1], found[2]))

    return Markup(with_facts(LINK.sub(link, html), lambda group, name: str(Markup.escape(fact(group, name)))))


def with_facts(text: str, fact: Callable[[str, str], str]) -> str:
    """Put in the facts alone."""
    return FACT.sub(lambda found: fact(found[1], found[2]), text)
