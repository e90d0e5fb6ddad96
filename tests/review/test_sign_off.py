"""Where a council demands signatures, families read what was signed last until its change is signed too."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.translation.markup import as_words
from tests.page import read_text
from tests.review.signed_site import ANEW, GUIDE, Case, Running, SignedSite, read

CASES = [
    GUIDE,
    Case("guide/the-panel", "panel:panel-who", "guides/the-panel/"),
    Case("flowchart/after-you-ask", "steps/finished/says", "flowcharts/after-you-ask/"),
    Case("word/easy-read", "easy-read/means", "words/"),
]
NEVER_WAITING = [
    Case("question/help", "sections/hopes/questions/help/why", "self-assessment/help/"),
    Case("result/online", "outcomes/online/headline", "self-assessment/result/", "priya"),
    Case("reason/big_impact", "criteria/big_impact/says", "self-assessment/criteria/"),
    Case("guide/worried-about-a-child", "worried-about-a-child:answer", "guides/worried-about-a-child/"),
    Case("guide/your-own-needs", "your-own-needs:now", "guides/your-own-needs/"),
    Case("guide/the-panel", "the-panel:urgent", "guides/the-panel/"),
    Case("flowchart/after-you-ask", "steps/ask/hint", "flowcharts/after-you-ask/"),
    Case("flowchart/which-kind-of-break", "steps/club/hint", "flowcharts/which-kind-of-break/"),
    Case("reason/in_danger", "criteria/in_danger/says", "self-assessment/criteria/"),
]
"""What the rules say, and wherever somebody may be in danger."""

AT_ONCE = {"en": " At once.", "ur": " فوراً"}
EVERYWHERE = [
    "/en/",
    "/en/guides/",
    "/en/guides/booklet/",
    "/en/words/",
    "/en/self-assessment/criteria/",
    "/ur/guides/booklet/",
    "/ur/guides/under-five/with-english/",
    "/ur/guides/the-panel/with-english/",
    "/ur/self-assessment/criteria/with-english/",
]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> SignedSite:
    """Give the files of a portal whose texts are all signed as they stand."""
    site = SignedSite(tmp_path_factory.mktemp("signed"))
    running = site.start()
    for case in (*CASES, *NEVER_WAITING):
        running.sign(case.text, "en", "ur")
    return site


@pytest.fixture(scope="module")
def changed(signed: SignedSite) -> Running:
    """Give the portal after each of these passages got other words in English and in Urdu."""
    for cases, words in ((CASES, ANEW), (NEVER_WAITING, AT_ONCE)):
        for case in cases:
            for language, anew in words.items():
                before = signed.words(case.text, case.place, language)
                signed.change(case.text, case.place, before + anew, language)
    return signed.start()


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_families_read_what_was_signed_last(
    signed: SignedSite, changed: Running, case: Case, language: str
) -> None:
    page = changed.browse(case.story).get(f"/{language}/{case.page}")
    before = signed.words(case.text, case.place, language).removesuffix(ANEW[language])
    assert as_words(before) in read(page)
    assert [anew for anew in ANEW.values() if anew in read(page)] == [], "nor as the English under it"
    assert "Reviewed with" not in page.text


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_other_page_shows_words_that_wait(changed: Running, path: str) -> None:
    text = read(changed.browse().get(path))
    assert not [anew for anew in ANEW.values() if anew in text]


def test_a_phone_keeps_no_words_that_wait(changed: Running) -> None:
    for language, anew in ANEW.items():
        copies = changed.app.test_client().get(f"/{language}/keep-guides/copies.json").json
        assert copies
        assert not [path for path, copy in copies.items() if anew.strip() in copy]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_search_shows_the_title_that_was_signed(site: SignedSite, language: str) -> None:
    site.start().sign("guide/the-panel", language)
    title = site.words("guide/the-panel", "the-panel:title", language)
    site.change("guide/the-panel", "the-panel:title", title + ANEW[language], language)
    browse, search = site.start().browse(), f"/{language}/search/"
    browse.get(search)
    page = browse.post(search, {"words": title}, follow=True)
    assert title in read(page)
    assert ANEW[language] not in page.text


def test_beside_the_signed_words_stands_the_english_that_was_signed(
    signed: SignedSite, changed: Running
) -> None:
    page = changed.browse().get(f"/ur/{GUIDE.page}with-english/")
    before = signed.words(GUIDE.text, GUIDE.place).removesuffix(ANEW["en"])
    assert before in " ".join(read_text(one) for one in page.findall("div", lang="en"))


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("case", NEVER_WAITING, ids=lambda case: case.place)
def test_of_the_rules_and_where_somebody_may_be_in_danger_new_words_stand_at_once(
    changed: Running, case: Case, language: str
) -> None:
    assert AT_ONCE[language] in read(changed.browse(case.story).get(f"/{language}/{case.page}"))


def test_over_words_that_wait_nobody_says_that_a_speaker_checked_them(changed: Running) -> None:
    draft = changed.browse().get(f"/ur/{GUIDE.page}").find("p", class_="draft")
    assert (draft.text or "").startswith("اس صفحے کا ترجمہ کمپیوٹر نے کیا ہے")


def test_without_the_councils_demand_new_words_stand_at_once(tmp_path: Path) -> None:
    site = SignedSite(tmp_path, require_sign_off=False)
    site.start().sign(GUIDE.text, "en", "ur")
    for language, anew in ANEW.items():
        words = site.words(GUIDE.text, GUIDE.place, language)
        site.change(GUIDE.text, GUIDE.place, words + anew, language)
    browse = site.start().browse()
    for language, anew in ANEW.items():
        assert anew in read(browse.get(f"/{language}/{GUIDE.page}"))
