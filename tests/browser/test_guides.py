"""Guides and flowcharts on the smallest phone, on paper and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from portal.reading.authority import find_folder, load_authority, load_national
from portal.reading.library import Library, load_library
from tests.browser.test_accessibility import is_in_order, open_every_part
from tests.conftest import AUTHORITIES
from tests.long_runs import sample
from tests.pages.test_guides import texts

LIBRARIES = {
    name: load_library(load_authority(name), load_national(), find_folder(name)) for name in AUTHORITIES
}


def looked_at(name: str, library: Library) -> list[str]:
    """Give the texts of a council to look at: where it is a sample, each council has other ones."""
    every = list(texts(library))
    first = 2 * AUTHORITIES.index(name)
    return sample(f"guides and flowcharts looked at by axe, {name}", every[first:] + every[:first], 3)


LOOKED_AT = [(name, path) for name, library in LIBRARIES.items() for path in looked_at(name, library)]
CHART = "/en/flowcharts/which-kind-of-break/"


@pytest.mark.parametrize(("council", "path"), LOOKED_AT, indirect=["council"])
def test_a_text_is_in_order_on_the_smallest_phone(small_phone: Page, path: str) -> None:
    small_phone.goto(path)
    open_every_part(small_phone)
    is_in_order(small_phone)


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_answer_as_you_go_opens_one_question_after_the_other_and_keeps_the_address(phone: Page) -> None:
    phone.goto(CHART)
    address = phone.url
    chart = LIBRARIES["birmingham"].flowcharts["which-kind-of-break"]
    danger, club, *_ = chart.steps.values()
    steps = phone.locator("section", has=phone.get_by_role("heading", name="Answer as you go"))
    expect(steps.get_by_text(club.says).locator("visible=true")).to_have_count(0)
    steps.get_by_text(danger.ways[-1].says, exact=True).locator("visible=true").click()
    expect(steps.get_by_text(club.says).locator("visible=true")).to_have_count(1)
    assert phone.url == address


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_danger_in_a_flowchart_shows_who_helps_and_goes_on(phone: Page) -> None:
    phone.goto(CHART)
    chart = LIBRARIES["birmingham"].flowcharts["which-kind-of-break"]
    steps = phone.locator("section", has=phone.get_by_role("heading", name="Answer as you go"))
    steps.locator("summary").first.click()
    expect(steps.get_by_text(chart.ends["safety"].about).first).to_be_visible()
    assert chart.ends["safety"].then
    expect(steps.get_by_text(chart.steps[chart.ends["safety"].then].says).first).to_be_visible()


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_on_paper_a_flowchart_is_its_whole_picture(phone: Page) -> None:
    phone.goto(CHART)
    phone.emulate_media(media="print")
    expect(phone.get_by_role("heading", name="Answer as you go")).not_to_be_visible()
    expect(phone.locator(".flow > li").last).to_be_visible()


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_on_paper_a_sheet_has_boxes_to_tick_and_room_to_write(phone: Page) -> None:
    phone.goto("/en/guides/your-review-before/")
    to_tick, to_write = phone.locator(".ticks li"), phone.locator(".write")
    box = "one => getComputedStyle(one, '::before').borderBlockEndStyle"
    assert to_tick.first.evaluate(box) == "none"
    expect(to_write.first).not_to_be_visible()
    open_now = phone.locator(".contact").get_by_text("Closed now").or_(phone.get_by_text("Open now")).first
    expect(open_now).to_be_visible()
    phone.emulate_media(media="print")
    expect(open_now).not_to_be_visible()
    assert set(to_tick.evaluate_all(f"all => all.map({box})")) == {"solid"}
    for line in to_write.all():
        words = line.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        room = line.bounding_box()
        assert room
        assert room["height"] > 3 * words


@pytest.mark.parametrize("council", ["birmingham"], indirect=True)
def test_a_full_stop_stays_beside_the_number_before_it_however_wide_the_phone(phone: Page) -> None:
    phone.goto("/en/guides/worried-about-a-child/")
    numbers = phone.locator("[data-read] li > .tel, [data-read] p[id] > .tel")
    stops = """all => all.filter(one => one.nextSibling.data?.startsWith(".")).map(one => {
        const stop = document.createRange()
        stop.setStart(one.nextSibling, 0)
        stop.setEnd(one.nextSibling, 1)
        return one.getBoundingClientRect().right - stop.getBoundingClientRect().left
    })"""
    for width in range(320, 430, 5):
        phone.set_viewport_size({"width": width, "height": 844})
        apart = numbers.evaluate_all(stops)
        assert apart
        assert max(map(abs, apart)) < 1, width
