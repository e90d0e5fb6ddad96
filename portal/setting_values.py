"""How the value of a setting is read; each function raises ValueError with what it expected."""

from base64 import b64decode
from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def https_address(text: str) -> str:
    """Read the address of a page on the web."""
    try:
        address = urlsplit(text)
        usable = address.scheme == "https" and bool(address.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("an address that starts with https://")
    return text


def database_address(text: str) -> str:
    """Read the address of a database that we can use."""
    expected = "an address that starts with sqlite:/// or postgresql://"
    try:
        backend = make_url(text).get_backend_name()
    except ArgumentError:
        raise ValueError(expected) from None
    if backend not in ("sqlite", "postgres", "postgresql"):
        raise ValueError(expected)
    return text


def mail_address(text: str) -> str:
    """Read an e-mail address."""
    name, _, host = text.rpartition("@")
    if not name or not host or any(one.isspace() or one in ",;<>" for one in text):
        raise ValueError("an e-mail address")
    return text


def mail_server(text: str) -> str:
    """Read the address of a mail server."""
    expected = "an address that starts with smtp:// or smtps://"
    try:
        server = urlsplit(text)
        usable = server.scheme in ("smtp", "smtps") and bool(server.hostname) and server.port != 0
    except ValueError:
        raise ValueError(expected) from None
    if not usable:
        raise ValueError(expected)
    return text


def webhook_address(text: str) -> str:
    """Read where a case-management system takes messages; on this machine it need not be encrypted."""
    expected = "an address that starts with https://"
    try:
        address = urlsplit(text)
        here = address.scheme == "http" and address.hostname in ("127.0.0.1", "::1", "localhost")
        usable = (here or address.scheme == "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        raise ValueError(expected) from None
    if not usable:
        raise ValueError(expected)
    return text


def webhook_secret(text: str) -> bytes:
    """Read the secret that signs messages, as the receiver's system gives it."""
    expected = "whsec_ and 24 to 64 bytes in base64"
    try:
        secret = b64decode(text.removeprefix("whsec_"), validate=True)
    except ValueError:
        raise ValueError(expected) from None
    if not text.startswith("whsec_") or not 24 <= len(secret) <= 64:
        raise ValueError(expected)
    return secret


def site_address(text: str) -> str:
    """Read the address of a whole site."""
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or not address.netloc or address.path.strip("/"):
        raise ValueError("an address such as https://shortbreaks.example.org")
    return text.rstrip("/")
