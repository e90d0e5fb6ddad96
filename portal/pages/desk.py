"""The review desk: every text with its state, reading with comments, signing."""

from __future__ import annotations

from typing import Any, get_args

from flask import Blueprint, abort, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.current import authority, now, store
from portal.forms.desk import RemarkForm, SignForm
from portal.forms.feedback import ABOUT
from portal.forms.text_fields import cleaned
from portal.languages import offered
from portal.pages.desk_answering import KEPT
from portal.pages.desk_door import at_desk, mine, not_yours
from portal.pages.desk_sign_in import PATH
from portal.pages.desk_texts import desk_in, review_days, text_at
from portal.pages.inbox import today
from portal.pages.sign_in import page
from portal.review.as_read import OF_A_FAMILY, as_read, own_page
from portal.review.desk import Desk, changes
from portal.review.texts import ENGLISH, KINDS, Reviewable, place_of
from portal.store.answers import OPEN
from portal.store.feedback import KeptFeedback
from portal.store.remarks import Passage
from portal.store.signatures import KeptSignature, RemarkOpen, SignatureKind, SignedMeanwhile, Signing
from portal.store.workers import COORDINATOR, EDITOR, TRANSLATOR
from portal.translation.difference import difference

LINK = Markup(
    ' <a class="remark" id="p{0}" href="{1}" lang="en" dir="ltr">{2}'
    '<span class="aloud"> on passage {0}</span></a> '
)
TEXT = "<language_read>/<kind>/<name>"

blueprint = Blueprint("desk", __name__, url_prefix=PATH)
blueprint.add_app_template_global(difference)
at_desk(blueprint)


@blueprint.get("/")
def texts() -> Response:
    """Show every text in one language: what waits for this member first, then all by their states."""
    hers = (one for one in mine().languages if one in offered())
    language = request.args.get("language") or next(hers, ENGLISH)
    desk = desk_in(language)
    lines = desk.lines(mine(), review_days(), today())
    return page(
        "desk/texts.html",
        language_read=language,
        waiting=[line for line in lines if line.waits_for(mine(), language)],
        by_kind={kind: [line for line in lines if line.text.kind == kind] for kind in KINDS},
        said_here=desk.words_for,
        answered=sum(one.answer.status != OPEN for one in store().remarks.by(mine().name)),
        **(_open_everywhere() if mine().role in (EDITOR, COORDINATOR) else {}),
    )


def _open_everywhere() -> dict[str, int]:
    """Count what nobody has answered yet, in all languages."""
    feedback = sum(one.answer.status == OPEN for one in store().feedback.listed())
    return {"open_remarks": len(store().remarks.with_status(OPEN)), "open_feedback": feedback}


@blueprint.get(f"/{TEXT}/")
def text(language_read: str, kind: str, name: str) -> Response:
    """Show a text as families see it, with a way to comment at each passage."""
    return _show(desk_in(language_read), text_at(kind, name), SignForm())


@blueprint.route(f"/{TEXT}/at/<path:place>/", methods=["GET", "POST"])
def passage(language_read: str, kind: str, name: str, place: str) -> Response:
    """Show one passage with what was said of it, and take a remark."""
    desk, shown = desk_in(language_read), text_at(kind, name)
    found = shown.passage(place) or abort(404)
    words = desk.words(shown)[place]
    form = RemarkForm(words)
    changed = request.method == "POST" and form.read.data != cleaned(words)
    about: dict[str, Any] = {
        "text": shown,
        "passage": found,
        "place": place,
        "number": shown.passages.index(found) + 1,
        "words": words,
        "language_read": language_read,
        "form": form,
        "remarks": [
            one for one in store().remarks.of(shown.key, language_read) if one.passage.place == place
        ],
        "changed": changed,
    }
    form.read.data = words
    if request.method != "POST":
        return page("desk/passage.html", **about)
    if changed:
        return page("desk/passage.html", 409, **about)
    if not form.validate() or form.chosen is None:
        return page("desk/passage.html", 400, **about)
    suggests = form.suggests.data or "" if form.chosen == "suggestion" else ""
    where = Passage(shown.key, place, language_read, words)
    store().remarks.make(where, form.chosen, form.says.data or "", suggests, mine().name, now())
    return redirect(f"{request.path}{KEPT}", 303)


