"""A portal whose council demands signatures, and whose texts a test may change between two starts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.answers import ANSWERS, VERSION
from portal.assessment.encoding import encode
from portal.current import authority
from portal.pages.desk_texts import desk_in
from portal.reading.authority import CONTENT
from portal.review.texts import Reviewable, load_reviewables
from portal.store.signatures import Signing
from portal.translation import files
from portal.translation.isolates import ISOLATES
from portal.translation.texts import Text, texts_of
from tests.conftest import ELEVEN_AT_NIGHT, TEMPLATES, Browse
from tests.page import Page

COUNCIL = "bromley"

ANEW = {"en": " Truly.", "ur": " زیبرا"}
"""What stands behind changed words, in each language."""


@dataclass(frozen=True)
class Case:
    """A passage, and a page that shows it."""

    text: str
    place: str
    page: str
    story: str = ""


GUIDE = Case("guide/under-five", "under-five:answer", "guides/under-five/")


class SignedSite:
    """The files, and the portal as it starts from them; of other languages it has Urdu alone."""

    def __init__(self, folder: Path, require_sign_off: bool = True) -> None:
        self.content = Path(shutil.copytree(CONTENT, folder / "content", ignore=_needless))
        self.council = self.content / "authorities" / COUNCIL
        self.state = folder / "state"
        if require_sign_off:
            self.edit("authority.yaml", "status: proposed", "status: proposed\nrequire_sign_off: yes")

    def start(self) -> Running:
        """Make the portal from the files as they stand now."""
        environment = {"PORTAL_AUTHORITY": str(self.council), "PORTAL_STATE": str(self.state)}
        app = create_app(environment, lambda: ELEVEN_AT_NIGHT, self.content)
        app.jinja_env.bytecode_cache = TEMPLATES
        return Running(app)

    def edit(self, file: str, before: str, after: str) -> None:
        """Change words in a file of the council, or of those for all councils."""
        path = next(path for path in (self.council / file, self.content / file) if path.exists())
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{file} does not say “{before}”"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    def change(self, text: str, place: str, words: str, language: str = "en") -> None:
        """Write other words into the file of a passage."""
        passage = self.passage(text, place)
        if language != "en":
            file = files.file_for(passage.file, language)
            made = dict(files.read_translations(file, language))
            made[passage.place] = replace(made[passage.place], words=words)
            files.write_translations(file, language, texts_of(passage.file), made)
            return
        lines = passage.file.read_text(encoding="utf-8").splitlines(keepends=True)
        before, after = "".join(lines[: passage.line - 1]), "".join(lines[passage.line - 1 :])
        pattern = r"\s+".join(map(re.escape, passage.english.split()))
        changed, count = re.subn(pattern, lambda found: words, after, count=1)
        assert count
        passage.file.write_text(before + changed, encoding="utf-8")

    def words(self, text: str, place: str, language: str = "en") -> str:
        """Return what stands in the file."""
        passage = self.passage(text, place)
        if language == "en":
            return passage.english
        made = files.read_translations(files.file_for(passage.file, language), language)
        return made[passage.place].words

    def passage(self, text: str, place: str) -> Text:
        found = self.texts()[text].passage(place)
        assert found, f"{text} has no {place}"
        return found

    def texts(self) -> dict[str, Reviewable]:
        return dict(load_reviewables(self.council, self.content))


def _needless(folder: str, names: list[str]) -> Iterable[str]:
    """Name the files of other languages and of other councils: without them a start takes no time."""
    name = Path(folder).name
    if name in ("authorities", "translations"):
        return set(names) - {COUNCIL, "ur"}
    return [one for one in names if one.endswith(".po") and one != "ur.po" and name != "ur"]


@dataclass
class Running:
    """The portal since it started."""

    app: Flask

    def sign(self, text: str, *languages: str) -> None:
        """Sign a text as it stands now."""
        with self.app.test_request_context():
            for language in languages or ("en",):
                desk, shown = desk_in(language), self.app.extensions["reviewables"][text]
                latest = desk.signatures.latest("signed").get((text, language))
                follows = latest.number if latest else 0
                words = desk.words(shown)
                signing = Signing(text, language, "signed", desk.fingerprint(shown), words, follows)
                desk.signatures.sign(signing, "Carol", ELEVEN_AT_NIGHT)

    def browse(self, story: str = "") -> Browse:
        """Give a family’s browser; with the name of a story, its answers are given."""
        browse = Browse(self.app.test_client())
        if story:
            with self.app.app_context():
                rules = authority().assessment
                (example,) = (one for one in authority().examples if one.name == story)
            with browse.client.session_transaction() as session:
                session[ANSWERS], session[VERSION] = encode(rules, example.answers), rules.version
        return browse


def read(page: Page) -> str:
    """Return what stands on a page, without the characters that nobody sees."""
    return "".join(one for one in page.text if one not in ISOLATES)
