"""When a result is due: pure functions of (reception, duration, calendar, pauses).

The rules, in the order they are applied:

1. A dossier received while the office is closed counts as received at the next opening: before work at its
   beginning, in the lunch break at the afternoon's, after closing on the next working day. Exactly at closing
   time is still that day. A Saturday opening is for visitors; what is received then counts as received when
   the next working day opens, as everywhere else, so that a due date never depends on whether an office also
   opens on Saturdays.
2. Days and months do not count the first day (Civil Code 2015 Art 147(2)); hours run at once (Art 147(1)),
   but only in the opening hours of working days.
3. Working days leave out weekends and holidays and count make-up Saturdays. Calendar days and months
   (corresponding day, else the last of the month, Art 148(3)) that end on a day off end on the next working
   day (Art 148(5)).
4. Duration 0 means a result on the day of reception, or the next working day when received after 15:00.
5. A pause (waiting for a supplement or a payment) shifts the end by its length in the period's own unit:
   working days or calendar days on which the clock did not run at closing time, or opening time for hours.
   Months shift by calendar days. The day of reception counts like any other here. A calendar period is moved
   to a working day once, after the shift. Under the policy `restart` the period is counted anew from the end
   of the pause (Decree 61/2018 Art 19(4)).
6. A pause that begins after the period has run out changes nothing: a missed date stays missed.
7. While a pause is open the answer is what the ended pauses make of it, marked `paused`: the earliest date
   possible.

The date is due at closing time of its day. Results are in Vietnamese time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple, get_args

from api.calendars import steps
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.public_holidays import LAST_YEAR, UnknownCalendarYear
from api.calendars.steps import Step, Unit
from api.calendars.working_calendar import WorkingCalendar, require_aware

__all__ = [
    "SAME_DAY_CUTOFF",
    "Completion",
    "DueDate",
    "Duration",
    "Pause",
    "PausePolicy",
    "Step",
    "Unit",
    "completion_of",
    "due_date",
    "warning_on",
    "working_days_left",
]

PausePolicy = Literal["pause", "restart"]
Completion = Literal["early", "on_time", "late"]

SAME_DAY_CUTOFF: Final = time(15)
"""Received up to and including this time, a same-day result is due the same day (domain.md 1.5 rule 4)."""

_ONE_DAY: Final = timedelta(days=1)
_NOTHING: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Duration:
    """A time limit as published. 0 is allowed for working days and days and means 'on the same day'.

    Raises ValueError for another unit, a negative or fractional quantity, or 0 hours or months.
    """

    quantity: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise ValueError(f"Đơn vị thời hạn không hợp lệ: {self.unit!r}.")
        least = 0 if self.unit in ("working_day", "day") else 1
        if type(self.quantity) is not int or self.quantity < least:
            raise ValueError(f"Thời hạn phải là số nguyên từ {least} trở lên: {self.quantity!r} {self.unit}.")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still, `ended_at` not included; None while it still does.

    Raises ValueError for naive datetimes and for an end before the start.
    """

    started_at: datetime
    ended_at: datetime | None

    def __post_init__(self) -> None:
        require_aware(self.started_at)
        if self.ended_at is not None and require_aware(self.ended_at) < self.started_at:
            raise ValueError(f"Tạm dừng kết thúc trước khi bắt đầu: {self.started_at} – {self.ended_at}.")


@dataclass(frozen=True, slots=True)
class DueDate:
    """The answer. `due_at` is closing time of `due_on`, or the exact instant for hours.

    `effective_from` is when the dossier counts as received, and stays so when a pause restarts the period.
    The last of `steps` is the due date itself. `paused` says that a pause is open, so the date can only
    become later.
    """

    due_on: date
    due_at: datetime
    effective_from: datetime
    steps: tuple[Step, ...]
    paused: bool = False

    def to_json(self) -> dict[str, object]:
        """Dates and times as ISO 8601, times with their offset."""
        return {
            "due_on": self.due_on.isoformat(),
            "due_at": self.due_at.isoformat(),
            "effective_from": self.effective_from.isoformat(),
            "paused": self.paused,
            "steps": [step.to_json() for step in self.steps],
        }


