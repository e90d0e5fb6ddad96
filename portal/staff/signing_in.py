"""Signing in: what is counted, what is compared, and what an invitation sets up.

Nobody is ever locked out. Tries are slowed down: for each name those from all devices that are not known
together, and those from each device that is known by themselves. So whoever guesses slows down strangers,
and never the worker on her own device. A new invitation is the way round even for a new device.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.staff import authenticator
from portal.staff.known_devices import Device
from portal.staff.passwords import Passwords
from portal.store import Store
from portal.store.turns import TooBusy
from portal.store.vault import CannotOpen
from portal.store.workers import DESK, WORKER, Account, folded, hashed

TRIES_AT_ONCE = 10
A_TRY_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SigningIn:
    """Lets workers in, or not, at this moment."""

    store: Store
    now: datetime
    passwords: Passwords

    def prove(self, name: str, password: str, code: str, device: Device) -> str | None:
        """Return the token of a worker’s new session if all fits; raise TooBusy where it is to wait."""
        account, password_hash = self._with_password(name, password, device)
        if account is None or account.role != WORKER or account.secret is None:
            return None
        step = authenticator.step_of(code, account.secret, self.now)
        if step is None:
            return None
        return self.store.workers.sign_in(account, step, password_hash, self.now)

    def prove_at_desk(self, name: str, password: str, device: Device) -> str | None:
        """Return the token of a desk member’s new session if both fit; raise TooBusy where it is to wait.

        No code: nothing that a family told stands at the desk but what it said of a page, without a name.
        """
        account, password_hash = self._with_password(name, password, device)
        if account is None or account.role not in DESK:
            return None
        return self.store.workers.sign_in(account, None, password_hash, self.now)

    def _with_password(self, name: str, password: str, device: Device) -> tuple[Account | None, str]:
        """Return the account that this is the password of, and the hash to keep of it from now on."""
        known = folded(name) in device.names
        self._take_a_try(name, device if known else None)
        account = self.store.workers.account(name)
        password_hash = self.passwords.check(
            password, account.password_hash if account else None, known=known
        )
        return (account, password_hash) if account and password_hash else (None, "")

    def _take_a_try(self, name: str, known_device: Device | None) -> None:
        limit, of = "sign-in", folded(name)
        if known_device:
            limit, of = "sign-in from a known device", f"{known_device.number} {of}"
        wait = self.store.limits.take(limit, of, self.now, TRIES_AT_ONCE, A_TRY_EVERY)
        if wait:
            raise TooBusy(wait)

    def accept(self, invitation: str, password: str, secret: str, step: int) -> str | None:
        """Set up what an invitation is for; return the token of a session, or None if it is over."""
        password_hash = self.passwords.hash(password)
        return self.store.workers.accept(invitation, password_hash, secret, step, self.now)

    def join(self, invitation: str, name: str, password: str) -> str | None:
        """Open the desk to whom an invitation is for; return as `accept` does, or raise NameTaken."""
        return self.store.workers.join(invitation, name, self.passwords.hash(password), self.now)

    def seal(self, secret: str, invitation: str) -> str:
        """Encrypt the secret of an app that is being set up, so that the page can carry it."""
        return urlsafe_b64encode(self.store.vault.lock(secret.encode(), _place(invitation))).decode()

    def unseal(self, sealed: str, invitation: str) -> str | None:
        """Return a secret that was encrypted for this invitation."""
        try:
            return self.store.vault.open(urlsafe_b64decode(sealed), _place(invitation)).decode()
        except (CannotOpen, ValueError):
            return None


def _place(invitation: str) -> str:
    return f"invitation {hashed(invitation).hex()}"
