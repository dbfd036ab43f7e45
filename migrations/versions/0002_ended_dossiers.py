"""an index for the ended dossiers of an office

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ENDED = sa.text("status IN (3, 7, 8, 10)")


def upgrade() -> None:
    op.create_index(
        "ix_dossiers_ended",
        "dossiers",
        ["agency_id", "submitted_at", "id"],
        unique=False,
        sqlite_where=ENDED,
        postgresql_where=ENDED,
    )


def downgrade() -> None:
    op.drop_index("ix_dossiers_ended", table_name="dossiers")
