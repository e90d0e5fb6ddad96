"""Search: what parents type finds the right page first, however it is spelt and in whichever script."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.assessment.document import FaultyContent
from portal.page_names import PAGE_NAMES
from portal.reading.authority import find_folder, load_authority, load_national
from portal.reading.findable import HINTS, documents, load_hints
from portal.reading.folding import fold, words
from portal.reading.library import PAGES, Library, load_library
from portal.reading.search import Document, Index
from tests.conftest import AUTHORITIES

EXPECTED = yaml.safe_load((Path(__file__).parent / "searches.yaml").read_text(encoding="utf-8"))
NOT_FOUND_BY_SEARCH = {"languages"}
"""The home page, which every page leads to."""


def library_of(council: str) -> Library:
    return load_library(load_authority(council), load_national(), find_folder(council))


LIBRARIES = {council: library_of(council) for council in AUTHORITIES}
HINTS_OF = {council: load_hints(library) for council, library in LIBRARIES.items()}
INDEXES = {
    council: Index(documents(library, HINTS_OF[council], PAGE_NAMES), HINTS_OF[council].speech)
    for council, library in LIBRARIES.items()
}


def target(document: Document) -> str:
    return f"{document.kind}:{document.name}"


@pytest.mark.parametrize("council", AUTHORITIES)
def test_what_parents_type_finds_the_right_page_first(council: str) -> None:
    wrong = []
    for expected, typed in EXPECTED.items():
        for text in map(str, typed):
            found = [target(one) for one in INDEXES[council].find(text)]
            if found[:1] != [expected]:
                wrong.append(f"“{text}” finds {found[:3]}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_is_long_enough_to_count() -> None:
    typed = [str(text) for texts in EXPECTED.values() for text in texts]
    assert len(typed) == len(set(typed)) >= 60


@pytest.mark.parametrize("council", AUTHORITIES)
def test_a_title_typed_exactly_finds_its_own_page_first_and_a_word_next_to_it(council: str) -> None:
    index = INDEXES[council]
    for document in index.documents:
        found = index.find(document.title.upper())
        assert document in found[: 2 if document.lesser else 1], document.title


def test_every_page_of_the_portal_can_be_found_and_has_a_name() -> None:
    assert set(PAGE_NAMES) == set(PAGES)
    for library, hints in zip(LIBRARIES.values(), HINTS_OF.values(), strict=True):
        assert set(hints.pages) == set(PAGES) - NOT_FOUND_BY_SEARCH
        kinds = {one.kind for one in documents(library, hints, PAGE_NAMES)}
        assert kinds == {"guide", "flowchart", "page", "word"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my son hits me", True),
        ("suiside", True),
        ("I CAN’T COPE", True),
        ("he stranglled me", True),
        ("he controls me", True),
        ("coercive control", True),
        ("forced marriage", True),
        ("holiday club", False),
        ("lunch club", False),
        ("skilled carer", False),
        ("shared care", False),
        ("Cooking club", False),
        ("bikes and boats", False),
        ("snack or a treat", False),
        ("scard", True),
        ("can not", False),
        ("", False),
    ],
)
def test_words_of_danger_are_heard_and_others_are_not(text: str, told: bool) -> None:
    assert HINTS_OF["birmingham"].speech.tells_of_danger(text) == told


SCRIPTS = (
    Document("guide", "ur", "مختصر وقفہ کیا ہے؟", "بچے کے لیے وقت، اور آپ کے لیے آرام"),
    Document("guide", "ar", "ما هي الاستراحة القصيرة؟", "وقت لطفلك للمرح"),
    Document("guide", "pl", "Czym jest krótka przerwa?", "Chwila wytchnienia: łatwiej odpocząć"),
    Document("guide", "zh", "什么是短期休息？", "让孩子开心，让您休息"),
    Document("guide", "bn", "ছোট বিরতি কী?", "আপনার সন্তানের জন্য সময়"),
    Document("guide", "pa", "ਛੋਟੀ ਛੁੱਟੀ ਕੀ ਹੈ?", "ਤੁਹਾਡੇ ਬੱਚੇ ਲਈ ਸਮਾਂ"),
    Document("guide", "so", "Waa maxay nasasho gaaban?", "Waqti ilmahaagu ku raaxaysto"),
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("وقفه", "ur"),  # the Arabic heh in place of the Urdu one
        ("بچّے", "ur"),
        ("استراحه", "ar"),  # without the article, and with a heh for a teh marbuta
        ("الإستراحة", "ar"),
        ("krotka", "pl"),
        ("latwiej", "pl"),
        ("PRZERWE", "pl"),
        ("休息", "zh"),
        ("短期", "zh"),
        ("বিরতি", "bn"),
        ("ਛੁਟੀ", "pa"),
        ("nasashoo", "so"),
    ],
)
def test_other_scripts_are_found_as_people_type_them(typed: str, expected: str) -> None:
    assert [one.name for one in Index(SCRIPTS).find(typed)][:1] == [expected]


def test_the_signs_of_indic_scripts_are_letters_and_not_accents() -> None:
    assert fold("की") != fold("का")
    assert list(words("ছোট বিরতি")) == ["ছোট", "বিরতি"]


@given(st.text() | st.binary().map(lambda sent: sent.decode("utf-8", "replace")))
def test_any_text_may_be_typed(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(words(text))
    found = INDEXES["birmingham"].find(text)
    assert len(found) <= 8
    assert isinstance(HINTS_OF["birmingham"].speech.tells_of_danger(text), bool)


@given(st.sampled_from([text for texts in EXPECTED.values() for text in map(str, texts)]))
def test_capitals_gaps_and_accents_make_no_difference(text: str) -> None:
    index = INDEXES["birmingham"]
    shouted = f"  {text.upper().replace('E', 'É')} ?"
    assert index.find(shouted) == index.find(text)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  help-now:\n", "  no-such-page:\n", "no-such-page"),
        ("  dla:", "  no-such-word:", "no-such-word"),
        ("  kid: child", "  little kid: child", "one word"),
        ("little:", "litle:", "did you mean little?"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    text = (HINTS / "en.yaml").read_text(encoding="utf-8")
    assert text.count(before) == 1
    (tmp_path / "search").mkdir()
    path = tmp_path / "search" / "en.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(FaultyContent) as caught:
        load_hints(LIBRARIES["birmingham"], path)
    line = text[: text.index(before)].count("\n") + 1
    assert f"search/en.yaml:{line}: found" in str(caught.value)
    assert told in str(caught.value)
