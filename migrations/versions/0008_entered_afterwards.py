"""on which day a line of the posting register was entered

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STEPS = ("office", "electronic", "withdrawn")
_VIETNAM = timedelta(hours=7)


def upgrade() -> None:
    with op.batch_alter_table("postings") as table:
        for step in _STEPS:
            table.add_column(sa.Column(f"{step}_recorded_on", sa.Date(), nullable=True))
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """From the newest line of each step, as recording writes it from now on."""
    columns = ("posting_id", "number", "step", "recorded_at")
    entries = sa.table("posting_entries", *(sa.column(name) for name in columns[:3]),
                       sa.column("recorded_at", sa.DateTime(timezone=True)))  # fmt: skip
    postings = sa.table(
        "postings", sa.column("id"), *(sa.column(f"{step}_recorded_on", sa.Date()) for step in _STEPS)
    )
    newest: dict[int, dict[str, datetime]] = {}
    rows = connection.execute(sa.select(*(entries.c[name] for name in columns)).order_by(entries.c.number))
    for posting_id, _, step, recorded_at in rows:
        newest.setdefault(posting_id, {})[step] = recorded_at
    for posting_id, steps in newest.items():
        days = {f"{step}_recorded_on": _day(at) for step, at in steps.items()}
        connection.execute(postings.update().where(postings.c.id == posting_id).values(days))


def _day(at: datetime) -> object:
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)  # SQLite keeps no zone
    return (aware.astimezone(UTC) + _VIETNAM).date()


def downgrade() -> None:
    with op.batch_alter_table("postings") as table:
        for step in _STEPS:
            table.drop_column(f"{step}_recorded_on")
