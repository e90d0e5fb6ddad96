"""What each message says. An e-mail may be read by anybody who holds the phone: it says next to nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from flask_babel import gettext

from portal import wording
from portal.config import Settings
from portal.delivery import NotDelivered
from portal.languages import locale
from portal.reading.authority import Authority
from portal.reading.hours import ENGLAND
from portal.store.outbox import Message
from portal.store.requests import SentRequest


def team_mail(message: Message, settings: Settings) -> EmailMessage:
    """Tell the team that a request waits, and nothing of it."""
    mail = _mail(message, settings, to=settings.team_mail)
    mail["Subject"] = "A request waits"
    mail.set_content(
        f"A request waits in the inbox:\n\n{settings.address}/inbox/\n\n"
        "This e-mail says nothing about it, so that nothing is lost if it goes astray.\n"
    )
    return mail


def family_mail(
    message: Message, settings: Settings, request: SentRequest, authority: Authority
) -> EmailMessage:
    """Give a family its reference, in words that tell nobody else what it is about.

    It is in the language of the request, which is to be the application context's.
    """
    mail = _mail(message, settings, to=str(request.fields["email"]))
    mail["Subject"] = gettext("Your message")
    parts = [
        gettext("We have your message. Its reference number is:"),
        wording.grouped(request.reference),
        "" if authority.proposed else gettext("Somebody will read it and answer you."),
        _how_to_be_sure(request, authority),
        gettext("Please do not answer this e-mail. Nobody reads what is sent to its sender."),
    ]
    mail.set_content("\n\n".join(filter(None, parts)) + "\n")
    mail["Content-Language"] = locale().language
    return mail


def _how_to_be_sure(request: SentRequest, authority: Authority) -> str:
    """Say whom to ring, and when: at once where no council has promised to read what is sent here."""
    phone = authority.contacts["front_door"].phone
    if authority.proposed and not phone:
        return gettext("This service is only being tried out. It may be that nobody answers you.")
    if not phone:
        return ""
    if authority.proposed:
        return gettext(
            "This service is only being tried out. To be sure that somebody reads your message, "
            "ring %(phone)s.",
            phone=phone,
        )
    answered = authority.promises.decided_by(request.received.astimezone(ENGLAND).date())
    return gettext(
        "If you have heard nothing by the end of %(day)s, ring %(phone)s and say your reference number.",
        day=wording.day(answered),
        phone=phone,
    )


def _mail(message: Message, settings: Settings, to: str) -> EmailMessage:
    """Begin an e-mail that is the same each time it is tried."""
    mail = EmailMessage(policy=SMTP)
    try:
        recipient = Address(addr_spec=to)
    except (MessageError, ValueError, IndexError) as error:
        raise NotDelivered("the address cannot be used") from error
    sender = Address(addr_spec=settings.mail_from)
    mail["From"] = sender
    mail["To"] = recipient
    mail["Date"] = message.created
    mail["Message-ID"] = f"<{message.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # answering machines do not answer it
    return mail


def webhook_body(request: SentRequest) -> bytes:
    """Write the request for a case-management system; it is the same each time it is tried."""
    content = {
        "type": "assessment_request.received",
        "timestamp": _said(request.received),
        "data": {"number": request.number, "reference": request.reference, "fields": dict(request.fields)},
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
