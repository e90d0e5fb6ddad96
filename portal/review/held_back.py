"""Words that wait for a signature: where a council demands it, families read those that were signed last.

Only in guides, flowcharts and words: what the rules say stands beside what the rules do, and both are
today's. Never where somebody may be in danger, and never where a number has changed: there today's words
stand at once.

As an example: “The panel meets on Mondays.” was signed, and the file says “The panel meets on Tuesdays.” now.
Families go on reading the first one, in every place where a page says the second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flask import current_app, g

from portal.current import authority
from portal.reading import prose
from portal.reading.findable import load_hints
from portal.reading.library import Library
from portal.reading.speech import Speech
from portal.review import in_force
from portal.review.in_force import InForce, last_known
from portal.review.texts import ENGLISH, Reviewable, place_of
from portal.store.signatures import Words
from portal.translation.catalogue import Wording
from portal.translation.interface import Id, read_template
from portal.translation.texts import Text

NOT_THERE_YET = ""
"""Stands for a passage of a guide that was not there when it was signed."""

MAY_WAIT = ("guide", "flowchart", "word")
HELP_NOW = "page:help-now"
NUMBER = re.compile(
    r"\d+|\b(?:once|twice|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AboutSafety:
    """The keys of the texts about danger in a library, whose changes never wait, and the words of danger."""

    library: Library
    texts: frozenset[str]
    speech: Speech


def about_safety(library: Library) -> AboutSafety:
    """Find the texts about danger."""
    guides = {f"guide/{slug}" for slug, guide in library.guides.items() if guide.about_safety}
    charts = {
        f"flowchart/{slug}"
        for slug, chart in library.flowcharts.items()
        if any(end.page == "help-now" or end.then for end in chart.ends.values())
    }
    return AboutSafety(library, frozenset(guides | charts), load_hints(library).speech)


def signed_words(english: str) -> str | None:
    """Return the words that were signed in the place of these, if these wait for a signature.

    At the desk none do: there a text is read as it is to be.
    """
    if _at_desk():
        return None
    # A page with its English beside it is made in two languages.
    language = g.get("language", ENGLISH)
    held: dict[str, Mapping[str, str]] = g.setdefault("held_back", {})
    if language not in held:
        held[language] = _held_back_in(language)
    return held[language].get(english)


def waits(english: Id) -> bool:
    """Tell whether families read other words than today's for an English text, or not yet its new English."""
    return authority().require_sign_off and isinstance(english, str) and signed_words(english) is not None


def is_checked(wording: Wording, language: str) -> bool:
    """Tell whether a speaker has checked the words that families read."""
    if waits(wording.english) and signed_words(str(wording.english)) != wording.phrase.forms[0]:
        return False
    return in_force.was_checked(wording, language)


def english_in_force(english: str) -> str:
    """Return the English that families may read of a text, to stand under a translation."""
    if not authority().require_sign_off or _at_desk():
        return english
    return _held_back_in(ENGLISH).get(english, english)


def _at_desk() -> bool:
    return "marked_passages" in g or "member" in g


def _held_back_in(language: str) -> Mapping[str, str]:
    # Without the database, what was signed when it was last there was signed still.
    found = in_force.in_force() or last_known()
    if found is None:
        return {}
    if language not in found.held_back:
        held = dict(_held_back(found, language))
        if language != ENGLISH:
            # No translation is behind English that nobody reads yet.
            words_for = _words_for(language)
            held = {english: words_for(english) for english in _held_back_in(ENGLISH)} | held
        found.held_back[language] = held
    return found.held_back[language]


def _held_back(found: InForce, language: str) -> Iterator[tuple[str, str]]:
    """Yield what waits, in English and in the language, with the words that were signed last in its place.

    A page knows words by their English alone: so what stands in another place too, and does not wait there
    in the same way, does not wait at all. Words explained and what a search finds it knows in the language.
    """
    safety: AboutSafety = current_app.extensions["about_safety"]
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    dangers = {passage.english for key in safety.texts & texts.keys() for passage in texts[key].passages}
    never = dangers | _interface()
    words_for = _words_for(language)
    may_be_read: dict[str, set[str]] = defaultdict(set)
    for passage, words in _signed_last(found, language).items():
        may_be_read[passage.english].add(words)
    for english, (words, *others) in may_be_read.items():
        today = words_for(english)
        waits = not others and words != today and english not in never
        if waits and not _must_be_todays(english, words, today, safety):
            yield english, words
            if today not in may_be_read:
                yield today, words


def _signed_last(found: InForce, language: str) -> Mapping[Text, str]:
    """Return the words that families may read of each passage: those signed last, or today's."""
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    signatures = {
        key: one for (key, code), one in {**found.signed, **found.waiting}.items() if code == language
    }
    words_for = _words_for(language)
    by_age = sorted(texts, key=lambda key: signatures[key].number if key in signatures else 0)
    last: dict[Text, str] = {}
    for key in by_age:
        today = {place_of(one): words_for(one.english) for one in texts[key].passages}
        may_wait = key in signatures and texts[key].kind in MAY_WAIT
        before = signatures[key].words if may_wait else today
        for passage in texts[key].passages:
            place = place_of(passage)
            words = _as_signed(place, before, today)
            if words is not None:
                last[passage] = words
            else:
                # A part that one guide takes over is not taken away from the others that have it.
                last.setdefault(passage, NOT_THERE_YET if texts[key].kind == "guide" else today[place])
    return last


def _as_signed(place: str, before: Words, today: Words) -> str | None:
    """Return what was signed in a place; None where the words have come since."""
    was, words, signed = before.get(place), today[place], list(before.values())
    if words in signed:
        return words  # it has moved at most
    if was is None or list(today.values()).count(was) >= signed.count(was):
        return None  # what stood here has moved
    return was


def _must_be_todays(english: str, words: str, today: str, safety: AboutSafety) -> bool:
    """Tell whether a change cannot wait: for danger, for a number, or because the old words lead nowhere."""
    about_danger = HELP_NOW in english + words or safety.speech.tells_of_danger(english)
    numbers_differ = words and sorted(NUMBER.findall(words)) != sorted(NUMBER.findall(today))
    # The number words of other languages are not known here: so what names a number there never waits.
    may_differ = today != english and NUMBER.search(english) is not None
    return about_danger or bool(numbers_differ) or may_differ or not _leads_somewhere(words, safety.library)


def _leads_somewhere(words: str, library: Library) -> bool:
    """Tell whether there is still all that words name."""
    return all(library.fact(*fact) is not None for fact in prose.facts(words)) and all(
        library.leads_somewhere(*link.split(":", 1)) for link in prose.links(words)
    )


def _words_for(language: str) -> Callable[[str], str]:
    found: Callable[[str], str] = current_app.extensions["languages"][language].catalogue.words_for
    return found


@cache
def _interface() -> frozenset[Id]:
    return read_template()
