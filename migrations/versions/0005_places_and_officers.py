"""which office took over from which; what is published about officers

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OFFICER_COLUMNS = [
    sa.Column("phone", sa.String(20), server_default="", nullable=False),
    sa.Column("fields", sa.String(300), server_default="", nullable=False),
    sa.Column("is_head", sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column("display_order", sa.Integer(), server_default="0", nullable=False),
    sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column("photo_sha256", sa.String(64), nullable=True),
]


def upgrade() -> None:
    op.add_column("agencies", sa.Column("successor_code", sa.String(35), nullable=True))
    op.create_index("ix_agencies_commune_code", "agencies", ["commune_code"])
    for column in OFFICER_COLUMNS:
        op.add_column("officers", column)


def downgrade() -> None:
    for column in reversed(OFFICER_COLUMNS):
        op.drop_column("officers", column.name)
    op.drop_index("ix_agencies_commune_code", table_name="agencies")
    op.drop_column("agencies", "successor_code")
