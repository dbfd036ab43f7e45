"""Today's example of a procedure's time limits: handed in now, when would each result be due at the latest?

The procedure itself is asked for again by its ETag and shown for days without a network; what depends on the day is
asked for apart, and not kept. The office is one that the person has chosen, else one with the usual hours.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from api.calendars.deadlines import Duration, due_date
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import UnknownCalendarYear, WorkingCalendar
from api.catalogue.agencies import is_in_force
from api.catalogue.errors import UnknownAgency
from api.catalogue.look_up import published
from api.catalogue.models import Agency
from api.catalogue.office_calendars import calendar_of, usual_calendar
from api.extensions import db


def due_today(code: str, *, agency_code: str | None, at: datetime) -> dict[str, Any]:
    """{on, counted_from, agency, examples}: each different time limit of the procedure, received at `at`.

    `counted_from` is `at` or, outside working hours, the next opening. A limit that ends beyond the years whose
    holidays are known has no example. Raises UnknownProcedure, UnknownAgency.
    """
    content = published(code)
    received = at.astimezone(TIME_ZONE).replace(second=0, microsecond=0)
    calendar = _calendar(agency_code, today=received.date())
    # Rows of one channel may differ; only the longest of them is its limit, but each is shown.
    limits = [*content["time_limits"], *content["channels"]]
    spans = dict.fromkeys((row["quantity"], row["unit"]) for row in limits if row["quantity"] and row["unit"])
    examples = [_example(quantity, unit, received, calendar) for quantity, unit in spans]
    return {
        "on": received.date(),
        "counted_from": calendar.next_working_opening(received),
        "agency": agency_code,
        "examples": [example for example in examples if example is not None],
    }


def _example(
    quantity: float, unit: Any, received: datetime, calendar: WorkingCalendar
) -> dict[str, Any] | None:
    try:
        # A half day ends within its day (time_limits.py).
        found = due_date(
            received_at=received, duration=Duration(math.ceil(quantity), unit), calendar=calendar
        )
    except UnknownCalendarYear:
        return None
    return {
        "quantity": quantity,
        "unit": unit,
        "due_on": found.due_on,
        "due_at": found.due_at,
        "steps": found.steps,
    }


def _calendar(agency_code: str | None, *, today: date) -> WorkingCalendar:
    if agency_code is None:
        return usual_calendar()
    agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one_or_none()
    if agency is None or not is_in_force(agency, today):
        raise UnknownAgency(agency_code=agency_code)
    return calendar_of(agency)
