"""Which translated wordings the page that is being made has used."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g

from portal.translation.catalogue import Wording
from portal.translation.interface import Id


@dataclass
class Used:
    """What a reader should hear of: wordings behind their English, and whether any was never checked."""

    behind: dict[Id, Wording] = field(default_factory=dict)
    unchecked: bool = False


def used() -> Used:
    """Return what this page has used so far."""
    if "wordings_used" not in g:
        g.wordings_used = Used()
    found: Used = g.wordings_used
    return found


def note(wording: Wording) -> None:
    """Remember a wording that this page uses."""
    if wording.earlier:
        used().behind[wording.english] = wording
    if not wording.phrase.checked_by:
        used().unchecked = True
