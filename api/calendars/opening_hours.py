"""When an office is open, as a weekly schedule of plain values.

Every weekday of the schedule has opening hours, because deadlines count every weekday as a working day
whatever an office posts on its door. Saturday and Sunday are closed unless an office chooses to receive
visitors then; that makes them no working days (see `working_calendar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Final, Self, TypeAlias
from zoneinfo import ZoneInfo

TIME_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

Period: TypeAlias = tuple[time, time]
"""From opening to closing, both included: somebody served at the closing bell was served that day."""

DAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday()`; the keys of the JSON form."""

SATURDAY: Final = 5
NOON: Final = time(12)
DEFAULT_PERIODS: Final[tuple[Period, ...]] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True)
class OpeningHours:
    """The periods of seven days, Monday first. Equal schedules are equal and hash alike.

    Raises ValueError, with a Vietnamese sentence for the person who typed the hours, when a weekday has none
    or when periods are empty, overlap, stand out of order or carry seconds.
    """

    week: tuple[tuple[Period, ...], ...]

    def __post_init__(self) -> None:
        if len(self.week) != len(DAY_NAMES):
            raise ValueError("Lịch mở cửa phải có đủ bảy ngày.")
        for name, periods in zip(DAY_NAMES, self.week, strict=True):
            _check_periods(name, periods)

    @classmethod
    def weekly(cls, *, weekday: Iterable[Period] = DEFAULT_PERIODS, saturday: Iterable[Period] = ()) -> Self:
        """The same hours from Monday to Friday, and a Saturday opening if there is one."""
        return cls((tuple(weekday),) * SATURDAY + (tuple(saturday), ()))

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read `{"monday": [["07:30", "11:30"], ["13:30", "17:00"]], …}`; a weekend day left out is closed.

        Raises ValueError that names the day and what is wrong with it.
        """
        if not isinstance(data, dict):
            raise ValueError("Lịch mở cửa phải là một đối tượng JSON, mỗi ngày một danh sách.")
        unknown = sorted(str(key) for key in data if key not in DAY_NAMES)
        if unknown:
            raise ValueError(f"Lịch mở cửa có ngày không rõ: {', '.join(unknown)}.")
        return cls(tuple(_read_day(name, data.get(name, [])) for name in DAY_NAMES))

    def to_json(self) -> dict[str, list[list[str]]]:
        """The form that `from_json` reads, all seven days named."""
        return {
            name: [[f"{opening:%H:%M}", f"{closing:%H:%M}"] for opening, closing in periods]
            for name, periods in zip(DAY_NAMES, self.week, strict=True)
        }

    def for_visitors(self, weekday: int) -> tuple[Period, ...]:
        """What stands on the door for a day of the week (0 = Monday); empty when closed."""
        return self.week[weekday]

    def of_working_day(self, weekday: int) -> tuple[Period, ...]:
        """The hours worked when this day of the week is a working day.

        A make-up Saturday is worked like a weekday, not like a Saturday opening: Monday's hours are taken.
        """
        return self.week[weekday if weekday < SATURDAY else 0]

    def of_half_day(self, weekday: int) -> tuple[Period, ...]:
        """The morning of `of_working_day`, cut at noon; the first period when nothing lies before noon."""
        periods = self.of_working_day(weekday)
        morning = tuple((opening, min(closing, NOON)) for opening, closing in periods if opening < NOON)
        return morning or periods[:1]


def _check_periods(name: str, periods: tuple[Period, ...]) -> None:
    if not periods and DAY_NAMES.index(name) < SATURDAY:
        raise ValueError(f"Lịch mở cửa thiếu giờ của ngày làm việc {name}.")
    for moment in (moment for period in periods for moment in period):
        if moment.tzinfo is not None or moment.second or moment.microsecond:
            raise ValueError(f"Giờ mở cửa của {name} phải là giờ và phút: {moment}.")
    for opening, closing in periods:
        if opening >= closing:
            raise ValueError(f"{name}: giờ mở cửa phải trước giờ đóng cửa: {opening:%H:%M}–{closing:%H:%M}.")
    for (_, closing), (opening, _) in pairwise(periods):
        if opening < closing:
            raise ValueError(f"Các buổi của {name} chồng nhau hoặc sai thứ tự: {opening:%H:%M}.")


def _read_day(name: str, value: object) -> tuple[Period, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"Giờ của {name} phải là một danh sách các buổi.")
    return tuple(_read_period(name, period) for period in value)


def _read_period(name: str, value: object) -> Period:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"Mỗi buổi của {name} phải gồm giờ mở cửa và giờ đóng cửa.")
    return _read_clock(name, value[0]), _read_clock(name, value[1])


def _read_clock(name: str, value: object) -> time:
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"Giờ của {name} phải có dạng HH:MM, không phải {value!r}.")
    return time(int(match[1]), int(match[2]))
