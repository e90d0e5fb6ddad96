"""What a text for families may not hold, by file and line; the portal runs, but the check fails."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from portal.assessment.document import Fault, read
from portal.check import reading_age
from portal.check.texts import Kind, Piece, Text, texts_of
from portal.reading import prose
from portal.reading.authority import CONTENT
from portal.reading.library import Library
from portal.reading.words import acronyms, explained_acronyms

MOST_WORDS = 350
OLDEST_READING_AGE = 11
WORST = 3
SHOWN = 60

NUMBERS_MAY_STAND: tuple[Kind, ...] = ("people",)
"""What stands beside a contact or a document belongs to it: this is where numbers are kept."""

FACTS_CAN_STAND: tuple[Kind, ...] = ("guide", "recording", "flowchart")
"""Texts that can name figures of the law and promises of the council."""

PHONE = re.compile(
    r"(?<![\w,£])(?:(?:\+\d|0\d)[\d ]{5,}\d|\d{3} \d{3}(?: \d+)*|\d{5,}"  # 0121 303 1888, 116 123, 85258
    r"|(?<!section )(?:999|112|111|101))(?!\w)"
)
MONEY = re.compile(r"£ ?\d[\d,.]*(?<=\d)|\b\d[\d,.]* pounds?\b", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@“(]+@[^\s@”)]+\w")
WEB = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])(?:[\w-]+\.)+(?:uk|org|com|net|info)\b", re.IGNORECASE)
PERIOD = re.compile(r"(?<!\w)(\d+) ((?:working )?(?:day|week|month))s?\b")
MEASURED_IN = re.compile(r"(?:working )?(?:day|week|month)(?=s\b)")

TYPED = (
    ("the telephone number", PHONE, "its name in the folder, such as {front_door.phone}"),
    ("the sum", MONEY, "no sum: what families get stands under “allowances” in the rules"),
    ("the e-mail address", EMAIL, "a contact by its name, such as {contact front_door}"),
    ("the web address", WEB, "a contact by its name, or the key “address”"),
)


def faults_in_texts(library: Library, folder: Path) -> tuple[Fault, ...]:
    """Return all that is wrong in what families of this council read."""
    rules = Rules(library)
    return tuple(sorted({fault for text in texts_of(library, folder) for fault in rules.faults_in(text)}))


class Rules:
    """What holds for every text, with the words and figures of one council."""

    def __init__(self, library: Library, plain: Path = CONTENT / "words" / "plain.yaml") -> None:
        """Read which words are plain and which acronyms are explained."""
        lists = {name: entry.pairs() for name, entry in read(plain).named().items()}
        self.say_instead = {word.text().lower(): instead.text() for word, instead in lists["say_instead"]}
        self.jargon = _any_of(self.say_instead)
        self.names_with_numbers = _any_of([name.text() for name, _ in lists["names_with_numbers"]])
        self.no_figure = _any_of([period.text() for period, _ in lists["no_figure"]])
        self.council = library.authority.name
        self.explained = explained_acronyms(library.words.values())
        self.figures = _figures(library)

    def faults_in(self, text: Text) -> Iterator[Fault]:
        """Yield what is wrong in one text."""
        for piece in (*text.head, *text.pieces):
            yield from self._unexplained(piece)
            yield from self._unknown_facts(piece)
            if not piece.is_name:
                yield from self._jargon(piece)
                if text.kind not in NUMBERS_MAY_STAND:
                    yield from self._typed(piece)
                if text.kind in FACTS_CAN_STAND:
                    yield from self._typed_figures(piece)
        if text.kind == "guide":
            yield from _too_long(text)
        yield from _too_hard(text)

    def _unexplained(self, piece: Piece) -> Iterator[Fault]:
        for acronym in acronyms(piece.shown):
            if acronym not in self.explained:
                yield _fault(piece, f"“{acronym}”", "an entry for it in words/en.yaml, or the words in full")

    def _unknown_facts(self, piece: Piece) -> Iterator[Fault]:
        for group, name in prose.facts(piece.shown):
            yield _fault(piece, f"the fact “{group}.{name}”", f"one that {self.council} has")

    def _jargon(self, piece: Piece) -> Iterator[Fault]:
        for found in self.jargon.finditer(piece.shown):
            # A capital within a sentence makes it a part of a name, such as “Multi-Agency Safeguarding Hub”.
            if found[0][0].islower() or reading_age.begins_sentence(piece.shown, found.start()):
                yield _fault(piece, f"“{found[0]}”", self.say_instead[found[0].lower()])

    def _typed(self, piece: Piece) -> Iterator[Fault]:
        words = self.names_with_numbers.sub("", piece.typed)
        for what, pattern, expected in TYPED:
            for found in pattern.finditer(words):
                if found[0] not in self.explained:  # GOV.UK is a word
                    yield _fault(piece, f"{what} {found[0]}", expected)

    def _typed_figures(self, piece: Piece) -> Iterator[Fault]:
        """Find periods that are typed, where the law or the council has one of that length."""
        for found in PERIOD.finditer(self.no_figure.sub("", piece.typed)):
            if names := self.figures.get((int(found[1]), found[2])):
                yield _fault(piece, f"“{found[0]}” in figures", f"its name, such as {' or '.join(names)}")


def _figures(library: Library) -> Mapping[tuple[int, str], list[str]]:
    """Return the names of all periods that texts can name, by their length and what it is measured in."""
    names: dict[tuple[int, str], list[str]] = {}
    for name, figure in library.national.figures.items():
        if unit := MEASURED_IN.match(figure.what):
            names.setdefault((figure.amount, unit[0]), []).append(f"{{law.{name}}}")
    for name in ("decide", "assess"):
        days = getattr(library.authority.promises, name)
        names.setdefault((days, "working day"), []).append(f"{{promise.{name}}}")
    return names


def _too_long(text: Text) -> Iterator[Fault]:
    count = sum(len(piece.shown.split()) for piece in text.pieces)
    if count > MOST_WORDS:
        yield Fault(text.file, 1, f"{count} words", f"{MOST_WORDS} at most, with the council’s own part")


def _too_hard(text: Text) -> Iterator[Fault]:
    """Find a text that is hard to read, and name the sentences that make it so."""
    syllables = reading_age.syllable_counter()
    places = {
        sentence: piece
        for piece in text.pieces
        if not piece.is_name
        for sentence in reading_age.sentences(piece.shown)
    }
    if syllables is None or len(reading_age.words(" ".join(places))) < reading_age.FEWEST_WORDS:
        return
    age = reading_age.reading_age(places, syllables)
    if age > OLDEST_READING_AGE:
        # Many syllables are many words, or long ones.
        hardest = sorted(places, key=lambda sentence: -syllables.of(reading_age.words(sentence)))[:WORST]
        named = "; ".join(f"{places[one].file}:{places[one].line} “{_short(one)}”" for one in hardest)
        expected = f"{OLDEST_READING_AGE} at most. Its hardest sentences: {named}"
        yield Fault(text.file, 1, f"a reading age of {age:.1f}", expected)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= SHOWN else f"{sentence[:SHOWN].rsplit(' ', 1)[0]} …"


def _any_of(forms: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    any_of = "|".join(map(re.escape, longest_first)) or "(?!)"  # of no forms none is found
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)


def _fault(piece: Piece, found: str, expected: str) -> Fault:
    return Fault(piece.file, piece.line, found, expected)
