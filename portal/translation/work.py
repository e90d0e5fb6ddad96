"""The work on one language: every text with its translation in rows, and rows put back into the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from portal.reading.authority import CONTENT
from portal.translation import files, interface
from portal.translation.files import CHECKED, Translation
from portal.translation.markup import faults_in
from portal.translation.plurals import plural_forms
from portal.translation.texts import Text, content_files, texts_of

INTERFACE = "interface"

Key = tuple[str, str, str]
"""What tells a text from every other: its file, its place there, and the English."""


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
    def key(self) -> Key:
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
        """Write the words of these rows into the files; return how many differed from what stood there.

        A row that is as it was changes nothing: what was behind its English stays so.
        """
        found = {row.key: row for row in self.rows()}
        given = {row.key: row for row in rows if row.words and row.key in found}
        changed = {key for key, row in given.items() if row != found[key]}
        self._keep_interface(given, changed)
        for path, texts in self.texts.items():
            made = dict(self._read(path))
            for text in texts:
                key = (self._name(path), text.place, text.english)
                if key in changed:
                    row = given[key]
                    made[text.place] = Translation(row.words, text.english, row.checked_by or None)
            files.write_translations(files.file_for(path, self.language), self.language, texts, made)
        return sum(given[key].words != found[key].words for key in changed)

    def partly_given(self, rows: Iterable[Row]) -> set[Key]:
        """Return the forms that these rows have of a plural without having all of its forms."""
        given = {row.key for row in rows if row.words}
        plurals = [set(self._keys(message)) for message in self.template if message.pluralizable]
        return {key for keys in plurals if keys - given for key in keys & given}

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
        rows = []
        for message in self.template:
            if not message.id:
                continue
            phrase = made.get(interface.id_of(message))
            for form, (_, place, english) in enumerate(self._keys(message)):
                earlier = ""
                if phrase and phrase.made_from != interface.id_of(message):
                    earlier = _form_of(phrase.made_from, form)
                words = phrase.forms[form] if phrase else ""
                checked = phrase.checked_by or "" if phrase else ""
                rows.append(Row(INTERFACE, place, english, words, earlier, checked))
        return rows

    def _keys(self, message: Message) -> Sequence[Key]:
        """Return what tells a text of the interface from others, for each form that it takes."""
        if isinstance(message.id, str):
            return [(INTERFACE, "", message.id)]
        return [
            (INTERFACE, place, _form_of(interface.id_of(message), form))
            for form, place in enumerate(plural_forms(self.language))
        ]

    def _keep_interface(self, given: Mapping[Key, Row], changed: Set[Key]) -> None:
        interface.update(self.language, self.template, self.folder)
        path = interface.file_for(self.language, self.folder)
        catalogue = files.read_catalogue(path, self.language)
        for message in catalogue:
            if not message.id:
                continue
            keys = self._keys(message)
            if not set(keys) & changed or set(keys) - given.keys():
                continue
            told = [given[key] for key in keys]
            words = tuple(row.words for row in told)
            message.string = words if message.pluralizable else words[0]
            message.flags.discard("fuzzy")
            message.previous_id = []
            message.user_comments = [f"{CHECKED}{told[0].checked_by}"] if told[0].checked_by else []
        files.write_catalogue(path, self.language, catalogue)


def _form_of(english: interface.Id, form: int) -> str:
    """Return the English of a form: the singular for the first, the plural for every other."""
    return english if isinstance(english, str) else english[min(form, 1)]
