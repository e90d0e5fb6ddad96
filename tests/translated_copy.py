"""A copy of one council’s folders and of one language, in which a test can change either."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.languages import load_languages, offer
from portal.reading.authority import CONTENT
from portal.translation import interface
from portal.translation.files import read_catalogue, write_catalogue
from portal.translation.interface import Id
from tests.conftest import ELEVEN_AT_NIGHT, TEMPLATES

COUNCIL = Path("authorities") / "bromley"


@dataclass(frozen=True)
class Copy:
    """What all councils share and one council’s own, in English and in one other language."""

    folder: Path
    language: str

    @classmethod
    def make(cls, folder: Path, language: str) -> Copy:
        """Copy what ships."""
        copy = cls(folder, language)
        shutil.copytree(CONTENT, copy.content, ignore=copy._leave_out)
        for name in (interface.TEMPLATE, language):
            source, target = interface.TRANSLATIONS / name, copy.translations / name
            target.parent.mkdir(exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        return copy

    def _leave_out(self, folder: str, names: list[str]) -> list[str]:
        """Leave out other councils."""
        others = folder.endswith("authorities")
        return [name for name in names if others and name != COUNCIL.name]

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def council(self) -> Path:
        return self.content / COUNCIL

    @property
    def translations(self) -> Path:
        return self.folder / "translations"

    @property
    def interface(self) -> Path:
        return interface.file_for(self.language, self.translations)

    def change(self, file: str, before: str, after: str) -> None:
        """Change words in a file; they must stand there once."""
        path = self.content / file
        text = path.read_text("utf-8")
        assert text.count(before) == 1, f"“{before}” stands {text.count(before)} times in {file}"
        path.write_text(text.replace(before, after), "utf-8")

    def was_made_from(self, earlier: Mapping[Id, Id]) -> None:
        """Have texts of the interface been translated while their English was another, and update them."""
        catalogue = read_catalogue(self.interface, self.language)
        for now, before in earlier.items():
            message = catalogue[now]
            catalogue.delete(now)
            catalogue.add(before, message.string, user_comments=message.user_comments)
        write_catalogue(self.interface, self.language, catalogue)
        interface.update(self.language, interface.extract(), self.translations)

    def edit(self, path: Path, english: str, words: str | None = None, checked_by: str = "") -> None:
        """Change the translation of a text, or say who has checked it."""
        catalogue = read_catalogue(path, self.language)
        (message,) = (one for one in catalogue if one.id == english)
        if words is not None:
            message.string = words
        message.user_comments = [f"checked by {checked_by}"] if checked_by else []
        write_catalogue(path, self.language, catalogue)

    def serve(self) -> Flask:
        """Make the portal."""
        environment = {"PORTAL_AUTHORITY": str(self.council), "PORTAL_STATE": str(self.folder / "state")}
        app = create_app(environment, lambda: ELEVEN_AT_NIGHT, self.content)
        app.testing = True
        app.jinja_env.bytecode_cache = TEMPLATES
        app.extensions["languages"].clear()
        for one in load_languages(self.council, self.content, self.translations):
            offer(app, one)
        return app