def due_date(
    *,
    received_at: datetime,
    duration: Duration,
    calendar: WorkingCalendar,
    pauses: Iterable[Pause] = (),
    policy: PausePolicy = "pause",
) -> DueDate:
    """The legal due date of a dossier, with its reasons. Pauses may overlap and come in any order.

    Raises ValueError for a naive datetime or an unknown policy, UnknownCalendarYear when counting leaves the
    years whose holidays are known.
    """
    if policy not in get_args(PausePolicy):
        raise ValueError(f"Quy tắc tạm dừng không hợp lệ: {policy!r}.")
    received = require_aware(received_at)
    effective_from = calendar.next_working_opening(received)
    explanation = [steps.received(received)]
    if effective_from != received:
        explanation.append(steps.outside_hours(effective_from))

    start, lost = effective_from, _NOTHING
    end = _end(start, duration, lost, calendar)
    about_pauses: list[Step] = []
    ended, open_since = _sort_out(pauses)
    for began, stopped in ended:
        if stopped <= effective_from:
            about_pauses.append(steps.pause_before_reception(began, stopped))
        elif began > end.due_at:
            about_pauses.append(steps.pause_after_due(began))
        elif policy == "restart":
            start = calendar.next_working_opening(stopped)
            end = _end(start, duration, lost, calendar)
            about_pauses.append(steps.pause_restarts(began, stopped, start))
        else:
            length = _pause_length(max(began, start), stopped, duration.unit, calendar)
            lost += length
            end = _end(start, duration, lost, calendar)
            about_pauses.append(steps.pause_shifts(began, stopped, length, duration.unit))
    paused = open_since is not None and open_since <= end.due_at
    if open_since is not None:
        about_pauses.append(steps.paused(open_since) if paused else steps.pause_after_due(open_since))

    if policy == "restart":
        explanation += about_pauses
        explanation += _about_counting(start, duration, end, calendar)
    else:
        explanation += _about_counting(start, duration, end, calendar)
        explanation += about_pauses
    due_on = end.due_at.date()
    if due_on != end.last_day:
        explanation.append(steps.last_day_moved(end.last_day, calendar.day_off_name(end.last_day), due_on))
    explanation.append(steps.due(end.due_at, duration.unit))
    return DueDate(due_on, end.due_at, effective_from, tuple(explanation), paused)


def completion_of(*, finished_at: datetime, due_at: datetime | None, unit: Unit) -> Completion:
    """Whether a finished dossier was early, on time or late: by date, or by the instant for hours.

    A dossier without a due date is on time (domain.md 1.5). Raises ValueError for naive datetimes.
    """
    finished = require_aware(finished_at)
    if due_at is None:
        return "on_time"
    due = require_aware(due_at)
    if unit != "hour":
        # Closing time does not matter: a result of the evening is still one of that day.
        finished, due = (datetime.combine(at.date(), time(), TIME_ZONE) for at in (finished, due))
    if finished == due:
        return "on_time"
    return "early" if finished < due else "late"


def warning_on(due_on: date, calendar: WorkingCalendar) -> date:
    """The working day before the due date, when the office is warned and an apology can still be in time."""
    return calendar.previous_working_day(due_on)


def working_days_left(due_on: date, calendar: WorkingCalendar, *, today: date) -> int:
    """Working days from tomorrow through the due date: 0 on the due date itself, less than 0 from the day after it.

    A day off after the due date counts as one day late, because late it is.
    """
    if today <= due_on:
        return calendar.working_days_between(today + _ONE_DAY, due_on + _ONE_DAY)
    return -max(1, calendar.working_days_between(due_on + _ONE_DAY, today + _ONE_DAY))


