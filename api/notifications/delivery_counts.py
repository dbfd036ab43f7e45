"""How often what became of deliveries, by day, channel and push service: kept when the deliveries are forgotten.

Counted in the unit that records the outcomes, so that the figures and the rows agree; looking costs the same with a
million deliveries as with none.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from api.calendars.opening_hours import TIME_ZONE
from api.extensions import db, insert
from api.notifications.models import DeliveryCount

REASON_CHARACTERS = 100


class What(NamedTuple):
    """`origin`: a push service, "" of other channels; `reason`: what the other side said, "" of what was sent.

    outcome: sent | retry | gave_up | gone (the device) | rejected (our fault) | expired | superseded | not_sent (a
    letter that was not wanted any more, or over a limit).
    """

    channel: str
    origin: str
    outcome: str
    reason: str


def add(found: Counter[What], *, at: datetime) -> None:
    """In a write unit. In one order, so that two workers never wait in a circle."""
    day = at.astimezone(TIME_ZONE).date()
    for what, count in sorted(found.items()):
        key = {**what._asdict(), "reason": what.reason[:REASON_CHARACTERS], "day": day}
        statement = insert(DeliveryCount).values(**key, count=count)
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=list(key), set_={"count": DeliveryCount.count + count}
            )
        )


def since(day: date | None = None) -> list[tuple[What, int]]:
    """Sums of that day and later, or of all days."""
    rows = db.session.execute(
        select(DeliveryCount).where(DeliveryCount.day >= day) if day else select(DeliveryCount)
    ).scalars()
    sums: Counter[What] = Counter()
    for row in rows:
        sums[What(row.channel, row.origin, row.outcome, row.reason)] += row.count
    return sorted(sums.items())
