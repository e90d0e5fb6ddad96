"""The deliverer: takes what is due from the outbox and sends each message its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from flask import Flask, g

from portal import languages
from portal.attempt import Attempt
from portal.config import Settings
from portal.delivery import NotDelivered, composing
from portal.delivery.mail_folder import MailFolder
from portal.delivery.smtp import MailServer
from portal.delivery.webhook import Webhook
from portal.reading.authority import Authority
from portal.store import Store
from portal.store.outbox import Message, Outbox
from portal.store.vault import CannotOpen

MOST = 10
"""Messages for one reading of the clock: leases are counted from it, so it must not grow old."""

Way = Callable[[Message, datetime], None]
"""Sends one message; raises NotDelivered."""


class Post(Protocol):
    """What takes e-mails."""

    def send(self, mail: EmailMessage) -> None:
        """Take an e-mail; raise NotDelivered."""


class Deliverer:
    """Delivers what is due, each kind of message its own way."""

    def __init__(self, outbox: Outbox, ways: Mapping[str, Way]) -> None:
        self.outbox = outbox
        self.ways = ways

    def deliver_due(self, now: datetime) -> int:
        """Deliver up to MOST of the messages that are due; return how many arrived.

        A way on which one message fails is left alone for the rest of this call: a mail server that is
        out of reach keeps nothing else waiting.
        """
        open_ways = dict(self.ways)
        arrived = 0
        # One at a time: what is leased waits for nobody, and a process that dies keeps little back.
        while arrived < MOST and (claimed := self.outbox.claim(now, most=1, kinds=open_ways)):
            [message] = claimed
            with Attempt() as attempt:
                open_ways[message.kind](message, now)
            if attempt.error:
                self.outbox.failed(message.id, problem_of(attempt.error), now)
                del open_ways[message.kind]
            else:
                self.outbox.delivered(message.id, now)
                arrived += 1
        return arrived


def problem_of(error: Exception) -> str:
    """Say in few words what went wrong, and nothing of what was to be delivered."""
    if isinstance(error, NotDelivered):
        return str(error)
    return "a key is missing" if isinstance(error, CannotOpen) else type(error).__name__


def make_deliverer(app: Flask, settings: Settings) -> Deliverer:
    """Make the deliverer of a portal, with the ways that its settings name."""
    store: Store = app.extensions["store"]
    authority: Authority = app.extensions["authority"]
    post: Post = MailServer(settings.mail) if settings.mail else MailFolder(settings.mail_folder)

    def mail_team(message: Message, now: datetime) -> None:
        post.send(composing.team_mail(message, settings))

    def mail_family(message: Message, now: datetime) -> None:
        request = store.requests.find(message.request)
        if request:  # else it was deleted this moment, and its messages with it
            with app.app_context():
                wanted = request.fields.get("page_language")
                g.language = wanted if wanted in languages.offered() else languages.DEFAULT
                mail = composing.family_mail(message, settings, request, authority)
            post.send(mail)

    ways: dict[str, Way] = {"team_mail": mail_team, "family_mail": mail_family}
    if settings.webhook and settings.webhook_secret:
        webhook = Webhook(settings.webhook, settings.webhook_secret)

        def post_to_webhook(message: Message, now: datetime) -> None:
            request = store.requests.find(message.request)
            if request:
                webhook.post(message.id, composing.webhook_body(request), now)

        ways["webhook"] = post_to_webhook
    return Deliverer(store.outbox, ways)
