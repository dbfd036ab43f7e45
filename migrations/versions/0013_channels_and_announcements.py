"""other channels than push, what citizens chose, announcements

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _announcements()
    _choices()
    _whom_to_remind()
    one_event, no_device = sa.text("event_id IS NOT NULL"), sa.text("subscription_id IS NULL")
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
        table.create_foreign_key(
            op.f("fk_messages_announcement_id_announcements"), "announcements", ["announcement_id"], ["id"]
        )
        table.create_index("ix_messages_announcement_id", ["announcement_id"])
        table.create_index(
            "uq_messages_event",
            ["citizen_id", "event_id"],
            unique=True,
            sqlite_where=one_event,
            postgresql_where=one_event,
        )
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("channel", sa.String(8), nullable=False, server_default="push"))
        table.add_column(sa.Column("fallback", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("rings_at_night", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("provider_id", sa.String(100)))
        table.add_column(sa.Column("report", sa.String(16)))
        table.add_column(sa.Column("reported_at", MOMENT))
        table.add_column(sa.Column("cost_vnd", sa.Integer()))
        table.alter_column("subscription_id", existing_type=sa.Uuid(), nullable=True)
        table.create_index("ix_deliveries_provider_id", ["provider_id"])
        table.create_index(
            "uq_deliveries_channel",
            ["message_id", "channel"],
            unique=True,
            sqlite_where=no_device,
            postgresql_where=no_device,
        )
        table.create_index(
            "ix_deliveries_letters",
            ["channel", "finished_at"],
            sqlite_where=no_device,
            postgresql_where=no_device,
        )


def _whom_to_remind() -> None:
    waiting = sa.text("status = 5")
    op.create_index(
        "ix_dossiers_waiting_for_papers", "dossiers", ["id"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index("ix_rating_invitations_expires_at", "rating_invitations", ["expires_at"])


def _announcements() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "announcements",
        sa.Column("id", big, nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(16), nullable=False),
        sa.Column("area", sa.String(8), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("told_after", sa.Uuid()),
        sa.Column("told_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_announcements_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["officers.id"], name=op.f("fk_announcements_created_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_agency_id", "announcements", ["agency_id"])
    op.create_index("ix_announcements_shown", "announcements", ["area", "ends_on"])


def _choices() -> None:
    op.create_table(
        "followed_areas",
        _citizen_id(),
        sa.Column("area", sa.String(8), nullable=False),
        _of_a_citizen("followed_areas"),
        sa.PrimaryKeyConstraint("citizen_id", "area", name=op.f("pk_followed_areas")),
    )
    op.create_table(
        "channel_choices",
        _citizen_id(),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        _of_a_citizen("channel_choices"),
        sa.PrimaryKeyConstraint("citizen_id", "purpose", "channel", name=op.f("pk_channel_choices")),
    )
    op.create_table(
        "contact_settings",
        _citizen_id(),
        sa.Column("night", sa.String(8), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("new_email", sa.String(254)),
        sa.Column("email_code_hash", sa.String(64)),
        sa.Column("email_code_expires_at", MOMENT),
        sa.Column("email_code_attempts", sa.Integer(), nullable=False),
        _of_a_citizen("contact_settings"),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_contact_settings")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _citizen_id(),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of_a_citizen("consents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_citizen_id", "consents", ["citizen_id", "id"])


def _citizen_id() -> sa.Column[object]:
    return sa.Column("citizen_id", sa.Uuid(), nullable=False)


def _of_a_citizen(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["citizen_id"], ["citizens.id"], name=op.f(f"fk_{table}_citizen_id_citizens")
    )


def downgrade() -> None:
    op.drop_index("ix_rating_invitations_expires_at", "rating_invitations")
    op.drop_index("ix_dossiers_waiting_for_papers", "dossiers")
    op.execute("DELETE FROM deliveries WHERE subscription_id IS NULL")
    with op.batch_alter_table("deliveries") as table:
        table.drop_index("ix_deliveries_letters")
        table.drop_index("uq_deliveries_channel")
        table.drop_index("ix_deliveries_provider_id")
        table.alter_column("subscription_id", existing_type=sa.Uuid(), nullable=False)
        for column in (
            "cost_vnd",
            "reported_at",
            "report",
            "provider_id",
            "rings_at_night",
            "fallback",
            "channel",
        ):
            table.drop_column(column)
    op.execute("DELETE FROM messages WHERE announcement_id IS NOT NULL")
    with op.batch_alter_table("messages") as table:
        table.drop_index("uq_messages_event")
        table.drop_index("ix_messages_announcement_id")
        table.drop_constraint(op.f("fk_messages_announcement_id_announcements"), type_="foreignkey")
        table.drop_column("announcement_id")
    for name in ("consents", "contact_settings", "channel_choices", "followed_areas", "announcements"):
        op.drop_table(name)
