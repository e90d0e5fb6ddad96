"""What holds in a council's folder and what does not: faults, warnings, promises and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from portal.assessment.document import Entry, Fault, FaultyContent, read
from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import UNSURE, AcceptedException, Answer, Answers, Assessment, Question
from portal.assessment.possible import prospect
from portal.assessment.proof import PROMISES, Broken, named, needless_exceptions, prove
from portal.assessment.rules import Rule, settle
from portal.assessment.walk import Figures, Walk, figures, longest_journey
from portal.reading.authority import ROLES, Authority, Contact, find_folder, load_authority
from portal.reading.words import acronyms, load_words

A_PERSON = "every outcome offers a way to a person"
AS_TOLD = "the worked examples come out as told"
ALL_PROMISES = (*PROMISES, A_PERSON, AS_TOLD)

SHOWN_BY_NAME = (*ROLES, "sendiass")
"""Contacts that pages show by their names, whether or not an outcome refers to them."""

NOT_WORDS = ("source", "chosen", "address", "email")
"""Keys whose values are names and addresses: nobody reads an acronym in them."""

WIDTH = 100


@dataclass(frozen=True, order=True)
class Remark:
    """Something to look at that does not stop anything."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


@dataclass(frozen=True)
class Step:
    """One question of a journey, and its answer, in the words that a family reads."""

    question: str
    ask: str
    answer: str


@dataclass(frozen=True)
class Shown:
    """Where a promise does not hold, and the shortest journey that shows it."""

    file: str
    line: int
    detail: str
    journey: tuple[Step, ...]


@dataclass(frozen=True)
class Promise:
    """A promise, and whatever shows that it does not hold."""

    says: str
    broken: tuple[Shown, ...]

    @property
    def holds(self) -> bool:
        return not self.broken


@dataclass(frozen=True)
class Report:
    """All that the check found in one folder; a folder with faults has nothing else."""

    name: str
    faults: tuple[Fault, ...] = ()
    council: str | None = None
    status: str | None = None
    version: str | None = None
    warnings: tuple[Remark, ...] = ()
    promises: tuple[Promise, ...] = ()
    exceptions: tuple[AcceptedException, ...] = ()
    figures: Figures | None = None
    longest_in_doubt: int = 0
    examples: Mapping[str, int] = field(default_factory=dict)
    """How many questions each worked example answers."""

    @property
    def sound(self) -> bool:
        """Say whether there is no fault and every promise holds; warnings do not count."""
        return not self.faults and all(promise.holds for promise in self.promises)


def report_on(name_or_folder: str, today: date) -> Report:
    """Check one council's folder; `today` counts for warnings, and says of which rules the figures are."""
    folder = find_folder(name_or_folder)
    try:
        authority = load_authority(name_or_folder)
        warnings = sorted(_warnings(authority, folder, today))
    except FaultyContent as faulty:
        return Report(folder.name, faulty.faults)
    rules = authority.rules_on(today)
    broken = [
        *_not_proved(authority),
        *_without_a_person(authority, folder),
        *_told_wrongly(authority, folder),
    ]
    return Report(
        name=folder.name,
        council=authority.council,
        status=authority.status,
        version=rules.version,
        warnings=tuple(warnings),
        promises=tuple(
            Promise(says, tuple(shown for promise, shown in broken if promise == says))
            for says in ALL_PROMISES
        ),
        exceptions=tuple(dict.fromkeys(one for version in authority.versions for one in version.exceptions)),
        figures=figures(Walk(rules)),
        longest_in_doubt=len(longest_journey(rules)),
        examples={example.name: _questions_asked(authority, example) for example in authority.examples},
    )


def _not_proved(authority: Authority) -> Iterator[tuple[str, Shown]]:
    for rules in authority.versions:
        for one in prove(rules):
            yield one.promise, _shown(rules, one)


def _shown(rules: Assessment, broken: Broken) -> Shown:
    return Shown(rules.file, broken.line, broken.detail, in_words(rules, broken.journey))


def _without_a_person(authority: Authority, folder: Path) -> Iterator[tuple[str, Shown]]:
    """Yield every contact that outcomes lead to and that nobody can reach; all lead to the front door."""
    lines = _lines(read(folder / "authority.yaml").named()["contacts"])
    for rules in authority.versions:
        walk = Walk(rules)
        for contact in authority.contacts.values():
            led = [one for one in rules.outcomes.values() if contact.name in (one.contact, "front_door")]
            if led and not _ways_to(contact):
                detail = f"“{contact.name}” has no telephone number, text number, e-mail or address"
                journey = min((walk.way_to(outcome) for outcome in led), key=len)
                yield A_PERSON, Shown("authority.yaml", lines[contact.name], detail, in_words(rules, journey))


def _ways_to(contact: Contact) -> list[str]:
    return [way for way in (contact.phone, contact.text, contact.email, contact.address) if way]


def _told_wrongly(authority: Authority, folder: Path) -> Iterator[tuple[str, Shown]]:
    rules = authority.assessment
    lines = _lines(read(folder / "examples.yaml"))
    for example in authority.examples:
        journey = replay(rules, example.answers, answer_the_rest=example.answer_the_rest)
        if journey.next_question:
            detail = f"“{example.name}” does not answer “{journey.next_question.name}”"
        elif (likely := prospect(journey).promise.name) != example.headline:
            detail = f"“{example.name}” is told as “{example.headline}” and comes out as “{likely}”"
        else:
            continue
        answers = in_words(rules, journey.answers)
        yield AS_TOLD, Shown("examples.yaml", lines[example.name], detail, answers)


