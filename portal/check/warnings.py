"""What is worth a look in a council's folder, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from portal.assessment.document import lines_of, read
from portal.assessment.model import Assessment, Question
from portal.assessment.proof import named, needless_exceptions
from portal.assessment.rules import Rule, settle
from portal.check.reviews import Review
from portal.reading.authority import ROLES, Authority
from portal.reading.library import Library

SHOWN_BY_NAME = (*ROLES, "adult_care", "forum", "local_offer", "sendiass")
"""Contacts that pages show by their names, whether or not an outcome refers to them."""


@dataclass(frozen=True, order=True)
class Remark:
    """Something to look at that does not stop anything."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


def warnings_of(library: Library, folder: Path, reviews: Iterable[Review], today: date) -> Iterator[Remark]:
    """Yield what deserves a look; all that only time changes is here, and never a fault."""
    authority = library.authority
    parts = read(folder / "authority.yaml").named()
    yield from _not_in_force(authority, folder, today)
    yield from _past_review(reviews, today)
    yield from _out_of_hours(authority, lines_of(parts["contacts"]))
    yield from _not_referred_to(library, lines_of(parts["sources"]), lines_of(parts["contacts"]))
    for rules in authority.versions:
        yield from _alike(rules)
        for one in needless_exceptions(rules):
            says = f"the exception for “{one.question}” and “{one.outcome}” is not needed"
            yield Remark(rules.file, lines_of(read(folder / rules.file))["exceptions"], says)


def _not_in_force(authority: Authority, folder: Path, today: date) -> Iterator[Remark]:
    rules = authority.rules_on(today)
    lines = lines_of(read(folder / rules.file))
    if rules.starts and today < rules.starts:
        says = f"the rules “{rules.version}” are in force from {rules.starts} only"
        yield Remark(rules.file, lines["from"], says)
    if rules.ends and rules.ends < today:
        says = f"the rules “{rules.version}” were in force up to {rules.ends}, and no others are today"
        yield Remark(rules.file, lines["to"], says)


def _past_review(reviews: Iterable[Review], today: date) -> Iterator[Remark]:
    for review in reviews:
        if review.day < today:
            yield Remark(review.file, review.line, f"{review.what} was to be read again by {review.day}")


def _out_of_hours(authority: Authority, lines: Mapping[str, int]) -> Iterator[Remark]:
    contact = authority.contacts["out_of_hours"]
    if not contact.phone:
        says = "no telephone number for nights and weekends; a council that adopts this must have one"
        yield Remark("authority.yaml", lines[contact.name], says)
    elif contact.hours is None:
        says = "the line for nights and weekends has no published hours"
        yield Remark("authority.yaml", lines[contact.name], says)


def _not_referred_to(
    library: Library, source_lines: Mapping[str, int], contact_lines: Mapping[str, int]
) -> Iterator[Remark]:
    authority = library.authority
    for name in authority.sources.keys() - {*_sources_of_rules(authority), *library.sources_named}:
        yield Remark("authority.yaml", source_lines[name], f"nothing refers to the source “{name}”")
    outcomes = [outcome for rules in authority.versions for outcome in rules.outcomes.values()]
    contacts = {*SHOWN_BY_NAME, authority.complain_to, *(outcome.contact for outcome in outcomes)}
    for name in authority.contacts.keys() - {*contacts, *library.contacts_named}:
        yield Remark("authority.yaml", contact_lines[name], f"nothing refers to the contact “{name}”")


def _sources_of_rules(authority: Authority) -> Iterator[str]:
    for rules in authority.versions:
        for outcome in rules.outcomes.values():
            yield outcome.source
            yield from (allowance.source for allowance in outcome.allowances)
        for criterion in rules.criteria.values():
            yield criterion.source
            yield from (reading.source for reading in criterion.readings)
    yield from (example.source for example in authority.examples)
    yield from (contact.source.name for contact in authority.contacts.values())
    yield authority.promises.source


def _alike(rules: Assessment) -> Iterator[Remark]:
    """Yield the options that no rule tells apart from the next, or from not choosing them."""
    depended_on = frozenset[str]().union(*(one.rule.variables for one in rules.criteria.values()))
    for question in rules.questions.values():
        if question.kind == "some_of":
            idle = [name for name in question.option_names if f"{question.name}.{name}" not in depended_on]
            for name in idle:
                says = f"no rule depends on “{name}” in “{question.name}”"
                yield Remark(rules.file, question.line, says)
        elif question.kind != "number":
            for alike in _told_as_one(rules, question):
                says = f"no rule tells {named(alike)} in “{question.name}” apart"
                yield Remark(rules.file, question.line, says)


def _told_as_one(rules: Assessment, question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the neighbouring options that leave the same of every criterion."""

    def left(option: str) -> list[Rule]:
        return [settle(criterion.rule, question.known(option)) for criterion in rules.criteria.values()]

    for _, alike in groupby(question.definite, left):
        options = tuple(alike)
        if len(options) > 1:
            yield options
