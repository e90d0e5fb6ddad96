"""What families said arrives at the desk, is answered, and is told to everybody in other words."""

from __future__ import annotations

import pytest

from portal.store import Store
from portal.store.feedback import Said
from tests.conftest import Browse
from tests.desk import DESK, GUIDE, Member
from tests.office import Office
from tests.page import read_text

WORDS = "On the third line: <b>which</b> form?"
LIST = f"{DESK}families-say/"
ONE = f"{LIST}1/"
TELL = f"{DESK}you-said-we-did/"
EVERYBODY = "/en/you-said-we-did/"


@pytest.fixture(autouse=True)
def said(office: Office) -> None:
    """Have one family say something."""
    office.store.feedback.give(Said("guides/under-five/", "ur", "wrong", WORDS), "a browser", office.now)


def test_it_stands_as_it_was_written_with_the_page_it_is_about(reviewer: Member) -> None:
    assert WORDS in reviewer.browse.get(LIST).text
    page = reviewer.browse.get(ONE)
    assert WORDS in page.text
    assert "/ur/guides/under-five/" in [link.href for link in page.links]
    assert not page.findall("textarea")


def test_an_editor_answers_it_and_the_second_of_two_is_told(editor: Member, office: Office) -> None:
    other = Member(office, "Otto", "editor")
    for one in (editor, other):
        one.browse.get(ONE)
    editor.browse.post(ONE, {"status": "done", "answer": "It names the form now."})
    page = other.browse.post(ONE, {"status": "later", "answer": "In spring."}, status=409)
    assert page.form(ONE).fields["answer"] == ["In spring."]
    assert "It names the form now." in page.text
    assert "There is nothing here." in editor.browse.get(LIST).text
    assert WORDS in editor.browse.get(f"{LIST}?status=done").text


def test_it_stands_beside_the_remarks_on_the_text_that_it_is_about(reviewer: Member) -> None:
    page = reviewer.open(GUIDE, "ur")
    assert WORDS in page.text
    assert ONE in [link.href for link in page.links]
    assert WORDS not in reviewer.open(GUIDE, "en").text


def test_what_was_deleted_while_an_editor_answered_it_loses_nothing_of_her_words(
    editor: Member, coordinator: Member
) -> None:
    editor.browse.get(ONE)
    coordinator.browse.get(ONE)
    coordinator.browse.post(f"{ONE}delete/")
    page = editor.browse.post(ONE, {"status": "done", "answer": "It names the form now."}, status=409)
    assert "Somebody has deleted meanwhile what you answered." in page.text
    assert read_text(page.find("textarea")).strip() == "It names the form now."


@pytest.mark.parametrize("who", ["editor", "coordinator"])
def test_what_names_somebody_can_be_deleted(office: Office, request: pytest.FixtureRequest, who: str) -> None:
    member: Member = request.getfixturevalue(who)
    member.browse.get(ONE)
    member.browse.post(f"{ONE}delete/")
    assert list(office.store.feedback.listed()) == []
    member.browse.get(ONE, status=404)


def test_only_an_editor_answers_and_a_reviewer_deletes_nothing(reviewer: Member, coordinator: Member) -> None:
    assert [form.action for form in reviewer.browse.get(ONE).forms if LIST in form.action] == []
    assert [form.action for form in coordinator.browse.get(ONE).forms if LIST in form.action] == [
        f"{ONE}delete/"
    ]


def test_what_no_key_opens_is_listed_and_can_be_deleted(
    editor: Member, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_keys = Store.on(office.store.database, [bytes(32)])
    monkeypatch.setitem(office.app.extensions, "store", other_keys)
    assert "Cannot be opened" in editor.browse.get(LIST).text
    assert "It cannot be opened: a key is missing." in editor.browse.get(ONE).text
    editor.browse.post(f"{ONE}delete/")
    assert "There is nothing here." in editor.browse.get(LIST).text


def test_an_answer_needs_a_choice_and_a_refusal_its_reason(editor: Member) -> None:
    editor.browse.get(ONE)
    page = editor.browse.post(ONE, {"answer": "It names the form now."}, status=400)
    assert page.form(ONE).fields["answer"] == ["It names the form now."]
    page = editor.browse.post(ONE, {"status": "not_done"}, status=400)
    assert "Write why it was not done." in page.text
    assert WORDS in editor.browse.get(LIST).text


def test_a_coordinator_tells_everybody_in_her_own_words(
    coordinator: Member, editor: Member, office: Office
) -> None:
    family = Browse(office.app.test_client())
    assert "Nothing stands here yet." in family.get(EVERYBODY).text
    editor.browse.get(ONE)
    editor.browse.post(ONE, {"status": "done", "answer": "It names the form now."})
    way = next(link.href for link in coordinator.browse.get(ONE).links if link.text.startswith("Tell"))
    assert coordinator.browse.get(way).form(TELL).fields["did"] == ["It names the form now."]
    coordinator.browse.post(TELL, {"said": ""}, status=400)
    coordinator.browse.post(TELL, {"said": "A form had no name.", "did": "It has one."})
    told = family.get(EVERYBODY)
    assert "A form had no name." in told.text
    assert "It has one." in told.text
    assert WORDS not in told.text
    assert "21 November 2026" in told.text
    coordinator.browse.get(TELL)
    coordinator.browse.post(f"{TELL}1/delete/")
    assert "Nothing stands here yet." in family.get(EVERYBODY).text


def test_an_answer_that_is_not_there_begins_with_nothing(coordinator: Member) -> None:
    for query in ("?of=remark&number=7", "?of=feedback&number=99999999999", "?number=x"):
        assert coordinator.browse.get(f"{TELL}{query}").form(TELL).fields["did"] == [""]
