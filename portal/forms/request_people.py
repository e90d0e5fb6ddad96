"""The pages of a request about people: who writes, about whom, and how to reach the family safely."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from portal.forms.reach_fields import AgeField, EmailField, PhoneField
from portal.forms.step import HELPER, PARENT, YOUNG_PERSON, Step, Typed
from portal.forms.text_fields import (
    BoxField,
    ChoiceField,
    FreeLineField,
    LineField,
    PrivateBoxField,
    TickField,
    TicksField,
    Words,
)

SAFE_WAYS = {
    "ring": Words(lazy_gettext("Ring")),
    "message": Words(lazy_gettext("Leave a message if nobody answers")),
    "text": Words(lazy_gettext("Send a text message")),
    "email": Words(lazy_gettext("Send an e-mail")),
    "letter": Words(lazy_gettext("Send a letter")),
}
GIVEN_BY = {
    "ring": "telephone",
    "message": "telephone",
    "text": "text_number",
    "email": "email",
    "letter": "post_address",
}
"""The field that makes each way to reach somebody possible."""


class Who(Step):
    """Who fills it in."""

    page = "who"
    title = lazy_gettext("Who is writing")
    can_be_empty = False

    filled_in_by = ChoiceField(
        Words(lazy_gettext("Who is writing?")),
        {
            PARENT: Words(lazy_gettext("I am a parent or carer")),
            YOUNG_PERSON: Words(lazy_gettext("I am 16 or 17, and this is about me")),
            HELPER: Words(lazy_gettext("I am writing for a family")),
        },
    )
    name = LineField(
        Words(lazy_gettext("Your name")),
        Words(lazy_gettext("Who we should ask for. A first name is enough.")),
        autocomplete="name",
    )
    helper_role = FreeLineField(
        Words(lazy_gettext("If you are writing for a family: who are you to them?")),
        Words(lazy_gettext("Such as a grandparent, a teacher or a nurse. The family must know about it.")),
    )

    def validate_filled_in_by(self, field: ChoiceField) -> None:
        """Ask who it is."""
        if not field.data:
            raise ValidationError(gettext("Choose who is writing."))

    def validate_name(self, field: LineField) -> None:
        """Ask for the name."""
        if not field.data:
            raise ValidationError(gettext("Write your name."))

    def validate_helper_role(self, field: FreeLineField) -> None:
        """Ask somebody who writes for a family who they are."""
        if self.filled_in_by.data == HELPER and not field.data:
            raise ValidationError(gettext("Write who you are to the family."))

    def values(self) -> dict[str, object]:
        """Leave out who a helper would be where there is none."""
        found = super().values()
        if self.filled_in_by.data != HELPER:
            found.pop("helper_role", None)
        return found


class Child(Step):
    """Who it is about."""

    page = "child"
    title = lazy_gettext("First name and age")
    heading = Words(
        lazy_gettext("About your child"), lazy_gettext("About you"), lazy_gettext("About the child")
    )
    intro = Words(lazy_gettext("One of the two is enough."), lazy_gettext("Your age is enough."))
    can_be_empty = False

    child_name = LineField(
        Words(
            lazy_gettext("Your child’s first name"),
            lazy_gettext("Your first name"),
            lazy_gettext("The child’s first name"),
        )
    )
    child_age = AgeField(
        Words(lazy_gettext("Your child’s age"), lazy_gettext("Your age"), lazy_gettext("The child’s age")),
        Words(lazy_gettext("In years. For a baby, write 0."), young_person=lazy_gettext("In years.")),
    )

    def validate_child_name(self, field: LineField) -> None:
        """Ask for one of the two."""
        if not field.data and not self.child_age.data:
            raise ValidationError(gettext("Write the first name or the age."))


class Reach(Step):
    """How we can reach the family."""

    page = "reach"
    title = lazy_gettext("Ways to get in touch")
    heading = Words(
        lazy_gettext("How can we reach you?"), helper=lazy_gettext("How can we reach the family?")
    )
    intro = Words(
        lazy_gettext("One way is enough. On the next page you say what is safe."),
        helper=lazy_gettext(
            "One way is enough. On the next page you say what is safe. If the family would rather that we "
            "talk to you, give your own number or address, and say so on the next page."
        ),
    )
    can_be_empty = False

    telephone = PhoneField(
        Words(lazy_gettext("Telephone number, to ring")),
        Words(lazy_gettext("From abroad, begin with + and the country’s number.")),
    )
    text_number = PhoneField(
        Words(lazy_gettext("Number for text messages")), Words(lazy_gettext("It may be the same number."))
    )
    email = EmailField(Words(lazy_gettext("E-mail address")))
    post_address = BoxField(
        Words(lazy_gettext("Address for letters")),
        most=300,
        autocomplete="street-address",
        attributes={"rows": "4"},
    )
    email_receipt = TickField(Words(lazy_gettext("Send a short e-mail with the reference number")))

    @property
    def typed(self) -> dict[str, list[str]]:
        """Drop the ticks of ways that have changed: what is safe on one number need not be on another."""
        typed = super().typed
        changed = [name for name in GIVEN_BY.values() if typed[name] != list(self.so_far.get(name, ()))]
        still_safe = [way for way in self.so_far.get("safe_ways", ()) if GIVEN_BY.get(way) not in changed]
        return {**typed, "safe_ways": still_safe}

    def validate_telephone(self, field: PhoneField) -> None:
        """Ask for one way."""
        if not any(self.typed[name] for name in GIVEN_BY.values()):
            raise ValidationError(gettext("Give one way to reach you: one is enough."))

    def validate_email(self, field: EmailField) -> None:
        """Ask where an e-mail that is wanted goes to."""
        if self.email_receipt.data and not field.data:
            raise ValidationError(gettext("Write your e-mail address, or take away the tick below it."))


TOLD_TO_WORKERS_ALONE = ("safe_ways", "when", "careful")
"""What no page shows after it was sent: whoever finds it on the phone may be the danger."""


class Safely(Step):
    """What is safe for us to do."""

    page = "safely"
    title = lazy_gettext("What is safe")
    can_be_empty = False

    safe_ways = TicksField(
        Words(lazy_gettext("What is safe for us to do?")),
        SAFE_WAYS,
        Words(lazy_gettext("Tick all that is safe. What you do not tick, we do not do.")),
    )
    when = PrivateBoxField(
        Words(lazy_gettext("When is a good time?")),
        Words(lazy_gettext("Such as: in school hours, or never after 5.")),
        most=300,
        attributes={"rows": "3"},
    )
    careful = PrivateBoxField(
        Words(lazy_gettext("Is there anything that we must not do or say?")),
        Words(lazy_gettext("Such as: if somebody else answers, do not say who you are.")),
        most=500,
        attributes={"rows": "4"},
    )

    def __init__(self, sent: Typed, so_far: Typed) -> None:
        """Offer the ways that she gave."""
        super().__init__(sent, so_far)
        field = self.safe_ways
        field.options = {name: says for name, says in field.options.items() if so_far.get(GIVEN_BY[name])}
        field.data = [name for name in field.data if name in field.options]

    def validate_safe_ways(self, field: TicksField) -> None:
        """Ask for one safe way; somebody may answer where a message is left."""
        if not field.options:
            raise ValidationError(gettext("First give a way to reach you. Then say if it is safe."))
        if "message" in field.data and "ring" not in field.data:
            raise ValidationError(gettext("To leave a message we have to ring. Tick both, or another way."))
        if not field.data:
            raise ValidationError(gettext("Tick one way that is safe, give us another way, or ring us."))
