"""uploads that nobody claims expire

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What waits already gets the longer of the two times that new uploads have.
_UNCLAIMED = timedelta(days=30)


def upgrade() -> None:
    with op.batch_alter_table("uploads") as uploads:
        uploads.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        uploads.create_index("ix_uploads_expires_at", ["expires_at"])
        uploads.create_index("ix_uploads_sha256", ["sha256"])
    moment = datetime.now(UTC) + _UNCLAIMED
    table = sa.table(
        "uploads", sa.column("expires_at", sa.DateTime(timezone=True)), sa.column("dossier_id", sa.Uuid())
    )
    if op.get_bind().dialect.name == "sqlite":
        moment = moment.replace(tzinfo=None)
    op.execute(table.update().where(table.c.dossier_id.is_(None)).values(expires_at=moment))


def downgrade() -> None:
    with op.batch_alter_table("uploads") as uploads:
        uploads.drop_index("ix_uploads_sha256")
        uploads.drop_index("ix_uploads_expires_at")
        uploads.drop_column("expires_at")
