"""The calendar is amended: one day becomes off, worked or half, and open dossiers get the due date that follows.

What was decided about a day stays as history; the newest decision counts (calendars/models.py). Each dossier whose due
date changes is changed in a unit of its own, with an event, and its owner is told. Repeating it changes nothing, so
what a stop in the middle left out is done by doing it again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from api.calendars.models import CalendarOverride
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.public_holidays import public_holidays
from api.dossiers.clock import set_due_date
from api.dossiers.events import Actor, add_event
from api.dossiers.lifecycle import FINISHED, Status
from api.dossiers.models import Dossier
from api.extensions import db, lock, write_unit

ACTION = "calendar_amended"
SYSTEM = Actor("system", "Hệ thống")
RUNNING = [status for status in Status if status not in FINISHED and status != Status.NEW]


def amend(day: date, kind: str, *, reason: str, source: str, at: datetime) -> int:
    """Record the decision; answers how many due dates changed. Raises UnknownCalendarYear."""
    public_holidays(day.year)
    with write_unit():
        db.session.add(CalendarOverride(day=day, kind=kind, reason=reason, source=source, created_at=at))
    return recompute(at=at, around=day, why=f"{reason} ({source})")


def recompute(*, at: datetime, around: date | None = None, why: str) -> int:
    """Compute the due dates of running dossiers anew, or of those that a change of one day can concern; answers how
    many changed."""
    return sum(_recompute_one(dossier_id, at=at, why=why) for dossier_id in _concerned(around))


def history() -> Sequence[CalendarOverride]:
    """All decisions, by day, the newest of a day last."""
    statement = select(CalendarOverride).order_by(CalendarOverride.day, CalendarOverride.id)
    return db.session.execute(statement).scalars().all()


def _concerned(around: date | None) -> Sequence[uuid.UUID]:
    """Periods that have begun by the end of the day and do not end before it."""
    statement = select(Dossier.id).where(
        Dossier.status.in_(RUNNING), Dossier.received_at.is_not(None), Dossier.duration_quantity.is_not(None)
    )
    if around is not None:
        next_day = datetime.combine(around + timedelta(days=1), time(), tzinfo=TIME_ZONE)
        statement = statement.where(Dossier.due_on >= around, Dossier.received_at < next_day)
    return db.session.execute(statement.order_by(Dossier.id)).scalars().all()


def _recompute_one(dossier_id: uuid.UUID, *, at: datetime, why: str) -> bool:
    with write_unit():
        dossier = lock(Dossier, dossier_id)
        if dossier is None or dossier.status not in RUNNING:  # it went on meanwhile
            return False
        before = dossier.due_on, dossier.due_at
        set_due_date(dossier)
        if (dossier.due_on, dossier.due_at) == before:
            return False
        add_event(
            dossier,
            actor=SYSTEM,
            at=at,
            action=ACTION,
            status_from=dossier.status,
            due_before=before[0],
            note=why,
        )
    return True
