"""The working calendar of each office: its opening hours, with the override table on top of the published holidays."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import select

from api.calendars.models import CalendarOverride
from api.calendars.opening_hours import OpeningHours
from api.calendars.working_calendar import DayKind, DayOverride, WorkingCalendar
from api.catalogue.models import Agency
from api.extensions import db

_NEWEST_LAST = select(CalendarOverride).order_by(CalendarOverride.day, CalendarOverride.id)


def usual_calendar() -> WorkingCalendar:
    """Of an office that is not known yet: the usual office hours."""
    return calendars()("", None)


def calendar_of(agency: Agency) -> WorkingCalendar:
    """The working calendar of an office today, with the override table on top of the published holidays."""
    return calendars()(agency.code, agency.opening_hours)


def calendars() -> Callable[[str, dict[str, Any] | None], WorkingCalendar]:
    """Calendars by an office's code and opening hours; the override table is read once for all of them."""
    newest = {row.day: row for row in db.session.execute(_NEWEST_LAST).scalars()}
    overrides = tuple(
        DayOverride(day=row.day, kind=cast(DayKind, row.kind), reason=row.reason, source=row.source)
        for row in newest.values()
    )
    found: dict[str, WorkingCalendar] = {}

    def calendar(code: str, opening_hours: dict[str, Any] | None) -> WorkingCalendar:
        if code not in found:
            hours = OpeningHours.from_json(opening_hours) if opening_hours else OpeningHours.weekly()
            found[code] = _calendar(hours, overrides)
        return found[code]

    return calendar


@lru_cache(maxsize=64)
def _calendar(hours: OpeningHours, overrides: tuple[DayOverride, ...]) -> WorkingCalendar:
    """Equal offices share one calendar, which lays out each year once."""
    return WorkingCalendar(opening_hours=hours, overrides=overrides)
