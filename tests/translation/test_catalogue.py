"""A language as the pages use it: the form that a number takes, and what is known of each text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from portal.translation.catalogue import Catalogue, Wording, read_catalogue
from portal.translation.files import Translation, file_for, write_translations
from portal.translation.interface import Id, Phrase
from portal.translation.isolates import END, LEFT_TO_RIGHT
from portal.translation.texts import texts_of

NUMBERS = (0, 1, 2, 5, 11, 100)
HOURS, DAYS = ("%(shown)s hour", "%(shown)s hours"), ("%(shown)s day", "%(shown)s days")
PLURALS: list[tuple[str, tuple[str, str], Sequence[str]]] = [
    ("ar", DAYS, ["يوم", "يوم", "يوم", "أيام", "يومًا", "يوم"]),
    ("pl", HOURS, ["godzin", "godzina", "godziny", "godzin", "godzin", "godzin"]),
    ("ro", HOURS, ["ore", "oră", "ore", "ore", "ore", "de ore"]),
]


def of(*wordings: Wording, language: str = "pl") -> Catalogue:
    return Catalogue(language, wordings)


def wording(english: Id, *words: str, made_from: Id | None = None, checked_by: str | None = None) -> Wording:
    return Wording(english, Phrase(words, made_from or english, checked_by))


@pytest.mark.parametrize(("language", "english", "said"), PLURALS, ids=[one[0] for one in PLURALS])
def test_each_number_takes_the_form_that_it_takes_in_the_language(
    language: str, english: tuple[str, str], said: Sequence[str]
) -> None:
    catalogue = read_catalogue(language, [])
    found = [catalogue.ngettext(*english, number) for number in NUMBERS]
    assert [words.partition("%(shown)s")[2].strip(f" {END}") for words in found] == list(said)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1"), (22, "22, 23, 24"), (12, "5, 12"), (112, "5, 12"), (1001, "5, 12")]
)
def test_polish_looks_at_the_last_digits(number: int, words: str) -> None:
    made = of(wording(("day", "days"), "1", "22, 23, 24", "5, 12"))
    assert made.ngettext("day", "days", number) == words


def test_what_has_no_words_stays_english() -> None:
    made = of()
    assert made.gettext("Go on") == "Go on"
    assert [made.ngettext("day", "days", number) for number in (0, 1, 2)] == ["days", "day", "days"]


@pytest.mark.parametrize(
    ("made_from", "earlier"),
    [("Go on", None), ("Go", "Go"), (("Go on", "Go on all"), ("Go on", "Go on all"))],
)
def test_a_wording_knows_the_earlier_english_that_it_was_made_from(made_from: Id, earlier: Id | None) -> None:
    assert wording("Go on", "Dalej", made_from=made_from).earlier == earlier


@pytest.mark.parametrize(
    ("english", "read"),
    [
        ("Go on", "Go on"),
        (("%(num)s day", "%(num)s days"), "… days"),
        ("**Ring {front_door.phone}**, or [read](guide:money) 100%%.", "Ring …, or read 100%."),
    ],
)
def test_its_english_can_be_read_by_itself(english: Id, read: str) -> None:
    assert wording(english, "Dalej").english_words == read


def test_of_each_text_that_a_page_uses_it_tells() -> None:
    made = of(wording("Go on", "Dalej"), wording(("day", "days"), "a", "b", "c"), wording("Stop", "Stój"))
    heard: list[Id] = []
    made.told = lambda one: heard.append(one.english)
    made.gettext("Go on")
    made.ngettext("day", "days", 3)
    made.gettext("Unknown")
    made.words_for("Stop")
    assert heard == ["Go on", ("day", "days")]


def test_latin_letters_are_isolated_only_where_the_language_turns() -> None:
    words = wording("EHCP", "EHCP")
    assert of(words).gettext("EHCP") == "EHCP"
    assert of(words, language="ur").gettext("EHCP") == f"{LEFT_TO_RIGHT}EHCP{END}"
    assert of(words, language="ur").words_for("EHCP") == "EHCP"


def test_who_checked_a_text_is_read_from_its_file(content: Path, tmp_path: Path) -> None:
    words = content / "words" / "en.yaml"
    texts = list(texts_of(words))
    translated = {
        text.place: Translation(f"«{text.english}»", text.english, "Ewa, 2026-12-01" if number == 0 else None)
        for number, text in enumerate(texts)
    }
    write_translations(file_for(words, "pl"), "pl", texts, translated)
    found = read_catalogue("pl", texts, tmp_path / "none").wordings
    assert [found[text.english].phrase.checked_by for text in texts] == [
        "Ewa, 2026-12-01",
        *[None] * (len(texts) - 1),
    ]


@pytest.mark.parametrize("first_is_behind", [True, False])
def test_where_the_same_english_stands_twice_what_is_up_to_date_serves_both(
    content: Path, tmp_path: Path, first_is_behind: bool
) -> None:
    files = [content / "words" / "en.yaml", content / "guides" / "what" / "en.md"]
    texts = [next(iter(texts_of(file))) for file in files]
    same = [type(text)(text.file, text.place, "Go on", text.line) for text in texts]
    for number, text in enumerate(same):
        behind = (number == 0) == first_is_behind
        made = Translation("Stare" if behind else "Nowe", "Go" if behind else "Go on")
        write_translations(file_for(text.file, "pl"), "pl", [text], {text.place: made})
    found = read_catalogue("pl", same, tmp_path / "none")
    assert found.gettext("Go on") == "Nowe"
    assert found.wordings["Go on"].earlier is None
