"""How an editor answers at the desk, what members said and what families said alike."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from portal.current import now
from portal.forms.desk import AnswerForm
from portal.pages.desk_door import mine, not_yours
from portal.pages.sign_in import page
from portal.store.answers import Answer, AnsweredMeanwhile
from portal.store.feedback import Feedback
from portal.store.remarks import Remarks
from portal.store.workers import EDITOR

KEPT = "?kept=yes#said"
"""Leads to what the page says of the words that were sent."""


def show_or_answer(template: str, kept: Feedback | Remarks, number: int, **shown: Any) -> Response:
    """Show what was said, and let an editor answer it, unless it is not as she saw it."""
    found = kept.find(number)
    if found is None:
        return page("desk/not_kept.html", 409, why="gone") if request.method == "POST" else abort(404)
    form = AnswerForm()
    seen, form.revision.data = form.revision.data, str(found.answer.revision)
    if request.method != "POST":
        return page(template, found=found, form=form, **shown)
    if mine().role != EDITOR:
        return not_yours()
    if seen != str(found.answer.revision):
        return page(template, 409, found=found, form=form, meanwhile=True, **shown)
    if not form.validate() or form.chosen is None:
        return page(template, 400, found=found, form=form, **shown)
    answer = Answer(form.chosen, form.answer.data or "", mine().name, now(), found.answer.revision)
    try:
        kept.answer(number, found.answer.revision, answer)
    except (AnsweredMeanwhile, LookupError):
        return show_or_answer(template, kept, number, **shown)
    return redirect(f"{request.path}{KEPT}", 303)
