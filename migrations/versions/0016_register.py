"""the register of an office (form 07): a number for each received dossier of a year, and its closing

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

YEAR_IN_VIETNAM = {
    "sqlite": "CAST(strftime('%Y', received_at, '+7 hours') AS INTEGER)",
    "postgresql": "CAST(EXTRACT(YEAR FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh') AS INTEGER)",
}


NUMBERED = """
    UPDATE dossiers SET register_year = numbered.year, register_number = numbered.number
    FROM (
        SELECT id, YEAR_OF_RECEPTION AS year,
               ROW_NUMBER() OVER (PARTITION BY agency_id, YEAR_OF_RECEPTION ORDER BY received_at, code) AS number
        FROM dossiers WHERE received_at IS NOT NULL
    ) AS numbered
    WHERE dossiers.id = numbered.id
"""


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("register_year", sa.Integer(), nullable=True))
    op.add_column("dossiers", sa.Column("register_number", sa.Integer(), nullable=True))
    op.create_table(
        "register_counters",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_register_counters_agency_id_agencies")
        ),
        sa.PrimaryKeyConstraint("agency_id", "year", name=op.f("pk_register_counters")),
    )
    op.create_table(
        "register_closings",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_register_closings_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["officers.id"], name=op.f("fk_register_closings_closed_by_id_officers")
        ),
        sa.PrimaryKeyConstraint("agency_id", "year", name=op.f("pk_register_closings")),
    )
    _number_what_was_received(YEAR_IN_VIETNAM[op.get_bind().dialect.name])
    op.create_index(
        "uq_dossiers_register", "dossiers", ["agency_id", "register_year", "register_number"], unique=True
    )


def _number_what_was_received(year: str) -> None:
    """In the order of reception, as if they had been written into the register one by one."""
    op.execute(NUMBERED.replace("YEAR_OF_RECEPTION", year))
    op.execute(
        "INSERT INTO register_counters (agency_id, year, last) "
        "SELECT agency_id, register_year, MAX(register_number) FROM dossiers "
        "WHERE register_year IS NOT NULL GROUP BY agency_id, register_year"
    )


def downgrade() -> None:
    op.drop_index("uq_dossiers_register", "dossiers")
    op.drop_table("register_closings")
    op.drop_table("register_counters")
    op.drop_column("dossiers", "register_number")
    op.drop_column("dossiers", "register_year")
