"""The hours in which a message may not ring: 21:00 to 07:00 in Vietnam. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from api.calendars.opening_hours import TIME_ZONE

NIGHT_BEGINS: Final = time(21)
MORNING: Final = time(7)


def is_night(at: datetime) -> bool:
    """From 21:00:00 until before 07:00:00, Vietnamese time. `at` is aware."""
    clock = at.astimezone(TIME_ZONE).time()
    return clock >= NIGHT_BEGINS or clock < MORNING


def next_morning(at: datetime) -> datetime:
    """`at` itself by day, else the 07:00 that ends its night."""
    if not is_night(at):
        return at
    local = at.astimezone(TIME_ZONE)
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT_BEGINS else 0)
    return datetime.combine(day, MORNING, tzinfo=TIME_ZONE)
