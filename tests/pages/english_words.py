"""English words on a page of another language: only names may stand there, and terms beside a translation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from flask import Flask

from portal.languages import Language
from portal.reading.authority import find_folder, load_national
from portal.reading.library import Library, load_library
from portal.translation.isolates import ISOLATES
from portal.translation.markup import KEPT
from tests.left_in_english import WEB, html_texts
from tests.page import Page, read_text, words

TERMS = (
    *("AM", "PM"),  # so Bengali and Urdu write the hours of a clock
    *("complex", "profound", "severe"),  # the words on which a council’s rule rests
    "high-rate care",  # as a council calls a rate of PIP that has another name
    "holiday activities and food programme",  # of the government; the rest are names without capital letters
    *("request for children and family services", "short breaks disability criteria guide"),
    *("threshold document", "threshold documents"),
    "year 9",  # as schools count
    *("Blaby", "Coventry"),  # places with which an English text begins
    "I have a disabled child. I need an interpreter. I speak",  # what to say on the telephone
)
"""What stays in English though no content file holds it as a word explained or as a name."""

SECTION = r"(?i:(?:sub)?section \d+[A-Z]*)"
"""A place in a law, as letters give it: 17ZA."""

CAPITAL = r"[A-Z][A-Za-z0-9]+(?:-[A-Za-z]+)*"
MORE = rf"(?:’s?)? (?:(?:a|and|for|from|in|of|on|the|to|with) )*{CAPITAL}"
NAME = re.compile(rf"(?<=[a-z0-9,] ){CAPITAL}(?:{MORE})*(?: card| team)?|(?<=[“(]){CAPITAL}(?:{MORE})+")
"""Capital letters in the middle of an English sentence."""

BESIDE = re.compile(r"[(“„«]\s*([^()“”„«»]*?)\s*[)”»]")
"""What stands in brackets or quotation marks, as an English term beside its translation does."""

MOST_WORDS = 6
"""A term beside its translation has no more English words than this."""

LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,}")
COMMONEST = frozenset(
    [
        *("and", "can", "for", "from", "has", "have", "help", "if", "is", "it", "need", "not", "of", "or"),
        *("that", "the", "their", "they", "this", "what", "when", "will", "with", "you", "your"),
    ]
)
"""Words of most English sentences that are no words of the other languages in Latin letters."""

NEAR = 5
"""Two of the commonest words among so many are a sentence."""

INVISIBLE = str.maketrans(dict.fromkeys(ISOLATES))


class English:
    """The English of one council's portal, to be looked for on its pages in another language."""

    def __init__(self, app: Flask, language: Language) -> None:
        wordings = language.catalogue.wordings.values()
        texts = {text: words for one in wordings for text, words in both(one.english, one.phrase.forms)}
        library = library_of(app)
        self.in_latin_letters = unicodedata.name(language.name[0]).startswith("LATIN")
        self.terms = {any_case(term) for term in (*terms_of(library), *TERMS)}
        self.names = pattern(self.terms, {*names_of(library), *names_in(texts)})
        self.texts = {text for text, translation in texts.items() if translation != text}
        self.pieces = sorted({piece for text in self.texts for piece in self.pieces_of(text)})

    def left_on(self, page: Page) -> list[str]:
        """Return what is left in English on a page, in an e-mail or in a file."""
        if not page.is_html:
            return self.left_in([page.html])
        # A reader's own words are shown with what the reader chose, in the words of the portal.
        chosen = (read_text(one) for one in page.findall(data_own_words=True))
        return self.left_in([*html_texts(page), *chosen])

    def left_in(self, texts: Sequence[str]) -> list[str]:
        """Return what is left in English in texts that stand one after the other."""
        texts = [words(text.translate(INVISIBLE)) for text in texts]
        whole = " ".join(texts)
        quoted = [found[1] for found in BESIDE.finditer(whole) if not self.names.fullmatch(found[1])]
        found = [text for text in (*texts, *quoted) if self.is_text(text)]
        rest = BESIDE.sub(self.without_term, self.names.sub("|", WEB.sub("|", whole)))
        return found + list(self.sentences(rest) if self.in_latin_letters else LATIN.findall(rest))

    def is_text(self, text: str) -> bool:
        """Tell whether this is one of the portal's own texts, such as a button's, and no term."""
        return text in self.texts and any_case(text) not in self.terms

    def sentences(self, text: str) -> Iterator[str]:
        """Yield pieces of the portal's own texts, and what looks like a sentence."""
        yield from (piece for piece in self.pieces if piece in text and stands_alone(piece, text))
        seen = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
        for place in range(len(seen)):
            near = seen[place : place + NEAR]
            if near[0] in COMMONEST and COMMONEST.intersection(near[1:]):
                yield " ".join(near)

    def pieces_of(self, text: str) -> Iterator[str]:
        """Yield what of an English text is no name and no form: two words or more."""
        for piece in re.split(r"[|*\[\]#\n“”()]+", self.names.sub("|", KEPT.sub("|", text))):
            if len(LATIN.findall(piece)) > 1:
                yield piece.strip(" .,:;?!–…’")

    def without_term(self, beside: re.Match[str]) -> str:
        """Take a term beside its translation away."""
        return beside[0] if len(LATIN.findall(beside[1])) > MOST_WORDS else "|"


