"""look-ups that led to nothing

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_misses",
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_catalogue_misses")),
    )
    op.create_index(op.f("ix_catalogue_misses_last_on"), "catalogue_misses", ["last_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_catalogue_misses_last_on"), table_name="catalogue_misses")
    op.drop_table("catalogue_misses")
