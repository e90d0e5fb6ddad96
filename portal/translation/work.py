"""The work on one language: every text with its translation in rows, and rows put back into the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from portal.reading.authority import CONTENT
from portal.translation import files, interface
from portal.translation.files import CHECKED, Translation
from portal.translation.markup import faults_in
from portal.translation.texts import Text, content_files, texts_of

INTERFACE = "interface"


@dataclass(frozen=True)
class Row:
    """One text to translate. `earlier` is the English that the words were made from, if it has changed."""

    file: str
    place: str
    english: str
    words: str = ""
    earlier: str = ""
    checked_by: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells this text from every other."""
        return (self.file, self.place, self.english)

    @property
    def faults(self) -> list[str]:
        """Say what is wrong in the form of the words; words that are not there yet are not wrong."""
        return list(faults_in(self.english, self.words)) if self.words else []


class Work:
    """The files of one language, for what all councils share and for some councils."""

    def __init__(
        self,
        language: str,
        councils: Sequence[Path],
        content: Path = CONTENT,
        folder: Path = interface.TRANSLATIONS,
    ) -> None:
        self.language = language
        self.content = content
        self.councils = councils
        self.folder = folder
        self.template = interface.extract()
        self.texts = {path: list(texts_of(path)) for path in content_files(content, *councils)}

    def rows(self) -> list[Row]:
        """Return every text, in the order of the files."""
        return [*self._interface_rows(), *(row for path in self.texts for row in self._rows(path))]

    def update(self) -> None:
        """Bring every file up to the English that there is now."""
        interface.write_template(self.template, self.folder)
        interface.update(self.language, self.template, self.folder)
        for path, texts in self.texts.items():
            made = self._read(path)
            files.write_translations(files.file_for(path, self.language), self.language, texts, made)

    def keep(self, rows: Iterable[Row]) -> int:
        """Write the words of these rows into the files; return how many differed from what stood there."""
        given = {row.key: row for row in rows if row.words}
        changed = [row for row in self.rows() if row.key in given and given[row.key].words != row.words]
        self._keep_interface(given)
        for path, texts in self.texts.items():
            made = dict(self._read(path))
            for text in texts:
                if row := given.get((self._name(path), text.place, text.english)):
                    made[text.place] = Translation(row.words, text.english, row.checked_by or None)
            files.write_translations(files.file_for(path, self.language), self.language, texts, made)
        return len(changed)

    def _name(self, path: Path) -> str:
        """Return what a file is called in rows."""
        for council in self.councils:
            if path.is_relative_to(council):
                return f"{council.name}/{path.relative_to(council)}"
        return str(path.relative_to(self.content))

    def _read(self, path: Path) -> Mapping[str, Translation]:
        return files.read_translations(files.file_for(path, self.language), self.language)

    def _rows(self, path: Path) -> list[Row]:
        made = self._read(path)
        return [self._row(path, text, made.get(text.place)) for text in self.texts[path]]

    def _row(self, path: Path, text: Text, made: Translation | None) -> Row:
        row = Row(self._name(path), text.place, text.english)
        if made is None:
            return row
        earlier = made.made_from if made.made_from != text.english else ""
        return Row(row.file, row.place, row.english, made.words, earlier, made.checked_by or "")

    def _interface_rows(self) -> list[Row]:
        made = interface.read_phrases(self.language, self.folder)
        count = Catalog(locale=self.language.replace("-", "_")).num_plurals
        rows = []
        for message in self.template:
            if not message.id:
                continue
            phrase = made.get(interface.id_of(message))
            for place, english, form in _forms(message, count):
                earlier = ""
                if phrase and phrase.made_from != interface.id_of(message):
                    earlier = " / ".join(_both(phrase.made_from))
                words = phrase.forms[form] if phrase else ""
                checked = phrase.checked_by or "" if phrase else ""
                rows.append(Row(INTERFACE, place, english, words, earlier, checked))
        return rows

    def _keep_interface(self, given: Mapping[tuple[str, str, str], Row]) -> None:
        interface.update(self.language, self.template, self.folder)
        path = interface.file_for(self.language, self.folder)
        catalogue = files.read_catalogue(path, self.language)
        for message in catalogue:
            if not message.id:
                continue
            rows = [
                given.get((INTERFACE, place, english))
                for place, english, _ in _forms(message, catalogue.num_plurals)
            ]
            told = [row for row in rows if row]
            if len(told) < len(rows):
                continue
            words = tuple(row.words for row in told)
            message.string = words if message.pluralizable else words[0]
            message.flags.discard("fuzzy")
            message.previous_id = []
            message.user_comments = [f"{CHECKED}{told[0].checked_by}"] if told[0].checked_by else []
        files.write_catalogue(path, self.language, catalogue)


def _forms(message: Message, count: int) -> Sequence[tuple[str, str, int]]:
    """Return the place, the English and the number of each form that a text of the interface takes."""
    if isinstance(message.id, str):
        return [("", message.id, 0)]
    # Which numbers take which form, the head of the file says; one is the first almost everywhere.
    return [
        (f"form {form + 1} of {count}", message.id[1] if form else message.id[0], form)
        for form in range(count)
    ]


def _both(english: interface.Id) -> tuple[str, ...]:
    return (english,) if isinstance(english, str) else english
