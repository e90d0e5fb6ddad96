"""What is kept, where, for how long, and under which key. Nothing is, unless a family asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from portal.store.database import Database
from portal.store.feedback import Feedback
from portal.store.limits import Limits
from portal.store.outbox import Outbox
from portal.store.remarks import Remarks
from portal.store.requests import Requests
from portal.store.saved import Saved
from portal.store.signatures import Signatures
from portal.store.vault import Vault
from portal.store.workers import Workers


@dataclass(frozen=True)
class Store:
    """Everything that is kept."""

    database: Database
    vault: Vault
    requests: Requests
    outbox: Outbox
    limits: Limits
    saved: Saved
    workers: Workers
    feedback: Feedback
    remarks: Remarks
    signatures: Signatures

    @classmethod
    def open(cls, address: str, keys: Sequence[bytes]) -> Self:
        """Open the store at an address, making its tables the first time; `keys` are the newest first."""
        database = Database(address)
        database.migrate()
        return cls.on(database, keys)

    @classmethod
    def on(cls, database: Database, keys: Sequence[bytes]) -> Self:
        """Open the store on a database that has its tables."""
        vault = Vault(keys)
        limits = Limits(database, vault)
        return cls(
            database=database,
            vault=vault,
            requests=Requests(database, vault),
            outbox=Outbox(database),
            limits=limits,
            saved=Saved(database, limits, keys),
            workers=Workers(database, vault),
            feedback=Feedback(database, vault),
            remarks=Remarks(database),
            signatures=Signatures(database),
        )
