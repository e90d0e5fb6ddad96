"""The mail server: e-mails by SMTP, encrypted on the way to it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from portal.delivery import NotDelivered

SECONDS = 20
"""How long to wait for each answer of the server."""

THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


class MailServer:
    """Hands e-mails to the server at an address such as smtp://name:password@host:587."""

    def __init__(self, address: str) -> None:
        server = urlsplit(address)
        self.host = server.hostname or ""
        self.encrypted_at_once = server.scheme == "smtps"
        self.port = server.port or (465 if self.encrypted_at_once else 587)
        self.name, self.password = (unquote(part or "") for part in (server.username, server.password))

    def send(self, mail: EmailMessage) -> None:
        """Send an e-mail; raise NotDelivered.

        Of what the server answers only the code is told: its words may name an address.
        """
        try:
            self._send(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = ", ".join(str(code) for code, _ in error.recipients.values())
            raise NotDelivered(f"the mail server refused the address ({codes})") from error
        except smtplib.SMTPAuthenticationError as error:
            raise NotDelivered(f"the mail server refused our password ({error.smtp_code})") from error
        except smtplib.SMTPResponseException as error:
            raise NotDelivered(f"the mail server answered {error.smtp_code}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise NotDelivered("the mail server offers no encryption, or takes no such address") from error
        except ssl.SSLCertVerificationError as error:
            raise NotDelivered("the mail server’s certificate is not valid") from error
        except OSError as error:  # smtplib's own errors are among them
            raise NotDelivered("the mail server does not answer") from error

    def _send(self, mail: EmailMessage) -> None:
        context = ssl.create_default_context()
        server = self._connected(context)
        try:
            if not self.encrypted_at_once and self.host not in THIS_MACHINE:
                server.starttls(context=context)
            if self.name:
                server.login(self.name, self.password)
            server.send_message(mail)
            with suppress(OSError):  # it was taken: how the farewell went does not matter
                server.quit()
        finally:
            server.close()

    def _connected(self, context: ssl.SSLContext) -> smtplib.SMTP:
        if self.encrypted_at_once:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)