class _End(NamedTuple):
    last_day: date
    """Before a day off moves it."""
    due_at: datetime


def _end(start: datetime, duration: Duration, lost: timedelta, calendar: WorkingCalendar) -> _End:
    """Where a period ends that begins at `start`, in working hours, and has lost time in its own unit."""
    if duration.unit == "hour":
        due_at = calendar.add_opening_time(start, _hours(duration.quantity) + lost)
        return _End(due_at.date(), due_at)
    last_day = _last_day(start, duration, calendar)
    if duration.unit != "working_day":
        last_day = _add_days(last_day, lost.days)
    elif lost:
        last_day = calendar.add_working_days(last_day, lost.days)
    due_on = calendar.working_day_from(last_day)
    return _End(last_day, datetime.combine(due_on, calendar.closing_time(due_on), TIME_ZONE))


def _last_day(start: datetime, duration: Duration, calendar: WorkingCalendar) -> date:
    first = start.date()
    if duration.quantity == 0:
        return first if start.time() <= SAME_DAY_CUTOFF else calendar.next_working_day(first)
    if duration.unit == "working_day":
        return calendar.add_working_days(first, duration.quantity)
    if duration.unit == "day":
        return _add_days(first, duration.quantity)
    return _add_months(first, duration.quantity)


def _pause_length(began: datetime, stopped: datetime, unit: Unit, calendar: WorkingCalendar) -> timedelta:
    """What a pause takes from a period: whole days of its unit, or opening time for hours."""
    if unit == "hour":
        return calendar.opening_time_between(began, stopped)
    first_lost, first_running = calendar.day_of_clock(began), calendar.day_of_clock(stopped)
    if unit == "working_day":
        return timedelta(days=calendar.working_days_between(first_lost, first_running))
    return first_running - first_lost


def _sort_out(pauses: Iterable[Pause]) -> tuple[list[tuple[datetime, datetime]], datetime | None]:
    """Ended pauses in order, those that overlap or touch as one, and since when a pause is open."""
    merged: list[tuple[datetime, datetime]] = []
    open_since: datetime | None = None
    for pause in sorted(pauses, key=lambda pause: pause.started_at):
        began = require_aware(pause.started_at)
        if pause.ended_at is None:
            open_since = open_since or began
        elif merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], require_aware(pause.ended_at)))
        else:
            merged.append((began, require_aware(pause.ended_at)))
    return merged, open_since


def _about_counting(start: datetime, duration: Duration, end: _End, calendar: WorkingCalendar) -> list[Step]:
    if duration.quantity == 0:
        if start.time() <= SAME_DAY_CUTOFF:
            return [steps.same_day(start)]
        return [steps.after_cutoff(start, calendar.next_working_day(start.date()))]
    if duration.unit == "hour":
        found = [steps.hours_run(start, duration.quantity)]
    else:
        found = [steps.first_day_not_counted(start.date(), duration.quantity, duration.unit)]
    if duration.unit in ("working_day", "hour"):
        # The days in between matter only to units that skip days off.
        exceptions = calendar.exceptions_between(start.date(), end.due_at.date())
        found += [steps.exceptional_day(exception) for exception in exceptions]
    return found


def _hours(quantity: int) -> timedelta:
    try:
        return timedelta(hours=quantity)
    except OverflowError:
        raise UnknownCalendarYear(LAST_YEAR + 1) from None


def _add_days(day: date, count: int) -> date:
    if day.toordinal() + count > date(LAST_YEAR, 12, 31).toordinal():
        raise UnknownCalendarYear(LAST_YEAR + 1)
    return day + count * _ONE_DAY


def _add_months(day: date, count: int) -> date:
    """The corresponding day of a later month, or its last when it has none (Civil Code 2015 Art 148(3))."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > LAST_YEAR:
        raise UnknownCalendarYear(LAST_YEAR + 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
