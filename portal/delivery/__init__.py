"""How what a family sent reaches people: e-mail to the team and to the family, and a signed webhook."""


class NotDelivered(Exception):
    """Say why a message did not arrive, in few words for the inbox: never what is in it, nor to whom."""
