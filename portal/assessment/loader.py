"""Read a council's assessment.yaml into a typed, frozen assessment, or name every fault in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.assessment.conditions import Condition, ConditionReader, is_certain, met
from portal.assessment.document import Entry, Fault, FaultList, read, text_of
from portal.assessment.model import AcceptedException, Assessment, Criterion, Reading
from portal.assessment.outcomes import OutcomeReader
from portal.assessment.questions import QuestionReader
from portal.assessment.totals import reach_of

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def load(path: Path, sources: Collection[str], contacts: Collection[str]) -> Assessment:
    """Read an assessment that may refer to these sources and contacts; raise FaultyContent."""
    root = read(path)
    parts = root.fields(
        ["version", "sections", "criteria", "outcomes"], ["from", "to", "totals", "exceptions"]
    )
    faults = FaultList()
    questions = QuestionReader(faults)
    faults.each(parts["sections"], questions.section)
    faults.stop_if_any()
    if "totals" in parts:
        faults.each(parts["totals"], questions.total)
        faults.stop_if_any()
    conditions = ConditionReader(questions.questions, questions.totals, {})
    criteria = CriterionReader(sources, conditions, questions)
    faults.each(parts["criteria"], criteria.criterion)
    faults.stop_if_any()
    outcomes = OutcomeReader(sources, contacts, conditions)
    faults.each(parts["outcomes"], outcomes.outcome)
    faults.stop_if_any()
    assessment = Assessment(
        version=parts["version"].text(),
        sections=tuple(questions.sections),
        questions=questions.questions,
        totals=questions.totals,
        criteria=conditions.criteria,
        outcomes=outcomes.outcomes,
        exceptions=_exceptions(parts.get("exceptions"), questions, outcomes),
        starts=_day(parts.get("from")),
        ends=_day(parts.get("to")),
        file=root.file,
    )
    faults.faults += _faults_of_the_whole(assessment, root)
    faults.stop_if_any()
    return assessment


@dataclass
class CriterionReader:
    """Reads criteria, each of which may name those above it."""

    sources: Collection[str]
    conditions: ConditionReader
    questions: QuestionReader

    def criterion(self, key: Entry, entry: Entry) -> None:
        """Read a criterion and add it to those that later ones may name."""
        self.conditions.faulty.add(key.text())
        name = self.questions.new_name(key)
        if name in self.conditions.criteria:
            raise key.fault("a name that no question, total or criterion has yet")
        disagree = "readings" in entry.named()
        required = ["readings", "chosen", "because"] if disagree else ["when", "source"]
        found = entry.fields(["says", "unless", *required], ["change", "illustrative"])
        readings, when, source = self._readings(found) if disagree else ((), found["when"], found["source"])
        condition = self._condition(when)
        joined = [
            self.conditions.criteria[part] for part in self.conditions.criteria if part in condition.joins
        ]
        illustrative = "illustrative" in found and found["illustrative"].yes_or_no()
        totals = sorted(condition.tests & set(self.questions.totals))
        self.conditions.criteria[name] = Criterion(
            name=name,
            says=found["says"].text(),
            unless=found["unless"].text(),
            change=text_of(found.get("change")),
            source=source.choice(self.sources, "a source in authority.yaml, one of"),
            illustrative=illustrative or any(part.illustrative for part in joined),
            rule=condition.rule,
            formula=condition.formula if joined else met(name),
            joins=tuple(part.name for part in joined),
            total=totals[0] if totals else None,
            line=key.line,
            band=self._band(when, totals) if totals else None,
            readings=readings,
            because=text_of(found.get("because")),
        )
        self.conditions.faulty.remove(name)

    def _condition(self, when: Entry) -> Condition:
        condition = self.conditions.read(when)
        if condition.joins and condition.tests:
            raise when.fault("either criteria or answers, so that each has words of its own", "both")
        if is_certain(condition.rule):
            raise when.fault("a condition that some answers meet and some do not")
        return condition

    def _readings(self, found: Mapping[str, Entry]) -> tuple[tuple[Reading, ...], Entry, Entry]:
        """Read what documents that disagree say, and take the condition of the one that was chosen."""
        readings = []
        conditions: dict[str, tuple[Entry, Entry]] = {}
        for part in found["readings"].items():
            one = part.fields(["says", "source"], ["when"])
            source = one["source"].choice(self.sources, "a source in authority.yaml, one of")
            readings.append(Reading(one["says"].text(), source))
            if source in [reading.source for reading in readings[:-1]]:
                raise one["source"].fault("a document that has no other reading here")
            if "when" in one:
                self._condition(one["when"])
                conditions[source] = (one["when"], one["source"])
        if len(readings) < 2:
            raise found["readings"].fault("two readings or more", f"{len(readings)} of them")
        chosen = found["chosen"].choice(conditions, "the source of a reading that has a “when”, one of")
        return tuple(readings), *conditions[chosen]

    def _band(self, when: Entry, totals: list[str]) -> tuple[int, int] | None:
        """Return the one range of a total that a criterion asks for, where that is all it asks."""
        pairs = when.pairs() if when.is_mapping else []
        if len(pairs) != 1 or pairs[0][1].is_list or pairs[0][0].text() != totals[0]:
            return None
        wanted = self.conditions.range_of(totals[0], pairs[0][1])
        least, most = reach_of(self.questions.totals[totals[0]], {})
        return max(wanted.start, least), min(wanted.stop - 1, most)


def _exceptions(
    entry: Entry | None, questions: QuestionReader, outcomes: OutcomeReader
) -> tuple[AcceptedException, ...]:
    accepted = []
    for part in entry.items() if entry else []:
        found = part.fields(["question", "outcome", "because"])
        question = found["question"].choice(questions.questions, "a question, one of")
        outcome = found["outcome"].choice(outcomes.outcomes, "an outcome, one of")
        accepted.append(AcceptedException(question, outcome, found["because"].text()))
    return tuple(accepted)


def _day(entry: Entry | None) -> date | None:
    if entry is None:
        return None
    if not DAY.fullmatch(entry.text()):
        raise entry.fault("a day such as 2026-04-01")
    try:
        return date.fromisoformat(entry.text())
    except ValueError:
        raise entry.fault("a day such as 2026-04-01") from None


def _faults_of_the_whole(assessment: Assessment, root: Entry) -> list[Fault]:
    """Return the faults that can only be seen with all the parts together."""
    faults = []
    used = frozenset[str]().union(*(outcome.rule.variables for outcome in assessment.outcomes.values()))
    for question in assessment.questions.values():
        if used.isdisjoint(question.domains):
            found, expected = f"the question “{question.name}”", "an outcome to depend on it"
            faults.append(Fault(root.file, question.line, found, expected))
    named = {name for outcome in assessment.outcomes.values() for name in outcome.criteria}
    joined = {name for criterion in assessment.criteria.values() for name in criterion.joins}
    for criterion in assessment.criteria.values():
        if criterion.name not in named | joined and not criterion.joins:
            found, expected = f"the criterion “{criterion.name}”", "an outcome to use it"
            faults.append(Fault(root.file, criterion.line, found, expected))
    last = next(reversed(assessment.ladder), None)
    if last is None or not is_certain(last.rule):
        line, found = (last.line, f"the last outcome “{last.name}”") if last else (root.line, "no outcome")
        faults.append(Fault(root.file, line, found, "“when: always”, so that nobody is refused"))
    first = next(iter(assessment.questions.values()))
    if first.name in assessment.private:
        faults.append(Fault(root.file, first.line, "a safety question first", "another question before it"))
    return faults
