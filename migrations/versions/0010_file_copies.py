"""cleaned copies, thumbnails and scans of the files that were handed in

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_copies",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("scan", sa.String(length=12), nullable=False),
        sa.Column("malware", sa.String(length=200), nullable=True),
        sa.Column("clean_key", sa.String(length=255), nullable=True),
        sa.Column("clean_type", sa.String(length=100), nullable=True),
        sa.Column("clean_size", sa.BigInteger(), nullable=True),
        sa.Column("screen_key", sa.String(length=255), nullable=True),
        sa.Column("screen_size", sa.BigInteger(), nullable=True),
        sa.Column("thumbnail_key", sa.String(length=255), nullable=True),
        sa.Column("thumbnail_size", sa.BigInteger(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("removed", _json(), nullable=False),
        sa.Column("legibility", _json(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_copies")),
    )
    for column in ("clean_key", "screen_key", "thumbnail_key"):
        op.create_index(op.f(f"ix_file_copies_{column}"), "file_copies", [column])
    for state, column in (("ready", "run_at"), ("leased", "leased_until")):
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"ix_file_copies_{state}", "file_copies", [column], sqlite_where=where, postgresql_where=where
        )
    # Whether any upload still has these bytes is asked by every removal.
    # Files that are there already get their copies as well.
    op.execute(
        "INSERT INTO file_copies (sha256, scan, removed, legibility, state, attempts, run_at) "
        "SELECT sha256, 'off', '[]', '[]', 'ready', 0, MIN(finished_at) FROM uploads "
        "WHERE finished_at IS NOT NULL AND sha256 IS NOT NULL GROUP BY sha256"
    )


def downgrade() -> None:
    op.drop_table("file_copies")


def _json() -> sa.types.TypeEngine[object]:
    from sqlalchemy.dialects.postgresql import JSONB

    return sa.JSON().with_variant(JSONB(), "postgresql")
