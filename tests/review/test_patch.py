"""Accepted suggestions leave as a patch that applies, and the portal then reads the suggested words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from portal import create_app
from portal.reading.authority import AUTHORITIES, load_authority, load_national
from portal.reading.library import load_library
from portal.review.patch import Patch
from portal.review.texts import KINDS, load_reviewables, place_of
from portal.translation import files
from portal.translation.texts import texts_of
from tests import long_runs
from tests.conftest import AUTHORITIES as COUNCILS
from tests.conftest import ELEVEN_AT_NIGHT
from tests.desk import DESK, Member
from tests.review.suggestions import Desk, put_in, read

KEPT, SPECIAL_KEPT = 25, 20
"""How many passages of each language and council, and how many cases, a normal run looks at."""

ENDINGS = {"en": " Truly.", "ur": " واقعی"}
ROOT_OF_ALL = Path("/")
GUIDE = "guide/under-five"
ANSWER = "under-five:answer"
HELP = "question/help"
ASK, HINT, WHY = (f"sections/hopes/questions/help/{key}" for key in ("ask", "hint", "why"))
"""The last two break over lines in the file."""


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(GUIDE, "under-five:ask-assessment", id="guide, with a link"),
        pytest.param(GUIDE, "under-five:title", id="title of a guide"),
        pytest.param(HELP, WHY, id="question, over several lines"),
        pytest.param(HELP, ASK, id="question"),
        pytest.param("word/advocate", "advocate/means", id="word"),
        pytest.param("flowchart/which-kind-of-break", "steps/club/ask", id="step of a flowchart"),
        pytest.param(
            "flowchart/which-kind-of-break", "steps/club/answers/yes/says", id="in quotes, in a line"
        ),
        pytest.param("guide/the-panel", "panel:panel-who", id="a council’s own part"),
        pytest.param("guide/who-checks-carers", "who-checks-carers:table", id="table"),
    ],
)
def test_other_words_are_read_where_they_were_suggested(
    desk: Desk, apply: Callable[[Patch], Path], text: str, place: str, language: str
) -> None:
    wanted = desk.words(text, place, language) + ENDINGS[language]
    desk.suggest(text, place, wanted, language)
    content = apply(desk.patch())
    texts = load_reviewables(content / "authorities" / "bromley", content)
    assert desk.by_hand() == []
    assert read(texts, text, place, language) == wanted


def test_the_portal_starts_from_the_patched_files_and_shows_them(
    desk: Desk, apply: Callable[[Patch], Path], tmp_path: Path
) -> None:
    desk.suggest(GUIDE, ANSWER, "Yes, from the first day on.")
    desk.suggest(GUIDE, ANSWER, "ہاں، پہلے دن سے", "ur")
    content = apply(desk.patch())
    council = content / "authorities" / "bromley"
    environment = {"PORTAL_AUTHORITY": str(council), "PORTAL_STATE": str(tmp_path / "state")}
    client = create_app(environment, lambda: ELEVEN_AT_NIGHT, content).test_client()
    assert "Yes, from the first day on." in client.get("/en/guides/under-five/").text
    assert "ہاں، پہلے دن سے" in client.get("/ur/guides/under-five/").text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_several_suggestions_for_one_file_all_arrive(
    desk: Desk, apply: Callable[[Patch], Path], language: str
) -> None:
    """The first one makes the file shorter: what comes below it moves up."""
    wanted = {place: desk.words(HELP, place, language) + ENDINGS[language] for place in (HINT, WHY, ASK)}
    wanted[HINT] = ENDINGS[language].strip()
    for place, words in wanted.items():
        desk.suggest(HELP, place, words, language)
    assert desk.by_hand() == []
    content = apply(desk.patch())
    texts = load_reviewables(content / "authorities" / "bromley", content)
    assert {place: read(texts, HELP, place, language) for place in wanted} == wanted


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_second_of_two_for_one_passage_goes_by_hand(
    desk: Desk, apply: Callable[[Patch], Path], language: str
) -> None:
    words = desk.words(GUIDE, ANSWER, language)
    desk.suggest(GUIDE, ANSWER, words + ENDINGS[language], language)
    second = desk.suggest(GUIDE, ANSWER, f"{words} 2", language)
    assert desk.by_hand() == [second]
    content = apply(desk.patch())
    texts = load_reviewables(content / "authorities" / "bromley", content)
    assert read(texts, GUIDE, ANSWER, language) == words + ENDINGS[language]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_suggestion_for_words_that_changed_since_goes_by_hand(desk: Desk, language: str) -> None:
    late = desk.suggest(GUIDE, ANSWER, "New words", language, words="Older words")
    # These stand in the file still, and somewhere else.
    elsewhere = desk.words(GUIDE, "under-five:title", language)
    moved = desk.suggest(GUIDE, ANSWER, "New words", language, words=elsewhere)
    assert desk.by_hand() == [late, moved]
    assert desk.patch().text == ""


def test_what_was_put_in_already_is_not_put_in_elsewhere(desk: Desk, apply: Callable[[Patch], Path]) -> None:
    """The same short words stand further down in the file."""
    text, place = "flowchart/which-kind-of-break", "steps/danger/answers/no/says"
    first = desk.suggest(text, place, "We are safe")
    content = apply(desk.patch())
    later = Desk(content / "authorities" / "bromley", content)
    again = later.suggest(text, place, "We are safe", words="No")
    assert first not in desk.by_hand()
    assert later.by_hand() == [again]


def test_a_link_that_a_translation_has_lost_can_be_put_back(there: Desk) -> None:
    place = "under-five:ask-assessment"
    words = there.words(GUIDE, place, "ur")
    file = there.content / "guides" / "under-five" / "ur.po"
    made = dict(files.read_translations(file, "ur"))
    lost = replace(made["ask-assessment"], words=words.replace("](guide:a-workers-assessment)", "]"))
    files.write_translations(file, "ur", texts_of(file.with_name("en.md")), {**made, "ask-assessment": lost})
    there.suggest(GUIDE, place, words, "ur")
    put_in(there.patch(), ROOT_OF_ALL)
    assert there.words(GUIDE, place, "ur") == words


def test_what_is_not_there_any_more_goes_by_hand(desk: Desk) -> None:
    gone = [
        desk.suggest("guide/gone", ANSWER, "New", words="Old"),
        desk.suggest(GUIDE, "under-five:gone", "New", words="Old"),
        desk.suggest(GUIDE, ANSWER, "New", "cy", words="Old"),
    ]
    assert desk.by_hand() == gone


READ_OTHERWISE = [
    "Money: what you need to know",
    "Money # not only this",
    "'Money', as they say",
    '"Money", as they say',
    'Say "money"',
    "Say 'money' and “money”",
    "- Money",
    "-- Money --",
    "## Money",
    "1. Money",
    "- [ ] Money",
    "| Money |",
    "[Money]",
    "{Money}",
    "Money, to: danger",
    "Money}, other: {says: no",
    "*Money",
    "&money",
    "!Money",
    "%Money",
    "> Money",
    "Money {#other}",
    "{contact front_door}",
    "{here panel}",
    "___ Money",
    "---",
    "\\x Money \\",
    "Money \U0001f600",
    "Money\n\nand more {#more}",
    "null",
    "Money:",
]
"""What YAML or Markdown could take for something else than words."""

KINDS_OF_PLACES = [
    (GUIDE, ANSWER),
    (GUIDE, "under-five:feeding"),
    (GUIDE, "under-five:title"),
    (HELP, ASK),
    (HELP, WHY),
    ("flowchart/which-kind-of-break", "steps/club/answers/yes/says"),
    ("flowchart/which-kind-of-break", "steps/danger/answers/unsure/says"),
    ("word/advocate", "advocate/means"),
]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_would_be_read_otherwise_arrives_exactly_or_goes_by_hand(there: Desk, language: str) -> None:
    cases = [(text, place, typed) for text, place in KINDS_OF_PLACES for typed in READ_OTHERWISE]
    chosen = long_runs.sample(f"what would be read otherwise, {language}", cases, keep=SPECIAL_KEPT)
    arrived = 0
    for text, place, typed in chosen:
        there.accepted.clear()
        there.suggest(text, place, typed, language)
        patch = there.patch()
        if patch.by_hand:
            assert patch.text == ""
            continue
        arrived += 1
        before = there.whole(text, place, language)
        put_in(patch, ROOT_OF_ALL)
        passage = place.rpartition(":")[2]
        assert there.whole(text, place, language) == {**before, passage: " ".join(typed.split())}, typed
        put_in(patch, ROOT_OF_ALL, back=True)
    assert arrived > len(chosen) / 3


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("](guide:a-workers-assessment)", "](guide:the-panel)", id="a link that leads elsewhere"),
        pytest.param("](guide:a-workers-assessment)", "]", id="a link that is lost"),
        pytest.param(".", " [here](https://example.org).", id="a new link"),
        pytest.param("](", "](https://example.org) [یہاں](", id="a new link before it"),
        pytest.param("[", "{front_door.phone} [", id="a new placeholder"),
        pytest.param("[", "<b>[</b>", id="a tag"),
    ],
)
def test_changed_links_and_placeholders_go_by_hand(
    desk: Desk, before: str, after: str, language: str
) -> None:
    words = desk.words(GUIDE, "under-five:ask-assessment", language)
    changed = words.replace(before, after)
    number = desk.suggest(GUIDE, "under-five:ask-assessment", changed, language)
    assert desk.by_hand() == ([number] if changed != words else [])


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_placeholder_that_is_changed_or_lost_goes_by_hand(desk: Desk, language: str) -> None:
    text, place = next(
        (text.key, place_of(one))
        for text in desk.texts.values()
        for one in text.passages
        if ".phone}" in one.english
    )
    words = desk.words(text, place, language)
    lost = desk.suggest(text, place, words.replace(".phone}", ""), language)
    changed = desk.suggest(text, place, words.replace(".phone}", ".fone}"), language)
    assert desk.by_hand() == [lost, changed]
    kept = desk.suggest(text, place, words + ENDINGS[language], language)
    assert kept not in desk.by_hand()


def test_words_that_somebody_else_checked_are_not_checked_after_a_suggestion(there: Desk) -> None:
    file = there.content / "guides" / "under-five" / "ur.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('msgctxt "answer"', '# checked by Tariq\nmsgctxt "answer"'), encoding="utf-8"
    )
    assert files.read_translations(file, "ur")["answer"].checked_by == "Tariq"
    there.suggest(GUIDE, ANSWER, "ہاں", "ur")
    put_in(there.patch(), ROOT_OF_ALL)
    made = files.read_translations(file, "ur")["answer"]
    assert (made.words, made.checked_by) == ("ہاں", None)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="lines that end as on Windows"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="a byte order mark"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no end of the last line"),
        pytest.param(lambda text: text.replace("Yes,", "\u2028Yes,").encode(), id="another end of a line"),
    ],
)
def test_a_councils_own_folder_is_patched_from_the_root_however_it_was_saved(
    tmp_path: Path, written: Callable[[str], bytes]
) -> None:
    folder = tmp_path / "our council"
    (folder / "guides" / "ours").mkdir(parents=True)
    shutil.copy(AUTHORITIES / "bromley" / "assessment.yaml", folder)
    ours = folder / "guides" / "ours" / "en.md"
    passages = "Yes, you can ask. {#answer}\n\nThe last words. {#last}\n"
    ours.write_bytes(written(f"---\ntitle: Ours\nsummary: Of us\n---\n\n{passages}"))
    desk = Desk(folder)
    desk.suggest("guide/ours", "ours:last", "The very last words.")
    desk.suggest("guide/ours", "ours:title", "All of ours")
    before = ours.read_bytes()
    put_in(desk.patch(), ROOT_OF_ALL)
    changed = before.replace(b"The last words", b"The very last words").replace(
        b"title: Ours", b"title: All of ours"
    )
    assert ours.read_bytes() == changed


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("council", COUNCILS)
def test_whatever_is_suggested_for_whichever_passage_arrives(
    apply: Callable[[Patch], Path], council: str, language: str
) -> None:
    desk = Desk(AUTHORITIES / council)
    places = {
        (passage.file, passage.place): (text.key, place_of(passage))
        for text in desk.texts.values()
        for passage in text.passages
        if council == COUNCILS[0] or passage.file.is_relative_to(desk.council)
    }
    chosen = long_runs.sample(f"suggestions as a patch, {council}, {language}", places.values(), keep=KEPT)
    wanted = {place: desk.words(*place, language) + ENDINGS[language] for place in chosen}
    for (text, place), words in wanted.items():
        desk.suggest(text, place, words, language)
    assert {KINDS.index(text.partition("/")[0]) for text, _ in chosen} >= {2, 3, 4}
    assert desk.by_hand() == []
    content = apply(desk.patch())
    texts = load_reviewables(content / "authorities" / council, content)
    assert {place: read(texts, *place, language) for place in wanted} == wanted
    folder = content / "authorities" / council
    load_library(
        load_authority(str(folder), content), load_national(content / "england.yaml"), folder, content
    )


def test_an_editor_takes_the_patch_from_the_desk(
    reviewer: Member, editor: Member, apply: Callable[[Patch], Path]
) -> None:
    words = "Yes, you can ask at any age."
    for suggested in (words, "Yes."):
        reviewer.say("", kind="suggestion", suggests=suggested)
    for number in (1, 2):
        editor.answer(number)
    reviewer.browse.get(f"{DESK}remarks/accepted.patch", status=403)
    answer = editor.browse.client.get(f"{DESK}remarks/accepted.patch")
    assert answer.text.startswith("# By hand: remark 2 ")
    content = apply(Patch(answer.text, ()))
    texts = load_reviewables(content / "authorities" / "birmingham", content)
    assert read(texts, GUIDE, ANSWER, "en") == words
