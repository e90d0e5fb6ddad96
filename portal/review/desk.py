"""The texts of a council in one language at the desk: their words, their states, and what waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from portal.review.texts import ENGLISH, Reviewable, fingerprint, place_of
from portal.store.remarks import Remarks
from portal.store.signatures import KeptSignature, SignatureKind, Signatures, Words
from portal.store.workers import COORDINATOR, EDITOR, REVIEWER, TRANSLATOR, Member
from portal.translation.difference import Stretch, difference

State = Literal["asked", "changed", "draft", "in_review", "signed"]
STATES: tuple[State, ...] = get_args(State)
"""Changes asked for, changed since signing, draft, in review, signed."""


@dataclass(frozen=True)
class Line:
    """One text in one language, as the desk lists it.

    `new_to_me` tells that a member has not read these words; `overdue` that its review date is past.
    """

    text: Reviewable
    state: State
    open_remarks: int
    remarks: int
    new_to_me: bool
    overdue: bool
    signature: KeptSignature | None
    checked: KeptSignature | None

    def waits_for(self, member: Member, language: str) -> bool:
        """Tell whether somebody is to do something about it."""
        if member.role == EDITOR:
            return self.open_remarks > 0 or (self.overdue and language == ENGLISH)
        if member.role == COORDINATOR:
            return not self.open_remarks and self.state != "signed"
        if member.role == TRANSLATOR:
            return language in member.languages and self.checked is None
        return member.role == REVIEWER and self.new_to_me


@dataclass(frozen=True)
class Desk:
    """What stands on the desk in one language; `words_for` gives the translation of an English text."""

    texts: Mapping[str, Reviewable]
    language: str
    words_for: Callable[[str], str]
    remarks: Remarks
    signatures: Signatures

    def words(self, text: Reviewable) -> Words:
        """Return the words of a text in the language of the desk, by their places."""
        return {place_of(one): self.words_for(one.english) for one in text.passages}

    def fingerprint(self, text: Reviewable) -> str:
        """Return what a signature under these words is bound to."""
        return fingerprint(self.words(text), (one.english for one in text.passages))

    def english_under(self, kind: SignatureKind) -> frozenset[str]:
        """Return the English of every passage that stands under a signature of a kind, as it is today."""
        latest = self.signatures.latest(kind)
        under = (
            text.passages
            for key, text in self.texts.items()
            if (found := latest.get((key, self.language))) and found.fingerprint == self.fingerprint(text)
        )
        return frozenset(passage.english for passages in under for passage in passages)

    def lines(self, member: Member, reviews: Mapping[str, date], today: date) -> list[Line]:
        """Return every text with its state, in the order in which families meet them."""
        counted = self.remarks.count(self.language)
        signed, checked = self.signatures.latest("signed"), self.signatures.latest("checked")
        read = self.signatures.readings(self.language)
        read_by_somebody = {text for _, text in read}
        lines = []
        for key, text in self.texts.items():
            made, open_remarks = counted.get(key, (0, 0))
            touched = made > 0 or key in read_by_somebody
            signature = signed.get((key, self.language))
            print_now = self.fingerprint(text)
            in_force = signature is not None and signature.fingerprint == print_now
            check = checked.get((key, self.language))
            lines.append(
                Line(
                    text=text,
                    state=_state(open_remarks, signature is not None, in_force, touched),
                    open_remarks=open_remarks,
                    remarks=made,
                    new_to_me=read.get((member.number, key)) != self.words(text),
                    overdue=key in reviews and reviews[key] < today,
                    signature=signature,
                    checked=check if check and check.fingerprint == print_now else None,
                )
            )
        return lines


def _state(open_remarks: int, was_signed: bool, in_force: bool, touched: bool) -> State:
    if open_remarks:
        return "asked"
    if was_signed:
        return "signed" if in_force else "changed"
    return "in_review" if touched else "draft"


@dataclass(frozen=True)
class PassageChange:
    """How one passage differs from what it was; without words it has come or gone."""

    place: str
    stretches: tuple[Stretch, ...]


def changes(before: Words, after: Words) -> list[PassageChange]:
    """Return each passage that differs, those that went last."""
    places = [*after, *(place for place in before if place not in after)]
    return [
        PassageChange(place, tuple(difference(before.get(place, ""), after.get(place, ""))))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]
