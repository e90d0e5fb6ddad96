"""The authenticator app: a secret that it shares with us, and the codes of six digits that it shows."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

SECONDS_OF_A_STEP = 30
WINDOW = 1
"""How many steps a telephone's clock may be ahead or behind."""

GROUP = 4


def new_secret() -> str:
    """Make a secret, in the letters and digits that apps take."""
    return pyotp.random_base32()


def step_of(code: str, secret: str, now: datetime) -> int | None:
    """Return the time step that a code belongs to, or None if it fits none around now."""
    counted = pyotp.TOTP(secret, interval=SECONDS_OF_A_STEP)
    current = int(now.timestamp()) // SECONDS_OF_A_STEP
    fitting = [
        step
        for step in range(current - WINDOW, current + WINDOW + 1)
        if hmac.compare_digest(counted.generate_otp(step).encode(), code.encode())
    ]
    return max(fitting, default=None)


def link(secret: str, name: str, issuer: str) -> str:
    """Return the address that an authenticator app on the same telephone opens."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def picture(address: str) -> Markup:
    """Draw an address as a QR code that stands in a page; its size is the page’s."""
    return Markup(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, light="#fff"))


def groups(secret: str) -> str:
    """Write a secret in groups, to be typed."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))
