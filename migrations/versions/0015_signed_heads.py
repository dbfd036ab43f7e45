"""the seal over a dossier's newest event, and daily signed heads over all events

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER signed_heads_no_{verb} BEFORE {verb} ON signed_heads "
        "BEGIN SELECT RAISE(ABORT, 'signed heads are only added'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_head_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'signed heads are only added'; END $$",
        "CREATE TRIGGER signed_heads_append_only BEFORE UPDATE OR DELETE ON signed_heads "
        "FOR EACH ROW EXECUTE FUNCTION refuse_head_change()",
        "CREATE TRIGGER signed_heads_no_truncate BEFORE TRUNCATE ON signed_heads "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_head_change()",
    ],
}


def upgrade() -> None:
    # Empty for what is older: the first signing fills it in, since the key is not the database's.
    op.add_column("dossiers", sa.Column("history_seal", sa.String(64), nullable=True))
    op.create_table(
        "signed_heads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("up_to_id", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("signature", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_heads")),
        sa.UniqueConstraint("after_id", name=op.f("uq_signed_heads_after_id")),
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("signed_heads")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_head_change()")
    op.drop_column("dossiers", "history_seal")
