"""The work on a language: from nothing to all of it, and what happens when the English changes."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from portal.translation.catalogue import read_catalogue
from portal.translation.files import file_for
from portal.translation.texts import texts_of
from portal.translation.work import INTERFACE, Row, Work


def translated(row: Row) -> Row:
    return replace(row, words=f"«{row.english}»")


def again(work: Work) -> Work:
    anew = Work(work.language, work.councils, work.content, work.folder)
    anew.template = deepcopy(anew.template)  # read once for all: here it may be changed
    return anew


def test_at_first_nothing_is_translated_and_then_everything(work: Work) -> None:
    work.update()
    assert not any(row.words for row in work.rows())
    assert work.keep(map(translated, work.rows())) == len(work.rows())
    assert all(row.words == f"«{row.english}»" and not row.earlier for row in work.rows())
    assert work.keep(work.rows()) == 0


def test_a_plural_has_as_many_forms_as_the_language(content: Path, council: Path, tmp_path: Path) -> None:
    for language, forms in (("ur", 2), ("pl", 3), ("ar", 6)):
        rows = Work(language, [council], content, tmp_path / language).rows()
        assert sum(row.english == "%(shown)s hours" for row in rows) == forms - 1


def test_files_stand_beside_the_english_or_in_a_folder_for_each_language(
    content: Path, council: Path
) -> None:
    guide = content / "guides" / "what"
    assert file_for(guide / "en.md", "ur") == guide / "ur.po"
    assert file_for(council / "assessment.yaml", "ur") == council / "translations" / "ur" / "assessment.po"


def test_every_change_of_one_english_text_is_noticed_and_of_that_text_alone(work: Work) -> None:
    work.keep(map(translated, work.rows()))
    seen = 0
    for path, texts in work.texts.items():
        before = path.read_text()
        for text in texts:
            if text.english not in before:
                continue  # a list that is translated as one
            path.write_text(before.replace(text.english, f"{text.english} anew", 1))
            behind = {row.key: row.earlier for row in again(work).rows() if row.earlier}
            assert set(behind.values()) == {text.english}
            assert all(english == f"{text.english} anew" for _, _, english in behind)
            seen += 1
        path.write_text(before)
    assert seen >= 20


def test_a_reader_still_gets_the_earlier_translation_and_is_told(work: Work) -> None:
    work.keep(map(translated, work.rows()))
    guide = work.content / "guides" / "what" / "en.md"
    guide.write_text(guide.read_text().replace("Nobody must pay.", "You need not pay."))
    catalogue = read_catalogue("ur", texts_of(guide), work.folder)
    english = "You need not pay. Read [about money](guide:money)."
    assert catalogue.words_for(english) == "«Nobody must pay. Read [about money](guide:money).»"
    assert catalogue.wordings[english].earlier == "Nobody must pay. Read [about money](guide:money)."


def test_what_is_translated_anew_is_up_to_date(work: Work) -> None:
    work.keep(map(translated, work.rows()))
    guide = work.content / "guides" / "what" / "en.md"
    guide.write_text(guide.read_text().replace("Who pays?", "Who has to pay?"))
    work = again(work)
    behind = [row for row in work.rows() if row.earlier]
    assert [row.english for row in behind] == ["Who has to pay?"]
    work.keep(map(translated, behind))
    assert not [row for row in work.rows() if row.earlier]


def test_words_of_the_interface_that_change_keep_their_translation_beside_the_earlier_english(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.keep(map(translated, work.rows()))
    changed = next(message for message in work.template if message.id == "Skip to the main part")
    later = again(work)
    later.template.delete(changed.id)
    later.template.add("Skip to the important part")
    later.update()
    row = next(row for row in later.rows() if row.english == "Skip to the important part")
    assert (row.file, row.earlier, row.words) == (
        INTERFACE,
        "Skip to the main part",
        "«Skip to the main part»",
    )
    assert [row.english for row in later.rows() if not row.words or row.earlier] == [row.english]


def test_words_that_are_new_are_not_given_those_of_others_that_are_still_there(work: Work) -> None:
    work.keep(map(translated, work.rows()))
    later = again(work)
    later.template.add("Skip to the main parts")
    later.update()
    assert next(row for row in later.rows() if row.english == "Skip to the main parts").words == ""
