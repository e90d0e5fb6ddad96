"""The words in the code and the templates: all are found, and none is lost when the English changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from portal.translation import interface
from portal.translation.files import read_catalogue, write_catalogue
from portal.translation.interface import LOST, Id, Phrase

CODE = '''
from flask_babel import gettext, lazy_gettext, lazy_ngettext, ngettext
from portal.translated import with_english

TITLE = lazy_gettext("A title")
LATER = lazy_ngettext("%(num)s hour", "%(num)s hours", 2)

def said(name: str) -> str:
    """Say what is not to be translated."""
    ngettext("%(num)s day", "%(num)s days", 3)
    with_english("If anyone is in danger, ring 999.")
    return gettext(
        "A long text, "
        "in two lines."
    )
'''
TEMPLATE = """
{% set h1 = _("A heading") %}
{% macro part() %}<p>{{ with_english("Not a decision, %(name)s.", name=name) }}</p>{% endmacro %}
<p title="{{ _("A tip") }}">Not to be translated {{ ngettext("One", "Many", 2) }}</p>
{{ gettext("By its long name") }}
"""
DAYS = ("%(num)s day", "%(num)s days")
LONG = 'A text that goes on over several lines of a file, with a "quote" and a \\ in it. ' * 4 + "The end."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "translations"


def catalogue(*ids: Id) -> Catalog:
    """Make what there is to translate."""
    made = Catalog()
    for one in ids:
        made.add(one)
    return made


def translate(folder: Path, words: dict[Id, Sequence[str]], checked_by: str = "") -> None:
    """Translate into Polish."""
    interface.update("pl", catalogue(*words), folder)
    path = interface.file_for("pl", folder)
    made = read_catalogue(path, "pl")
    for message in made:
        if message.id:
            forms = tuple(words[interface.id_of(message)])
            message.string = forms if message.pluralizable else forms[0]
            message.user_comments = [f"checked by {checked_by}"] if checked_by else []
    write_catalogue(path, "pl", made)


def after(folder: Path, *ids: Id) -> dict[Id, Phrase]:
    """Return the Polish after the English has become this."""
    interface.update("pl", catalogue(*ids), folder)
    return dict(interface.read_phrases("pl", folder))


def test_every_way_to_say_something_in_the_code_is_found(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "it.py").write_text(CODE)
    assert {interface.id_of(one) for one in interface.extract(tmp_path) if one.id} == {
        "A title",
        "A long text, in two lines.",
        "If anyone is in danger, ring 999.",
        ("%(num)s day", "%(num)s days"),
        ("%(num)s hour", "%(num)s hours"),
    }


@pytest.mark.parametrize("name", ["page.html", "components/part.html", "copy.txt"])
def test_every_way_to_say_something_in_a_template_is_found(tmp_path: Path, name: str) -> None:
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(TEMPLATE)
    assert {interface.id_of(one) for one in interface.extract(tmp_path) if one.id} == {
        "A heading",
        "Not a decision, %(name)s.",
        "A tip",
        ("One", "Many"),
        "By its long name",
    }


def test_a_text_that_stands_in_several_places_is_translated_once(tmp_path: Path) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text('from flask_babel import gettext\n\ngettext("Go on")\n')
    assert [one.id for one in interface.extract(tmp_path) if one.id] == ["Go on"]


# When the English changes


def test_what_stays_keeps_its_words_and_who_checked_them(folder: Path) -> None:
    translate(folder, {"Go on": ["Dalej"], DAYS: ["dzień", "dni", "dni"]}, "Ewa, 2026-12-01")
    assert after(folder, "Go on", DAYS, "Something else entirely") == {
        "Go on": Phrase(("Dalej",), "Go on", "Ewa, 2026-12-01"),
        DAYS: Phrase(("dzień", "dni", "dni"), DAYS, "Ewa, 2026-12-01"),
    }


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("Skip to the main part", "Skip to the important part", ["Przejdź"]),
        (DAYS, ("%(num)s day", "%(num)s whole days"), ["dzień", "dni", "dni"]),
        (DAYS, ("%(num)s full day", "%(num)s days"), ["dzień", "dni", "dni"]),
        (DAYS, ("%(num)s weekday", "%(num)s weekdays"), ["dzień", "dni", "dni"]),
        (LONG, f"{LONG} Really.", ["Długo"]),
        ((LONG, f"{LONG} Many."), (LONG, f"{LONG} Several."), ["Długo", "Dłużej", "Najdłużej"]),
    ],
)
def test_what_goes_hands_its_words_on_to_what_is_like_it(
    folder: Path, before: Id, now: Id, words: Sequence[str]
) -> None:
    translate(folder, {before: words}, "Ewa, 2026-12-01")
    expected = {now: Phrase(tuple(words), before, None)}
    assert after(folder, now) == expected, "nobody has checked them against the new English"
    assert after(folder, now) == expected, "it is behind until somebody says otherwise"


def test_what_changes_twice_is_still_held_against_what_its_words_were_made_from(folder: Path) -> None:
    translate(folder, {"Skip to the main part": ["Przejdź"], DAYS: ["dzień", "dni", "dni"]})
    after(folder, "Skip to the important part", ("%(num)s day", "%(num)s whole days"))
    found = after(folder, "Skip to this important part", ("%(num)s day", "%(num)s long days"))
    assert [phrase.made_from for phrase in found.values()] == ["Skip to the main part", DAYS]


def test_of_several_that_go_the_one_most_like_it_hands_its_words_on(folder: Path) -> None:
    translate(folder, {"Clear my answers now": ["Usuń"], "Clear my answers here": ["Tutaj"]})
    (phrase,) = after(folder, "Clear my answers right here").values()
    assert (phrase.forms, phrase.made_from) == (("Tutaj",), "Clear my answers here")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Go on", "Print this page"),
        ("%(num)s day", ("%(num)s day", "%(num)s days")),
        (DAYS, "%(num)s days"),
    ],
)
def test_what_is_not_like_it_hands_nothing_on(folder: Path, before: Id, now: Id) -> None:
    words = ["Dalej"] if isinstance(before, str) else ["dzień", "dni", "dni"]
    translate(folder, {before: words})
    assert after(folder, now) == {}


def test_words_of_which_a_tool_has_lost_the_earlier_english_are_behind(folder: Path) -> None:
    translate(folder, {"Go on": ["Dalej"]})
    file = interface.file_for("pl", folder)
    file.write_text(file.read_text().replace('msgid "Go on"', '#, fuzzy\nmsgid "Go on"'))
    assert interface.read_phrases("pl", folder)["Go on"].made_from == LOST


def test_a_plural_without_all_its_forms_is_not_translated(folder: Path) -> None:
    translate(folder, {DAYS: ["dzień", "dni", ""]})
    assert interface.read_phrases("pl", folder) == {}


def test_a_file_that_says_the_language_has_fewer_forms_is_not_believed(folder: Path) -> None:
    translate(folder, {DAYS: ["dzień", "dni", "dni"]})
    file = interface.file_for("pl", folder)
    text = file.read_text().replace("nplurals=3; plural=", "nplurals=2; plural=(n != 1); was=")
    file.write_text(text.replace('msgstr[2] "dni"\n', ""))
    assert interface.read_phrases("pl", folder) == {}
