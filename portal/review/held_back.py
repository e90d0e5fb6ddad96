"""Words that wait for a signature: where a council demands it, families read those that were signed last.

Never where somebody may be in danger: there today's words stand at once. Numbers and figures are fresh
everywhere, because signed words name them and do not hold them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flask import current_app, g

from portal.current import authority
from portal.reading import prose
from portal.reading.library import Library
from portal.review.in_force import InForce, in_force, last_known
from portal.review.texts import ENGLISH, Reviewable, place_of
from portal.store.signatures import Words
from portal.translation.interface import Id, read_template
from portal.translation.texts import Text

NOT_THERE_YET = ""
"""Stands for a passage of a guide that was not there when it was signed."""


@dataclass(frozen=True)
class AboutSafety:
    """The keys of the texts about danger in a library, whose changes never wait."""

    library: Library
    texts: frozenset[str]


def about_safety(library: Library) -> AboutSafety:
    """Find the texts about danger."""
    guides = {f"guide/{slug}" for slug, guide in library.guides.items() if guide.about_safety}
    charts = {
        f"flowchart/{slug}"
        for slug, chart in library.flowcharts.items()
        if any(end.page == "help-now" or end.then for end in chart.ends.values())
    }
    found = guides | charts
    for rules in library.authority.versions:
        found |= {f"result/{outcome.name}" for outcome in rules.safety}
        found |= {f"question/{name}" for name in rules.private}
        found |= {
            f"reason/{one.name}"
            for one in rules.criteria.values()
            if any(rules.question_of[variable] in rules.private for variable in one.rule.variables)
        }
    return AboutSafety(library, frozenset(found))


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


def english_in_force(english: str) -> str:
    """Return the English that families may read of a text, to stand under a translation."""
    if not authority().require_sign_off or _at_desk():
        return english
    return _held_back_in(ENGLISH).get(english, english)


def _at_desk() -> bool:
    return "marked_passages" in g or "member" in g


def _held_back_in(language: str) -> Mapping[str, str]:
    # Without the database, what was signed when it was last there was signed still.
    found = in_force() or last_known()
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
        if waits and _leads_somewhere(words, safety.library):
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
        before = signatures[key].words if key in signatures else today
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
        return None  # what stood here has moved, as in a list with a new line above it
    return was


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
