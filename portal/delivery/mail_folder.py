"""The mail folder: where e-mails go that no mail server takes, one file each."""

from __future__ import annotations

import os
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path


class MailFolder:
    """Puts e-mails into a folder; a second try takes the place of the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: EmailMessage) -> None:
        """Write an e-mail to the disk, whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        draft = self.folder / f"{name}.draft"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(mail.as_bytes())
            file.flush()
            os.fsync(descriptor)
        sent = mail["Date"].datetime.timestamp()
        os.utime(draft, (sent, sent))
        draft.replace(self.folder / f"{name}.eml")
        # The name goes to the disk too.
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def purge(self, before: datetime) -> int:
        """Delete the e-mails that were sent before a moment; return how many."""
        return sum(_deleted(mail, before) for mail in self.folder.glob("*.*"))


def _deleted(mail: Path, before: datetime) -> bool:
    """Delete a file that is older, and say whether it was; another process may have moved it meanwhile."""
    try:
        if mail.stat().st_mtime >= before.timestamp():
            return False
        mail.unlink()
    except FileNotFoundError:
        return False
    return True