def _questions_asked(authority: Authority, example: Example) -> int:
    journey = replay(authority.assessment, example.answers, answer_the_rest=example.answer_the_rest)
    return len(journey.answers)


def _warnings(authority: Authority, folder: Path, today: date) -> Iterator[Remark]:
    """Yield what deserves a look; all that only time changes is here, and never a fault."""
    parts = read(folder / "authority.yaml").named()
    yield from _not_in_force(authority, folder, today)
    yield from _past_review(authority, _lines(parts["sources"]), today)
    yield from _out_of_hours(authority, _lines(parts["contacts"]))
    yield from _not_referred_to(authority, _lines(parts["sources"]), _lines(parts["contacts"]))
    for rules in authority.versions:
        yield from _alike(rules)
        for one in needless_exceptions(rules):
            says = f"the exception for “{one.question}” and “{one.outcome}” is not needed"
            yield Remark(rules.file, _lines(read(folder / rules.file))["exceptions"], says)
    yield from _unexplained(folder, [rules.file for rules in authority.versions])


def _not_in_force(authority: Authority, folder: Path, today: date) -> Iterator[Remark]:
    rules = authority.rules_on(today)
    lines = _lines(read(folder / rules.file))
    if rules.starts and today < rules.starts:
        says = f"the rules “{rules.version}” are in force from {rules.starts} only"
        yield Remark(rules.file, lines["from"], says)
    if rules.ends and rules.ends < today:
        says = f"the rules “{rules.version}” were in force up to {rules.ends}, and no others are today"
        yield Remark(rules.file, lines["to"], says)


def _past_review(authority: Authority, lines: Mapping[str, int], today: date) -> Iterator[Remark]:
    for source in authority.sources.values():
        if source.review and source.review < today:
            says = f"the source “{source.name}” was to be read again by {source.review}"
            yield Remark("authority.yaml", lines[source.name], says)


def _out_of_hours(authority: Authority, lines: Mapping[str, int]) -> Iterator[Remark]:
    contact = authority.contacts["out_of_hours"]
    if not contact.phone:
        says = "no telephone number for nights and weekends; a council that adopts this must have one"
        yield Remark("authority.yaml", lines[contact.name], says)
    elif contact.hours is None:
        says = "the line for nights and weekends has no published hours"
        yield Remark("authority.yaml", lines[contact.name], says)


def _not_referred_to(
    authority: Authority, source_lines: Mapping[str, int], contact_lines: Mapping[str, int]
) -> Iterator[Remark]:
    outcomes = [outcome for rules in authority.versions for outcome in rules.outcomes.values()]
    criteria = [criterion for rules in authority.versions for criterion in rules.criteria.values()]
    sources = {
        *(outcome.source for outcome in outcomes),
        *(allowance.source for outcome in outcomes for allowance in outcome.allowances),
        *(criterion.source for criterion in criteria),
        *(reading.source for criterion in criteria for reading in criterion.readings),
        *(example.source for example in authority.examples),
        *(contact.source.name for contact in authority.contacts.values()),
    }
    for name in authority.sources.keys() - sources:
        yield Remark("authority.yaml", source_lines[name], f"nothing refers to the source “{name}”")
    contacts = {*SHOWN_BY_NAME, authority.complain_to, *(outcome.contact for outcome in outcomes)}
    for name in authority.contacts.keys() - contacts:
        yield Remark("authority.yaml", contact_lines[name], f"nothing refers to the contact “{name}”")


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


def _unexplained(folder: Path, rules: Collection[str]) -> Iterator[Remark]:
    """Yield each acronym without an entry once, where it first stands."""
    explained = set(load_words())
    for file in ("authority.yaml", *rules, "examples.yaml"):
        for words in _texts(read(folder / file)):
            for acronym in acronyms(words.text()):
                if acronym not in explained:
                    explained.add(acronym)
                    yield Remark(file, words.line, f"words.yaml does not explain “{acronym}”")


def _texts(entry: Entry) -> Iterator[Entry]:
    """Yield the texts that families read."""
    if entry.is_mapping:
        for key, value in entry.pairs():
            if key.text() not in NOT_WORDS:
                yield from _texts(value)
    elif entry.is_list:
        for part in entry.items():
            yield from _texts(part)
    else:
        yield entry


def _lines(entry: Entry) -> dict[str, int]:
    """Return the line of each key of a mapping."""
    return {key.text(): key.line for key, _ in entry.pairs()}


def in_words(rules: Assessment, answers: Answers) -> tuple[Step, ...]:
    """Return a journey in the words that a family reads."""
    return tuple(
        Step(name, rules.questions[name].ask, _answer(rules.questions[name], answer))
        for name, answer in answers.items()
    )


def _answer(question: Question, answer: Answer) -> str:
    if answer is UNSURE:
        return "I’m not sure"
    if isinstance(answer, int):
        return str(answer)
    return "; ".join(option.says for option in question.chosen(answer)) or str(question.nothing)


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
    yield "No faults." if not report.warnings else "No faults. Warnings:"
    yield from (f"  {warning}" for warning in report.warnings)
    yield "Over every possible answer:"
    for promise in report.promises:
        yield f"  {'holds' if promise.holds else 'does not hold':15}{promise.says}"
        yield from _as_broken(promise)
    for one in report.exceptions:
        yield f"  accepted       “{one.question}” may take away “{one.outcome}”: {one.because}"
    yield from _as_figures(report)


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
    yield from (f"  warning  {warning}" for warning in report.warnings)


def _as_faults(report: Report) -> Iterator[str]:
    yield f"{report.name} cannot be used."
    yield from (f"  {fault}" for fault in report.faults)


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
