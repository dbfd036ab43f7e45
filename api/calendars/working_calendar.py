"""The days and hours that count: weekends, public holidays, swapped days, and the hours of one office.

Three layers decide what a day is, the later one winning: the package `holidays` (Labour Code 2019 Art 111,
112), OFFICIAL_OVERRIDES (announcements that the package misses), and the overrides given, such as an
administrator's table.

An office may open on a Saturday morning for visitors. That is opening time, but no working day: nothing is
counted on it and no clock runs. A make-up Saturday is a working day with weekday hours. A half day is a whole
working day of which only the morning is open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

from api.calendars.opening_hours import SATURDAY, TIME_ZONE, OpeningHours, Period
from api.calendars.public_holidays import UnknownCalendarYear, public_holidays

__all__ = [
    "OFFICIAL_OVERRIDES",
    "DayKind",
    "DayOverride",
    "UnknownCalendarYear",
    "WorkingCalendar",
    "require_aware",
]

DayKind = Literal["off", "working", "half_day"]

_ONE_DAY: Final = timedelta(days=1)
_MICROSECOND: Final = timedelta(microseconds=1)
_HOLIDAY_LAW: Final = "Bộ luật Lao động 2019, Điều 112 và thông báo nghỉ lễ hằng năm"
_SWAP_SOURCE: Final = "Thông báo hoán đổi ngày làm việc hằng năm"


@dataclass(frozen=True, slots=True)
class DayOverride:
    """A day unlike others of its day of the week: `reason` for people, `source` the announcement's number."""

    day: date
    kind: DayKind
    reason: str
    source: str

    def __post_init__(self) -> None:
        if self.kind not in get_args(DayKind):
            raise ValueError(f"Loại ngày không hợp lệ: {self.kind!r}.")


OFFICIAL_OVERRIDES: Final[tuple[DayOverride, ...]] = (
    DayOverride(
        date(2026, 1, 2), "off", "Ngày nghỉ dịp Tết Dương lịch (làm bù thứ Bảy 10/01/2026)", "12729/VPCP-KGVX"
    ),
    DayOverride(date(2026, 1, 10), "working", "Ngày làm bù cho thứ Sáu 02/01/2026", "12729/VPCP-KGVX"),
)
"""Announced days that `holidays` 0.109 misses. An entry does no harm when the package catches up."""


