"""Every setting: its environment variable, its default and what it does."""

import os
import secrets
import string
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

KEY_BYTES = 32


class SettingError(Exception):
    """Say which setting is wrong, what was found and what was expected."""


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


def secret_key(text: str) -> str:
    """Read a secret key."""
    if len(text) != 2 * KEY_BYTES or not set(text) <= set(string.hexdigits):
        raise ValueError(f"{2 * KEY_BYTES} hexadecimal digits")
    return text.lower()


def described(
    variable: str, default: str, does: str, read: Callable[[str], object] = str
) -> dict[str, object]:
    """Describe one setting; its default is written as it would be in the environment."""
    return {"variable": variable, "default": default, "does": does, "read": read}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Hold every setting."""

    authority: str = field(
        metadata=described(
            "PORTAL_AUTHORITY",
            "birmingham",
            "The council: the name of one that ships with the portal, or the path of a folder anywhere.",
        )
    )
    state: Path = field(
        metadata=described(
            "PORTAL_STATE",
            "var",
            "The folder for what must survive a restart. Back it up.",
            Path,
        )
    )
    secret_key: str = field(
        repr=False,
        metadata=described(
            "PORTAL_SECRET_KEY",
            "",
            "The key behind cookies and encryption. Without it one is made, and kept in PORTAL_STATE/key.",
            secret_key,
        ),
    )
    host: str = field(
        metadata=described(
            "HOST",
            "127.0.0.1",
            "The network address to listen on.",
        )
    )
    port: int = field(
        metadata=described(
            "PORT",
            "8000",
            "The port to listen on.",
            whole_number(1, 65535),
        )
    )
    workers: int = field(
        metadata=described(
            "PORTAL_WORKERS",
            "2",
            "How many processes answer requests.",
            whole_number(1, 256),
        )
    )
    trusted_proxies: int = field(
        metadata=described(
            "PORTAL_TRUSTED_PROXIES",
            "0",
            "How many proxies stand before the portal, so that X-Forwarded headers are believed that far.",
            whole_number(0, 10),
        )
    )
    exit_address: str = field(
        metadata=described(
            "PORTAL_EXIT_ADDRESS",
            "https://www.bbc.co.uk/weather",
            "Where “Exit this page” goes.",
            https_address,
        )
    )

    @classmethod
    def read(cls, environment: Mapping[str, object]) -> Self:
        """Read the settings from the environment; a value that is not usable raises SettingError."""
        found = {one.name: read_one(one.metadata, environment, hidden=not one.repr) for one in fields(cls)}
        found["secret_key"] = found["secret_key"] or kept_key(found["state"])
        return cls(**found)

    @classmethod
    def variables(cls) -> list[str]:
        """List the environment variables that are read."""
        return [one.metadata["variable"] for one in fields(cls)]


def read_one(description: Mapping[str, Any], environment: Mapping[str, object], hidden: bool) -> Any:
    """Read one setting; a variable that is set but empty counts as not set."""
    variable = description["variable"]
    text = str(environment.get(variable) or description["default"])
    if not text:
        return None
    try:
        return description["read"](text)
    except ValueError as expected:
        found = f"{len(text)} characters" if hidden else repr(text)
        raise SettingError(f"{variable}: found {found}, expected {expected}.") from None


def kept_key(folder: Path) -> str:
    """Return the key that is kept in the folder, making it the first time."""
    path = folder / "key"
    try:
        if not path.exists():
            make_key(path)
        text = path.read_text().strip()
    except OSError as error:
        raise SettingError(
            f"PORTAL_STATE: found {str(folder)!r} ({error.strerror}), expected a folder to write to."
        ) from error
    try:
        return secret_key(text)
    except ValueError as expected:
        raise SettingError(f"{path}: found {len(text)} characters, expected {expected}.") from None


def make_key(path: Path) -> None:
    """Write a new key, whole or not at all; where another process is first, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix="key-", dir=path.parent)  # for its owner's eyes only
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
    # What is encrypted with a key that a power cut took away is lost: the folder goes to the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