@blueprint.post(f"/{TEXT}/read/")
def read(language_read: str, kind: str, name: str) -> Response:
    """Remember that this member has read these words, unless they have changed meanwhile."""
    desk, shown, form = desk_in(language_read), text_at(kind, name), SignForm()
    if form.fingerprint.data != desk.fingerprint(shown):
        return _show(desk, shown, form, 409, trouble="changed")
    store().signatures.note_reading(mine().number, shown.key, language_read, desk.words(shown), now())
    return redirect(url_for("desk.texts", language=language_read), 303)


@blueprint.post(f"/{TEXT}/sign/")
def sign(language_read: str, kind: str, name: str) -> Response:
    """Sign a text in a language, unless its words have changed, a remark is open or somebody was quicker."""
    desk, shown, form = desk_in(language_read), text_at(kind, name), SignForm()
    signs = _signs_as(language_read)
    if signs is None:
        return not_yours()
    words, print_now = desk.words(shown), desk.fingerprint(shown)
    if form.fingerprint.data != print_now:
        return _show(desk, shown, form, 409, trouble="changed")
    latest = _latest(desk, shown, signs)
    follows = latest.number if latest else 0
    if form.follows.data != str(follows):
        return _show(desk, shown, form, 409, trouble="signed")
    try:
        signing = Signing(shown.key, language_read, signs, print_now, words, follows)
        store().signatures.sign(signing, mine().name, now())
    except RemarkOpen:
        return _show(desk, shown, form, 409, trouble="open")
    except SignedMeanwhile:
        return _show(desk, shown, form, 409, trouble="signed")
    store().signatures.note_reading(mine().number, shown.key, language_read, words, now())
    here = url_for("desk.text", language_read=language_read, kind=kind, name=name, _anchor="sign")
    return redirect(here, 303)


def _signs_as(language: str) -> SignatureKind | None:
    """Return as what this member may sign texts in a language, if at all."""
    if mine().role == COORDINATOR:
        return "signed"
    return "checked" if mine().role == TRANSLATOR and language in mine().languages else None


def _families_say(desk: Desk, shown: Reviewable) -> list[KeptFeedback]:
    """Return what families said of the page that a text has to itself."""
    here = (desk.language, own_page(shown))
    return [
        one for one in store().feedback.listed() if one.said and (one.said.language, one.said.page) == here
    ]


def _latest(desk: Desk, shown: Reviewable, kind: SignatureKind) -> KeptSignature | None:
    return store().signatures.latest_under(shown.key, desk.language, kind)


def _show(desk: Desk, shown: Reviewable, form: SignForm, status: int = 200, trouble: str = "") -> Response:
    """Show a text for reading, with what was said of it and who signed which of its words."""
    remarks, words = store().remarks.of(shown.key, desk.language), desk.words(shown)
    before = store().signatures.read(mine().number, shown.key, desk.language)
    latest = {kind: _latest(desk, shown, kind) for kind in get_args(SignatureKind)}
    signs_as = _signs_as(desk.language)
    mine_before = latest[signs_as] if signs_as else None
    form.fingerprint.data = desk.fingerprint(shown)
    form.follows.data = str(mine_before.number if mine_before else 0)
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
        return LINK.format(number + 1, address, says)

    rules = authority().rules_on(today())
    main, elsewhere = as_read(shown, desk.language, rules, authority().examples, link)
    return page(
        "desk/text.html",
        status,
        text=shown,
        language_read=desk.language,
        main=main,
        of_a_family=shown.kind in OF_A_FAMILY,
        elsewhere=[(shown.passages[number], words[places[number]], link(number)) for number in elsewhere],
        beside=[(one.english, words[place]) for one, place in zip(shown.passages, places, strict=True)],
        said_here=desk.words_for,
        remarks=remarks,
        families_say=_families_say(desk, shown),
        about=ABOUT,
        open_remarks=[one for one in remarks if one.answer.status == "open"],
        form=form,
        signs_as=signs_as,
        signatures={kind: one for kind, one in latest.items() if one},
        in_force=[kind for kind, one in latest.items() if one and one.fingerprint == form.fingerprint.data],
        since_signed={kind: changes(one.words, words) for kind, one in latest.items() if one},
        since_read=changes(before, words) if before is not None else [],
        is_read=before == words,
        trouble=trouble,
    )
