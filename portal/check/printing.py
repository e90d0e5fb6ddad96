"""A report as one screen of text, as a few lines, or as data for machines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from textwrap import wrap

from portal.check.report import Promise, Report

WIDTH = 100
NEXT_DAYS = 4
NOT_MEASURED = "The reading age of texts was not measured: textstat, a development tool, is not installed."


def as_data(reports: Collection[Report]) -> dict[str, object]:
    """Return reports as plain data, for machines."""
    return {"sound": all(report.sound for report in reports), "councils": [_data(one) for one in reports]}


def _data(report: Report) -> dict[str, object]:
    data = asdict(report)
    data["sound"] = report.sound
    data["promises"] = [asdict(promise) | {"holds": promise.holds} for promise in report.promises]
    return data


def as_text(report: Report) -> Iterator[str]:
    """Yield a report in lines to read: all of it."""
    if report.faults:
        yield from _as_faults(report)
        return
    yield f"{report.name}: {report.council}, {report.status}, rules of “{report.version}”"
    yield from _as_to_reword(report)
    heading = [*([] if report.to_reword else ["No faults."]), *(["Warnings:"] if report.warnings else [])]
    yield from [" ".join(heading)] if heading else []
    yield from (f"  {warning}" for warning in report.warnings)
    yield "Over every possible answer:"
    for promise in report.promises:
        yield f"  {'holds' if promise.holds else 'does not hold':15}{promise.says}"
        yield from _as_broken(promise)
    for one in report.exceptions:
        yield f"  accepted       “{one.question}” may take away “{one.outcome}”: {one.because}"
    yield from _as_figures(report)
    yield from _as_calendar(report)
    yield from _as_languages(report)
    yield from (f"  {remark}" for one in report.languages for remark in one.behind)


def in_short(report: Report) -> Iterator[str]:
    """Yield a report in a few lines: what does not hold in full, and the rest counted."""
    if report.faults or not report.figures:
        yield from _as_faults(report)
        return
    holding = sum(promise.holds for promise in report.promises)
    found = report.figures
    yield (
        f"{report.name}: {holding} of {len(report.promises)} promises hold over {found.journeys:,} journeys "
        f"of {found.shortest} to {found.longest} questions"
    )
    for promise in report.promises:
        if not promise.holds:
            yield f"  does not hold  {promise.says}"
            yield from _as_broken(promise)
    yield from _as_to_reword(report)
    yield from (f"  warning  {warning}" for warning in report.warnings)
    yield from (f"  {line}" for line in _as_languages(report))


def _as_languages(report: Report) -> Iterator[str]:
    """Yield how far each language is, in a line or two, and each fault in one."""
    states = []
    for one in report.languages:
        state = "offered" if one.offered else f"lacks {one.missing:,} of {one.texts:,} texts"
        states.append(f"{one.language} {state}" + (f", {len(one.behind)} behind" if one.behind else ""))
    if states:
        yield from wrap(f"Languages: {'; '.join(states)}", WIDTH)
    yield from (f"  {fault}" for one in report.languages for fault in one.faults)


def _as_faults(report: Report) -> Iterator[str]:
    yield f"{report.name} cannot be used."
    yield from (f"  {fault}" for fault in report.faults)


def _as_to_reword(report: Report) -> Iterator[str]:
    """Yield what is wrong in texts; the portal runs with them, and the check fails."""
    if not report.reading_age_measured:
        yield f"  {NOT_MEASURED}"
    yield from (f"  {fault}" for fault in report.to_reword)


def _as_calendar(report: Report) -> Iterator[str]:
    """Yield how many texts and documents are to be read again by when: the next few days of that kind."""
    days = list(report.to_read_again.items())[:NEXT_DAYS]
    told = ", ".join(f"{len(files)} by {day}" for day, files in days)
    if told:
        yield f"Texts to read again: {told}"


def _as_broken(promise: Promise) -> Iterator[str]:
    """Yield each place where a promise does not hold, and then the shortest journey that shows one."""
    for place, one in enumerate(sorted(promise.broken, key=lambda one: len(one.journey))):
        yield f"    {one.file}:{one.line}: {one.detail}"
        if place == 0:
            yield from (f"      {step.ask} → {step.answer}" for step in one.journey)


def _as_figures(report: Report) -> Iterator[str]:
    found = report.figures
    if not found:
        return
    yield (
        f"{found.journeys:,} journeys in {found.states} states, of {found.shortest} to {found.longest} "
        f"questions (with “not sure”, and the rest answered, at most {report.longest_in_doubt}):"
    )
    led = ", ".join(
        f"{name} {count:,} ({_share(count, found.journeys)})" for name, count in found.by_outcome.items()
    )
    yield from (f"  {line}" for line in wrap(led, WIDTH))
    lengths = ", ".join(f"{name} {count}" for name, count in report.examples.items())
    yield f"Worked examples, and how many questions each answers: {lengths}"


def _share(part: int, whole: int) -> str:
    percent = 100 * part / whole
    return "under 0.1%" if 0 < percent < 0.1 else f"{percent:.1f}%"
