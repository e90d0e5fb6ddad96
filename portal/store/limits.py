"""Limits that slow down and never lock out: so many at once, then one in every so long.

What has been used up is one moment in a row (the “generic cell rate algorithm”): the moment at which all
is free again. A try moves it on by one interval, and is refused where it lies too far ahead; a try that
was refused moves nothing, so that nobody can keep somebody else waiting for longer by trying more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import case, delete, select

from portal.store.database import Database
from portal.store.tables import Allowance
from portal.store.upsert import insert
from portal.store.vault import Vault

MILLISECOND = timedelta(milliseconds=1)
HOUSEHOLD_BITS = 64


class Limits:
    """Counts what was done lately, the same for every process."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def take(self, name: str, of: str, now: datetime, burst: int, per: timedelta) -> timedelta:
        """Take one of what the limit `name` allows to `of`; return no time, or how long to wait for one.

        `burst` are there at once, and one more comes with every `per`.
        """
        moment, interval = _milliseconds(now), per // MILLISECOND
        latest = moment + (burst - 1) * interval
        key = self.vault.index(of, f"limit {name}")
        free_at = Allowance.free_at
        used = case((free_at > moment, free_at), else_=moment)
        taking = (
            insert(self.database, Allowance)
            .values(key=key, free_at=moment + interval)
            .on_conflict_do_update(
                index_elements=[Allowance.key], set_={"free_at": used + interval}, where=free_at <= latest
            )
            .returning(free_at)
        )
        with self.database.writing() as session:
            if session.scalar(taking) is not None:
                return timedelta()
            found = session.scalar(select(free_at).where(Allowance.key == key))
        # Between two statements of PostgreSQL the row may have been purged: then there is no wait left.
        return max((found or moment) - latest, 1) * MILLISECOND


def purge(database: Database, now: datetime) -> int:
    """Forget everybody who has all of what is allowed again; return how many."""
    old = delete(Allowance).where(Allowance.free_at <= _milliseconds(now)).returning(Allowance.key)
    with database.writing() as session:
        return len(session.scalars(old).all())


def network(address: str | None) -> str:
    """Return whom an address belongs to: of IPv6 a household has as many as it likes in one network."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return f"{int(found) >> HOUSEHOLD_BITS:x}"
    return str(found)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
