"""Forms that are filled with text alone."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from flask_wtf import FlaskForm


class PostedForm(FlaskForm):
    """A form with what was posted to this page, if anything was; a file in place of text is nothing."""

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        """Fill it with what was posted, or else with `data`."""
        # By itself it would take files and JSON too.
        FlaskForm.__init__(self, formdata=request.form if request.method == "POST" else None, data=data)
