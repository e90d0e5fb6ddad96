"""Devices on which a worker has signed in before.

Whoever guesses passwords is slowed down, and must not slow the worker down with him. So a browser in which
somebody signed in keeps a cookie that says who, encrypted: tries from it are counted by themselves.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from portal.store.vault import CannotOpen, Vault

PLACE = "known device"
MOST_NAMES = 10


@dataclass(frozen=True)
class Device:
    """A browser: a random text that stands for it, and the names of those who signed in with it."""

    number: str
    names: tuple[str, ...] = ()

    def with_name(self, name: str) -> Device:
        """Return this device after somebody signed in with it; the latest stands first."""
        names = (name, *(one for one in self.names if one != name))
        return Device(self.number, names[:MOST_NAMES])


class KnownDevices:
    """Reads and writes the cookie."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    def read(self, cookie: str) -> Device:
        """Return the device of a cookie; one that is not ours stands for a device that is new."""
        try:
            content = json.loads(self.vault.open(urlsafe_b64decode(cookie), PLACE))
        except (CannotOpen, ValueError):
            return Device(secrets.token_hex(8))
        return Device(content["number"], tuple(content["names"]))

    def write(self, device: Device) -> str:
        """Return the cookie of a device."""
        content = json.dumps({"number": device.number, "names": device.names}).encode()
        return urlsafe_b64encode(self.vault.lock(content, PLACE)).decode()
