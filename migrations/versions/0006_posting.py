"""publishing decisions, the posting register, and since when a version is in force

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# Lines of the register are only added: the database itself refuses anything else.
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER posting_entries_no_{verb} BEFORE {verb} ON posting_entries "
        "BEGIN SELECT RAISE(ABORT, 'posting entries are only added'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_posting_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'posting entries are only added'; END $$",
        "CREATE TRIGGER posting_entries_append_only BEFORE UPDATE OR DELETE ON posting_entries "
        "FOR EACH ROW EXECUTE FUNCTION refuse_posting_change()",
    ],
}


def upgrade() -> None:
    op.add_column("procedure_versions", sa.Column("effective_from", sa.Date(), nullable=True))
    op.add_column("procedure_versions", sa.Column("effective_to", sa.Date(), nullable=True))
    _set_effective_days()

    op.create_table(
        "publishing_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("number_key", sa.String(length=120), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("publish_by", sa.Date(), nullable=False),
        sa.Column("rule_set", sa.String(length=40), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_publishing_decisions_agency_id_agencies"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officers.id"], name="fk_publishing_decisions_recorded_by_officers"
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"], ["officers.id"], name="fk_publishing_decisions_voided_by_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publishing_decisions"),
    )
    op.create_index(
        "uq_publishing_decisions_valid",
        "publishing_decisions",
        ["register_key", "number_key"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index(
        "ix_publishing_decisions_place", "publishing_decisions", ["province_code", "agency_id", "decided_on"]
    )

    op.create_table(
        "publishing_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("effect", sa.String(length=10), nullable=False),
        sa.Column("missing_parts", JSON_DATA, nullable=False),
        sa.Column("lacks_parts", sa.Boolean(), nullable=False),
        sa.Column("lacks_fees", sa.Boolean(), nullable=False),
        sa.Column("lacks_forms", sa.Boolean(), nullable=False),
        sa.Column("lacks_time_limit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["publishing_decisions.id"],
            name="fk_publishing_items_decision_id_publishing_decisions",
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name="fk_publishing_items_procedure_id_procedures"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["procedure_versions.id"],
            name="fk_publishing_items_version_id_procedure_versions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publishing_items"),
        sa.UniqueConstraint(
            "decision_id", "procedure_id", name="uq_publishing_items_decision_id_procedure_id"
        ),
    )
    op.create_index("ix_publishing_items_procedure_id", "publishing_items", ["procedure_id"])

    op.create_table(
        "posting_photos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_posting_photos_agency_id_agencies"),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["officers.id"], name="fk_posting_photos_uploaded_by_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_posting_photos"),
    )
    op.create_index("ix_posting_photos_agency_id", "posting_photos", ["agency_id"])

    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("office_on", sa.Date(), nullable=True),
        sa.Column("electronic_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["publishing_items.id"], name="fk_postings_item_id_publishing_items"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_postings_agency_id_agencies"),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sa.UniqueConstraint("item_id", "agency_id", name="uq_postings_item_id_agency_id"),
    )
    op.create_index("ix_postings_agency_id", "postings", ["agency_id"])

    op.create_table(
        "posting_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("is_correction", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_posting_entries_posting_id_postings"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["posting_photos.id"], name="fk_posting_entries_photo_id_posting_photos"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name="fk_posting_entries_officer_id_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_posting_entries"),
        sa.UniqueConstraint("posting_id", "number", name="uq_posting_entries_posting_id_number"),
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _set_effective_days() -> None:
    """Versions that were imported before: one is in force from the day it was read until the next one was."""
    bind = op.get_bind()
    versions = sa.table(
        "procedure_versions",
        sa.column("id", sa.Integer),
        sa.column("procedure_id", sa.Integer),
        sa.column("number", sa.Integer),
        sa.column("imported_at", sa.DateTime(timezone=True)),
        sa.column("effective_from", sa.Date),
        sa.column("effective_to", sa.Date),
    )
    later = sa.select(versions).where(versions.c.number > 1).order_by(versions.c.procedure_id)
    for row in bind.execute(later).mappings().all():
        at = row["imported_at"]
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at  # SQLite keeps UTC without saying so
        day = at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        same = versions.c.procedure_id == row["procedure_id"]
        bind.execute(sa.update(versions).where(versions.c.id == row["id"]).values(effective_from=day))
        bind.execute(
            sa.update(versions)
            .where(same, versions.c.number == row["number"] - 1)
            .values(effective_to=day - timedelta(days=1))
        )


def downgrade() -> None:
    for table in (
        "posting_entries",
        "postings",
        "posting_photos",
        "publishing_items",
        "publishing_decisions",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_posting_change()")
    for column in ("effective_to", "effective_from"):
        op.drop_column("procedure_versions", column)
