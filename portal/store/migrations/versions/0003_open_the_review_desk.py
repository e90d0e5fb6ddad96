"""Open the review desk: roles, remarks, signatures, what each member read, and what is told of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the tables."""
    op.add_column("worker", sa.Column("role", sa.String(), nullable=False, server_default="worker"))
    op.add_column("worker", sa.Column("languages", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("suggests", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        *answer_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
    )
    op.create_index("ix_remark_text", "remark", ["text"])
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint("text", "language", "kind", "follows", name="uq_signature_text"),
    )
    op.create_index("ix_signature_language", "signature", ["language"])
    op.create_table(
        "reading",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name="fk_reading_worker_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("worker_id", "text", "language", name="pk_reading"),
    )
    for column in answer_columns():
        op.add_column("feedback", column)
    op.create_table(
        "you_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_you_said"),
        sqlite_autoincrement=True,  # what was taken back must not lend its number to something else
    )


def answer_columns() -> list[sa.Column[Any]]:
    """Return the columns of what an editor answered."""
    return [
        sa.Column("status", sa.String(), nullable=False, server_default="open"),
        sa.Column("answer", sa.String(), nullable=False, server_default=""),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
    ]
