"""How far a language is: what is translated, what is behind its English, what a speaker has checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.translation.catalogue import Catalogue
from portal.translation.interface import Id


@dataclass
class Progress:
    """Counts the texts of one part of the portal."""

    texts: int = 0
    translated: int = 0
    behind: int = 0
    checked: int = 0

    @property
    def complete(self) -> bool:
        return self.translated == self.texts

    def count(self, catalogue: Catalogue, english: Id) -> None:
        """Count one text."""
        self.texts += 1
        if wording := catalogue.wordings.get(english):
            self.translated += 1
            self.behind += wording.earlier is not None
            self.checked += wording.phrase.checked_by is not None


def progress(catalogue: Catalogue, wanted: Iterable[tuple[str, Id]]) -> dict[str, Progress]:
    """Count, by part, the texts that are wanted: each comes with the name of its part."""
    parts: dict[str, Progress] = defaultdict(Progress)
    for part, english in wanted:
        parts[part].count(catalogue, english)
    return dict(parts)
