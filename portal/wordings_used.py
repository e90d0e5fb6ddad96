"""Which translated wordings the page that is being made has used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import g

from portal.translation.catalogue import Wording
from portal.translation.interface import Id


@dataclass
class Used:
    """What a reader should hear of: wordings behind their English, and which a speaker has checked or not.

    A page is a text and the words around it: those of the interface, contacts, sources, the titles of others.
    """

    behind: dict[Id, Wording] = field(default_factory=dict)
    text_checked: bool = False
    text_unchecked: bool = False
    interface_checked: bool = False
    interface_unchecked: bool = False

    @property
    def draft(self) -> bool:
        """Tell whether the page as a whole is a machine’s draft."""
        return self.text_unchecked or (self.interface_unchecked and not self.text_checked)


def used() -> Used:
    """Return what this page has used so far."""
    if "wordings_used" not in g:
        g.wordings_used = Used()
    found: Used = g.wordings_used
    return found


def noting(
    is_checked: Callable[[Wording], bool], waits: Callable[[Id], bool], is_text: Callable[[Id], bool]
) -> Callable[[Wording], None]:
    """Return what remembers a wording that a page uses.

    Of words that wait for a signature the reader does not see that their English has changed.
    """

    def note(wording: Wording) -> None:
        here = used()
        if wording.earlier and not waits(wording.english):
            here.behind[wording.english] = wording
        checked = is_checked(wording)
        if is_text(wording.english):
            here.text_checked |= checked
            here.text_unchecked |= not checked
        else:
            here.interface_checked |= checked
            here.interface_unchecked |= not checked

    return note
