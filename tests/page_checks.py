"""What must hold for every page of the portal; the `browse` fixture looks at each page it fetches."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from tests.page import Form, Page, read_text, words

REFERENCES = ("aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-labelledby")
NEEDS_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
FETCHES_NOTHING = ("alternate", "canonical")
ASKING = ("action", "background", "data", "formaction", "ping", "poster", "src")
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
# Each needs a value of its own: the last three do not fall back on default-src.
OWN_DIRECTIVES = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
TYPEWRITTEN = re.compile(r"""\S*(?:['"]|\.\.\.)\S*""")

Check = Callable[[Page], Iterator[str]]


def check_page(page: Page) -> None:
    """Raise AssertionError, with the address and all that is wrong, where a page is not as it must be."""
    faults = [fault for check in CHECKS for fault in check(page)]
    assert not faults, "\n  - ".join([f"{page.url} (status {page.status})", *faults])


def one_heading_begins_the_title(page: Page) -> Iterator[str]:
    """Find a page without one h1, or whose title does not begin with it."""
    headings = [read_text(one) for one in page.findall("h1")]
    titles = [words(one.text) for one in page.findall("title")]
    if len(headings) != 1 or len(titles) != 1 or not headings[0]:
        yield f"one h1 and one title, with words in them, expected; found {headings} and {titles}"
    elif not page.findall("body", data_neutral_title=True):  # a safety page, on a shared phone
        title, heading = titles[0], headings[0]
        if page.findall(role="alert") or page.findall(aria_invalid="true"):
            # “Error: ”, in the language of the page; Chinese has a colon of its own.
            before = r"Error: " if language(page) == "en" else r"[^:：]{1,30}[:：] ?"
            if not re.match(before + re.escape(heading), title):
                yield f"a title that begins with “Error: {heading}” expected; found “{title}”"
        elif not title.startswith(heading):
            yield f"a title that begins with “{heading}” expected; found “{title}”"


def language(page: Page) -> str:
    """Give the main part of the page's language."""
    return page.find("html").get("lang", "").split("-")[0]


def ids_are_unique(page: Page) -> Iterator[str]:
    """Find ids that stand more than once."""
    counts = Counter(one.attrib["id"] for one in page.findall(id=True))
    yield from (f"the id “{name}” stands {count} times" for name, count in counts.items() if count > 1)


def references_point_to_something(page: Page) -> Iterator[str]:
    """Find labels, descriptions and links within the page that lead nowhere."""
    ids = {one.attrib["id"] for one in page.findall(id=True)}
    for element in page.findall():
        wanted = [(name, target) for name in REFERENCES for target in element.get(name, "").split()]
        if "for" in element.attrib:
            wanted += [("for", target) for target in element.attrib["for"].split() or [""]]
        if element.get("href", "").startswith("#"):
            wanted.append(("href", element.attrib["href"][1:]))
        for name, target in wanted:
            if target not in ids:
                yield f"<{element.tag} {name}> points to “{target}”, which is not on the page"


def fields_are_labelled(page: Page) -> Iterator[str]:
    """Find fields without a label, and radio buttons outside a fieldset with a legend."""
    labels = [one for one in page.findall("label") if read_text(one)]
    labelled = {one.get("for") for one in labels}
    inside = {id(child) for one in labels for child in one.iter()}
    asked = {
        id(child)
        for fieldset in page.findall("fieldset")
        if any(read_text(legend) for legend in fieldset.findall("legend"))
        for child in fieldset.iter()
    }
    for element in [*page.findall("input"), *page.findall("select"), *page.findall("textarea")]:
        kind = element.get("type", "text")
        if kind in NEEDS_NO_LABEL:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not named and element.get("id", "") not in labelled and id(element) not in inside:
            yield f"{tag_of(element)} has no label"
        if kind == "radio" and id(element) not in asked:
            yield f"{tag_of(element)} is not in a fieldset with a legend"


def tag_of(element: Element) -> str:
    """Write an element's tag with the attributes that tell which one it is."""
    told = [f'{name}="{element.attrib[name]}"' for name in ("type", "name", "id") if name in element.attrib]
    return f"<{' '.join([element.tag, *told])}>"


def language_and_direction_are_given(page: Page) -> Iterator[str]:
    """Find a page that does not say its language or in which direction it is read."""
    html = page.find("html")
    if not html.get("lang"):
        yield "<html> has no lang"
    if html.get("dir") not in ("ltr", "rtl"):
        yield f"<html> with dir ltr or rtl expected; found {html.get('dir')!r}"


def headers_are_strict(page: Page) -> Iterator[str]:
    """Find headers that let a page do more than it needs."""
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "the header X-Content-Type-Options: nosniff is missing"
    referrer = page.headers.get("Referrer-Policy")
    if referrer not in ("no-referrer", "same-origin"):
        yield f"Referrer-Policy no-referrer or same-origin expected; found {referrer!r}"
    policy = content_policy(page)
    for directive, expected in OWN_DIRECTIVES.items():
        found = " ".join(policy.get(directive, ["nothing"]))
        if found not in (expected, "'none'"):
            yield f"Content-Security-Policy with {directive} {expected} expected; found {found}"
    for directive, sources in policy.items():
        for source in sources:
            if not re.fullmatch(r"'none'|'self'|'sha(256|384|512)-[\w+/=-]+'|data:", source):
                yield f"Content-Security-Policy lets {directive} use {source}"


def content_policy(page: Page) -> dict[str, list[str]]:
    """Give the sources that the Content-Security-Policy lists, by directive."""
    parts = [part.split() for part in page.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}


def inline_code_is_allowed(page: Page) -> Iterator[str]:
    """Find stylesheets and scripts in the page that a browser would not use, for want of their hash."""
    policy = content_policy(page)
    inline = [(one, "style-src") for one in page.findall("style")]
    inline += [(one, "script-src") for one in page.findall("script", src=False)]
    for element, directive in inline:
        digest = base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy.get(directive, []):
            yield f"the Content-Security-Policy does not allow the {element.tag} in the page ({digest})"


def attributes_hold_no_code(page: Page) -> Iterator[str]:
    """Find style= and on...= attributes and javascript: addresses, which the policy would block."""
    for element in page.findall():
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"{tag_of(element)} has the attribute {name}"
            if value.strip().lower().startswith("javascript:"):
                yield f"{tag_of(element)} has {name}=“{value}”"


def nothing_comes_from_elsewhere(page: Page) -> Iterator[str]:
    """Find what would ask another host for something, or send it something, without a click on a link."""
    for element in page.findall():
        addresses = [element.attrib[name] for name in ASKING if name in element.attrib]
        waits = element.tag in ("a", "area") or element.get("rel") in FETCHES_NOTHING
        if "href" in element.attrib and not waits:
            addresses.append(element.attrib["href"])
        addresses += [part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()]
        for address in addresses:
            whole = urlsplit(urljoin(page.url, address))
            if whole.scheme != "data" and whole.netloc != urlsplit(page.url).netloc:
                yield f"{tag_of(element)} reaches another host: {address}"


def forms_are_safe_to_send(page: Page) -> Iterator[str]:
    """Find forms that post without a token against forged requests, or without saying where to."""
    for form in page.forms:
        if form.method == "post":
            if not form.hidden.get("csrf_token") and not is_search(form):
                yield f"the form that posts to “{form.action}” has no csrf_token"
            if not form.action:
                yield "a form that posts has no action"


def is_search(form: Form) -> bool:
    """Tell whether this is the search: it changes nothing, and a token would need a cookie on every page."""
    names = {one.get("name") for one in form.element.iter("input")}
    return form.action.endswith("/search/") and names == {"words"}


def help_is_at_hand(page: Page) -> Iterator[str]:
    """Find pages without the way to help now, or without the way to a person."""
    if page.path.rstrip("/").endswith("/exit"):  # left in a hurry: nothing on it may tell what it was
        return
    paths = [urlsplit(link.href).path for link in page.links]
    for ending in ("/help-now/", "/ask-for-assessment/"):
        if not any(path.endswith(ending) for path in paths):
            yield f"there is no link to {ending}"


def quotes_are_typographic(page: Page) -> Iterator[str]:
    """Find typewriter's quotes and dots; a reader's own words, marked data-own-words, stay as typed."""
    own = {
        id(child)
        for marked in [*page.findall(data_own_words=True), *page.findall("textarea")]
        for child in marked.iter()
    }
    for element in page.findall():
        if id(element) in own or element.tag in ("script", "style"):
            continue
        texts = [element.text, *(child.tail for child in element), *map(element.get, READ_ALOUD)]
        for found in TYPEWRITTEN.findall(" ".join(filter(None, texts))):
            yield f"“ ” ‘ ’ or … expected in <{element.tag}>; found {found}"


CHECKS: tuple[Check, ...] = (
    one_heading_begins_the_title,
    ids_are_unique,
    references_point_to_something,
    fields_are_labelled,
    language_and_direction_are_given,
    headers_are_strict,
    inline_code_is_allowed,
    attributes_hold_no_code,
    nothing_comes_from_elsewhere,
    forms_are_safe_to_send,
    help_is_at_hand,
    quotes_are_typographic,
)
