"""The command that tells how a council's rules come to a result, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click

from portal.assessment.document import FaultyContent, read
from portal.assessment.examples import read_answer
from portal.assessment.journey import Journey, replay
from portal.assessment.model import UNSURE, Answer, Answers, Assessment, Criterion, Outcome, Question
from portal.assessment.possible import Alternative, possible_headlines, prospect
from portal.assessment.reasons import Reason, Reasons, Score, reasons, score
from portal.assessment.rules import ALWAYS, NEVER, Rule, settle
from portal.reading.authority import load_authority


@click.command()
@click.argument("folder")
@click.argument("answers", metavar="ANSWERS.YAML", type=click.Path(path_type=Path))
def explain(folder: str, answers: Path) -> None:
    """Tell how FOLDER's rules come to their result for the answers in ANSWERS.YAML."""
    try:
        assessment = load_authority(folder).rules_on(datetime.now(UTC).date())
        given, answer_the_rest = load_answers(answers, assessment)
    except FaultyContent as faulty:
        raise click.ClickException(str(faulty)) from faulty
    for line in trace(assessment, given, answer_the_rest=answer_the_rest):
        click.echo(line)


def load_answers(path: Path, assessment: Assessment) -> tuple[Answers, bool]:
    """Read answers as examples.yaml has them, and whether the family goes on to the rest."""
    found = read(path).fields(["answers"], ["answer_the_rest"])
    the_rest = "answer_the_rest" in found and found["answer_the_rest"].yes_or_no()
    given = {
        name.choice(assessment.questions): read_answer(assessment.questions[name.text()], answer)
        for name, answer in found["answers"].pairs()
    }
    return given, the_rest


def trace(assessment: Assessment, given: Answers, *, answer_the_rest: bool = False) -> Iterator[str]:
    """Yield, line by line, what was asked and why, and what follows from the answers."""
    journey = replay(assessment, given, answer_the_rest=answer_the_rest)
    yield f"Rules: version “{assessment.version}”"
    yield from headed("What is asked, and why", _asked(journey))
    yield from headed(
        "Set aside: answered, but nothing that is asked here depends on it", _set_aside(journey, given)
    )
    yield from headed("Criteria", (_criterion(journey, one) for one in assessment.criteria.values()))
    yield from headed("Totals", _totals(journey))
    yield from headed(
        "Outcomes, from the top", (_outcome(journey, one) for one in assessment.outcomes.values())
    )
    yield from headed("Result", _result(journey))
    if journey.ended:
        yield from _reasons(journey)


def headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines under a heading; without lines there is no heading either."""
    for place, line in enumerate(lines):
        if place == 0:
            yield f"\n{heading}"
        yield f"  {line}"


def _asked(journey: Journey) -> Iterator[str]:
    questions = journey.assessment.questions
    for place, (name, answer) in enumerate(journey.answers.items()):
        before = replay(
            journey.assessment,
            dict(islice(journey.answers.items(), place)),
            answer_the_rest=journey.answer_the_rest,
        )
        yield f"{place + 1}. {name}: {questions[name].ask}"
        yield f"   {_in_words(questions[name], answer)}"
        yield f"   {_why_asked(before, questions[name])}"
    if journey.next_question:
        asked = journey.next_question
        yield f"{len(journey.answers) + 1}. {asked.name}: {asked.ask}"
        yield "   No answer is given, so it stops here."
        yield f"   {_why_asked(journey, asked)}"


def _why_asked(before: Journey, question: Question) -> str:
    """Say which outcomes still depended on a question when it was asked."""
    names = [one.name for one in _still_counting(before) if _depends(before.open_rules[one.name], question)]
    if names:
        return f"Asked because these depend on it: {', '.join(names)}."
    return f"Asked because its section, “{question.section}”, is finished once it is begun."


def _still_counting(journey: Journey) -> Iterator[Outcome]:
    """Yield the outcomes that can make the portal ask: those about safety, and down to what is settled."""
    yield from journey.assessment.safety
    ladder = journey.assessment.ladder
    if any(one.ends == "now" and journey.met(one) for one in ladder):
        return
    for outcome in ladder:
        yield outcome
        if journey.met(outcome) and not journey.answer_the_rest:
            return


def _depends(rule: Rule, question: Question) -> bool:
    return not rule.variables.isdisjoint(question.domains)


def _in_words(question: Question, answer: Answer) -> str:
    """Say an answer by its name in the file and in its words."""
    if answer is UNSURE:
        return "not sure"
    if question.kind == "number":
        return str(answer)
    chosen = question.chosen(answer)
    if not chosen:
        return f"nothing: {question.nothing}"
    return "; ".join(f"{option.name}: {option.says}" for option in chosen)


def _set_aside(journey: Journey, given: Answers) -> Iterator[str]:
    # Where the way stops short, what comes later may still be asked.
    if journey.ended:
        for name, answer in given.items():
            if name not in journey.answers:
                yield f"{name}: {_in_words(journey.assessment.questions[name], answer)}"


def _criterion(journey: Journey, criterion: Criterion) -> str:
    left = settle(criterion.rule, journey.known)
    if left is NEVER:
        return f"{_told(left)}{criterion.name}: {criterion.unless}"
    missing = f" ({_missing(journey, left)})" if left is not ALWAYS else ""
    return f"{_told(left)}{criterion.name}: {criterion.says}{missing}"


def _told(rule: Rule) -> str:
    """Say how far a rule is settled, in a column of its own."""
    truth = "met" if rule is ALWAYS else "not met" if rule is NEVER else "cannot tell"
    return f"{truth:13}"


def _missing(journey: Journey, rule: Rule) -> str:
    """Name the questions that a rule which cannot be told still depends on."""
    wanted = [one for one in journey.assessment.questions.values() if _depends(rule, one)]
    unsure = [one.name for one in wanted if one.name in journey.answers]
    not_asked = [one.name for one in wanted if one.name not in journey.answers]
    told = {"not sure": unsure, "not asked": not_asked}
    return "; ".join(f"{how}: {', '.join(names)}" for how, names in told.items() if names)


def _totals(journey: Journey) -> Iterator[str]:
    for total in journey.assessment.totals.values():
        found = score(journey, total.name)
        yield f"{total.name}: {total.says}: {_comes_to(found)}"
        for question, points in found.answers:
            yield f"  {points} for {question.name}: {_in_words(question, journey.answers[question.name])}"


def _comes_to(found: Score) -> str:
    return str(found.least) if found.least == found.most else f"between {found.least} and {found.most}"


def _outcome(journey: Journey, outcome: Outcome) -> str:
    left = journey.open_rules[outcome.name]
    says = f"safety, {outcome.safety}" if outcome.safety else outcome.offer
    missing = f" ({_missing(journey, left)})" if left not in (ALWAYS, NEVER) else ""
    return f"{_told(left)}{outcome.name}: {says}{missing}"


def _result(journey: Journey) -> Iterator[str]:
    if not journey.ended:
        possible = possible_headlines(journey.assessment, journey.open_rules)
        names = [outcome.name for outcome in journey.assessment.ladder if outcome.name in possible]
        yield f"There is none yet. It can still be: {', '.join(names)}."
        return
    likely = prospect(journey)
    yield f"{likely.promise.name}: {likely.promise.headline}"
    besides = [outcome.name for outcome in journey.offers if outcome != likely.promise]
    if besides:
        yield f"Also offered: {', '.join(besides)}."
    if journey.danger or journey.worry:
        yield f"Shown with it: whom to ring about {'danger' if journey.danger else 'a worry'}."
    if journey.can_answer_the_rest:
        yield "The family may stop here, or go on to the rest of the questions (answer_the_rest: yes)."
    for alternative in likely.alternatives:
        yield _could_be(alternative)


def _could_be(alternative: Alternative) -> str:
    findings = [
        f"{finding.question.name} is {' or '.join(sorted(finding.options))}"
        for finding in alternative.findings
    ]
    when = f"if {' and '.join(findings)}" if findings else "when more is known than a few answers"
    return f"It could also be {alternative.outcome.name}: {when}."


def _reasons(journey: Journey) -> Iterator[str]:
    """Yield the two lists that a family reads, and what could not be told."""
    why = reasons(journey, prospect(journey).promise)
    yield from headed("Why: these settle it", map(_reason, why.met))
    yield from headed("What would have come first, and why it does not", _not_reached(why))
    unsure = (f"{criterion.name}: {criterion.says}" for criterion in why.cannot_tell)
    yield from headed("What could not be told, because of “not sure”", unsure)


def _not_reached(why: Reasons) -> Iterator[str]:
    for missed in why.not_reached:
        yield f"{missed.outcome.name}{' (one step away)' if missed.near_miss else ''}"
        for reason in missed.reasons:
            yield f"  {_reason(reason)}"


def _reason(reason: Reason) -> str:
    points = f" ({reason.criterion.total} comes to {_comes_to(reason.score)})" if reason.score else ""
    return f"{reason.criterion.name}: {reason.text}{points}"
