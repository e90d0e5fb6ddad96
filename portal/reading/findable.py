"""What a search may find: every guide, flowchart and word, and the pages of the portal.

`content/search/<language>.yaml` adds what stands in no text: what each page is, the words that parents
use for ours, and the words that tell of danger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal.assessment.document import Entry, FaultList, read
from portal.reading import folding, prose
from portal.reading.authority import CONTENT
from portal.reading.in_language import Say, joined
from portal.reading.library import PAGES, Library
from portal.reading.search import Document
from portal.reading.speech import Speech

HINTS = CONTENT / "search"
LINK = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True)
class PageHint:
    """What a page is, and words for it."""

    summary: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Hints:
    """What one language adds; `words` are keywords for words explained."""

    pages: Mapping[str, PageHint]
    words: Mapping[str, tuple[str, ...]]
    speech: Speech


def load_hints(library: Library, path: Path = HINTS / "en.yaml") -> Hints:
    """Read what a language adds; raise FaultyContent."""
    # Other files are called en.yaml, too: a fault is to say which one it is in.
    found = replace(read(path), file=f"{path.parent.name}/{path.name}").fields(
        ["pages", "words", "ours", "little", "danger"], ["harmless"]
    )
    faults = FaultList()
    pages: dict[str, PageHint] = {}
    words: dict[str, tuple[str, ...]] = {}
    ours: dict[str, str] = {}

    def add_page(key: Entry, entry: Entry) -> None:
        hint = entry.fields(["summary", "keywords"])
        pages[key.choice(PAGES, "a page, one of")] = PageHint(
            hint["summary"].text(), _texts(hint["keywords"])
        )

    def add_word(key: Entry, entry: Entry) -> None:
        words[key.choice(library.words, "a word, one of")] = _texts(entry)

    def add_ours(key: Entry, entry: Entry) -> None:
        if len(list(folding.words(key.text()))) != 1:
            raise key.fault("one word")
        ours[key.text()] = entry.text()

    faults.each(found["pages"], add_page)
    faults.each(found["words"], add_word)
    faults.each(found["ours"], add_ours)
    faults.stop_if_any()
    harmless = _texts(found["harmless"]) if "harmless" in found else ()
    return Hints(pages, words, Speech(ours, _texts(found["little"]), _texts(found["danger"]), harmless))


def hints_in(say: Say, hints: Hints) -> Hints:
    """Return the hints in another language; what parents there say for our words stands in the keywords."""
    pages = {
        name: PageHint(say(hint.summary), joined(say, hint.keywords)) for name, hint in hints.pages.items()
    }
    speech = Speech({}, joined(say, hints.speech.little), joined(say, hints.speech.danger))
    return Hints(pages, {}, speech)


def documents(library: Library, hints: Hints, page_names: Mapping[str, object]) -> Iterator[Document]:
    """Yield everything that families of a council may find; pages come under these names."""
    for name, hint in hints.pages.items():
        yield Document(
            "page", name, str(page_names[name]), hint.summary, hint.keywords, _listed(name, library)
        )
    for guide in library.guides.values():
        told = (passage.text for passage in guide.passages if passage.kind != "contact")
        yield Document("guide", guide.slug, guide.title, guide.summary, guide.keywords, _plain(told))
    for chart in library.flowcharts.values():
        told = (text for step in chart.steps.values() for text in (step.says, step.hint or ""))
        ended = (text for end in chart.ends.values() for text in (end.title, end.about))
        body = _plain((*told, *ended))
        yield Document("flowchart", chart.slug, chart.title, chart.summary, chart.keywords, body)
    for word in library.words.values():
        means = f"{word.long}. {word.means}" if word.long else word.means
        keywords = (*word.also, *hints.words.get(word.slug, ()))
        # Whoever types letters asks what they stand for; of other words a guide tells more.
        yield Document("word", word.slug, word.name, means, keywords, lesser=not word.long)


def _listed(page: str, library: Library) -> str:
    """Return the names of what a page lists."""
    if page == "providers":
        return " / ".join(f"{one.title} / {one.offers}" for one in library.directory.providers)
    if page == "policies":
        return " / ".join(f"{one.title} / {one.for_what}" for one in library.directory.policies)
    return ""


def _plain(texts: Iterable[str]) -> str:
    """Return texts without what their links and facts are called."""
    return LINK.sub("]", prose.FACT.sub(" ", " / ".join(texts)))


def _texts(entry: Entry) -> tuple[str, ...]:
    return tuple(one.text() for one in entry.items())
