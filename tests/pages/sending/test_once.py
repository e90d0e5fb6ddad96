"""A request is sent once, however often its button is pressed; and what was written since is not lost."""

from datetime import timedelta

import pytest

from portal.store import Store
from tests.conftest import Browse
from tests.pages.sending.conftest import Clock
from tests.request_form import HERE, RequestForm, alert, kinds, sent_fields


def jar(browse: Browse) -> dict[str, str]:
    """Return the cookies that the browser holds."""
    held = (browse.client.get_cookie(name) for name in ("portal", "portal-2"))
    return {cookie.key: cookie.value for cookie in held if cookie}


def put_back(browse: Browse, cookies: dict[str, str]) -> None:
    """Give the browser the cookies that it held before, as if it had never got the answer."""
    for name in ("portal", "portal-2"):
        browse.client.delete_cookie(name)
        if name in cookies:
            browse.client.set_cookie(name, cookies[name])


def test_a_double_click_is_one_request(form: RequestForm, store: Store) -> None:
    page = form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    reference = form.reference()
    put_back(form.browse, before)
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1
    assert len(kinds(store)) == 1


def test_going_back_and_sending_again_is_one_request(form: RequestForm, store: Store) -> None:
    page = form.fill_in_all()
    form.press_send()
    reference = form.reference()
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1


@pytest.mark.parametrize("written_since", [{}, {"name": "Bea"}])
def test_sent_again_on_a_later_day_it_counts_from_the_first(
    form: RequestForm, clock: Clock, written_since: dict[str, str]
) -> None:
    page = form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    put_back(form.browse, before)
    if written_since:
        form.fill_in("who", filled_in_by="parent", **written_since)
    clock.now += timedelta(hours=20)
    form.browse.page = page
    form.press_send()
    shown = form.browse.get(f"{HERE}sent/").text
    assert "Sent on Saturday, 21 November 2026." in shown
    assert "by the end of Monday, 23 November 2026." in shown


def test_what_was_added_after_an_answer_got_lost_is_not_lost(form: RequestForm, store: Store) -> None:
    form.fill_in_all()
    before = jar(form.browse)
    form.press_send()
    put_back(form.browse, before)
    form.fill_in("matters", matters_most="Sleep.")
    form.check()
    form.press_send()
    _, second = store.requests.all()
    assert second.fields["matters_most"] == "Sleep."
    assert second.reference == form.reference()


def test_an_old_window_does_not_send_again_nor_lose_what_is_being_written(
    form: RequestForm, store: Store
) -> None:
    page = form.fill_in_all()
    form.press_send()
    reference = form.reference()
    form.fill_in("who", filled_in_by="parent", name="Bea")
    form.browse.page = page
    form.press_send()
    assert form.reference() == reference
    assert len(store.requests.all()) == 1
    assert "Bea" in form.check().text


def test_a_second_request_is_another_one(form: RequestForm, store: Store) -> None:
    first = form.send()
    assert "Amina" not in form.check().text, "the form is empty again"
    assert form.send() != first
    assert len(store.requests.all()) == 2


def test_what_was_changed_in_another_window_is_looked_at_before_it_is_sent(
    form: RequestForm, store: Store
) -> None:
    page = form.fill_in_all()
    form.fill_in("matters", matters_most="Sleep.")
    form.browse.page = page
    again = form.press_send(status=400)
    assert "Something has changed since you opened this page." in alert(again)
    assert "Sleep." in again.text
    assert not store.requests.all()
    form.press_send()
    assert sent_fields(store)["matters_most"] == "Sleep."
