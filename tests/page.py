"""A page as a test reads it: what a person sees, and the tree behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError
from werkzeug.datastructures import Headers

# A word may go on from one of these into the next; every other element ends it.
WITHIN_A_WORD = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "sup", "u", "var"),
}
NOT_READ = {"script", "style", "template"}


def words(text: str | None) -> str:
    """Put single spaces between the words."""
    return " ".join((text or "").split())


def read_text(element: Element) -> str:
    """Read what stands in an element, hidden parts too, as one line."""
    return words("".join(pieces(element)))


def is_comment(element: Element) -> bool:
    """Tell whether this is a comment, which the parser keeps in the tree, with a function as its tag."""
    return callable(element.tag)


def pieces(element: Element) -> Iterator[str]:
    """Give the text of an element piece by piece."""
    if element.tag in NOT_READ or is_comment(element):
        return
    gap = "" if element.tag in WITHIN_A_WORD else " "
    yield gap + (element.text or "")
    for child in element:
        yield from pieces(child)
        yield child.tail or ""
    yield gap


@dataclass(frozen=True)
class Link:
    """A link, with its text and its address as written."""

    text: str
    href: str


@dataclass(frozen=True)
class Form:
    """A form, with what a browser would send if nobody touched it."""

    method: str
    action: str
    element: Element = field(repr=False)

    @property
    def fields(self) -> dict[str, list[str]]:
        """Give the values by the name they are sent under; a name that sends nothing yet has none."""
        found: dict[str, list[str]] = {}
        for element in self.element.iter():
            if element.tag in ("input", "select", "textarea") and "name" in element.attrib:
                found.setdefault(element.attrib["name"], []).extend(sent(element))
        return found

    @property
    def hidden(self) -> dict[str, str]:
        """Give the hidden fields, the token against forged requests among them."""
        return {
            element.attrib["name"]: element.get("value", "")
            for element in self.element.iter("input")
            if element.get("type") == "hidden" and "name" in element.attrib
        }


def sent(element: Element) -> list[str]:
    """Give what one field sends as it stands."""
    if element.tag == "textarea":
        return [element.text or ""]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib]
        if not chosen and "multiple" not in element.attrib:
            chosen = options[:1]
        return [one.get("value", read_text(one)) for one in chosen]
    kind = element.get("type", "text")
    if kind in ("radio", "checkbox"):
        return [element.get("value", "on")] if "checked" in element.attrib else []
    return [] if kind in ("submit", "button", "image", "reset") else [element.get("value", "")]


@dataclass(frozen=True)
class Page:
    """An answer of the portal; the parts of a page are there when it is HTML."""

    url: str
    status: int
    headers: Headers = field(repr=False)
    html: str = field(repr=False)

    @property
    def is_html(self) -> bool:
        """Tell whether this is a page that a person sees; nobody sees the page of a redirect."""
        return self.headers.get("Content-Type", "").startswith("text/html") and not self.location

    @property
    def location(self) -> str:
        """Give the address that a redirect sends the browser to, else nothing."""
        return self.headers.get("Location", "") if 300 <= self.status < 400 else ""

    @property
    def path(self) -> str:
        """Give the path of the page's address."""
        return urlsplit(self.url).path

    @cached_property
    def tree(self) -> Element:
        """Parse the page; what is not HTML5 raises AssertionError."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        try:
            tree: Element = parser.parse(self.html)
        except ParseError as error:
            (line, column), *_ = parser.errors[-1]
            near = self.html.splitlines()[line - 1].strip() if line <= self.html.count("\n") + 1 else ""
            raise AssertionError(
                f"{self.url} is not HTML5: line {line}, column {column}: {error}\n    {near[:200]}"
            ) from None
        return tree

    @property
    def title(self) -> str:
        """Give the title."""
        return words(self.find("title").text)

    @property
    def h1(self) -> str:
        """Give the text of the one first-level heading."""
        return read_text(self.find("h1"))

    @cached_property
    def text(self) -> str:
        """Give all that stands on the page, hidden parts too, as one line."""
        return read_text(self.find("body"))

    @property
    def links(self) -> list[Link]:
        """Give the links, in order."""
        return [Link(read_text(one), one.attrib["href"]) for one in self.findall("a", href=True)]

    @property
    def forms(self) -> list[Form]:
        """Give the forms, in order."""
        return [
            Form(one.get("method", "get").lower(), one.get("action", ""), one) for one in self.findall("form")
        ]

    def form(self, path: str) -> Form:
        """Give the one form that a browser would post to this path."""
        found = [
            form
            for form in self.forms
            if form.method == "post"
            and urljoin(self.url, form.action).split("#")[0] == urljoin(self.url, path).split("#")[0]
        ]
        there = [f"{form.method} {form.action}" for form in self.forms]
        assert found, f"{self.url} has no form that posts to {path}; its forms: {there}"
        return found[0]

    def find(self, tag: str | None = None, text: str | None = None, **attributes: str | bool) -> Element:
        """Give the one element that fits; see findall()."""
        found = self.findall(tag, text, **attributes)
        wanted = ", ".join(str(part) for part in (tag, text and f"“{text}”", attributes or None) if part)
        assert len(found) == 1, f"{self.url} has {len(found)} elements, not one, that fit {wanted}"
        return found[0]

    def findall(
        self, tag: str | None = None, text: str | None = None, **attributes: str | bool
    ) -> list[Element]:
        """Give the elements of this tag whose text holds `text` and whose attributes are as told.

        True and False ask whether an attribute is there; `class` is written class_, data-x is data_x.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.tree.iter(tag)
            if not is_comment(element)
            and (text is None or text in read_text(element))
            and all(fits(element, name, value) for name, value in wanted.items())
        ]


def fits(element: Element, name: str, wanted: str | bool) -> bool:
    """Tell whether an attribute is as wanted; of a class attribute, one class is enough."""
    if isinstance(wanted, bool):
        return (name in element.attrib) == wanted
    found = element.get(name)
    return found == wanted or (name == "class" and wanted in (found or "").split())
