"""What holds in a council's folder and what does not: faults, warnings, promises and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from portal.assessment.document import Fault, FaultyContent, lines_of, read
from portal.assessment.examples import Example
from portal.assessment.journey import replay
from portal.assessment.model import UNSURE, AcceptedException, Answer, Answers, Assessment, Question
from portal.assessment.possible import prospect
from portal.assessment.proof import PROMISES, Broken, prove
from portal.assessment.walk import Figures, Walk, figures, longest_journey
from portal.check.content import faults_in_texts
from portal.check.reading_age import syllable_counter
from portal.check.reviews import reviews_of
from portal.check.translations import Translated, translated
from portal.check.warnings import Remark, warnings_of
from portal.reading.authority import Authority, Contact, find_folder, load_authority, load_national
from portal.reading.library import load_library

A_PERSON = "every outcome offers a way to a person"
AS_TOLD = "the worked examples come out as told"
ALL_PROMISES = (*PROMISES, A_PERSON, AS_TOLD)


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
    """All that the check found in one folder; one with faults cannot be read, and has nothing else.

    `to_reword` is what families should not be made to read. `to_read_again` holds files by the day by which
    to read them again.
    """

    name: str
    faults: tuple[Fault, ...] = ()
    to_reword: tuple[Fault, ...] = ()
    reading_age_measured: bool = False
    to_read_again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    council: str | None = None
    status: str | None = None
    version: str | None = None
    warnings: tuple[Remark, ...] = ()
    languages: tuple[Translated, ...] = ()
    promises: tuple[Promise, ...] = ()
    exceptions: tuple[AcceptedException, ...] = ()
    figures: Figures | None = None
    longest_in_doubt: int = 0
    examples: Mapping[str, int] = field(default_factory=dict)
    """How many questions each worked example answers."""

    @property
    def sound(self) -> bool:
        """Say whether there is no fault and every promise holds; warnings do not count."""
        wrong = [fault for one in self.languages for fault in one.faults]
        return not (self.faults or self.to_reword or wrong) and all(
            promise.holds for promise in self.promises
        )


def report_on(name_or_folder: str, today: date) -> Report:
    """Check one council's folder; `today` counts for warnings, and says of which rules the figures are."""
    folder = find_folder(name_or_folder)
    try:
        authority = load_authority(name_or_folder)
        library = load_library(authority, load_national(), folder)
        reviews = reviews_of(library, folder)
        warnings = sorted(warnings_of(library, folder, reviews, today))
        to_reword = faults_in_texts(library, folder)
        languages = tuple(translated(folder))
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
        to_reword=to_reword,
        reading_age_measured=syllable_counter() is not None,
        to_read_again={
            day.isoformat(): tuple(review.what for review in again)
            for day, again in groupby(reviews, key=lambda review: review.day)
        },
        council=authority.council,
        status=authority.status,
        version=rules.version,
        warnings=tuple(warnings),
        languages=languages,
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
    lines = lines_of(read(folder / "authority.yaml").named()["contacts"])
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
    lines = lines_of(read(folder / "examples.yaml"))
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
