"""A member comments on a passage, an editor answers: nothing is lost, and everybody sees what came of it."""

from __future__ import annotations

import pytest

from portal.review.texts import place_of
from tests.desk import DESK, GUIDE, PLACE, Member
from tests.office import Office
from tests.page import read_text


def test_at_each_passage_there_is_a_way_to_comment(reviewer: Member, office: Office) -> None:
    page = reviewer.open()
    passages = office.app.extensions["reviewables"][GUIDE].passages
    links = [link.get("href") for link in page.findall("a", class_="remark")]
    assert len(links) == len(set(links)) == len(passages)
    reviewer.browse.get(links[0] or "")


@pytest.mark.parametrize("kind", ["guide", "flowchart", "question", "result", "reason", "word"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_kind_of_text_can_be_read_and_commented_whole(
    reviewer: Member, office: Office, kind: str, language: str
) -> None:
    texts = [one for one in office.app.extensions["reviewables"].values() if one.kind == kind]
    for text in (texts[0], texts[-1]):
        page = reviewer.open(text.key, language)
        numbers = {link.get("href") for link in page.findall("a", class_="remark")}
        assert len(numbers) == len({one.english for one in text.passages})


def test_a_comment_stands_with_the_words_it_is_about_and_waits_for_an_editor(
    reviewer: Member, editor: Member
) -> None:
    page = reviewer.say("Who is “we” here?")
    assert "Who is “we” here?" in page.text
    assert reviewer.state().startswith("Changes asked for. 1 open.")
    waiting = editor.browse.get(DESK).find("section", **{"aria-labelledby": "waiting"})
    assert "(1)" in read_text(waiting)
    assert "Who is “we” here?" in editor.browse.get(f"{DESK}remarks/").text


def test_an_answer_says_what_was_done_or_why_not(reviewer: Member, editor: Member) -> None:
    reviewer.say("Too long.")
    editor.browse.get(f"{DESK}remarks/1/")
    page = editor.browse.post(f"{DESK}remarks/1/", {"status": "not_done"}, status=400)
    assert "Write why it was not done." in page.text
    editor.answer(1, "not_done", "The law says it so.")
    assert "The law says it so." in reviewer.open().text
    assert reviewer.state().startswith("In review. 1 answered.")


def test_other_words_are_shown_as_a_difference(reviewer: Member, office: Office) -> None:
    text = office.app.extensions["reviewables"][GUIDE]
    words = text.passage(PLACE).english
    page = reviewer.say("", kind="suggestion", suggests=f"{words} Truly.")
    assert [read_text(one) for one in page.findall("ins")] == ["New: Truly."]
    assert page.findall("del") == []


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"kind": "comment"}, "Write your comment."),
        ({"kind": "suggestion"}, "Change the words in the box to the ones that you suggest."),
        ({"kind": "nonsense", "says": "kept"}, "Choose what you want to say."),
        ({"kind": "comment", "says": "x" * 2001}, "Write at most 2000 characters in “Comment”."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    reviewer: Member, filled: dict[str, str], told: str
) -> None:
    path = f"{DESK}en/{GUIDE}/at/{PLACE}/"
    reviewer.browse.get(path)
    page = reviewer.browse.post(path, filled, status=400)
    assert told in read_text(page.find("div", class_="summary"))
    assert page.form(path).fields["says"] == [filled.get("says", "")]


def test_a_table_is_commented_on_though_browsers_send_its_lines_with_ends_of_their_own(
    reviewer: Member, office: Office
) -> None:
    text = office.app.extensions["reviewables"]["guide/overnight-breaks"]
    table = next(one for one in text.passages if one.english.startswith("|"))
    sent = table.english.replace("\n", "\r\n")
    assert sent != table.english
    page = reviewer.say("Too wide.", text.key, place_of(table), read=sent, suggests=sent)
    assert "Too wide." in page.text


def test_that_something_was_not_understood_needs_no_words(reviewer: Member) -> None:
    assert "I do not understand this" in reviewer.say("", kind="not_understood").text


def test_a_comment_on_words_that_changed_meanwhile_is_kept_and_shown_the_new_ones(reviewer: Member) -> None:
    path = f"{DESK}en/{GUIDE}/at/{PLACE}/"
    reviewer.browse.get(path)
    page = reviewer.browse.post(path, {"read": "older words", "kind": "comment", "says": "Kept"}, status=409)
    assert "have changed since you opened this page" in page.text
    assert page.form(path).fields["says"] == ["Kept"]


def test_of_two_editors_who_answer_at_once_one_is_told_and_nothing_is_lost(
    reviewer: Member, editor: Member, office: Office
) -> None:
    reviewer.say("Too long.")
    other = Member(office, "Otto", "editor")
    for one in (editor, other):
        one.browse.get(f"{DESK}remarks/1/")
    editor.browse.post(f"{DESK}remarks/1/", {"status": "done", "answer": "Shorter now."})
    page = other.browse.post(f"{DESK}remarks/1/", {"status": "later", "answer": "In spring."}, status=409)
    assert "Somebody answered this after you opened it." in page.text
    assert "Shorter now." in page.text
    assert page.form(f"{DESK}remarks/1/").fields["answer"] == ["In spring."]
    other.browse.post(f"{DESK}remarks/1/", {"status": "later", "answer": "In spring."})
    assert "In spring." in reviewer.open().text


def test_who_was_signed_out_meanwhile_can_copy_what_she_wrote(reviewer: Member, office: Office) -> None:
    path = f"{DESK}en/{GUIDE}/at/{PLACE}/"
    reviewer.browse.get(path)
    reviewer.browse.client.delete_cookie("portal-reviewer", path="/review")
    page = reviewer.browse.post(path, {"kind": "comment", "says": "Long thought"}, status=403)
    assert "Long thought" in page.html
    assert office.store.remarks.of(GUIDE, "en") == []
