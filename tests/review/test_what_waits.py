"""What waits for a signature and what does not, where the council demands it."""

from __future__ import annotations

import pytest
from flask_babel import gettext

from portal.store.signatures import Signatures
from portal.translation.markup import as_words
from tests.conftest import ELEVEN_AT_NIGHT
from tests.desk import DESK, Member
from tests.office import Office
from tests.page import read_text
from tests.review.signed_site import ANEW, GUIDE, SignedSite, read
from tests.saving import no_database


def test_what_was_never_signed_stands_as_it_is(site: SignedSite) -> None:
    """So does a language in which it was not."""
    site.start().sign(GUIDE.text, "en")
    for language, anew in ANEW.items():
        words = site.words(GUIDE.text, GUIDE.place, language)
        site.change(GUIDE.text, GUIDE.place, words + anew, language)
    site.change("word/advocate", "advocate/means", "Somebody who speaks up.")
    browse = site.start().browse()
    assert ANEW["en"] not in read(browse.get(f"/en/{GUIDE.page}"))
    assert ANEW["ur"] in read(browse.get(f"/ur/{GUIDE.page}"))
    assert "Somebody who speaks up." in browse.get("/en/words/").text


@pytest.mark.parametrize("languages", [("en",), ("en", "ur")], ids=" ".join)
def test_a_translation_is_not_behind_english_that_nobody_reads_yet(
    site: SignedSite, languages: tuple[str, ...]
) -> None:
    site.start().sign(GUIDE.text, *languages)
    before = site.words(GUIDE.text, GUIDE.place, "ur")
    site.change(GUIDE.text, GUIDE.place, "You may ask on the first day.")
    page = site.start().browse().get(f"/ur/{GUIDE.page}")
    assert before in read(page)
    assert "on the first day" not in page.text


def test_the_desk_shows_the_change_and_signing_makes_it_public(site: SignedSite) -> None:
    site.start().sign(GUIDE.text)
    site.change(GUIDE.text, GUIDE.place, "You may ask on the first day.")
    running = site.start()
    family = running.browse()
    assert "on the first day" not in family.get(f"/en/{GUIDE.page}").text
    coordinator = Member(Office(running.app, [ELEVEN_AT_NIGHT]), "Carol", "coordinator")
    page = coordinator.open(GUIDE.text)
    assert "You may ask on the first day." in page.text
    assert "on the first day." in " ".join(read_text(one) for one in page.findall("ins"))
    assert page.findall("del")
    coordinator.sign(GUIDE.text)
    assert "You may ask on the first day." in family.get(f"/en/{GUIDE.page}").text
    assert "Reviewed with" in family.get(f"/en/{GUIDE.page}").text


def test_at_the_desk_a_draft_of_the_rules_stands_beside_todays_words(site: SignedSite) -> None:
    site.start().sign("result/fuller")
    site.change("result/fuller", "outcomes/fuller/headline", "You may need a worker.")
    (site.council / "draft").mkdir()
    draft = (
        (site.council / "assessment.yaml").read_text(encoding="utf-8").replace("points: 3", "points: 2", 1)
    )
    (site.council / "draft" / "assessment.yaml").write_text(draft, encoding="utf-8")
    reviewer = Member(Office(site.start().app, [ELEVEN_AT_NIGHT]), "Amina", "reviewer")
    assert "You may need a worker." in reviewer.browse.get(f"{DESK}rules/").text


def test_a_passage_that_was_added_waits_and_one_that_was_taken_away_is_gone(site: SignedSite) -> None:
    site.start().sign("guide/hiring-a-helper")
    guide = "guides/hiring-a-helper/en.md"
    site.edit(
        guide, "## Will I be an employer?", "## What is new? {#new}\n\nThis is. {#new-this}\n\n## Will I be"
    )
    site.edit(guide, "## Will I be {#employer}", "## Will I be an employer? {#employer}")
    site.edit(guide, "- What if the helper is ill or on holiday? {#ask-ill}\n", "")
    running = site.start()
    page = running.browse().get("/en/guides/hiring-a-helper/")
    assert "What is new?" not in page.text
    assert "This is." not in page.text
    assert "Will I be an employer?" in page.text
    assert "ill or on holiday" not in page.text
    running.sign("guide/hiring-a-helper")
    assert "What is new?" in running.browse().get("/en/guides/hiring-a-helper/").text


