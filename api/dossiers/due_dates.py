"""Due dates that people set: by reception where none is published, and the one new date of an apology."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from api.calendars.opening_hours import TIME_ZONE
from api.calendars.public_holidays import UnknownCalendarYear
from api.catalogue.office_calendars import calendar_of
from api.dossiers.errors import DueDateNotSettable, DueDateNotUsable, ReasonMissing
from api.dossiers.models import Dossier

FARTHEST = timedelta(days=366)


def set_agreed_due_date(dossier: Dossier, day: date, *, reason: str | None, at: datetime) -> None:
    """A due date where the procedure publishes no limit.

    Raises DueDateNotSettable where a limit is published, ReasonMissing, or DueDateNotUsable for a day that is over
    or no working day.
    """
    if dossier.duration_quantity is not None:
        raise DueDateNotSettable
    if not (reason or "").strip():
        raise ReasonMissing
    dossier.due_on, dossier.due_at = day, closing_of(dossier, day, at=at)


def reappoint(dossier: Dossier, day: date, *, at: datetime) -> None:
    """The apology's new date. The original due date stays, because on-time figures are measured against it."""
    closing_of(dossier, day, at=at)
    if dossier.due_on is None or day <= dossier.due_on:
        raise DueDateNotUsable
    dossier.reappointed_on = day


def closing_of(dossier: Dossier, day: date, *, at: datetime) -> datetime:
    """Closing time of a working day from today on, within a year: what is later is a slip of the keys.

    Raises DueDateNotUsable for any other day.
    """
    calendar = calendar_of(dossier.agency)
    today = at.astimezone(TIME_ZONE).date()
    try:
        usable = today <= day <= today + FARTHEST and calendar.is_working_day(day)
    except UnknownCalendarYear as error:
        raise DueDateNotUsable from error
    if not usable:
        raise DueDateNotUsable
    closing: time = calendar.closing_time(day)
    return datetime.combine(day, closing, tzinfo=TIME_ZONE).astimezone(UTC)
