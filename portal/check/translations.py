"""How far each language is, for what families of one council read; and what is wrong or behind in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.assessment.document import Fault
from portal.check.warnings import Remark
from portal.reading.authority import CONTENT
from portal.translation import interface
from portal.translation.catalogue import Catalogue, read_catalogue
from portal.translation.interface import Id
from portal.translation.markup import faults_in
from portal.translation.texts import Text, content_files, texts_of

INTERFACE = "messages.po"


@dataclass(frozen=True)
class Translated:
    """How far one language is: counts of texts, what is wrong in it, and what is behind its English."""

    language: str
    texts: int
    missing: int
    checked: int
    faults: tuple[Fault, ...]
    behind: tuple[Remark, ...]

    @property
    def offered(self) -> bool:
        return not self.missing


def translated(
    council: Path, content: Path = CONTENT, folder: Path = interface.TRANSLATIONS
) -> Iterator[Translated]:
    """Yield how far each language is that there are files for; raise FaultyContent."""
    texts = [text for path in content_files(content, council) for text in texts_of(path)]
    places: dict[Id, Text] = {text.english: text for text in texts}
    wanted = interface.read_template(folder).union(places)
    for code in interface.languages(folder):
        catalogue = read_catalogue(code, texts, folder)
        found = [catalogue.wordings[one] for one in wanted if one in catalogue.wordings]
        yield Translated(
            language=code,
            texts=len(wanted),
            missing=len(wanted) - len(found),
            checked=sum(wording.phrase.checked_by is not None for wording in found),
            faults=tuple(sorted(_faults(code, catalogue, wanted, places))),
            behind=tuple(sorted(_behind(code, catalogue, wanted, places))),
        )


def _faults(
    code: str, catalogue: Catalogue, wanted: frozenset[Id], places: dict[Id, Text]
) -> Iterator[Fault]:
    for english in wanted & catalogue.wordings.keys():
        singular, plural = (english, english) if isinstance(english, str) else english
        for number, words in enumerate(catalogue.wordings[english].phrase.forms):
            for fault in faults_in(plural if number else singular, words):
                file, line = _where(english, places)
                yield Fault(
                    file, line, f"in {code}: {fault}", "placeholders, facts and links as in the English"
                )


def _behind(
    code: str, catalogue: Catalogue, wanted: frozenset[Id], places: dict[Id, Text]
) -> Iterator[Remark]:
    for english in wanted & catalogue.wordings.keys():
        if catalogue.wordings[english].earlier is not None:
            yield Remark(*_where(english, places), f"the English has changed since it was put into {code}")


def _where(english: Id, places: dict[Id, Text]) -> tuple[str, int]:
    """Return the file and the line of an English text; of the interface, its gettext file."""
    text = places.get(english)
    if text is None:
        return INTERFACE, 1
    name = text.file.name if text.file.stem != "en" else f"{text.file.parent.name}/{text.file.name}"
    return name, text.line
