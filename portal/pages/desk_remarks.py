"""What was said at the desk: the remarks on all texts, their answers, and accepted suggestions as a patch."""

from __future__ import annotations

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from portal.current import store
from portal.languages import offered
from portal.pages.desk_answering import show_or_answer
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.desk_texts import all_texts, desk_in
from portal.pages.inbox import NUMBER
from portal.pages.sign_in import page
from portal.review.patch import make_patch
from portal.store.answers import ANSWERS, OPEN
from portal.store.remarks import KeptRemark
from portal.store.workers import EDITOR

blueprint = Blueprint("desk_remarks", __name__, url_prefix=f"{PATH}/remarks")
at_desk(blueprint)


@blueprint.get("/")
def remarks() -> Response:
    """Show the remarks on all texts, those that are open first of all; or the member's own."""
    only = request.args.get("status")
    only = "mine" if request.args.get("mine") else only if only in ANSWERS else OPEN
    titles = {key: text.title for key, text in all_texts().items()}
    kept = store().remarks
    found = kept.by(mine().name) if only == "mine" else kept.with_status(only)
    return page("desk/remarks.html", remarks=found, only=only, titles=titles)


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
    """Show one remark, and let an editor answer it."""
    about = {"text_of": all_texts().get, "words_now": _words_now}
    return show_or_answer("desk/remark.html", store().remarks, number, **about)


def _words_now(remark: KeptRemark) -> str | None:
    """Return what stands now in the place that a remark is about; None where nothing does."""
    text = all_texts().get(remark.passage.text)
    if text is None or remark.passage.language not in offered():
        return None
    return desk_in(remark.passage.language).words(text).get(remark.passage.place)
