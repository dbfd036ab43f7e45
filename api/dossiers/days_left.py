"""How many working days are left until the promised day, as the citizen counts them.

The promised day is the later of the due date and the one new date of an apology. While the dossier is paused its
clock stands still, so what was left when the pause began is what is left. A finished dossier has no days left.
"""

from __future__ import annotations

from datetime import date, datetime

from api.calendars.deadlines import working_days_left
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.office_calendars import calendar_of
from api.dossiers.lifecycle import FINISHED, Status
from api.dossiers.models import Dossier


def days_left(
    *,
    status: Status,
    due_on: date | None,
    reappointed_on: date | None,
    paused_at: datetime | None,
    calendar: WorkingCalendar,
    at: datetime,
) -> int | None:
    """None without a due date and once finished; less than 0 when late."""
    if due_on is None or status in FINISHED:
        return None
    promised_on = max(due_on, reappointed_on or due_on)
    counted_at = paused_at or at
    return working_days_left(promised_on, calendar, today=counted_at.astimezone(TIME_ZONE).date())


def days_left_of(dossier: Dossier, *, at: datetime) -> int | None:
    paused_at = next((pause.started_at for pause in dossier.pauses if pause.ended_at is None), None)
    return days_left(
        status=Status(dossier.status),
        due_on=dossier.due_on,
        reappointed_on=dossier.reappointed_on,
        paused_at=paused_at,
        calendar=calendar_of(dossier.agency),
        at=at,
    )