def test_a_passage_under_another_name_stays(site: SignedSite) -> None:
    site.start().sign("guide/hiring-a-helper")
    site.edit("guides/hiring-a-helper/en.md", "{#ask-cover}", "{#ask-what-it-covers}")
    assert (
        "Does the money cover all of this?" in site.start().browse().get("/en/guides/hiring-a-helper/").text
    )


def test_figures_and_numbers_in_signed_words_are_todays(site: SignedSite) -> None:
    words = "Ring {front_door.phone}. The panel meets {fact.panel_meets}."
    site.change(GUIDE.text, GUIDE.place, words)
    site.start().sign(GUIDE.text)
    site.change(GUIDE.text, GUIDE.place, words + ANEW["en"])
    site.edit("authority.yaml", "phone: 020 8461 7373", "phone: 01632 960001")
    site.edit("authority.yaml", "every two weeks, on a Wednesday", "every three weeks")
    page = site.start().browse().get(f"/en/{GUIDE.page}")
    assert "Ring 01632 960001. The panel meets every three weeks." in page.text
    assert ANEW["en"] not in page.text


def test_a_translation_that_names_a_number_never_waits(site: SignedSite) -> None:
    """Which word of Urdu is a number is not known here; its English names one."""
    title = site.words(GUIDE.text, "under-five:title", "ur")
    assert "five" in site.words(GUIDE.text, "under-five:title")
    site.start().sign(GUIDE.text, "ur")
    site.change(GUIDE.text, "under-five:title", title + ANEW["ur"], "ur")
    assert ANEW["ur"] in read(site.start().browse().get(f"/ur/{GUIDE.page}"))


@pytest.mark.parametrize(
    ("signed", "now"), [("in 5 days", "in 6 days"), ("every two weeks", "every Three weeks")]
)
def test_a_number_that_changes_in_the_words_does_not_wait(site: SignedSite, signed: str, now: str) -> None:
    site.change(GUIDE.text, GUIDE.place, f"It meets {signed}.")
    site.start().sign(GUIDE.text)
    site.change(GUIDE.text, GUIDE.place, f"It meets {now}.")
    assert f"It meets {now}." in site.start().browse().get(f"/en/{GUIDE.page}").text


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        pytest.param(
            "It meets {fact.ours}.", ("authority.yaml", '  ours: {says: "daily", source: B2}\n'), id="a fact"
        ),
        pytest.param("See [our own](guide:ours).", ("guides/ours/en.md", None), id="a guide"),
    ],
)
def test_signed_words_that_name_what_is_gone_give_way(
    site: SignedSite, named: str, gone: tuple[str, str | None]
) -> None:
    site.edit("authority.yaml", "facts:\n", 'facts:\n  ours: {says: "daily", source: B2}\n')
    (site.council / "guides" / "ours").mkdir(parents=True)
    ours = (site.content / "guides" / "under-five" / "en.md").read_text(encoding="utf-8")
    (site.council / "guides" / "ours" / "en.md").write_text(ours, encoding="utf-8")
    site.change(GUIDE.text, GUIDE.place, named)
    site.start().sign(GUIDE.text)
    site.change(GUIDE.text, GUIDE.place, "New words.")
    assert as_words(named).split("…")[0].strip(".") in site.start().browse().get(f"/en/{GUIDE.page}").text
    file, words = gone
    if words:
        site.edit(file, words, "")
    else:
        (site.council / file).unlink()
    page = site.start().browse().get(f"/en/{GUIDE.page}")
    assert "New words." in page.text
    assert "None" not in page.text


