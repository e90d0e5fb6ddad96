"""Translation files: a gettext file for each content file and language, an entry for each place in it.

An entry keeps the English that its words were made from. While that is still the English of its place the
translation is up to date; once it differs, both can be shown beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from portal.assessment.document import Fault, FaultyContent
from portal.translation.texts import Text

ENGLISH = "en"
CHECKED = "checked by "
"""How a comment begins that says which speaker has checked an entry, and when."""

EARLIER = "|"
"""How a comment begins that holds the English before it changed."""

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')

WIDTH = 100

State = tuple[int, int]
"""When a file was last written, and how long it is."""

HEAD = """msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-22 00:00+0000\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


@dataclass(frozen=True)
class Translation:
    """Words in another language, the English they were made from, and who has checked them."""

    words: str
    made_from: str
    checked_by: str | None = None


def file_for(english: Path, language: str) -> Path:
    """Return the path of the translation of a content file.

    en.md has it beside itself; files of other names have them in a folder for each language.
    """
    if english.stem == ENGLISH:
        return english.with_name(f"{language}.po")
    return english.parent / "translations" / language / f"{english.stem}.po"


def read_translations(path: Path, language: str) -> Mapping[str, Translation]:
    """Read a translation file by places, without what is not translated yet; raise FaultyContent."""
    return _read_translations(path, language, state_of(path)) if path.exists() else {}


def state_of(path: Path) -> State:
    """Return what changes with a file."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=1024)
def _read_translations(path: Path, language: str, state: State) -> Mapping[str, Translation]:
    """Read a file in the state that it is in: several portals in one process read it once."""
    return {
        str(message.context): Translation(str(message.string), str(message.id), checked_by(message))
        for message in read_catalogue(path, language)
        if message.id and message.string
    }


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read a gettext file; raise FaultyContent."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        raise _faulty(path, error.lineno + 1, str(error).removesuffix(f" on {error.lineno}")) from None
    except (ValueError, LookupError) as error:
        raise _faulty(path, 1, str(error)) from None
    for message in catalogue:
        _read_earlier_english(message)
    return catalogue


def _faulty(path: Path, line: int, found: str) -> FaultyContent:
    """Return the error that names a file by its folders too: each language has one of this name."""
    name = "/".join(path.parts[-3:])
    return FaultyContent([Fault(name, line, found, "a gettext file in UTF-8")])


def _read_earlier_english(message: Message) -> None:
    """Take the earlier English out of the comments: Babel writes it there, and does not read it again.

    It breaks the lines of a comment anywhere, also within the quotes.
    """
    lines = [one.removeprefix(EARLIER).strip() for one in message.user_comments if one.startswith(EARLIER)]
    message.user_comments = [one for one in message.user_comments if not one.startswith(EARLIER)]
    singular, _, plural = " ".join(lines).partition("msgid_plural ")
    texts = [QUOTED.findall(text) for text in (singular, plural)]
    message.previous_id = [denormalize("\n".join(parts)) for parts in texts if parts]


def checked_by(message: Message) -> str | None:
    """Return who has checked an entry, as its comment says."""
    for comment in message.user_comments:
        if comment.startswith(CHECKED):
            return str(comment.removeprefix(CHECKED))
    return None


def write_translations(
    path: Path, language: str, texts: Iterable[Text], translations: Mapping[str, Translation]
) -> None:
    """Write a translation file: each text in its order, with its translation if there is one."""
    catalogue = Catalog(locale=language.replace("-", "_"))
    for text in texts:
        made = translations.get(text.place)
        catalogue.add(
            made.made_from if made else text.english,
            made.words if made else "",
            context=text.place,
            user_comments=[f"{CHECKED}{made.checked_by}"] if made and made.checked_by else [],
        )
    write_catalogue(path, language, catalogue)


def write_catalogue(path: Path, language: str, catalogue: Catalog) -> None:
    """Write a gettext file, always with the same head: a file changes only where its words do."""
    head = HEAD.format(language=language, plural_forms=catalogue.plural_forms)
    body = BytesIO()
    write_po(body, catalogue, width=WIDTH, omit_header=True, no_location=True, include_previous=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head.encode() + body.getvalue())
