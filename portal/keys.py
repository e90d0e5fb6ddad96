"""The service's secret keys: where they are kept, and how a new one takes over.

The key file holds one key a line, the newest first. The newest encrypts; the others still open what
was encrypted before.
"""

from __future__ import annotations

import os
import secrets
import string
import tempfile
from contextlib import suppress
from pathlib import Path

KEY_BYTES = 32


def secret_key(text: str) -> str:
    """Read a secret key; raise ValueError with what was expected."""
    if len(text) != 2 * KEY_BYTES or not set(text) <= set(string.hexdigits):
        raise ValueError(f"{2 * KEY_BYTES} hexadecimal digits")
    return text.lower()


def secret_keys(text: str) -> tuple[str, ...]:
    """Read several keys with commas or spaces between them."""
    return tuple(secret_key(one) for one in text.replace(",", " ").split())


def kept_keys(path: Path) -> tuple[str, ...]:
    """Return the keys in the file, making it with one key the first time; OSError, ValueError."""
    if not path.exists():
        _write(path, [secrets.token_hex(KEY_BYTES)], instead=False)
    keys = secret_keys(path.read_text())
    return keys or (secret_key(""),)


def add_key(path: Path) -> None:
    """Put a new key before those in the file."""
    _write(path, [secrets.token_hex(KEY_BYTES), *kept_keys(path)], instead=True)


def _write(path: Path, keys: list[str], *, instead: bool) -> None:
    """Write the file, whole or not at all; without `instead`, a file that is there first stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix="key-", dir=path.parent)  # for its owner's eyes only
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(descriptor)
        if instead:
            draft.replace(path)
        else:
            with suppress(FileExistsError):
                path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    # What is encrypted with a key that a power cut took away is lost: the folder goes to the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
