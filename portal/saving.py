"""Save and come back: the family's whole session, under a code that it can write down.

`save_session` is what the button “Save and come back later” leads to, on whichever page it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from portal import answers, current
from portal.draft import SENT
from portal.reading.hours import ENGLAND
from portal.session import STARTED, packed, unpacked
from portal.store.limits import network
from portal.store.save_code import new_code
from portal.store.saved import Found
from portal.store.turns import TooBusy

SAVED = "saved"
PLACE = "place"
TOKEN = "csrf_token"
NEXT = "assessment.check"
"""The page that leads on to whatever comes next."""

OF_THIS_BROWSER = (TOKEN, STARTED, SAVED, SENT)
"""What is not saved: it belongs to the browser, or was sent, so that what is deleted lives on nowhere."""

TROUBLE = (TooBusy, SQLAlchemyError, OSError)
"""What keeps us from saving, finding or deleting just now."""


@dataclass(frozen=True)
class SavedState:
    """What the family has saved from this browser: under which code, and until when it is kept."""

    code: str
    expires: datetime
    digest: bytes

    @property
    def groups(self) -> list[str]:
        """Return the code in groups of four, as it is read out."""
        return [self.code[place : place + 4] for place in range(0, len(self.code), 4)]

    @property
    def last_day(self) -> date:
        """Return the last day on the whole of which the code works."""
        return self.expires.astimezone(ENGLAND).date() - timedelta(days=1)

    @property
    def is_all(self) -> bool:
        """Say whether nothing has changed in this browser since."""
        return self.digest == _digest(_content())


def saved_state() -> SavedState | None:
    """Return what has been saved from this browser, or nothing."""
    kept = session.get(SAVED)
    if kept is None:
        return None
    code, expires, digest = kept
    state = SavedState(code, datetime.fromtimestamp(expires, UTC), digest)
    return state if state.expires > current.now() else None


def holds_anything() -> bool:
    """Say whether there is anything to save."""
    return bool(_told(_content()))


def holds_unsaved() -> bool:
    """Say whether this browser holds something that is saved nowhere."""
    state = saved_state()
    return holds_anything() and not (state and state.is_all)


def save_session(endpoint: str | None = None, **arguments: str) -> Response:
    """Save everything that the family told so far, and lead to the page with its code.

    It comes back to the page of this endpoint; without one, to the page that is being asked for now. Where
    nothing could be saved the answer is a page that says so, and the browser still holds everything.
    """
    if endpoint is None:
        endpoint, arguments = str(request.endpoint), dict(request.view_args or {})
    session[PLACE] = [endpoint, arguments]
    now = current.now()
    before = session.get(SAVED)
    code = before[0] if before else new_code()
    expires = now + current.authority().keeps.saved
    content = _content()
    try:
        current.store().saved.save(code, packed(content), now, expires, network(request.remote_addr))
    except TROUBLE as error:
        return trouble("saving/not_saved.html", error, go_on=place())
    _note(code, expires, content)
    return redirect(url_for("saving.save"))


def save_again() -> Response:
    """Save once more, to come back to the same page as before."""
    endpoint, arguments = session.get(PLACE, [NEXT, {}])
    return save_session(endpoint, **arguments)


def restore(code: str, found: Found) -> None:
    """Go on with what was saved, instead of what this browser held."""
    content = unpacked(found.content)
    token = session.get(TOKEN)
    session.clear()
    session.update(content)
    if token:
        session[TOKEN] = token  # forms that are open in other windows stay usable
    _note(code, found.expires, _content())


def forget_saved() -> None:
    """Forget the code: it leads nowhere any more."""
    session.pop(SAVED, None)


def place() -> str:
    """Return the address of the page to go on with; where it is gone, of the next thing to do."""
    endpoint, arguments = session.get(PLACE, [NEXT, {}])
    rules = current.authority().rules_on(current.now().astimezone(ENGLAND).date())
    gone = "question_name" in arguments and arguments["question_name"] not in rules.questions
    try:
        return url_for(NEXT) if gone else url_for(endpoint, **arguments)
    except BuildError:
        return url_for(NEXT)


def trouble(template: str, error: Exception, **shown: object) -> Response:
    """Show a page again that could not do its work just now: what to do, and that nothing is lost."""
    if isinstance(error, TooBusy):
        response = make_response(render_template(template, wait=error.seconds, **shown), 429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    # Its kind only: the error's own text shows what was to be stored.
    current_app.logger.error("%s: %s", request.endpoint, type(error).__name__)
    return make_response(render_template(template, out_of_order=True, **shown), 503)


def _note(code: str, expires: datetime, content: Mapping[str, Any]) -> None:
    """Keep the code in the browser, for saving again and for showing it."""
    session[SAVED] = [code, int(expires.timestamp()), _digest(content)]


def _content() -> dict[str, Any]:
    return {name: value for name, value in session.items() if name not in OF_THIS_BROWSER}


def _told(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the family told, without what only says which page comes next."""
    return {name: content[name] for name in sorted(content) if name not in (PLACE, *answers.SAID_ONCE)}


def _digest(content: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(packed(_told(content))).digest()[:8]
