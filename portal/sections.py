"""A text laid out for a page: parts under their headings, with lists, contacts and words explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from flask import url_for
from flask_babel import format_decimal, gettext
from markupsafe import Markup

from portal.libraries import library_here
from portal.reading import prose
from portal.reading.authority import Contact
from portal.reading.library import PAGES, Library
from portal.reading.passages import Passage
from portal.reading.words import Word, WordFinder
from portal.review.held_back import english_in_force
from portal.telephone import dialled
from portal.translated import UNDER, is_to_be_said, needs_english
from portal.word_links import Explainer


@dataclass(frozen=True)
class Item:
    """A passage as HTML, at the place that its id names."""

    id: str
    html: Markup


@dataclass(frozen=True)
class Block:
    """Passages of one kind in a row, or somebody to ring or write to."""

    kind: str
    items: tuple[Item, ...] = ()
    contact: Contact | None = None


@dataclass
class Section:
    """What stands under one heading, and the words to explain below it; the first may have no heading."""

    heading: Item | None
    blocks: list[Block] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


def lay_out(
    passages: Iterable[Passage], library: Library, explain: bool = True, english_under: bool = False
) -> list[Section]:
    """Lay out a text of one council, with words explained below the part in which they first stand.

    With `english_under`, the English stands under each passage until a speaker has checked its translation.
    """
    explainer = Explainer(library_here(library).word_finder if explain else WordFinder(()))
    sections = [Section(None)]
    there = [passage for passage in passages if passage.kind == "contact" or gettext(passage.text)]
    for kind, group in groupby(there, key=lambda passage: passage.kind):
        for block in _blocks(kind, list(group), library, explainer, english_under):
            if block.kind == "heading":
                sections[-1].words = explainer.due()
                sections.append(Section(block.items[0]))
            else:
                sections[-1].blocks.append(block)
    sections[-1].words = explainer.due()
    return [section for section in sections if section.heading or section.blocks]


def _blocks(
    kind: str, passages: list[Passage], library: Library, explainer: Explainer, english_under: bool
) -> Iterator[Block]:
    """Yield a list as one block, and everything else one by one; a contact that is not there is left out."""
    if kind == "contact":
        contacts = (library.contact(passage.text) for passage in passages)
        yield from (Block(kind, contact=contact) for contact in contacts if contact)
        return
    items = []
    for passage in passages:
        html = filled(prose.to_html(gettext(passage.text)), library)
        html = html if kind == "heading" else explainer.linked(html)
        english = english_in_force(passage.text)
        if english and (is_to_be_said(passage.text) or (english_under and needs_english(passage.text))):
            html = UNDER.format(html, filled(prose.to_html(english), library))
        items.append(Item(passage.id, html))
    if kind in ("bullet", "tick", "step"):
        yield Block(kind, tuple(items))
    else:
        yield from (Block(kind, (item,)) for item in items)


def filled(html: str, library: Library) -> Markup:
    """Put the links and facts of this council into a text."""

    def fact(group: str, name: str) -> str:
        words = _fact(library, group, name)
        if name == "phone":
            return Markup('<a class="tel" href="tel:{}"><bdi>{}</bdi></a>').format(dialled(words), words)
        return words

    return prose.filled(html, address, fact)


def said(text: str, library: Library) -> str:
    """Say a text in the reader's language, with the facts of this council put in."""
    return prose.with_facts(gettext(text), partial(_fact, library))


def _fact(library: Library, group: str, name: str) -> str:
    """Say a fact in the reader's language."""
    value = library.fact(group, name)
    if isinstance(value, int):
        return format_decimal(value)
    return str(value) if name == "phone" else gettext(str(value))


def address(kind: str, name: str) -> str:
    """Return the address of what a text leads to."""
    match kind:
        case "guide":
            return url_for("guides.guide", slug=name)
        case "flowchart":
            return url_for("guides.flowchart", slug=name)
        case "word":
            return url_for("council.words", _anchor=f"word-{name}")
    return url_for(PAGES[name])
