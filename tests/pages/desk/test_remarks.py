"""A member comments on a passage, an editor answers: nothing is lost, and everybody sees what came of it."""

from __future__ import annotations

import pytest

from portal.review.texts import place_of
from portal.store.feedback import Said
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
        links = [link.get("href") for link in page.findall("a", class_="remark")]
        places = [f"{DESK}{language}/{text.key}/at/{place_of(one)}/" for one in text.passages]
        assert sorted(links) == sorted(places)


def test_in_a_flowchart_the_links_stand_in_the_whole_picture_where_nothing_is_folded(
    reviewer: Member, office: Office
) -> None:
    text = next(one for key, one in office.app.extensions["reviewables"].items() if one.kind == "flowchart")
    page = reviewer.open(text.key)
    picture = page.find("section", **{"aria-labelledby": "whole"})
    assert len([link for link in picture.iter("a") if link.get("class") == "remark"]) > len(text.passages) / 2
    folded = [link for one in page.findall("details") for link in one.iter("a")]
    assert [link for link in folded if link.get("class") == "remark"] == []


@pytest.mark.parametrize("kind", ["result", "reason"])
def test_what_stands_on_anothers_page_is_commented_on_before_it(
    reviewer: Member, office: Office, kind: str
) -> None:
    text = [one for one in office.app.extensions["reviewables"].values() if one.kind == kind][-1]
    page = reviewer.open(text.key)
    shown = page.find("section", **{"aria-label": "What families see"})
    assert [one for one in text.passages if one.english in read_text(shown)]
    assert [link for link in shown.iter("a") if link.get("class") == "remark"] == []
    headings = [read_text(one) for one in page.findall("h2")]
    assert headings.index("The words") < headings.index("Where families meet it")


@pytest.mark.parametrize("kind", ["guide", "flowchart"])
def test_no_sign_of_the_desk_is_left_in_what_families_see(
    reviewer: Member, office: Office, kind: str
) -> None:
    text = next(one for one in office.app.extensions["reviewables"].values() if one.kind == kind)
    page = reviewer.open(text.key)
    assert "https://wa.me/" in page.html
    assert [sign for sign in ("\ue000", "\ue001", "%EE%80") if sign in page.html] == []


def test_who_sends_a_remark_is_told_that_it_is_kept_and_finds_her_place_again(reviewer: Member) -> None:
    path = f"{DESK}en/{GUIDE}/at/{PLACE}/"
    assert reviewer.browse.get(path).findall(role="status") == []
    page = reviewer.say("Who is “we” here?")
    assert read_text(page.find(role="status")) == "Your remark is kept. An editor will answer it."
    back = page.find("a", "Back to the text", class_="back").get("href") or ""
    place = reviewer.open().find("a", id=back.partition("#")[2])
    assert place.get("href") == path
    assert read_text(place).startswith("Remarks: 1")


def test_who_made_a_remark_finds_its_answer(reviewer: Member, editor: Member) -> None:
    reviewer.say("Too long.")
    reviewer.say("Too short.")
    assert "of your remarks" not in reviewer.browse.get(DESK).text
    editor.say("Mine.")
    page = editor.answer(1, "not_done", "The law says it so.")
    assert read_text(page.find(role="status")) == "Your answer is kept."
    told = reviewer.browse.get(DESK).find("a", "1 of your remarks is answered")
    page = reviewer.browse.get(told.get("href") or "")
    said = [read_text(one) for one in page.findall("li", class_="offer")]
    assert ["Too short." in said[0], "Too long." in said[1], len(said)] == [True, True, 2]
    assert "The law says it so." in said[1]
    assert "of your remarks" not in editor.browse.get(DESK).text


def test_editors_and_coordinators_see_what_waits_in_all_languages(
    reviewer: Member, editor: Member, coordinator: Member, office: Office
) -> None:
    for one in (editor, coordinator):
        assert "in all languages" not in one.browse.get(DESK).text
    reviewer.say("Too long.")
    reviewer.say("Too long.", language="ur")
    office.store.feedback.give(
        Said("guides/under-five/", "pl", "wrong", "Which form?"), "a browser", office.now
    )
    for one in (editor, coordinator):
        page = one.browse.get(DESK)
        remarks = page.find("a", "Open remarks in all languages: 2").get("href") or ""
        assert len(one.browse.get(remarks).findall("li", class_="offer")) == 2
        families = page.find("a", "From families, not answered yet: 1").get("href") or ""
        assert "Which form?" in one.browse.get(families).text
    assert "in all languages" not in reviewer.browse.get(DESK).text


def test_a_translator_whose_language_is_not_offered_yet_comes_in(office: Office) -> None:
    for languages, first in [(("so",), "en"), (("so", "ur"), "ur")]:
        member = Member(office, f"Sagal, {first}", "translator", languages)
        page = member.browse.get(DESK)
        assert page.find("a", **{"aria-current": "page"}).get("lang") == first


def test_a_long_title_is_cut_in_the_list_and_whole_on_its_own_page(reviewer: Member, office: Office) -> None:
    text = max(office.app.extensions["reviewables"].values(), key=lambda one: len(one.title))
    own = f"{DESK}en/{text.key}/"
    listed = next(link for link in reviewer.browse.get(DESK).findall("a") if link.get("href") == own)
    assert read_text(listed).endswith("…")
    assert len(read_text(listed)) <= 90
    assert len(reviewer.open(text.key).h1) > 90


def test_words_that_were_accepted_and_still_stand_are_told(
    reviewer: Member, editor: Member, office: Office
) -> None:
    words = office.app.extensions["reviewables"][GUIDE].passage(PLACE).english
    reviewer.say("", kind="suggestion", suggests=f"{words} Truly.")
    told = "Accepted, and not in the text yet."
    assert told not in reviewer.browse.get(f"{DESK}remarks/1/").text
    assert told in editor.answer(1).text
    assert told not in editor.answer(1, "later").text


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
