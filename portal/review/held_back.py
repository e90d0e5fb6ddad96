"""Words that wait for a signature: where a council demands it, families read those that were signed last.

Never where somebody may be in danger: there today's words stand at once. Numbers and figures are fresh
everywhere, because signed words name them and do not hold them.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, g

from portal.reading.library import Library
from portal.review.in_force import in_force
from portal.review.texts import Reviewable, place_of

NOT_THERE_YET = ""
"""Stands for a passage of a guide that was not there when it was signed."""


def about_safety(library: Library) -> frozenset[str]:
    """Return the keys of the texts about danger, whose changes never wait."""
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
    return frozenset(found)


def signed_words(english: str) -> str | None:
    """Return the words that were signed in the place of these, if these wait for a signature.

    At the desk none do: there a text is read as it is to be.
    """
    if "marked_passages" in g:
        return None
    if "held_back" not in g:
        g.held_back = _held_back(g.get("language", ""))
    found: Mapping[str, str] = g.held_back
    return found.get(english)


def _held_back(language: str) -> Mapping[str, str]:
    """Return the signed words of every passage that has changed since, by its English."""
    found = in_force()
    texts: Mapping[str, Reviewable] = current_app.extensions["reviewables"]
    held: dict[str, str] = {}
    for (key, code), signature in found.waiting.items() if found else ():
        if code != language or key in current_app.extensions["about_safety"]:
            continue
        for passage in texts[key].passages:
            signed = signature.words.get(place_of(passage))
            if signed is None and texts[key].kind == "guide":
                held[passage.english] = NOT_THERE_YET
            elif signed is not None:
                held[passage.english] = signed
    return held
