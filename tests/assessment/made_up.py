"""Made-up assessments and answers, for properties that must hold whatever a council writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from hypothesis import strategies as st

from portal.assessment.conditions import met
from portal.assessment.model import (
    UNSURE,
    Answer,
    Assessment,
    Criterion,
    Kind,
    Method,
    Option,
    Outcome,
    Question,
    Safety,
    Section,
    Total,
)
from portal.assessment.rules import ALWAYS, Rule, all_of, any_of, at_least, one_of, opposite
from portal.assessment.totals import in_range, reach_of

SECTIONS = ("one", "two")
METHODS: tuple[Method, ...] = ("count", "highest", "sum")


def question(name: str, section: str, kind: Kind, options: int, points: Iterable[int]) -> Question:
    """Make a question with so many options and their points."""
    names = ("no", "yes") if kind == "yes_no" else tuple(f"o{place}" for place in range(options))
    return Question(
        name=name,
        section=section,
        kind=kind,
        ask=f"{name}?",
        why="To know.",
        hint=None,
        find_out="Look.",
        options=()
        if kind == "number"
        else tuple(Option(n, n, None, p) for n, p in zip(names, points, strict=False)),
        nothing="None of these" if kind == "some_of" else None,
        minimum=0,
        maximum=options if kind == "number" else 0,
        unsure=True,
        more_need="none",
        line=1,
    )


def criterion(name: str, rule: Rule, total: str | None = None) -> Criterion:
    """Make a criterion that tests answers."""
    return Criterion(name, f"{name} met", f"{name} not met", None, "A", False, rule, met(name), (), total, 1)


def outcome(name: str, rule: Rule, formula: Rule, criteria: Iterable[str], safety: Safety | None) -> Outcome:
    """Make an outcome."""
    names = tuple(part for part in criteria if part in formula.variables)
    return Outcome(
        name=name,
        safety=safety,
        for_whom="child",
        ends="when_settled",
        headline=name,
        offer=name,
        about=name,
        now=(),
        ready=(),
        takes="",
        contact="front_door",
        allowances=(),
        source="A",
        criteria=names,
        illustrative=False,
        rule=rule,
        formula=formula,
        line=1,
    )


@st.composite
def assessments(draw: st.DrawFn, *, rising: bool = False) -> Assessment:
    """Draw an assessment of up to five small questions, with any rules over them.

    In a `rising` one later answers say more need, and no criterion is lost by more need.
    """
    kinds = draw(st.lists(st.sampled_from(["yes_no", "one_of", "some_of", "number"]), min_size=2, max_size=5))
    questions = {}
    sections = sorted(draw(st.sampled_from(SECTIONS)) for _ in kinds)
    for place, (kind, section) in enumerate(zip(kinds, sections, strict=True)):
        points = sorted(draw(st.lists(st.integers(0, 3), min_size=3, max_size=3)))
        size = 2 if kind in ("yes_no", "some_of") else 3
        questions[f"q{place}"] = question(f"q{place}", section, kind, size, points)
    counted = frozenset(option for one in questions.values() for option in one.options[1:])
    totals = {
        method: Total(method, method, method, tuple(questions.values()), counted)
        for method in draw(st.sets(st.sampled_from(METHODS)))
    }
    whole = draw(st.booleans())
    bare = Assessment(
        "one",
        tuple(Section(name, name, whole and name == "two") for name in SECTIONS),
        questions,
        totals,
        {},
        {},
    )
    criteria = {
        one.name: one
        for one in (draw(_criteria(bare, f"c{place}", rising)) for place in range(draw(st.integers(2, 5))))
    }
    outcomes = [
        draw(_outcomes(f"h{place}", criteria, bare.sizes, None, rising))
        for place in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        outcomes.insert(0, draw(_outcomes("danger", criteria, bare.sizes, "danger", rising)))
    outcomes.append(outcome("everyone", ALWAYS, ALWAYS, (), None))
    return Assessment("one", bare.sections, questions, totals, criteria, {one.name: one for one in outcomes})


@st.composite
def _criteria(draw: st.DrawFn, assessment: Assessment, name: str, rising: bool) -> Criterion:
    if assessment.totals and draw(st.booleans()):
        total = assessment.totals[draw(st.sampled_from(sorted(assessment.totals)))]
        least, most = reach_of(total, {})
        low = draw(st.integers(least, most))
        high = most if rising else draw(st.integers(low, most))
        return criterion(name, in_range(total, low, high), total.name)
    variable, size = draw(st.sampled_from(sorted(assessment.sizes.items())))
    values = draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=size))
    values = set(range(min(values), size)) if rising else values
    return criterion(name, one_of(variable, values, size))


@st.composite
def _outcomes(
    draw: st.DrawFn,
    name: str,
    criteria: dict[str, Criterion],
    sizes: Mapping[str, int],
    safety: Safety | None,
    rising: bool,
) -> Outcome:
    rule, formula = draw(_conditions(criteria, sizes, 2, rising))
    return outcome(name, rule, formula, criteria, safety)


@st.composite
def _conditions(
    draw: st.DrawFn, criteria: dict[str, Criterion], sizes: Mapping[str, int], depth: int, rising: bool
) -> tuple[Rule, Rule]:
    """Draw the same condition over answers and over criteria."""
    if depth == 0 or draw(st.booleans()):
        one = criteria[draw(st.sampled_from(sorted(criteria)))]
        return one.rule, one.formula
    parts = [draw(_conditions(criteria, sizes, depth - 1, rising)) for _ in range(draw(st.integers(1, 3)))]
    rules, formulas = [rule for rule, _ in parts], [formula for _, formula in parts]
    match draw(st.sampled_from(["all", "any", "at least", *([] if rising else ["not"])])):
        case "all":
            return all_of(rules), all_of(formulas)
        case "any":
            return any_of(rules), any_of(formulas)
        case "at least":
            count = draw(st.integers(1, len(parts)))
            return at_least(count, rules), at_least(count, formulas)
    return opposite(rules[0], sizes), opposite(formulas[0], dict.fromkeys(criteria, 2))


def every_answer(asked: Question) -> list[Answer]:
    """Return every definite answer to a question."""
    if asked.kind == "number":
        return list(range(asked.minimum, asked.maximum + 1))
    if asked.kind == "some_of":
        names = asked.option_names
        return [frozenset(some) for count in range(len(names) + 1) for some in combinations(names, count)]
    return list(asked.definite)


def with_more_need(question: Question, answer: Answer) -> list[Answer]:
    """Return this answer and every one that says as much need or more."""
    every = every_answer(question)
    if isinstance(answer, frozenset):
        return [other for other in every if isinstance(other, frozenset) and answer <= other]
    return every[every.index(answer) :]


def answers(assessment: Assessment, *, unsure: bool) -> st.SearchStrategy[dict[str, Answer]]:
    """Draw an answer to every question, some of them “not sure” where that is allowed."""
    return st.fixed_dictionaries(
        {
            name: st.sampled_from([*every_answer(asked), *([UNSURE] if unsure and asked.unsure else [])])
            for name, asked in assessment.questions.items()
        }
    )


def completions(assessment: Assessment, given: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
    """Yield the answers with each that leaves something open replaced by every definite one in turn."""
    doubtful = [name for name, answer in given.items() if assessment.questions[name].leaves_open(answer)]
    choices = [every_answer(assessment.questions[name]) for name in doubtful]
    for chosen in product(*choices):
        yield {**given, **dict(zip(doubtful, chosen, strict=True))}
