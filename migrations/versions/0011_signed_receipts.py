"""signed acknowledgements, reasons per paper, the citizen's wallet

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier_receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=2000), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_receipts_dossier_id_dossiers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_receipts")),
        sa.UniqueConstraint("dossier_id", "sequence", name=op.f("uq_dossier_receipts_dossier_id_sequence")),
    )
    op.create_table(
        "receipt_keys",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.String(length=43), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_keys")),
    )
    op.create_table(
        "dossier_paper_reasons",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("requirement_id", sa.String(length=20), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["dossier_events.id"], name=op.f("fk_dossier_paper_reasons_event_id_dossier_events")
        ),
        sa.PrimaryKeyConstraint("event_id", "requirement_id", name=op.f("pk_dossier_paper_reasons")),
    )
    op.create_table(
        "hidden_papers",
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_hidden_papers_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("citizen_id", "sha256", name=op.f("pk_hidden_papers")),
    )


def downgrade() -> None:
    op.drop_table("hidden_papers")
    op.drop_table("dossier_paper_reasons")
    op.drop_table("receipt_keys")
    op.drop_table("dossier_receipts")
