"""Texts are to be read again: the check tells by when, and warns of what is past, and never fails for it."""

from datetime import date
from itertools import pairwise

from portal.check.printing import as_text
from portal.check.report import report_on
from tests.small_council import SMALL_PACK, library_of

BEFORE, AFTER = date(2026, 11, 21), date(2040, 1, 1)


def test_days_are_told_in_order_and_each_text_has_one() -> None:
    report = report_on(str(SMALL_PACK), BEFORE)
    assert all(first < second for first, second in pairwise(report.to_read_again))
    library = library_of(SMALL_PACK)
    told = [what for texts in report.to_read_again.values() for what in texts]
    for guide in library.guides.values():
        assert f"the guide “{guide.slug}”" in report.to_read_again[guide.review.isoformat()]
    for chart in library.flowcharts.values():
        assert f"the flowchart “{chart.slug}”" in report.to_read_again[chart.review.isoformat()]
    assert len(told) == len(set(told))
    day, texts = next(iter(report.to_read_again.items()))
    assert f"Texts to read again: {len(texts)} by {day}" in "\n".join(as_text(report))


def test_a_day_that_is_past_is_a_warning_with_its_line_and_no_fault() -> None:
    before, after = (report_on(str(SMALL_PACK), day) for day in (BEFORE, AFTER))
    new = {str(one) for one in after.warnings} - {str(one) for one in before.warnings}
    (guide,) = [one for one in new if one.startswith("if-you-disagree/en.md:")]
    assert guide == "if-you-disagree/en.md:7: the guide “if-you-disagree” was to be read again by 2027-05-21"
    assert any(one.startswith("if-you-disagree.yaml:6: the flowchart") for one in new)
    assert (after.faults, after.to_reword) == (before.faults, before.to_reword)
