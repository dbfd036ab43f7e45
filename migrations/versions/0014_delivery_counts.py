"""counts of what became of deliveries, and an index of the dead ones

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("origin", sa.String(100), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "channel", "origin", "outcome", "reason", name=op.f("pk_delivery_counts")
        ),
    )
    dead = sa.text("state = 'dead'")
    op.create_index(
        "ix_deliveries_dead", "deliveries", ["finished_at"], sqlite_where=dead, postgresql_where=dead
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_dead", table_name="deliveries")
    op.drop_table("delivery_counts")
