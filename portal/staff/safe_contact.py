"""How a worker may reach a family, and how not: what she reads before anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.forms.request_people import GIVEN_BY, SAFE_WAYS
from portal.telephone import dialled

IN_SHORT = {
    "ring": "ring",
    "message": "leave a message",
    "text": "text",
    "email": "e-mail",
    "letter": "letter",
}


@dataclass(frozen=True)
class Way:
    """One way to reach a family: what to do, and the number or address that it takes."""

    name: str
    says: str
    to: str

    @property
    def dialled(self) -> str:
        """Return the number as a telephone dials it."""
        return dialled(self.to)


@dataclass(frozen=True)
class SafeContact:
    """What is safe; whatever the family did not say is safe is not."""

    safe: tuple[Way, ...]
    unsafe: tuple[Way, ...]
    careful: str
    when: str

    @property
    def in_short(self) -> str:
        """Name the safe ways in a few words."""
        return ", ".join(IN_SHORT[way.name] for way in self.safe) or "no way was said to be safe"

    def warning(self, field: str) -> str:
        """Say what must not be done with what the family gave in a field, if anything."""
        ways = [way for way, name in GIVEN_BY.items() if name == field]
        unsafe = [IN_SHORT[way.name] for way in self.unsafe if way.name in ways]
        if not unsafe:
            return ""
        return f"not safe: do not {'use' if len(unsafe) == len(ways) else ' or '.join(unsafe)}"


def safe_contact(fields: Mapping[str, Any]) -> SafeContact:
    """Return how to reach the family that sent these fields."""
    said = fields.get("safe_ways") or ()
    ways = [Way(name, words.to("parent"), _given(fields, name)) for name, words in SAFE_WAYS.items()]
    return SafeContact(
        safe=tuple(way for way in ways if way.name in said and way.to),
        unsafe=tuple(way for way in ways if way.name not in said or not way.to),
        careful=fields.get("careful") or "",
        when=fields.get("when") or "",
    )


def _given(fields: Mapping[str, Any], way: str) -> str:
    return str(fields.get(GIVEN_BY[way]) or "")
