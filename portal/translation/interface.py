"""The words in the code and the templates: gettext, as every tool for translators knows it.

These words have no place that stays when they change. Where words go and others like them come in the same
file, the translation is kept with the earlier English beside it, and counts as behind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from portal.translation.files import State, checked_by, read_catalogue, state_of, write_catalogue
from portal.translation.plurals import plural_forms

PORTAL = Path(__file__).parent.parent
TRANSLATIONS = PORTAL / "translations"
METHODS = [("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"), ("**.py", "python")]
TEMPLATE = "messages.pot"
OPTIONS = {"templates/**": {"trimmed": "true"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "with_english": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
LIKE_ENOUGH = 0.7
LOST = "…"
"""Stands for earlier English that nobody knows any more."""

Id = str | tuple[str, str]
"""The English: one text, or one for the singular and one for the plural."""


@dataclass(frozen=True)
class Phrase:
    """Words of the interface in another language: as many forms as its plural has, or one."""

    forms: tuple[str, ...]
    made_from: Id
    checked_by: str | None


@cache
def extract(portal: Path = PORTAL) -> Catalog:
    """Read what there is to translate in the code and the templates; nobody may change what is returned."""
    template = Catalog()
    found = extract_from_dir(portal, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
    for file, line, message, comments, context in found:
        template.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return template


def write_template(template: Catalog, folder: Path = TRANSLATIONS) -> None:
    """Write what there is to translate, so that a running portal need not read its own code."""
    write_catalogue(folder / TEMPLATE, "en", template)


def read_template(folder: Path = TRANSLATIONS) -> frozenset[Id]:
    """Return the English of all there is to translate."""
    path = folder / TEMPLATE
    return (
        frozenset(id_of(one) for one in read_catalogue(path, "en") if one.id)
        if path.exists()
        else frozenset()
    )


def languages(folder: Path = TRANSLATIONS) -> list[str]:
    """List the languages that there are files for."""
    return sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.po"))


def file_for(language: str, folder: Path = TRANSLATIONS) -> Path:
    """Return the path of a language's interface."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def read_phrases(language: str, folder: Path = TRANSLATIONS) -> Mapping[Id, Phrase]:
    """Read the interface of a language by its English, without what is not translated yet."""
    path = file_for(language, folder)
    return _read_phrases(path, language, state_of(path)) if path.exists() else {}


@lru_cache(maxsize=32)
def _read_phrases(path: Path, language: str, state: State) -> Mapping[Id, Phrase]:
    return {
        id_of(message): Phrase(
            forms, _made_from(message) if message.fuzzy else id_of(message), checked_by(message)
        )
        for message in read_catalogue(path, language)
        if message.id and all(forms := _forms(message)) and len(forms) == _number_of_forms(message, language)
    }


def update(language: str, template: Catalog, folder: Path = TRANSLATIONS) -> None:
    """Bring the file of a language up to the words that there are now."""
    path = file_for(language, folder)
    before = read_catalogue(path, language) if path.exists() else Catalog(locale=language.replace("-", "_"))
    gone = [one for one in before if one.id and one.id not in template and all(_forms(one))]
    after = Catalog(locale=language.replace("-", "_"))
    for message in template:
        if not message.id:
            continue
        made = before.get(message.id) or _likest(message, gone)
        if made is None or made.pluralizable != message.pluralizable:
            after.add(message.id, locations=message.locations)
            continue
        # gettext knows a plural by its singular alone: the other half may have changed.
        changed = id_of(made) != id_of(message)
        after.add(
            message.id,
            made.string,
            locations=message.locations,
            flags=made.flags | ({"fuzzy"} if changed else set()),
            user_comments=() if changed else made.user_comments,
            previous_id=made.id if changed and not made.fuzzy else made.previous_id,
        )
    write_catalogue(path, language, after)


def _likest(message: Message, gone: Collection[Message]) -> Message | None:
    """Return the words that went and are most like these, if any are like enough."""

    def likeness(one: Message) -> float:
        return SequenceMatcher(None, str(one.id), str(message.id)).ratio()

    alike = [one for one in gone if one.pluralizable == message.pluralizable]
    likest = max(alike, key=likeness, default=None)
    return likest if likest and likeness(likest) >= LIKE_ENOUGH else None


def id_of(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _made_from(message: Message) -> Id:
    """Return the English before it changed; a translator's tool may have lost it."""
    earlier = [*message.previous_id, LOST, LOST]
    return (earlier[0], earlier[1]) if message.pluralizable else earlier[0]


def _number_of_forms(message: Message, language: str) -> int:
    """Return how many forms a text has to have; the head of a file may be of another opinion."""
    return len(plural_forms(language)) if message.pluralizable else 1


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
