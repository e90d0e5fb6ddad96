"""When is our review due? The latest dates, told to whoever asks and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal.calendar_file import MEDIA_TYPE, calendar_file
from portal.forms.review_date import ReviewDateForm, form_for
from portal.reading.authority import National
from portal.reading.hours import ENGLAND
from portal.reviews import FIGURES, Due, due, gap_after


def make_blueprint(national: National, clock: Callable[[], datetime]) -> Blueprint:
    """Make the page; what is typed comes by POST, so that no address tells of it."""
    blueprint = Blueprint("reviews", __name__, url_prefix="/<language>")
    figures = {name: national.figures[name] for name in FIGURES}
    limits = (national.figures["stay_days"], national.figures["year_days"])
    form_class = form_for(national.figures)

    @blueprint.get("/review-date/")
    def dates() -> str:
        """Ask which help there is, and when the last review was."""
        return _asking(form_class(None, _today()))

    @blueprint.post("/review-date/")
    def work_out() -> str | Response | tuple[str, int]:
        """Tell the latest dates, or give them as a file for the calendar."""
        form = form_class(request.form, _today())
        if not form.validate():
            return _asking(form), 400
        if not form.asks_for_a_day:
            return _asked_of_a_worker(form)
        found = due(form.situation.data, form.held.data, form.typed_day, figures)
        coming = [one.latest for one in found if one.latest >= form.today]
        if coming and "calendar" in request.form:
            return _file(coming)
        return _told(form, found, bool(coming))

    def _today() -> date:
        return clock().astimezone(ENGLAND).date()

    def _file(days: list[date]) -> Response:
        response = make_response(calendar_file(days, gettext("Review date"), clock()))
        response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
        response.headers["Content-Disposition"] = "attachment; filename=dates.ics"
        return response

    def _asking(form: ReviewDateForm) -> str:
        sources = dict.fromkeys(figure.source for figure in limits)
        return render_template("reviews/ask.html", form=form, sources=sources)

    def _told(form: ReviewDateForm, found: tuple[Due, ...], any_to_come: bool) -> str:
        return render_template(
            "reviews/dates.html",
            form=form,
            found=found,
            any_to_come=any_to_come,
            gap=gap_after(form.situation.data, figures),
            sources=dict.fromkeys(one.months.source for one in found),
        )

    def _asked_of_a_worker(form: ReviewDateForm) -> str:
        sources = dict.fromkeys(figure.source for figure in limits)
        return render_template("reviews/questions.html", situation=form.situation.data, sources=sources)

    return blueprint
