"""The mail server: a real one, that says yes, no, or nothing."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask import Flask

from portal.delivery import smtp
from tests.conftest import ELEVEN_AT_NIGHT
from tests.delivery.conftest import late, send
from tests.servers import free_port

ELSEWHERE = "127.0.0.2"
"""An address of this machine that the portal takes for another machine's."""

A_MINUTE = timedelta(minutes=1)


class Mailbox:
    """Takes mail, and keeps it; `refuses` are answers to give instead, by recipient."""

    def __init__(self, refuses: dict[str, str] | None = None) -> None:
        self.refuses = refuses or {}
        self.envelopes: list[Envelope] = []

    async def take_recipient(self, _server: Any, _session: Any, mail: Envelope, to: str, _: Any) -> str:
        """Take a recipient."""
        if to in self.refuses:
            return self.refuses[to]
        mail.rcpt_tos.append(to)
        return "250 OK"

    async def take(self, _server: Any, _session: Any, mail: Envelope) -> str:
        """Take a message."""
        self.envelopes.append(mail)
        return "250 OK"

    @property
    def recipients(self) -> set[str]:
        """Return whom mail came for."""
        return {to for envelope in self.envelopes for to in envelope.rcpt_tos}

    @property
    def ids(self) -> list[str]:
        """Return the Message-ID of each message that came."""
        lines = [line for envelope in self.envelopes for line in bytes(envelope.content or b"").splitlines()]
        return [line.decode() for line in lines if line.startswith(b"Message-ID:")]


@contextmanager
def serving(mailbox: Mailbox, host: str = "127.0.0.1", **options: Any) -> Iterator[str]:
    """Run a mail server; give its host and port."""
    handler = SimpleNamespace(handle_RCPT=mailbox.take_recipient, handle_DATA=mailbox.take)
    controller = Controller(handler, hostname=host, port=free_port(), **options)
    controller.start()
    try:
        yield f"{host}:{controller.port}"
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate, with its key, for a mail server elsewhere."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(ELSEWHERE))]), critical=False)
        .sign(key, SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


def encrypted(certificate: Path) -> ssl.SSLContext:
    """Return what a server encrypts with."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def deliver(app: Flask, now: datetime = ELEVEN_AT_NIGHT) -> int:
    """Deliver what is due, and return how much arrived."""
    arrived: int = app.extensions["deliverer"].deliver_due(now)
    return arrived


def test_both_mails_reach_a_server_on_this_machine(make: Callable[..., Flask]) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        app = make(PORTAL_MAIL=f"smtp://{server}", PORTAL_MAIL_FROM="messages@example.org")
        send(app)
        assert deliver(app) == 2
        assert deliver(app) == 0
    assert mailbox.recipients == {"team@localhost", "amina@example.org"}
    assert {envelope.mail_from for envelope in mailbox.envelopes} == {"messages@example.org"}


def test_elsewhere_all_is_encrypted_and_the_password_is_given(
    make: Callable[..., Flask], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def authenticated(
        _s: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        right = (given.login, given.password) == (b"por tal", b"p@ss:word/")
        return AuthResult(success=right, handled=False)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = Mailbox()
    encryption = {"tls_context": encrypted(certificate), "require_starttls": True}
    with serving(mailbox, ELSEWHERE, authenticator=authenticated, auth_required=True, **encryption) as server:
        app = make(PORTAL_MAIL=f"smtp://por%20tal:p%40ss%3Aword%2F@{server}")
        send(app)
        assert deliver(app) == 2
        app = make(PORTAL_MAIL=f"smtp://portal:secret@{server}")
        send(app)
        assert deliver(app) == 0
    assert len(mailbox.envelopes) == 2
    assert "(tried once: the mail server refused our password (535))" in late(app)


def test_a_server_that_encrypts_from_the_start(
    make: Callable[..., Flask], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = Mailbox()
    with serving(mailbox, ELSEWHERE, ssl_context=encrypted(certificate)) as server:
        app = make(PORTAL_MAIL=f"smtps://{server}")
        send(app)
        assert deliver(app) == 2
    assert len(mailbox.envelopes) == 2


def test_nothing_is_sent_in_the_clear_nor_to_a_server_that_cannot_show_who_it_is(
    make: Callable[..., Flask], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    with serving(mailbox, ELSEWHERE) as server:
        app = make(PORTAL_MAIL=f"smtp://{server}")
        send(app, email_receipt=False)
        assert deliver(app) == 0
        assert "the mail server offers no encryption" in late(app)
    with serving(mailbox, ELSEWHERE, tls_context=encrypted(certificate)) as server:
        app = make(PORTAL_MAIL=f"smtp://{server}")
        assert deliver(app, ELEVEN_AT_NIGHT + A_MINUTE) == 0
        assert "the mail server’s certificate is not valid" in late(app)
    with serving(mailbox, "127.0.0.3", tls_context=encrypted(certificate)) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))  # known, but of another server
        app = make(PORTAL_MAIL=f"smtp://{server}")
        assert deliver(app, ELEVEN_AT_NIGHT + 3 * A_MINUTE) == 0
        assert "(tried 3 times: the mail server’s certificate is not valid)" in late(app)
    assert mailbox.envelopes == []


def test_an_address_that_is_refused_is_told_without_naming_it_and_tried_again(
    make: Callable[..., Flask],
) -> None:
    mailbox = Mailbox({"amina@example.org": "550 <amina@example.org> has no mailbox here"})
    with serving(mailbox) as server:
        app = make(PORTAL_MAIL=f"smtp://{server}")
        send(app)
        assert deliver(app) == 1
        assert late(app).endswith("(tried once: the mail server refused the address (550)).")
        assert "amina" not in late(app)
        mailbox.refuses.clear()
        assert deliver(app, ELEVEN_AT_NIGHT + A_MINUTE) == 1
    assert mailbox.recipients == {"team@localhost", "amina@example.org"}
    assert late(app, ELEVEN_AT_NIGHT + timedelta(days=1)) == ""


def test_a_mail_that_comes_twice_has_the_same_id(make: Callable[..., Flask]) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        app = make(PORTAL_MAIL=f"smtp://{server}", PORTAL_MAIL_FROM="messages@example.org")
        send(app, email_receipt=False)
        [message] = app.extensions["store"].outbox.claim(ELEVEN_AT_NIGHT)
        for _ in range(2):  # as when the process dies before it has noted that the first one went
            app.extensions["deliverer"].ways["team_mail"](message, ELEVEN_AT_NIGHT)
    assert mailbox.ids == [f"Message-ID: <{message.id}@example.org>"] * 2


def test_a_server_that_is_not_there_or_says_nothing_keeps_nothing_from_being_tried_later(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.1)
    app = make(PORTAL_MAIL=f"smtp://127.0.0.1:{free_port()}")
    send(app, email_receipt=False)
    assert deliver(app) == 0
    assert "the mail server does not answer" in late(app)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        app = make(PORTAL_MAIL=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        assert deliver(app, ELEVEN_AT_NIGHT + A_MINUTE) == 0
    assert "(tried 2 times: the mail server does not answer)" in late(app)
    mailbox = Mailbox()
    with serving(mailbox) as server:
        assert deliver(make(PORTAL_MAIL=f"smtp://{server}"), ELEVEN_AT_NIGHT + 3 * A_MINUTE) == 1
    assert mailbox.recipients == {"team@localhost"}
