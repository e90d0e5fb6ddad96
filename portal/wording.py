"""How answers, reasons, amounts, hours and telephone numbers are said, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import ceil

from babel import Locale
from flask_babel import format_date, format_decimal, format_time, gettext, ngettext

from portal import current, telephone
from portal.assessment import allowances
from portal.assessment.model import UNSURE, Allowance, Answer, Question
from portal.assessment.possible import Alternative, Finding
from portal.assessment.reasons import Reason
from portal.languages import locale
from portal.reading.authority import Contact, Source
from portal.reading.directory import Provider
from portal.reading.hours import ENGLAND, Hours, Opening
from portal.reading.recordings import Recording

PLENTY = 100
"""A number that every language speaks of in the plural."""


def answered(question: Question, answer: Answer) -> str:
    """Say what was answered."""
    if answer is UNSURE:
        return gettext("I’m not sure")
    if question.kind == "number":
        return str(answer)
    chosen = "; ".join(gettext(option.says) for option in question.chosen(answer))
    return chosen or gettext(question.nothing or "-")


def reason(one: Reason) -> str:
    """Say one reason, with the points that it rests on."""
    return f"{gettext(one.text)} {points(one)}".strip()


def points(one: Reason) -> str:
    """Say how many points a reason takes and how many there are; nothing where it is not about points."""
    if one.score is None:
        return ""
    said = []
    if one.criterion.band:
        low, high = one.criterion.band
        said.append(gettext("It takes %(low)s to %(high)s points.", low=low, high=high))
    least, most = one.score.least, one.score.most
    if least == most:
        said.append(
            ngettext("Your answers add up to %(num)s point.", "Your answers add up to %(num)s points.", least)
        )
    else:
        between = gettext(
            "Your answers add up to between %(least)s and %(most)s points.", least=least, most=most
        )
        said.append(between)
    return " ".join(said)


def alternative(one: Alternative) -> str:
    """Say what else is possible, and what would have to be found out."""
    offer = gettext(one.outcome.offer)
    if not one.findings:
        return gettext("%(offer)s, when more is known.", offer=offer)
    findings = "; ".join(_finding(finding) for finding in one.findings)
    return gettext("%(offer)s, if this is the answer: %(findings)s", offer=offer, findings=findings)


def _finding(finding: Finding) -> str:
    options = [f"“{gettext(one.says)}”" for one in finding.question.options if one.name in finding.options]
    either = f" {gettext('or')} "
    return f"{gettext(finding.question.ask)} {either.join(options)}"


def amount(allowance: Allowance) -> str:
    """Say how much of something, such as “up to 8 hours a week”."""
    if allowance.amount is None:
        return gettext("how much is not published")
    how_much = _quantity(allowance.amount, allowance.unit)
    if allowance.up_to is not None:
        most = _quantity(allowance.up_to, allowance.unit)
        how_much = gettext("%(least)s to %(most)s", least=how_much, most=most)
    how_much = _period(how_much, allowance.period)
    if allowance.holder == "family":
        how_much = gettext("%(amount)s for the whole family", amount=how_much)
    elif allowance.family_at_most is not None:
        most = _quantity(allowance.family_at_most, allowance.unit)
        how_much = gettext(
            "%(amount)s, and at most %(most)s for all your children", amount=how_much, most=most
        )
    if allowance.pro_rata:
        how_much = gettext("%(amount)s, less if you start part of the way through", amount=how_much)
    match allowance.given:
        case "at_most":
            return gettext("at most %(amount)s", amount=how_much)
        case "what_families_got":
            return gettext("%(amount)s has been given before", amount=how_much)
    return how_much


def left_this_year(allowance: Allowance, now: datetime) -> str | None:
    """Say what a family gets that starts now, where an allowance is shared out by months."""
    left = allowances.left_this_year(allowance, now.astimezone(ENGLAND).date())
    if left is None:
        return None
    how_much = _quantity(left, allowance.unit)
    return gettext(
        "If you start this month, that is about %(amount)s until the end of March.", amount=how_much
    )


def _quantity(amount: Decimal, unit: str) -> str:
    shown = format_decimal(amount)
    # A language has no plural of its own for “2.5”: the one for many serves.
    number = int(amount) if amount == int(amount) else PLENTY
    match unit:
        case "hours":
            return ngettext("%(shown)s hour", "%(shown)s hours", number, shown=shown)
        case "days":
            return ngettext("%(shown)s day", "%(shown)s days", number, shown=shown)
        case "nights":
            return ngettext("%(shown)s night", "%(shown)s nights", number, shown=shown)
        case "sessions":
            return ngettext("%(shown)s session", "%(shown)s sessions", number, shown=shown)
    return gettext("£%(shown)s", shown=shown)


def _period(quantity: str, period: str) -> str:
    match period:
        case "week":
            return gettext("%(quantity)s a week", quantity=quantity)
        case "month":
            return gettext("%(quantity)s a month", quantity=quantity)
        case "term":
            return gettext("%(quantity)s a school term", quantity=quantity)
        case "year":
            return gettext("%(quantity)s a year", quantity=quantity)
        case "april_to_march":
            return gettext("%(quantity)s a year, from April to March", quantity=quantity)
        case "once":
            return gettext("%(quantity)s once", quantity=quantity)
        case "summer":
            return gettext("%(quantity)s over the summer", quantity=quantity)
    return gettext("%(quantity)s (for how long is not published)", quantity=quantity)


def days(period: timedelta) -> str:
    """Say how long a period is, in days."""
    return ngettext("%(num)s day", "%(num)s days", period.days)


def day(one: date) -> str:
    """Say which day, such as “Sunday 20 December 2026”."""
    return str(format_date(one, "full"))


def grouped(reference: str) -> str:
    """Write a reference in groups, as it is read out."""
    return f"{reference[:3]} {reference[3:6]} {reference[6:]}"


def source_line(source: Source) -> str:
    """Say where a fact comes from and how old it is."""
    if source.published:
        return gettext(
            "From “%(title)s”, %(publisher)s, dated %(date)s.",
            title=gettext(source.title),
            publisher=gettext(source.publisher),
            date=gettext(source.published),
        )
    return gettext(
        "From “%(title)s”, %(publisher)s. It has no date. Our copy was read on %(date)s. "
        "Ask if it still holds.",
        title=gettext(source.title),
        publisher=gettext(source.publisher),
        date=format_date(source.read, "long"),
    )


def short_source(source: Source) -> str:
    """Say where a fact comes from in a few words; `source_line` says it in full."""
    title = gettext(source.title)
    if source.published:
        return gettext("From “%(title)s”, %(date)s.", title=title, date=gettext(source.published))
    return gettext("From “%(title)s”, no date.", title=title)


def hours_lines(hours: Hours | None) -> list[str]:
    """Say when somebody answers."""
    if hours is None:
        return [gettext("We found no published hours.")]
    return [_opening(opening) for opening in hours.openings] or [gettext("Day and night, every day")]


def _opening(opening: Opening) -> str:
    first, last = (_day(number) for number in (opening.first_day, opening.last_day))
    times = {"opens": _time(opening.opens), "closes": _time(opening.closes)}
    if first == last:
        return gettext("%(day)s, %(opens)s to %(closes)s", day=first, **times)
    return gettext("%(first)s to %(last)s, %(opens)s to %(closes)s", first=first, last=last, **times)


def _time(of_day: time) -> str:
    return str(format_time(of_day, "short", rebase=False))


def _day(number: int) -> str:
    return str(locale().days["stand-alone"]["wide"][number])


def open_now(hours: Hours | None, now: datetime) -> str | None:
    """Say whether somebody answers now and, if not, when they will; None where nobody can tell."""
    if hours is None or current.is_copy():
        return None
    if hours.open_at(now):
        return gettext("Open now")
    opens = hours.next_opening(now)
    if opens is None:
        return None
    return gettext(
        "Closed now. Opens on %(day)s at %(time)s, except on a bank holiday.",
        day=_day(opens.weekday()),
        time=_time(opens.time()),
    )


def offered(recording: Recording) -> str:
    """Offer a film or recording, with what it takes to play it."""
    takes = length_and_size(recording)
    title = gettext(recording.title)
    if recording.kind == "film":
        return gettext("Watch “%(title)s” (%(takes)s)", title=title, takes=takes)
    return gettext("Listen to “%(title)s” (%(takes)s)", title=title, takes=takes)


def length_and_size(recording: Recording) -> str:
    """Say about how long a film or recording is, and how much has to be loaded."""
    minutes = max(1, round(recording.length / timedelta(minutes=1)))
    megabytes = Decimal(ceil(recording.size / 100_000)) / 10
    return gettext(
        "about %(length)s, %(megabytes)s MB of data",
        length=ngettext("%(num)s minute", "%(num)s minutes", minutes),
        megabytes=format_decimal(megabytes),
    )


def language_name(code: str) -> str:
    """Return what a language calls itself."""
    return Locale.parse(code).language_name or code


def dialled(whose: Contact | Provider) -> str:
    """Return the telephone number as a phone dials it."""
    return telephone.dialled(whose.phone or "")