def require_aware(at: datetime) -> datetime:
    """The same instant in Vietnamese time. Raises ValueError for a naive datetime, whose zone is a guess."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError(f"expected a datetime with a time zone, got the naive {at!r}")
    try:
        return at.astimezone(TIME_ZONE)
    except OverflowError:
        raise UnknownCalendarYear(at.year) from None


class _Year(NamedTuple):
    """One year, laid out so that counting is index arithmetic. Lists by day start on 1 January."""

    first_ordinal: int
    working_days: tuple[date, ...]
    working_through: tuple[int, ...]
    """By day: how many working days the year has had at the end of that day."""
    visiting: tuple[tuple[Period, ...], ...]
    """By day: when the office is open for visitors."""
    closings: tuple[time, ...]
    """By day: when work ends, or would end if the day off were none."""
    open_before: tuple[int, ...]
    """By working day, with the year's total at the end: microseconds worked since the year began."""
    exceptions: tuple[DayOverride, ...]
    """In order of date: weekdays off or half off, and weekend days worked."""


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of one office; equal hours and overrides make equal calendars.

    `overrides` come on top of OFFICIAL_OVERRIDES; of several for one day the last wins. Methods that meet a
    year outside 1901–2100 raise UnknownCalendarYear. Days are dates in Vietnam; instants must be aware.
    """

    opening_hours: OpeningHours = field(default_factory=OpeningHours.weekly)
    overrides: tuple[DayOverride, ...] = ()
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_day: Mapping[date, DayOverride] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day = {override.day: override for override in (*OFFICIAL_OVERRIDES, *self.overrides)}
        object.__setattr__(self, "_by_day", by_day)  # the way in for a frozen dataclass

    # Days

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts for deadlines. A half day does; a Saturday opening does not."""
        year, index = self._find(day)
        return _is_working(year, index)

    def day_kind(self, day: date) -> DayKind:
        """`half_day` is a working day too."""
        if not self.is_working_day(day):
            return "off"
        override = self._by_day.get(day)
        return "half_day" if override is not None and override.kind == "half_day" else "working"

    def closing_time(self, day: date) -> time:
        """When work ends on a working day. Raises ValueError for a day off, which has no closing."""
        year, index = self._find(day)
        if not _is_working(year, index):
            raise ValueError(f"{day} is no working day, so it has no closing time")
        return year.closings[index]

    def opening_periods(self, day: date) -> tuple[Period, ...]:
        """When visitors are received, in order; empty when closed. Includes a Saturday opening."""
        year, index = self._find(day)
        return year.visiting[index]

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`, which need not be one itself."""
        return self.add_working_days(day, 1)

    def working_day_from(self, day: date) -> date:
        """`day` itself if it is a working day, otherwise the next one."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        day -= _ONE_DAY
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself; `count` is at least 1."""
        if count < 1:
            raise ValueError(f"count must be at least 1, not {count}")
        year, index = self._find(day)
        position = year.working_through[index] + count
        number = day.year
        while position > len(year.working_days):
            position -= len(year.working_days)
            number += 1
            year = self._year(number)
        return year.working_days[position - 1]

    def working_days_between(self, first: date, end: date) -> int:
        """How many working days lie in `first` ≤ day < `end`; 0 when `end` is not after `first`."""
        if end <= first:
            return 0
        return (
            self._working_before(end)
            - self._working_before(first)
            + sum(len(self._year(number).working_days) for number in range(first.year, end.year))
        )

    def exceptions_between(self, first: date, last: date) -> list[DayOverride]:
        """Days from `first` through `last` that are not what their day of the week makes expect."""
        found: list[DayOverride] = []
        for number in range(first.year, last.year + 1):
            exceptions = self._year(number).exceptions
            if exceptions:
                start = bisect_left(exceptions, first, key=_day_of)
                found.extend(exceptions[start : bisect_right(exceptions, last, key=_day_of)])
        return found

    def day_off_name(self, day: date) -> str:
        """Why a day is off, in Vietnamese: the override's reason, the holiday's name, or the weekend."""
        override = self._by_day.get(day)
        if override is not None and override.kind == "off":
            return override.reason
        return public_holidays(day.year).days_off.get(day) or "ngày nghỉ cuối tuần"

    # Hours

    def next_opening(self, at: datetime) -> datetime:
        """`at` while visitors are received, closing included; else the next opening, even on Saturday."""
        local = require_aware(at)
        periods = self.opening_periods(local.date())
        return self._within(local, periods) or self._first_opening_after(local.date())

    def next_working_opening(self, at: datetime) -> datetime:
        """The same for the clock of deadlines: only the opening hours of working days."""
        local = require_aware(at)
        day = local.date()
        if self.is_working_day(day):
            moment = self._within(local, self.opening_periods(day))
            if moment is not None:
                return moment
        day = self.next_working_day(day)
        return datetime.combine(day, self.opening_periods(day)[0][0], TIME_ZONE)

    def day_of_clock(self, at: datetime) -> date:
        """The day whose closing is still to come: that of `at` up to closing time, the next day afterwards.

        A day off closes when it would close if it were none, so that declaring a holiday never moves an
        event.
        """
        local = require_aware(at)
        year, index = self._find(local.date())
        return local.date() if local.time() <= year.closings[index] else local.date() + _ONE_DAY

    def opening_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Opening time of working days between two instants; zero when `end` is not after `start`."""
        start, end = require_aware(start), require_aware(end)
        if end <= start:
            return timedelta()
        whole_years = sum(self._year(number).open_before[-1] for number in range(start.year, end.year))
        return timedelta(microseconds=self._worked(end) - self._worked(start) + whole_years)

    def add_opening_time(self, start: datetime, amount: timedelta) -> datetime:
        """When `amount` (more than zero) of working days' opening time has passed since `start`.

        What ends with a period ends at its closing, not at the next opening.
        """
        if amount <= timedelta():
            raise ValueError(f"amount must be more than zero, not {amount}")
        start = require_aware(start)
        remaining = self._worked(start) + amount // _MICROSECOND
        number = start.year
        year = self._year(number)
        while remaining > year.open_before[-1]:
            remaining -= year.open_before[-1]
            number += 1
            year = self._year(number)
        index = bisect_left(year.open_before, remaining) - 1
        day = year.working_days[index]
        remaining -= year.open_before[index]
        for opening, closing in self.opening_periods(day):
            length = _length(opening, closing)
            if remaining <= length:
                return datetime.combine(day, opening, TIME_ZONE) + timedelta(microseconds=remaining)
            remaining -= length
        raise AssertionError("the table of opening time disagrees with the opening hours")

    # Inside

    def _within(self, local: datetime, periods: tuple[Period, ...]) -> datetime | None:
        """The instant itself, or the opening that follows on the same day, or None when the day is over."""
        clock = local.time()
        for opening, closing in periods:
            if clock <= closing:
                return local if clock >= opening else datetime.combine(local.date(), opening, TIME_ZONE)
        return None

    def _first_opening_after(self, day: date) -> datetime:
        day += _ONE_DAY
        while not (periods := self.opening_periods(day)):
            day += _ONE_DAY
        return datetime.combine(day, periods[0][0], TIME_ZONE)

    def _working_before(self, day: date) -> int:
        year, index = self._find(day)
        return year.working_through[index] - _is_working(year, index)

    def _worked(self, local: datetime) -> int:
        """Microseconds of working days' opening time since 1 January."""
        year, index = self._find(local.date())
        worked = year.open_before[self._working_before(local.date())]
        if _is_working(year, index):
            clock = local.time()
            for opening, closing in year.visiting[index]:
                if clock > opening:
                    worked += _length(opening, min(clock, closing))
        return worked

    def _find(self, day: date) -> tuple[_Year, int]:
        year = self._year(day.year)
        return year, day.toordinal() - year.first_ordinal

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            overrides = tuple(o for day, o in sorted(self._by_day.items()) if day.year == number)
            year = self._years[number] = _lay_out_year(number, self.opening_hours, overrides)
        return year


@lru_cache(maxsize=1024)
def _lay_out_year(number: int, hours: OpeningHours, overrides: tuple[DayOverride, ...]) -> _Year:
    """Shared by all calendars with the same hours and overrides: thousands of offices keep the same ones."""
    known = public_holidays(number)
    special = {day: DayOverride(day, "off", name, _HOLIDAY_LAW) for day, name in known.days_off.items()}
    special |= {day: DayOverride(day, "working", "Ngày làm bù", _SWAP_SOURCE) for day in known.make_up_days}
    special |= {override.day: override for override in overrides}

    first = date(number, 1, 1)
    working_days: list[date] = []
    working_through: list[int] = []
    visiting: list[tuple[Period, ...]] = []
    closings: list[time] = []
    open_before = [0]
    for day in (first + index * _ONE_DAY for index in range((date(number, 12, 31) - first).days + 1)):
        weekday = day.weekday()
        exception = special.get(day)
        kind = exception.kind if exception else "working" if weekday < SATURDAY else "off"
        periods = hours.of_half_day(weekday) if kind == "half_day" else hours.of_working_day(weekday)
        closings.append(periods[-1][1])
        if kind != "off":
            working_days.append(day)
            open_before.append(open_before[-1] + sum(_length(*period) for period in periods))
        elif exception is None:
            periods = hours.for_visitors(weekday)
        else:
            periods = ()
        visiting.append(periods)
        working_through.append(len(working_days))
    return _Year(
        first_ordinal=first.toordinal(),
        working_days=tuple(working_days),
        working_through=tuple(working_through),
        visiting=tuple(visiting),
        closings=tuple(closings),
        open_before=tuple(open_before),
        exceptions=tuple(
            special[day] for day in sorted(special) if day.weekday() < SATURDAY or special[day].kind != "off"
        ),
    )


def _is_working(year: _Year, index: int) -> bool:
    before = year.working_through[index - 1] if index else 0
    return year.working_through[index] > before


def _day_of(exception: DayOverride) -> date:
    return exception.day


def _length(opening: time, closing: time) -> int:
    return _since_midnight(closing) - _since_midnight(opening)


def _since_midnight(clock: time) -> int:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    return seconds * 1_000_000 + clock.microsecond
