"""A request in the making, and what is remembered of it once it is sent: in the family's session only."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from flask import session

from portal.session import fits

DRAFT = "request"
SENT = "sent"


@dataclass(frozen=True)
class Draft:
    """What was typed so far, rightly or not; `number` is its own, and makes sending twice one request.

    `checked` says that the family has come to the page with everything: changes lead back to it.
    """

    typed: Mapping[str, list[str]] = field(default_factory=dict)
    checked: bool = False
    number: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @classmethod
    def of_session(cls) -> Self:
        """Return the draft in this browser, or an empty one."""
        kept = session.get(DRAFT)
        return cls(kept["typed"], kept["checked"], kept["number"]) if kept else cls()

    def with_typed(self, typed: Mapping[str, list[str]]) -> Self:
        """Return the draft with the fields of one page as they are now."""
        merged = {**self.typed, **typed}
        return replace(self, typed={name: values for name, values in merged.items() if values})

    def sending(self, told: Mapping[str, object]) -> str:
        """Name the request that says just this: with the same words it is the same request."""
        content = json.dumps(told, sort_keys=True).encode()
        return f"{self.number}.{hashlib.sha256(content).hexdigest()[:32]}"

    def keep(self) -> bool:
        """Keep it in the browser; return False, and keep what was there, where it is too long for that."""
        kept = {"typed": dict(self.typed), "checked": self.checked, "number": self.number}
        content = {**session, DRAFT: kept}
        if not fits(content):
            # What was sent before is shown as long as there is room.
            content = {**content, SENT: _without_copy(session.get(SENT))}
        if not fits(content):
            return False
        session.update(content)
        return True


def forget_draft() -> None:
    """Forget what was typed."""
    session.pop(DRAFT, None)


@dataclass(frozen=True)
class Sent:
    """A request that was sent from this browser, on a day in England.

    `fields` is what it says, but for the self-assessment: `answers` are those that were sent with it, encoded
    for the `version` of the rules. Where there is no room to show it again, none of these is there.
    """

    reference: str
    day: date
    fields: Mapping[str, Any] | None = None
    answers: bytes = b""
    version: str = ""
    answer_the_rest: bool = False

    @classmethod
    def of_session(cls) -> Self | None:
        """Return what was sent last, if anything was."""
        kept = session.get(SENT)
        if kept is None:
            return None
        known = {one.name: kept[one.name] for one in fields(cls) if one.name in kept}
        return cls(**{**known, "day": date.fromisoformat(kept["day"])})

    def keep(self) -> None:
        """Remember it."""
        kept = {**vars(self), "day": self.day.isoformat()}
        session[SENT] = kept if fits({**session, SENT: kept}) else _without_copy(kept)


def _without_copy(sent: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"reference": sent["reference"], "day": sent["day"]} if sent else None
