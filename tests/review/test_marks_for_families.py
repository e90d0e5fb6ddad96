"""What families are told of a text: that it was reviewed, and that a speaker has checked it."""

from __future__ import annotations

import pytest

from portal.current import store
from portal.pages.desk_texts import desk_in
from portal.review.in_force import checked_english
from portal.store.signatures import Signing
from tests.conftest import ELEVEN_AT_NIGHT
from tests.review.signed_site import GUIDE, Running, SignedSite

RESULT = "/en/self-assessment/result/"
OF_THE_RULES = ("question", "result", "reason")


def check(running: Running, text: str) -> None:
    """Say as a translator that the Urdu of a text is right."""
    with running.app.test_request_context():
        desk, shown = desk_in("ur"), running.app.extensions["reviewables"][text]
        words, print_now = desk.words(shown), desk.fingerprint(shown)
        signing = Signing(text, "ur", "checked", print_now, words, follows=0)
        store().signatures.sign(signing, "Tariq", ELEVEN_AT_NIGHT)


@pytest.mark.parametrize(
    "left_out", ["", "result/online", "result/worry", "reason/severe_enough", "question/help"]
)
def test_a_result_is_reviewed_when_all_that_it_shows_is(site: SignedSite, left_out: str) -> None:
    running = site.start()
    for key, text in running.app.extensions["reviewables"].items():
        if text.kind in OF_THE_RULES and key != left_out:
            running.sign(key)
    assert ("Reviewed with" in running.browse("leo").get(RESULT).text) == (not left_out)


def test_beside_a_translation_that_nobody_signed_the_english_has_no_mark(site: SignedSite) -> None:
    running = site.start()
    running.sign(GUIDE.text)
    browse = running.browse()
    assert "Reviewed with" in browse.get(f"/en/{GUIDE.page}").text
    assert "Reviewed with" not in browse.get(f"/ur/{GUIDE.page}with-english/").text


def test_a_guide_that_a_speaker_checked_is_checked_though_a_computer_translated_what_stands_around_it(
    site: SignedSite,
) -> None:
    running = site.start()
    said = running.app.extensions["languages"]["ur"].catalogue.words_for
    by_computer = said("A computer translated this page. It has not yet been checked by a speaker.")
    by_speaker = said("A speaker of this language has checked this text.")
    around = said("A computer translated the words around it.")
    browse = running.browse()
    assert by_computer in browse.get(f"/ur/{GUIDE.page}").text
    check(running, GUIDE.text)
    page = browse.get(f"/ur/{GUIDE.page}").text
    assert (by_computer in page, by_speaker in page, around in page) == (False, True, True)
    assert by_computer in browse.get("/ur/guides/the-panel/").text


def test_copies_for_phones_are_made_anew_when_a_text_is_signed(site: SignedSite) -> None:
    running = site.start()
    client = running.app.test_client()

    def kept() -> str:
        copies = client.get("/en/keep-guides/copies.json").json
        return str(copies[f"/en/{GUIDE.page}"])

    assert "Reviewed with" not in kept()
    running.sign(GUIDE.text)
    assert "Reviewed with" in kept()


def test_what_a_speaker_of_one_language_checked_is_not_checked_in_another(site: SignedSite) -> None:
    """Messages in several languages are written one after the other, with no page between them."""
    running = site.start()
    check(running, GUIDE.text)
    with running.app.app_context():
        words = site.words(GUIDE.text, GUIDE.place)
        assert words in checked_english("ur")
        assert words not in checked_english("pl")