def stands_alone(piece: str, text: str) -> bool:
    """Tell whether a piece stands in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) is not None


def both(english: str | tuple[str, str], forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield an English text, or one for each number, with its translation."""
    if isinstance(english, str):
        yield english, forms[0]
    else:
        yield english[0], forms[0]
        yield english[1], forms[-1]


def library_of(app: Flask) -> Library:
    """Return all that a council's families read."""
    authority = app.extensions["authority"]
    return load_library(authority, load_national(), find_folder(authority.name))


def terms_of(library: Library) -> Iterator[str]:
    """Yield the words explained, which stay beside their translation as letters use them."""
    for word in library.words.values():
        yield from word.forms
        yield word.long or word.name


def names_of(library: Library) -> Iterator[str]:
    """Yield the names of councils, people to ring, documents and their publishers; parts of them too."""
    authority, directory = library.authority, library.directory
    texts = (*library.guides.values(), *library.flowcharts.values())
    sources = [*authority.sources.values(), *library.national.sources.values()]
    sources += (source for text in texts for source in text.sources)
    contacts = (*authority.contacts.values(), *library.national.contacts.values())
    titled = (*contacts, *sources, *directory.policies, *directory.providers)
    whole = {one.title for one in titled} | {one.publisher for one in sources}
    for name in (authority.council, authority.title, *whole):
        parts = re.split(r", | \(|\)", name)
        yield from (part for part in parts if part[:1].isupper())
        yield from (", ".join(parts[:count]) for count in range(2, len(parts)))
        yield name


def names_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the names in English texts, and the parts of those that are joined."""
    for text in texts:
        for name in NAME.findall(text):
            yield name
            yield from (part for part in re.split(" and | card| team", name) if part[:1].isupper())


def any_case(term: str) -> str:
    """Return a term as it is compared with others: the button “Send” is not SEND."""
    return term if term.isupper() else term.casefold()


def pattern(terms: Iterable[str], names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds terms, and names as they are written, the longest first."""
    found = [(term, re.escape(term) if term.isupper() else f"(?i:{re.escape(term)})") for term in terms]
    found += [(name, re.escape(name)) for name in names if re.match("[A-Za-z]", name)]
    longest_first = [one for _, one in sorted(found, key=lambda pair: len(pair[0]), reverse=True)]
    # The second condition only makes it quicker: most letters begin no English word.
    return re.compile(rf"(?<![A-Za-z])(?=[A-Za-z])(?:{'|'.join([SECTION, *longest_first])})(?![A-Za-z])")
