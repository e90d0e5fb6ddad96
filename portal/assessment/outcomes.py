"""Outcomes, their bands and their allowances, read from a council's file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast, get_args

from portal.assessment.conditions import Condition, ConditionReader, met, number_range
from portal.assessment.document import AMOUNT, Entry, text_of
from portal.assessment.model import (
    Allowance,
    Criterion,
    Ends,
    ForWhom,
    Given,
    Holder,
    Outcome,
    Period,
    Safety,
    Total,
    Unit,
)
from portal.assessment.rules import all_of
from portal.assessment.totals import in_range, reach_of

NUMBER_BUT_NOT_A_LEVEL = re.compile(r"£|(?<!level )(?<!levels )\b\d", re.IGNORECASE)

SAFETY = ("safety", "about", "now", "contact", "source")
"""What an outcome about safety has: it stands beside the headline and is never one."""

REQUIRED = ("headline", "offer", "about", "source", "now", "ready", "takes", "contact")
OPTIONAL = ("for_whom", "ends", "allowances", "lasts", "again", "discretion")
NO_OFFER = "nothing"


@dataclass
class OutcomeReader:
    """Reads outcomes that rest on criteria, with the names they may refer to."""

    sources: Collection[str]
    contacts: Collection[str]
    conditions: ConditionReader
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def criteria(self) -> dict[str, Criterion]:
        return self.conditions.criteria

    def outcome(self, key: Entry, entry: Entry) -> None:
        """Read an outcome; one with bands becomes one outcome a band."""
        given = entry.named()
        banded = "bands" in given
        if "safety" in given:
            fields = entry.fields([*SAFETY, "when"])
        else:
            fields = entry.fields([*REQUIRED, "when"], [*OPTIONAL, "bands"])
        condition = self.conditions.read(fields["when"])
        if condition.tests:
            raise fields["when"].fault("criteria, because each reason needs words", "a question or a total")
        outcome = self._made(key.text(), key, fields, condition)
        highest_first = reversed(list(self._bands(key, outcome, condition, fields))) if banded else ()
        made = [*highest_first] or [outcome]
        self.outcomes |= {one.name: one for one in made}

    def _made(self, name: str, key: Entry, fields: Mapping[str, Entry], condition: Condition) -> Outcome:
        named = [one for one in self.criteria if one in condition.formula.variables]
        outcome = Outcome(
            name=name,
            safety=cast(Safety, fields["safety"].choice(get_args(Safety))) if "safety" in fields else None,
            for_whom=cast(
                ForWhom, fields["for_whom"].choice(get_args(ForWhom)) if "for_whom" in fields else "child"
            ),
            ends=cast(Ends, fields["ends"].choice(get_args(Ends)) if "ends" in fields else "when_settled"),
            headline=text_of(fields.get("headline")) or "",
            offer=text_of(fields.get("offer")) or "",
            about=fields["about"].text(),
            now=tuple(part.text() for part in fields["now"].items()),
            ready=tuple(part.text() for part in fields["ready"].items()) if "ready" in fields else (),
            takes=text_of(fields.get("takes")) or "",
            contact=fields["contact"].choice(self.contacts, "a contact in authority.yaml, one of"),
            allowances=self._allowances(fields.get("allowances")),
            source=self._source(fields["source"]),
            criteria=tuple(named),
            illustrative=any(self.criteria[one].illustrative for one in named),
            rule=condition.rule,
            formula=condition.formula,
            line=key.line,
            lasts=text_of(fields.get("lasts")),
            again=text_of(fields.get("again")),
            discretion=text_of(fields.get("discretion")),
        )
        if outcome.illustrative and not outcome.safety:
            _hold_back(outcome, fields)
        return outcome

    def _bands(
        self, key: Entry, base: Outcome, condition: Condition, fields: Mapping[str, Entry]
    ) -> Iterator[Outcome]:
        """Yield one outcome a band; each holds for its band and all above it."""
        found = fields["bands"].fields(["total", "rows"], ["illustrative"])
        total = self.conditions.totals[found["total"].choice(self.conditions.totals, "a total, one of")]
        least, most = reach_of(total, {})
        rows = [(number_range(words, least, most), words, row) for words, row in found["rows"].pairs()]
        _check_cover([(band, words) for band, words, _ in rows], least, most, found["rows"])
        illustrative = "illustrative" in found and found["illustrative"].yes_or_no()
        offered = False
        for band, words, row in sorted(rows, key=lambda row: row[0].start):
            if row.is_text:
                row.choice([NO_OFFER], "an offer, or")
                if offered:
                    raise row.fault("an offer: a higher band never gives less than a lower one")
                continue
            offered = True
            own = row.fields(["says", "unless"], [*REQUIRED, *OPTIONAL])
            name = f"{key.text()}_from_{band.start}"
            if name in self.criteria:
                raise words.fault(f"a band whose name, “{name}”, no criterion has")
            criterion = self._band_criterion(name, words, total, band, own, base.source, illustrative)
            joined = Condition(
                all_of([condition.rule, criterion.rule]),
                all_of([condition.formula, criterion.formula]),
                condition.joins | {name},
                frozenset(),
            )
            texts = {**fields, **{one: value for one, value in own.items() if one not in ("says", "unless")}}
            yield replace(self._made(name, words, texts, joined), group=key.text())

    def _band_criterion(
        self,
        name: str,
        words: Entry,
        total: Total,
        band: range,
        own: Mapping[str, Entry],
        source: str,
        illustrative: bool,
    ) -> Criterion:
        _, most = reach_of(total, {})
        criterion = Criterion(
            name=name,
            says=own["says"].text(),
            unless=own["unless"].text(),
            change=None,
            source=source,
            illustrative=illustrative,
            rule=in_range(total, band.start, most),
            formula=met(name),
            joins=(),
            total=total.name,
            line=words.line,
            band=(band.start, band.stop - 1),
        )
        self.criteria[name] = criterion
        return criterion

    def _allowances(self, entry: Entry | None) -> tuple[Allowance, ...]:
        return tuple(self._allowance(part) for part in entry.items()) if entry else ()

    def _allowance(self, entry: Entry) -> Allowance:
        optional = [*get_args(Given), "note", "holder", "family_at_most", "pro_rata"]
        found = entry.fields(["what", "unit", "period", "source"], optional)
        given = [name for name in get_args(Given) if name in found]
        if len(given) != 1:
            raise entry.fault(f"one of {', '.join(get_args(Given))}", f"{len(given)} of them")
        amount = found[given[0]]
        number, up_to = _amount(amount)
        family = found["family_at_most"].amount() if "family_at_most" in found else None
        if family is not None and (number is None or family < number):
            raise found["family_at_most"].fault("at least as much as one child gets")
        return Allowance(
            what=found["what"].text(),
            given=cast(Given, given[0]),
            amount=number,
            unit=cast(Unit, found["unit"].choice(get_args(Unit))),
            period=cast(Period, found["period"].choice(get_args(Period))),
            note=text_of(found.get("note")),
            source=self._source(found["source"]),
            holder=cast(Holder, found["holder"].choice(get_args(Holder)) if "holder" in found else "child"),
            family_at_most=family,
            pro_rata="pro_rata" in found and found["pro_rata"].yes_or_no(),
            up_to=up_to,
        )

    def _source(self, entry: Entry) -> str:
        return entry.choice(self.sources, "a source in authority.yaml, one of")


def _amount(entry: Entry) -> tuple[Decimal | None, Decimal | None]:
    """Read “not published”, an amount such as 2.5, or a range such as “2 to 4”."""
    if entry.text() == "not published":
        return None, None
    low, to, high = entry.text().partition(" to ")
    if not to:
        return entry.amount(), None
    if not (AMOUNT.fullmatch(low) and AMOUNT.fullmatch(high)) or Decimal(low) >= Decimal(high):
        raise entry.fault("“not published”, an amount such as 2.5, or a range such as “2 to 4”")
    return Decimal(low), Decimal(high)


def _check_cover(bands: list[tuple[range, Entry]], least: int, most: int, table: Entry) -> None:
    """Refuse a table of bands with a gap or an overlap, naming the number."""
    expected = f"every number from {least} to {most} in exactly one band"
    next_number = least
    for band, words in sorted(bands, key=lambda row: row[0].start):
        if band.start > next_number:
            raise words.fault(expected, f"no band for {next_number}")
        if band.start < next_number:
            raise words.fault(expected, f"{band.start} in two bands")
        next_number = band.stop
    if next_number <= most:
        raise table.fault(expected, f"no band for {next_number}")


def _hold_back(outcome: Outcome, fields: Mapping[str, Entry]) -> None:
    """Hold an outcome whose rule is not published to “may”, and to no promise of an amount."""
    headline = fields["headline"]
    if " may " not in f" {outcome.headline} ":
        raise headline.fault("“may”, because the council has not published how it decides this")
    if NUMBER_BUT_NOT_A_LEVEL.search(outcome.headline):
        raise headline.fault("no sum, because the council has not published how it decides this")
    if any(allowance.given != "what_families_got" for allowance in outcome.allowances):
        raise fields["allowances"].fault("only what_families_got, because the rule is not published")
