"""What has been kept as long as was promised goes. The promises stand in the council's folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Delete, and_, delete, or_

from portal.reading.promises import Keeps
from portal.store import limits
from portal.store.database import Database
from portal.store.tables import Feedback, OutboxMessage, Request, SavedSession, Worker, WorkerSession
from portal.store.workers import ended


def purge(database: Database, keeps: Keeps, now: datetime) -> Mapping[str, int]:
    """Delete what is older than its period; return how many of each kind."""
    old = {
        "saved answers": delete(SavedSession).where(SavedSession.expires <= now),
        "requests": delete(Request).where(
            or_(
                and_(Request.status == "closed", Request.changed <= now - keeps.closed),
                Request.changed <= now - keeps.open,
            )
        ),
        "feedback": delete(Feedback).where(Feedback.received <= now - keeps.feedback),
        "delivered messages": delete(OutboxMessage).where(OutboxMessage.delivered <= now - keeps.messages),
        "workers’ sessions that have ended": delete(WorkerSession).where(ended(now)),
        "invitations that nobody used in time": delete(Worker).where(
            Worker.password_hash.is_(None), Worker.invited_until <= now
        ),
    }
    deleted = {kind: _delete(database, statement) for kind, statement in old.items()}
    return {**deleted, "limits that are over": limits.purge(database, now)}


def _delete(database: Database, statement: Delete) -> int:
    """Delete in a transaction of its own, so that no kind waits for another."""
    with database.writing() as session:
        return len(session.scalars(statement.returning(next(iter(statement.table.primary_key)))).all())
