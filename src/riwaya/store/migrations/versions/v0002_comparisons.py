"""Comparisons are kept with their events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# As it was then: a migration does not follow what `schema` becomes.
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make their table; `reread` fills it for events that are there already."""
    op.create_table(
        "comparisons",
        sa.Column("event", WORD, nullable=False),
        sa.Column("stamp", WORD, nullable=False),
        sa.Column("code", WORD, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
