"""The review desk: every text with its state, reading with comments, answering, signing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.current import authority, now, store
from portal.forms.desk import AnswerForm, RemarkForm, SignForm
from portal.languages import offered
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.inbox import NUMBER, today
from portal.pages.sign_in import page
from portal.review.as_read import as_read
from portal.review.desk import STATES, Desk, changes
from portal.review.patch import make_patch
from portal.review.texts import KINDS, Reviewable, place_of
from portal.store.answers import ANSWERS, OPEN, Answer, AnsweredMeanwhile
from portal.store.remarks import KeptRemark, Passage
from portal.store.signatures import SignatureKind
from portal.store.workers import COORDINATOR, EDITOR, TRANSLATOR
from portal.translation.difference import difference

LINK = Markup(' <a class="remark" href="{}">{}<span class="aloud"> on passage {}</span></a> ')
TEXT = "<language_read>/<kind>/<name>"

blueprint = Blueprint("desk", __name__, url_prefix=PATH)
blueprint.add_app_template_global(difference)


at_desk(blueprint)


@blueprint.get("/")
def texts() -> Response:
    """Show every text in one language: what waits for this member first, then all by their states."""
    language = request.args.get("language") or next(iter(mine().languages), "en")
    desk = _desk(language)
    lines = desk.lines(mine(), _reviews(), today())
    return page(
        "desk/texts.html",
        language_read=language,
        waiting=[line for line in lines if line.waits_for(mine(), language)],
        by_kind={kind: [line for line in lines if line.text.kind == kind] for kind in KINDS},
        states=STATES,
        said=desk.words_for,
    )


@blueprint.get(f"/{TEXT}/")
def text(language_read: str, kind: str, name: str) -> Response:
    """Show a text as families see it, with a way to comment at each passage."""
    return _show(_desk(language_read), _text(kind, name), SignForm())


@blueprint.route(f"/{TEXT}/at/<path:place>/", methods=["GET", "POST"])
def passage(language_read: str, kind: str, name: str, place: str) -> Response:
    """Show one passage with what was said of it, and take a remark."""
    desk, shown = _desk(language_read), _text(kind, name)
    found = shown.passage(place) or abort(404)
    words = desk.words(shown)[place]
    form = RemarkForm(words)
    read = form.read.data if request.method == "POST" else words
    about: dict[str, Any] = {
        "text": shown,
        "passage": found,
        "place": place,
        "words": words,
        "language_read": language_read,
        "form": form,
        "remarks": [one for one in _remarks(desk, shown) if one.passage.place == place],
        "changed": read != words,
    }
    form.read.data = words
    if request.method != "POST":
        return page("desk/passage.html", **about)
    if read != words:
        return page("desk/passage.html", 409, **about)
    if not form.validate() or form.chosen is None:
        return page("desk/passage.html", 400, **about)
    suggests = form.suggests.data or "" if form.chosen == "suggestion" else ""
    where = Passage(shown.key, place, language_read, words)
    store().remarks.make(where, form.chosen, form.says.data or "", suggests, mine().name, now())
    return redirect(request.path, 303)


@blueprint.get("/remarks/")
def remarks() -> Response:
    """Show the remarks on all texts, those that are open first of all."""
    only = request.args.get("status")
    only = only if only in ANSWERS else OPEN
    return page("desk/remarks.html", remarks=store().remarks.with_status(only), only=only)


@blueprint.get("/remarks/accepted.patch")
def accepted() -> Response:
    """Give the suggestions that an editor accepted as a patch, with those that do not fit above it."""
    if mine().role != EDITOR:
        return not_yours()
    suggested = [one for one in store().remarks.with_status("done") if one.kind == "suggestion"]
    waiting = [one for one in suggested if _still_says(one)]
    patch = make_patch(waiting, _all())
    by_hand = "".join(f"# By hand: remark {one.number} on {one.passage.text}\n" for one in patch.by_hand)
    answer = make_response(by_hand + patch.text)
    answer.mimetype = "text/x-diff"
    answer.headers.set("Content-Disposition", "attachment", filename="accepted.patch")
    return answer


@blueprint.route(f"/remarks/{NUMBER}/", methods=["GET", "POST"])
def remark(number: int) -> Response:
    """Show one remark, and let an editor answer it, unless it is not as she saw it."""
    found = store().remarks.find(number) or abort(404)
    kind, _, name = found.passage.text.partition("/")
    shown = _text(kind, name)
    desk = _desk(found.passage.language)
    form = AnswerForm()
    seen, form.revision.data = form.revision.data, str(found.answer.revision)
    about: dict[str, Any] = {
        "remark": found,
        "text": shown,
        "now_says": desk.words(shown).get(found.passage.place),
        "form": form,
    }
    if request.method != "POST":
        return page("desk/remark.html", **about)
    if mine().role != EDITOR:
        return not_yours()
    if seen != str(found.answer.revision):
        return page("desk/remark.html", 409, meanwhile=True, **about)
    if not form.validate() or form.chosen is None:
        return page("desk/remark.html", 400, **about)
    answer = Answer(form.chosen, form.answer.data or "", mine().name, now(), found.answer.revision)
    try:
        store().remarks.answer(number, found.answer.revision, answer)
    except AnsweredMeanwhile:
        return remark(number)
    return redirect(url_for("desk.remark", number=number), 303)


@blueprint.post(f"/{TEXT}/sign/")
def sign(language_read: str, kind: str, name: str) -> Response:
    """Sign a text in a language, unless its words have changed or a remark is open."""
    desk, shown, form = _desk(language_read), _text(kind, name), SignForm()
    signs = _signs_as(language_read)
    if signs is None:
        return not_yours()
    print_now = desk.fingerprint(shown)
    if form.fingerprint.data != print_now:
        return _show(desk, shown, form, 409, trouble="changed")
    if any(one.answer.status == "open" for one in _remarks(desk, shown)):
        return _show(desk, shown, form, 409, trouble="open")
    store().signatures.sign(shown.key, language_read, signs, print_now, desk.words(shown), mine().name, now())
    return redirect(url_for("desk.text", language_read=language_read, kind=kind, name=name), 303)


def _reviews() -> Mapping[str, date]:
    """Return the review dates of texts that have one, by their keys."""
    found: Mapping[str, date] = current_app.extensions["review_dates"]
    return found


def _all() -> dict[str, Reviewable]:
    found: dict[str, Reviewable] = current_app.extensions["reviewables"]
    return found


def _text(kind: str, name: str) -> Reviewable:
    return _all().get(f"{kind}/{name}") or abort(404)


def _desk(language_read: str) -> Desk:
    language = offered().get(language_read) or abort(404)
    return Desk(_all(), language_read, language.catalogue.words_for, store().remarks, store().signatures)


def _still_says(remark: KeptRemark) -> bool:
    """Tell whether the words that a remark is about still stand in its text."""
    text, desk = _all().get(remark.passage.text), _desk(remark.passage.language)
    return text is not None and desk.words(text).get(remark.passage.place) == remark.passage.words


def _remarks(desk: Desk, shown: Reviewable) -> list[KeptRemark]:
    return store().remarks.of(shown.key, desk.language)


def _signs_as(language: str) -> SignatureKind | None:
    """Return as what this member may sign texts in a language, if at all."""
    if mine().role == COORDINATOR:
        return "signed"
    return "checked" if mine().role == TRANSLATOR and language in mine().languages else None


def _show(desk: Desk, shown: Reviewable, form: SignForm, status: int = 200, trouble: str = "") -> Response:
    """Show a text for reading, and remember that this member has read these words."""
    remarks, words = _remarks(desk, shown), desk.words(shown)
    before = store().signatures.read(mine().number, shown.key, desk.language)
    if request.method != "POST":
        store().signatures.note_reading(mine().number, shown.key, desk.language, words, now())
    form.fingerprint.data = desk.fingerprint(shown)
    places = [place_of(one) for one in shown.passages]

    def link(number: int) -> Markup:
        """Lead from a passage to its own page at the desk."""
        made = sum(one.passage.place == places[number] for one in remarks)
        address = url_for(
            "desk.passage",
            language_read=desk.language,
            kind=shown.kind,
            name=shown.name,
            place=places[number],
        )
        says = f"Remarks: {made}" if made else "Comment"
        return LINK.format(address, says, number + 1)

    rules = authority().rules_on(today())
    main, elsewhere = as_read(shown, desk.language, rules, authority().examples, link)
    signed = store().signatures.latest("signed").get((shown.key, desk.language))
    return page(
        "desk/text.html",
        status,
        text=shown,
        language_read=desk.language,
        main=main,
        elsewhere=[(shown.passages[number], words[places[number]], link(number)) for number in elsewhere],
        words=words,
        said_here=desk.words_for,
        remarks=remarks,
        open_remarks=[one for one in remarks if one.answer.status == "open"],
        form=form,
        signs_as=_signs_as(desk.language),
        signature=signed,
        in_force=signed is not None and signed.fingerprint == form.fingerprint.data,
        since_signed=changes(signed.words, words) if signed else [],
        since_read=changes(before, words) if before is not None else [],
        trouble=trouble,
    )
