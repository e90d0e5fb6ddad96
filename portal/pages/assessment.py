"""The self-assessment: start, one question a page, check, result; its rules are in rules.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal import answers, search_words
from portal.assessment.journey import Journey
from portal.assessment.model import Assessment, Question
from portal.assessment.possible import offered, prospect
from portal.assessment.reasons import reasons
from portal.assessment.versions import Changes
from portal.forms.questions import AnswerForm, form_data, form_for
from portal.libraries import library_here
from portal.pages.rules import add_rules
from portal.reading.authority import Authority
from portal.reading.hours import ENGLAND
from portal.reading.library import Library
from portal.saving import save_session
from portal.security import drop_copies
from portal.word_links import Explainer


def make_blueprint(authority: Authority, library: Library, clock: Callable[[], datetime]) -> Blueprint:
    """Make the pages of this council's self-assessment, under the rules in force at each moment."""
    blueprint = Blueprint("assessment", __name__, url_prefix="/<language>/self-assessment")
    forms = {
        rules.version: {name: form_for(question) for name, question in rules.questions.items()}
        for rules in authority.versions
    }

    def rules_now() -> Assessment:
        return authority.rules_on(clock().astimezone(ENGLAND).date())

    @blueprint.get("/")
    def start() -> str:
        """Say what the questions are for, and what happens with the answers."""
        first = next(iter(rules_now().questions))
        return render_template("assessment/start.html", first=first)

    @blueprint.get("/families/")
    def families() -> str:
        """Show what families were likely to get."""
        return render_template("assessment/families.html")

    @blueprint.route("/<question_name>/", methods=["GET", "POST"])
    def question(question_name: str) -> str | Response | tuple[str, int]:
        """Ask one question, and keep the answer."""
        rules = rules_now()
        asked = rules.questions.get(question_name) or abort(404)
        journey = answers.journey(authority, rules)
        if asked.name not in journey.answers and asked != journey.next_question:
            return redirect(_address_of_next(journey))
        given = None if asked.name in rules.private else journey.answers.get(asked.name)
        shown = answers.typed(asked.name) or form_data(asked, given)
        form = forms[rules.version][asked.name](data={"answer": shown})
        if request.method != "POST":
            if asked.name in rules.private and answers.help_is_due():
                return render_template("assessment/danger.html", go_on=_address_of_next(journey))
            changed = answers.rules_changed(authority, rules)
            return _question_page(asked, form, journey, Explainer(library_here(library).word_finder), changed)
        if "save" in request.form:
            return _save_for_later(authority, rules, asked, form)
        if not form.validate():
            return _question_page(asked, form, journey, Explainer(library_here(library).word_finder)), 400
        journey = answers.keep(authority, rules, asked.name, form.to_answer())
        if asked.name in rules.private and journey.danger:
            # At the question's own address: an address that only danger leads to would give it away.
            answers.help_first()
            return redirect(url_for("assessment.question", question_name=asked.name))
        return redirect(_address_of_next(journey))

    @blueprint.get("/check/")
    def check() -> str | Response:
        """Show all the answers before the result."""
        rules = rules_now()
        journey = answers.journey(authority, rules)
        if not journey.ended:
            return redirect(_address_of_next(journey))
        changed = answers.rules_changed(authority, rules)
        return render_template("assessment/check.html", journey=journey, changed=changed)

    @blueprint.get("/result/")
    def result() -> str | Response:
        """Show what the family is likely to get, and why."""
        journey = answers.journey(authority, rules_now())
        if not journey.ended:
            return redirect(_address_of_next(journey))
        likely = prospect(journey)
        offers = offered(journey, likely.promise)
        why = reasons(journey, likely.promise)
        named = [outcome.source for outcome in offers]
        named += [allowance.source for outcome in offers for allowance in outcome.allowances]
        named += [reason.criterion.source for reason in why.all]
        return render_template(
            "assessment/result.html",
            journey=journey,
            headline=likely.promise,
            alternatives=likely.alternatives,
            offers=offers,
            reasons=why,
            sources=[authority.sources[name] for name in dict.fromkeys(named)],
            texts_shown=[
                *(f"result/{one.name}" for one in (likely.promise, *offers, *journey.assessment.safety)),
                *(f"result/{one.outcome.name}" for one in likely.alternatives),
                *(f"result/{one.outcome.name}" for one in why.not_reached),
                *(f"reason/{reason.criterion.name}" for reason in why.all),
                *(f"reason/{criterion.name}" for criterion in why.cannot_tell),
                *(f"question/{name}" for name in journey.answers),
            ],
        )

    @blueprint.post("/the-rest/")
    def the_rest() -> Response:
        """Go on to the questions that the headline does not need."""
        answers.answer_the_rest()
        return redirect(_address_of_next(answers.journey(authority, rules_now())))

    @blueprint.route("/clear/", methods=["GET", "POST"])
    def clear() -> str | Response:
        """Ask whether to clear the answers, and clear them."""
        if request.method != "POST":
            return render_template("assessment/clear.html")
        session.clear()
        return search_words.forget(drop_copies(redirect(url_for("assessment.cleared"))))

    @blueprint.get("/cleared/")
    def cleared() -> str:
        """Say that nothing is kept in this browser."""
        return render_template("assessment/cleared.html")

    add_rules(blueprint, authority, rules_now)
    return blueprint


def _save_for_later(authority: Authority, rules: Assessment, asked: Question, form: AnswerForm) -> Response:
    """Save everything under the family's code, with what is on this page, whether it is an answer or not."""
    if not form.validate():
        if asked.name not in rules.private:
            answers.keep_typed(asked.name, form.as_typed())
        return save_session()
    journey = answers.keep(authority, rules, asked.name, form.to_answer())
    if asked.name in rules.private and journey.danger:
        answers.help_first()  # at this address, and before anything else, when the family goes on
        return save_session()
    return save_session("assessment.check")


def _question_page(
    asked: Question,
    form: AnswerForm,
    journey: Journey,
    explainer: Explainer,
    changed: Changes | None = None,
) -> str:
    return render_template(
        "assessment/question.html",
        question=asked,
        field=form.answer,
        explainer=explainer,
        back=_address_before(asked, journey),
        section=journey.assessment.section_of(asked),
        neutral=asked.name in journey.assessment.private,
        answered_before=asked.name in journey.answers,
        began_afresh=answers.began_afresh(),
        changed=changed,
        most_left=journey.most_left,
    )


def _address_of_next(journey: Journey) -> str:
    if journey.next_question is None:
        return url_for("assessment.check")
    return url_for("assessment.question", question_name=journey.next_question.name)


def _address_before(asked: Question, journey: Journey) -> str:
    way = list(journey.answers)
    place = way.index(asked.name) if asked.name in way else len(way)
    if place == 0:
        return url_for("assessment.start")
    return url_for("assessment.question", question_name=way[place - 1])
