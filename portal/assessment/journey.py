"""A family's way through an assessment: a pure replay of the answers it has given.

No routing is written anywhere. The next question is the first one, in the order of the file, that
an open rule still depends on; the end comes when nothing open can change the headline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.assessment.model import Answer, Answers, Assessment, Outcome, Question
from portal.assessment.rules import ALWAYS, NEVER, Known, Rule, settle


@dataclass(frozen=True)
class Journey:
    """How far a family has come.

    `answers` are those on its way, in the order asked; what it once answered and no longer
    matters is not among them. `open_rules` is what is left of each outcome's rule.
    """

    assessment: Assessment
    answers: Answers
    open_rules: Mapping[str, Rule]
    next_question: Question | None
    answer_the_rest: bool

    @property
    def ended(self) -> bool:
        return self.next_question is None

    @property
    def most_left(self) -> int:
        """Return how many more questions there can be at most: the wanted ones and their whole sections."""
        assessment = self.assessment
        wanted = questions_wanted(assessment, self.open_rules, self._begun, self.answer_the_rest)
        with_sections = wanted.union(*(assessment.asked_with[name] for name in wanted))
        return len(with_sections - self.answers.keys())

    @property
    def _begun(self) -> frozenset[str]:
        return frozenset[str]().union(*(self.assessment.asked_with[name] for name in self.answers))

    @cached_property
    def known(self) -> Known:
        """Return the variables that the answers fix."""
        return known(self.assessment, self.answers)

    @cached_property
    def unsure(self) -> tuple[Question, ...]:
        """Return the questions left open by their answer on which an outcome still depends."""
        still_open = frozenset[str]().union(*(rule.variables for rule in self.open_rules.values()))
        return tuple(
            self.assessment.questions[name]
            for name, answer in self.answers.items()
            if self.assessment.questions[name].leaves_open(answer)
            and not still_open.isdisjoint(self.assessment.questions[name].domains)
        )

    def met(self, outcome: Outcome) -> bool:
        """Say whether an outcome is met, whatever the unsure answers turn out to be."""
        return self.open_rules[outcome.name] is ALWAYS

    def may_be_met(self, outcome: Outcome) -> bool:
        """Say whether an outcome is met or cannot be told yet."""
        return self.open_rules[outcome.name] is not NEVER

    @cached_property
    def danger(self) -> bool:
        """Say whether somebody is, or could be, in danger; not sure counts as yes."""
        return self._safety("danger")

    @cached_property
    def worry(self) -> bool:
        """Say whether there is, or could be, a worry about harm; not sure counts as yes."""
        return self._safety("worry")

    def _safety(self, kind: str) -> bool:
        concerned = (outcome for outcome in self.assessment.safety if outcome.safety == kind)
        answered = self.answers.keys() & self.assessment.private
        return bool(answered) and any(self.may_be_met(outcome) for outcome in concerned)

    @cached_property
    def offers(self) -> tuple[Outcome, ...]:
        """Return every outcome of the ladder that is met, most help first, and of a group the first."""
        return best_of_each_group(outcome for outcome in self.assessment.ladder if self.met(outcome))

    @cached_property
    def can_answer_the_rest(self) -> bool:
        """Say whether more questions could show more offers, and the family may choose to see."""
        if not self.ended or self.answer_the_rest or not self.offers:
            return False
        longer = replay(self.assessment, self.answers, answer_the_rest=True)
        return self.offers[0].ends == "family_chooses" and not longer.ended


def best_of_each_group(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Leave out the lower bands of an offer of which a higher one is there."""
    best: dict[str, Outcome] = {}
    for outcome in outcomes:
        best.setdefault(outcome.group or outcome.name, outcome)
    return tuple(best.values())


def known(assessment: Assessment, answers: Answers) -> Known:
    """Return the value of every variable that the answers fix."""
    return {
        variable: value
        for name, answer in answers.items()
        for variable, value in assessment.questions[name].known(answer).items()
    }


def replay(assessment: Assessment, stored: Answers, *, answer_the_rest: bool = False) -> Journey:
    """Go through an assessment from the top with the answers stored so far."""
    answers: dict[str, Answer] = {}
    open_rules = {name: outcome.rule for name, outcome in assessment.outcomes.items()}
    begun = frozenset[str]()
    while True:
        wanted = questions_wanted(assessment, open_rules, begun, answer_the_rest) - answers.keys()
        question = first_in_file(assessment, wanted)
        if question is None or question.name not in stored:
            return Journey(assessment, answers, open_rules, question, answer_the_rest)
        answer = stored[question.name]
        answers[question.name] = answer
        begun |= assessment.asked_with[question.name]
        fixed = question.known(answer)
        open_rules = {name: settle(rule, fixed) for name, rule in open_rules.items()}


def questions_wanted(
    assessment: Assessment,
    open_rules: Mapping[str, Rule],
    begun: frozenset[str],
    answer_the_rest: bool = False,
) -> frozenset[str]:
    """Return the questions that may still be asked: the headline, safety or a begun section wants them.

    A question answered “not sure” is among them as long as a rule depends on it.
    """
    ends_now = any(
        outcome.ends == "now" and open_rules.get(outcome.name) is ALWAYS for outcome in assessment.ladder
    )
    counting = [open_rules[outcome.name] for outcome in assessment.safety if outcome.name in open_rules]
    for outcome in () if ends_now else assessment.ladder:
        rule = open_rules.get(outcome.name, NEVER)
        counting.append(rule)
        if rule is ALWAYS and not answer_the_rest:
            break
    open_variables = frozenset[str]().union(*(rule.variables for rule in counting))
    wanted = frozenset(assessment.question_of[variable] for variable in open_variables)
    return wanted if ends_now else wanted | begun


def first_in_file(assessment: Assessment, names: Collection[str]) -> Question | None:
    """Return the first of these questions in the order of the file."""
    return next((question for name, question in assessment.questions.items() if name in names), None)
