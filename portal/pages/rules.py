"""The rules, three ways from the same data: a table, plain sentences, and a ladder of outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from portal.assessment.drawing import Group, Part, draw, sources
from portal.assessment.model import Assessment, Option, Outcome, Total
from portal.assessment.rules import Rule
from portal.assessment.totals import reach_of
from portal.reading.authority import Authority, Source


@dataclass(frozen=True)
class Rung:
    """An outcome, its place on the ladder, and what it takes."""

    number: int
    outcome: Outcome
    takes: Group


@dataclass(frozen=True)
class SameSource:
    """Parts of a rule that come from the same documents."""

    sources: tuple[Source, ...]
    parts: tuple[Part, ...]


def add_rules(blueprint: Blueprint, authority: Authority, rules_now: Callable[[], Assessment]) -> None:
    """Add the three pages to those of the self-assessment, whose rules they show."""

    @blueprint.get("/criteria/")
    def criteria() -> str:
        assessment = rules_now()
        rungs = [*_rungs(assessment, assessment.ladder), *_rungs(assessment, assessment.safety)]
        return render_template(
            "rules/table.html",
            assessment=assessment,
            rungs=[(rung, _by_source(authority, rung.takes)) for rung in rungs],
            disputed=[criterion for criterion in assessment.criteria.values() if criterion.readings],
            most={name: reach_of(total, {})[1] for name, total in assessment.totals.items()},
            worth=_worth,
            asked_in=lambda rule: _asked_in(assessment, rule),
        )

    @blueprint.get("/criteria/sentences/")
    def sentences() -> str:
        return _page("rules/sentences.html", rules_now())

    @blueprint.get("/criteria/ladder/")
    def ladder() -> str:
        return _page("rules/ladder.html", rules_now())


def _page(template: str, assessment: Assessment) -> str:
    return render_template(
        template,
        assessment=assessment,
        ladder=_rungs(assessment, assessment.ladder),
        beside=_rungs(assessment, assessment.safety),
    )


def _rungs(assessment: Assessment, outcomes: Iterable[Outcome]) -> list[Rung]:
    return [Rung(place, one, draw(assessment, one)) for place, one in enumerate(outcomes, start=1)]


def _by_source(authority: Authority, takes: Group) -> list[SameSource]:
    """Put the parts that come from the same documents together, so that each is named once."""
    groups: dict[tuple[str, ...], list[Part]] = {}
    for part in takes.parts:
        groups.setdefault(sources(part), []).append(part)
    return [
        SameSource(tuple(authority.sources[name] for name in names), tuple(parts))
        for names, parts in groups.items()
    ]


def _worth(total: Total, option: Option) -> int:
    """Return what an answer adds to a total."""
    return int(option in total.counted) if total.method == "count" else option.points


def _asked_in(assessment: Assessment, rule: Rule) -> list[str]:
    """Return what the questions ask that a rule depends on."""
    names = {assessment.question_of[variable] for variable in rule.variables}
    return [question.ask for name, question in assessment.questions.items() if name in names]
