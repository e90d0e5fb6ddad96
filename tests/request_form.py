"""A family that asks for a worker's assessment: it fills in each page as it would on its phone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from tests.conftest import Browse
from tests.page import Page

HERE = "/en/ask-for-assessment/"

Typed = Mapping[str, str | list[str]]

LEAST: Mapping[str, Typed] = {
    "who": {"filled_in_by": "parent", "name": "Amina"},
    "child": {"child_age": "7"},
    "reach": {"telephone": "01632 960 001"},
    "safely": {"safe_ways": ["ring"]},
}
"""What a request cannot be sent without, by page."""

MOST: Mapping[str, Typed] = {
    "who": {"filled_in_by": "parent", "name": "Amina"},
    "child": {"child_name": "Zara", "child_age": "7"},
    "reach": {
        "telephone": "01632 960 001",
        "text_number": "07700 900 123",
        "email": "amina@example.org",
        "post_address": "1 High Street\nAnytown",
        "email_receipt": "yes",
    },
    "safely": {
        "safe_ways": ["ring", "email"],
        "when": "School hours",
        "careful": "Do not say who you are to anybody else.",
    },
    "language": {"language": "phr"},
    "interpreter": {"interpreter": "spoken"},
    "needs": {"access_needs": "No steps, please."},
    "matters": {"matters_most": "A whole night’s sleep."},
    "enjoys": {"enjoys": "Water, and naming birds."},
    "own-words": {"own_words": "“I want to swim.”"},
}
"""Something on every page."""

addresses = count(1)


class RequestForm:
    """Fills in a request; each has an address of its own, so that limits do not count one for another."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        number = next(addresses)
        browse.client.environ_base["REMOTE_ADDR"] = f"10.1.{number // 250}.{number % 250}"

    def fill_in(self, page: str, status: int | None = None, **typed: str | list[str]) -> Page:
        """Open a page, type, and press “Continue”."""
        self.browse.get(f"{HERE}{page}/")
        return self.browse.post(f"{HERE}{page}/", typed, status=status)

    def fill_in_all(self, pages: Mapping[str, Typed] = LEAST) -> Page:
        """Fill in these pages, and open the page that shows everything."""
        for page, typed in pages.items():
            self.fill_in(page, **typed)
        return self.check()

    def check(self) -> Page:
        """Open the page that shows everything."""
        return self.browse.get(f"{HERE}check/")

    def press_send(self, agreed: bool = True, status: int | None = None) -> Page:
        """Tick and press “Send” on the page that shows everything, which is open."""
        return self.browse.post(f"{HERE}check/", {"agreement": "yes"} if agreed else {}, status=status)

    def send(self, pages: Mapping[str, Typed] = LEAST) -> str:
        """Fill in these pages and send them; return the reference."""
        self.fill_in_all(pages)
        assert self.press_send().location == f"{HERE}sent/"
        return self.reference()

    def reference(self) -> str:
        """Open the page after sending and return the reference that it shows."""
        shown = self.browse.get(f"{HERE}sent/").find("p", class_="code")
        return "".join("".join(shown.itertext()).split())
