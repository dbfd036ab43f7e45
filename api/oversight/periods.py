"""The period a question is about: whole days in Vietnam, both ends included. Pure: no I/O.

Without a first day it begins on 1 January of the last day's year; without a last day it ends today. What is
still in process is judged as of `seen_on`, the last day or today, whichever is earlier: nobody is late
before the day comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from api.calendars.opening_hours import TIME_ZONE
from api.oversight.errors import PeriodOutOfRange, PeriodReversed, PeriodTooLong

LONGEST_DAYS = 5 * 366
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Period:
    first: date
    last: date
    seen_on: date

    @property
    def starts_at(self) -> datetime:
        """The first instant of the first day."""
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day."""
        return _midnight(self.last + timedelta(days=1))


def period(first: date | None, last: date | None, *, at: datetime) -> Period:
    """The period asked for. Raises PeriodOutOfRange, PeriodReversed or PeriodTooLong."""
    today = at.astimezone(TIME_ZONE).date()
    last = last or today
    first = first or date(last.year, 1, 1)
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise PeriodOutOfRange(first=FIRST_YEAR, last=LAST_YEAR)
    if first > last:
        raise PeriodReversed
    if (last - first).days >= LONGEST_DAYS:
        raise PeriodTooLong
    return Period(first, last, min(last, today))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=TIME_ZONE).astimezone(UTC)
