"""What members of the review desk fill in: joining, signing in, remarks, answers, and what all are told."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from portal.forms.inbox import LONGEST_NAME, SHORTEST_PASSWORD, one_line
from portal.forms.posted import PostedForm
from portal.forms.text_fields import cleaned
from portal.store.answers import ANSWERS, AnswerStatus
from portal.store.remarks import KINDS, RemarkKind
from portal.store.workers import folded

LONGEST = 2000


def _text(name: str) -> TextAreaField:
    """Make a box for several lines."""
    message = f"Write at most {LONGEST} characters in “{name}”."
    return TextAreaField(
        filters=[lambda typed: cleaned(typed or "")], validators=[Length(max=LONGEST, message=message)]
    )


class JoinForm(PostedForm):
    """Asks for the name that others will see, and for a password."""

    name = StringField(filters=[one_line])
    password = PasswordField()
    again = PasswordField()

    def validate_name(self, field: StringField) -> None:
        """Ask for a name."""
        name = field.data or ""
        if not name or not name.isprintable() or len(name) > LONGEST_NAME:
            raise ValidationError(f"Write your name, in at most {LONGEST_NAME} letters.")

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is too short, and the member's own name."""
        password = field.data or ""
        if len(password) < SHORTEST_PASSWORD:
            raise ValidationError(f"Choose a password of at least {SHORTEST_PASSWORD} characters.")
        if folded(password) == folded(self.name.data or ""):
            raise ValidationError("Choose a password that is not your name.")

    def validate_again(self, field: PasswordField) -> None:
        """Refuse a slip of the finger, which nobody would see."""
        if field.data != self.password.data:
            raise ValidationError("Type the same password in both boxes.")


class MemberForm(PostedForm):
    """Asks who it is."""

    name = StringField(filters=[one_line])
    password = PasswordField()


class RemarkForm(PostedForm):
    """Asks for a comment, for other words, or only that something was not understood.

    `read` is what she read, so that a remark never hangs on words that she did not see.
    """

    kind = StringField()
    says = _text("Comment")
    suggests = _text("Other words")
    read = HiddenField(filters=[lambda typed: cleaned(typed or "")])

    def __init__(self, words: str) -> None:
        """Make the form for a passage with these words."""
        super().__init__({"suggests": words, "kind": "comment"})
        self.words = words

    @property
    def chosen(self) -> RemarkKind | None:
        """Return the kind that was chosen, if it is one."""
        return next((kind for kind in KINDS if kind == self.kind.data), None)

    def validate_kind(self, field: StringField) -> None:
        """Ask for one of the kinds."""
        if self.chosen is None:
            raise ValidationError("Choose what you want to say.")

    def validate_says(self, field: TextAreaField) -> None:
        """Ask for a comment's words."""
        if self.chosen == "comment" and not field.data:
            raise ValidationError("Write your comment.")

    def validate_suggests(self, field: TextAreaField) -> None:
        """Ask for words that differ."""
        if self.chosen == "suggestion" and (not field.data or field.data == cleaned(self.words)):
            raise ValidationError("Change the words in the box to the ones that you suggest.")


class AnswerForm(PostedForm):
    """Asks an editor what was done; `revision` is that of the remark as she saw it."""

    status = StringField()
    answer = _text("Answer")
    revision = HiddenField()

    @property
    def chosen(self) -> AnswerStatus | None:
        """Return the status that was chosen, if it is one."""
        return next((status for status in ANSWERS if status == self.status.data), None)

    def validate_status(self, field: StringField) -> None:
        """Ask for one of them."""
        if self.chosen is None:
            raise ValidationError("Choose done, not done or later.")

    def validate_answer(self, field: TextAreaField) -> None:
        """Ask for a reason where nothing was done."""
        if self.chosen == "not_done" and not field.data:
            raise ValidationError("Write why it was not done.")


class TellForm(PostedForm):
    """Asks for what everybody is to read: what was said, and what was done."""

    said = _text("You said")
    did = _text("We did")

    def validate_said(self, field: TextAreaField) -> None:
        """Ask for it."""
        if not field.data:
            raise ValidationError("Write what was said, in words that name nobody.")

    def validate_did(self, field: TextAreaField) -> None:
        """Ask for it."""
        if not field.data:
            raise ValidationError("Write what was done.")


class SignForm(PostedForm):
    """Asks for a signature under the words that a member has seen; `fingerprint` is theirs.

    `follows` is the number of the signature that she saw under them, or 0.
    """

    fingerprint = HiddenField()
    follows = HiddenField()


class InviteForm(PostedForm):
    """Asks whom to invite, and as what."""

    name = StringField(filters=[one_line])
    role = StringField()

    def __init__(self, roles: tuple[str, ...]) -> None:
        """Make the form for these roles."""
        super().__init__()
        self.roles = roles

    def validate_name(self, field: StringField) -> None:
        """Ask for a name."""
        if not field.data or not field.data.isprintable() or len(field.data) > LONGEST_NAME:
            raise ValidationError(f"Write a name of at most {LONGEST_NAME} letters.")

    def validate_role(self, field: StringField) -> None:
        """Ask for one of the roles."""
        if field.data not in self.roles:
            raise ValidationError("Choose what they will do.")