@pytest.mark.parametrize(
    ("becomes", "elsewhere"),
    [
        pytest.param("Exit this page", "/en/", id="the portal itself"),
        pytest.param("What does the worker look at?", "/en/guides/a-workers-assessment/", id="another text"),
    ],
)
def test_words_that_stand_elsewhere_too_stay_there(site: SignedSite, becomes: str, elsewhere: str) -> None:
    site.start().sign(GUIDE.text)
    before = site.words(GUIDE.text, "under-five:others")
    site.change(GUIDE.text, "under-five:others", becomes)
    page = site.start().browse().get(elsewhere)
    assert becomes in page.text
    assert before not in page.text


def test_a_new_heading_takes_none_away_from_other_guides(site: SignedSite) -> None:
    heading = "## What can I ask for? {#new-heading}"
    site.start().sign("guide/hiring-a-helper")
    site.edit(
        "guides/hiring-a-helper/en.md", "## May it be", f"{heading}\n\nThis is new. {{#new}}\n\n## May it be"
    )
    browse = site.start().browse()
    assert "What can I ask for?" in browse.get(f"/en/{GUIDE.page}").text
    assert "This is new." not in browse.get("/en/guides/hiring-a-helper/").text


def test_a_part_that_a_guide_takes_over_stays_in_the_others(site: SignedSite) -> None:
    site.start().sign("guide/hiring-a-helper")
    site.edit("guides/hiring-a-helper/en.md", "## May it be", "{here panel}\n\n## May it be")
    words = site.words("guide/the-panel", "panel:panel-who")
    browse = site.start().browse()
    assert as_words(words) in browse.get("/en/guides/the-panel/").text


def test_a_part_that_two_guides_have_is_that_of_the_newest_signature(site: SignedSite) -> None:
    site.edit("guides/hiring-a-helper/en.md", "## May it be", "{here panel}\n\n## May it be")
    site.start().sign("guide/hiring-a-helper")
    site.change("guide/the-panel", "panel:panel-who", "Some workers.")
    running = site.start()
    pages = [f"/en/guides/{name}/" for name in ("hiring-a-helper", "the-panel")]
    assert not [page for page in pages if "Some workers." in running.browse().get(page).text]
    running.sign("guide/the-panel")
    assert [page for page in pages if "Some workers." in running.browse().get(page).text] == pages


def test_what_is_signed_in_one_process_is_seen_in_another(site: SignedSite) -> None:
    one, other = site.start(), site.start()
    family = other.browse()
    assert "Reviewed with" not in family.get(f"/en/{GUIDE.page}").text
    one.sign(GUIDE.text)
    assert "Reviewed with" in family.get(f"/en/{GUIDE.page}").text
    site.change(GUIDE.text, GUIDE.place, "New words.")
    one, other = site.start(), site.start()
    family = other.browse()
    assert "New words." not in family.get(f"/en/{GUIDE.page}").text
    one.sign(GUIDE.text)
    assert "New words." in family.get(f"/en/{GUIDE.page}").text


def test_without_the_database_families_read_what_was_known_last_and_see_no_mark(
    site: SignedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = site.start()
    running.sign(GUIDE.text)
    running.sign("guide/hiring-a-helper")
    site.change(GUIDE.text, GUIDE.place, "New words.")
    running, only_begun = site.start(), site.start()
    assert "Reviewed with" in running.browse().get("/en/guides/hiring-a-helper/").text
    monkeypatch.setattr(Signatures, "count", no_database)
    assert "Reviewed with" not in running.browse().get("/en/guides/hiring-a-helper/").text
    assert "New words." not in running.browse().get(f"/en/{GUIDE.page}").text
    assert "Reviewed with" not in only_begun.browse().get("/en/guides/hiring-a-helper/").text


def test_words_are_found_where_no_page_is_made(site: SignedSite) -> None:
    """As when an e-mail is written."""
    running = site.start()
    running.sign(GUIDE.text)
    with running.app.app_context():
        assert gettext("Yes") == "Yes"
