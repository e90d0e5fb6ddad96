"""By which day each text and document is to be read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.assessment.document import lines_of, read
from portal.reading.library import Library


@dataclass(frozen=True, order=True)
class Review:
    """A text or a document, and the day by which it is to be read again."""

    day: date
    file: str
    line: int
    what: str


def reviews_of(library: Library, folder: Path) -> list[Review]:
    """Return what is to be read again, the earliest first; the folder is the council's."""
    return sorted([*_texts(library), *_documents(library, folder)])


def _texts(library: Library) -> Iterator[Review]:
    for kind, texts in (("guide", library.guides), ("flowchart", library.flowcharts)):
        for text in texts.values():
            yield Review(text.review, text.file, text.lines["review"], f"the {kind} “{text.slug}”")


def _documents(library: Library, folder: Path) -> Iterator[Review]:
    """Yield the documents of the council's own that have a day to be read again."""
    lines = lines_of(read(folder / "authority.yaml").named()["sources"])
    for source in library.authority.sources.values():
        if source.review:
            what = f"the source “{source.name}”"
            yield Review(source.review, "authority.yaml", lines[source.name], what)
