"""What workers fill in: an invitation, signing in, and what they did with a request."""

from __future__ import annotations

from datetime import datetime

from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from portal.forms.digits import plain_digits
from portal.forms.posted import PostedForm
from portal.forms.text_fields import cleaned
from portal.staff import authenticator
from portal.store.requests import STATUSES, Status
from portal.store.workers import folded

SHORTEST_PASSWORD = 12
LONGEST_NAME = 80
LONGEST_NOTE = 2000


def one_line(typed: str | None) -> str:
    return " ".join(cleaned(typed or "").split())


def _code(typed: str | None) -> str:
    """Return the code that was typed, with any spaces."""
    return plain_digits(typed or "").replace(" ", "")


class InvitationForm(PostedForm):
    """Asks for a new password, and for a code that shows that the authenticator app is set up.

    `sealed` is the app's secret, encrypted: nothing is kept before the form is sent.
    """

    password = PasswordField()
    again = PasswordField()
    code = StringField(filters=[_code])
    sealed = HiddenField()

    def __init__(self, worker_name: str, secret: str, sealed: str, now: datetime) -> None:
        """Make the form of one worker, with the secret that her app is being set up with."""
        super().__init__()
        self.worker_name = worker_name
        self.secret = secret
        self.now = now
        self.step: int | None = None
        self.sealed.data = sealed

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is too short, and the worker's own name."""
        password = field.data or ""
        if len(password) < SHORTEST_PASSWORD:
            raise ValidationError(f"Choose a password of at least {SHORTEST_PASSWORD} characters.")
        if folded(password) == folded(self.worker_name):
            raise ValidationError("Choose a password that is not your name.")

    def validate_again(self, field: PasswordField) -> None:
        """Refuse a slip of the finger, which nobody would see."""
        if field.data != self.password.data:
            raise ValidationError("Type the same password in both boxes.")

    def validate_code(self, field: StringField) -> None:
        """Refuse a code that the app would not show now, and note the time step of one that it would."""
        self.step = authenticator.step_of(field.data or "", self.secret, self.now)
        if self.step is None:
            raise ValidationError(
                "That code did not fit. If you opened this page more than once, give the app the key that "
                "stands here now. Then type the next code."
            )


class SignInForm(PostedForm):
    """Asks who it is. What fits is not told apart from what does not."""

    name = StringField(filters=[one_line])
    password = PasswordField()
    code = StringField(filters=[_code])


class StatusForm(PostedForm):
    """Asks what was done with a request; `revision` is that of the request as the worker saw it."""

    status = StringField()
    note = TextAreaField(
        filters=[lambda typed: cleaned(typed or "")],
        validators=[Length(max=LONGEST_NOTE, message=f"Write a note of at most {LONGEST_NOTE} characters.")],
    )
    revision = HiddenField()

    def __init__(self, status_now: Status) -> None:
        """Make the form of a request that is at this status."""
        super().__init__()
        self.status_now = status_now

    @property
    def chosen(self) -> Status | None:
        """Return the status that was chosen, if it is one."""
        return next((status for status in STATUSES if status == self.status.data), None)

    def validate_status(self, field: StringField) -> None:
        """Refuse what is no status, and what would record nothing."""
        if self.chosen is None:
            raise ValidationError("Choose a status.")
        if field.data == self.status_now and not self.note.data:
            raise ValidationError("Choose another status, or write a note.")


class DeletionForm(PostedForm):
    """Asks whether a request is really to be deleted."""

    revision = HiddenField()


def revision_in(form: StatusForm | DeletionForm) -> int:
    """Return the revision that a form came with; what is none fits no request."""
    typed = form.revision.data or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
