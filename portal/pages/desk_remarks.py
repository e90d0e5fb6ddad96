"""What was said at the desk: the remarks on all texts, their answers, and accepted suggestions as a patch."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.current import now, store
from portal.forms.desk import AnswerForm
from portal.languages import offered
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.desk_texts import all_texts, desk_in
from portal.pages.inbox import NUMBER
from portal.pages.sign_in import page
from portal.review.patch import make_patch
from portal.store.answers import ANSWERS, OPEN, Answer, AnsweredMeanwhile
from portal.store.remarks import KeptRemark
from portal.store.workers import EDITOR

blueprint = Blueprint("desk_remarks", __name__, url_prefix=f"{PATH}/remarks")
at_desk(blueprint)


@blueprint.get("/")
def remarks() -> Response:
    """Show the remarks on all texts, those that are open first of all."""
    only = request.args.get("status")
    only = only if only in ANSWERS else OPEN
    return page("desk/remarks.html", remarks=store().remarks.with_status(only), only=only)


@blueprint.get("/accepted.patch")
def accepted() -> Response:
    """Give the suggestions that an editor accepted as a patch, with those that do not fit above it."""
    if mine().role != EDITOR:
        return not_yours()
    suggested = [one for one in store().remarks.with_status("done") if one.kind == "suggestion"]
    waiting = [one for one in suggested if _words_now(one) == one.passage.words]
    patch = make_patch(waiting, all_texts())
    by_hand = "".join(f"# By hand: remark {one.number} on {one.passage.text}\n" for one in patch.by_hand)
    answer = make_response(by_hand + patch.text)
    answer.mimetype = "text/x-diff"
    answer.headers.set("Content-Disposition", "attachment", filename="accepted.patch")
    return answer


@blueprint.route(f"/{NUMBER}/", methods=["GET", "POST"])
def remark(number: int) -> Response:
    """Show one remark, and let an editor answer it, unless it is not as she saw it."""
    found = store().remarks.find(number) or abort(404)
    form = AnswerForm()
    seen, form.revision.data = form.revision.data, str(found.answer.revision)
    text = all_texts().get(found.passage.text)
    shown: dict[str, Any] = {"remark": found, "text": text, "now_says": _words_now(found), "form": form}
    if request.method != "POST":
        return page("desk/remark.html", **shown)
    if mine().role != EDITOR:
        return not_yours()
    if seen != str(found.answer.revision):
        return page("desk/remark.html", 409, meanwhile=True, **shown)
    if not form.validate() or form.chosen is None:
        return page("desk/remark.html", 400, **shown)
    answer = Answer(form.chosen, form.answer.data or "", mine().name, now(), found.answer.revision)
    try:
        store().remarks.answer(number, found.answer.revision, answer)
    except AnsweredMeanwhile:
        return remark(number)
    return redirect(url_for("desk_remarks.remark", number=number), 303)


def _words_now(remark: KeptRemark) -> str | None:
    """Return what stands now in the place that a remark is about; None where nothing does."""
    text = all_texts().get(remark.passage.text)
    if text is None or remark.passage.language not in offered():
        return None
    return desk_in(remark.passage.language).words(text).get(remark.passage.place)
