"""The public holidays that the PyPI package `holidays` knows for Vietnam, read once per year.

The package follows Labour Code 2019 Art 111(3) and 112 (lunar Tết, Hùng Kings, days in lieu) and the swaps of
working days announced each year. It computes years that nobody has announced yet, and it lags behind late
announcements: what it misses stands in `working_calendar.OFFICIAL_OVERRIDES` or in the table that an
administrator edits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from holidays import country_holidays

_VIETNAM: Final = "VN"

FIRST_YEAR: Final[int] = country_holidays(_VIETNAM).start_year
LAST_YEAR: Final[int] = country_holidays(_VIETNAM).end_year


class UnknownCalendarYear(ValueError):
    """A date lies in a year whose holidays are unknown, so nothing may be counted in it.

    `year` is the year asked for; `code` is stable, for the layer that answers clients.
    """

    code: Final = "calendar_year_unknown"

    def __init__(self, year: int) -> None:
        super().__init__(f"Chưa có lịch nghỉ lễ năm {year}: lịch chỉ có từ năm {FIRST_YEAR} đến {LAST_YEAR}.")
        self.year = year


@dataclass(frozen=True)
class PublicHolidays:
    """One year: days off with their names, and weekend days worked in exchange."""

    days_off: Mapping[date, str]
    in_english: Mapping[date, str]
    make_up_days: frozenset[date]


@cache
def public_holidays(year: int) -> PublicHolidays:
    """Raises UnknownCalendarYear outside FIRST_YEAR–LAST_YEAR, where the package would silently know none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownCalendarYear(year)
    # The language is fixed because the package otherwise takes it from the machine's locale.
    table = country_holidays(_VIETNAM, years=year, language="vi")
    english = country_holidays(_VIETNAM, years=year, language="en_US")
    return PublicHolidays(
        days_off=MappingProxyType({day: table[day] for day in sorted(table) if day.year == year}),
        in_english=MappingProxyType({day: english[day] for day in sorted(english) if day.year == year}),
        # The package lists make-up days of some other years along with those of the year asked for.
        make_up_days=frozenset(day for day in table.weekend_workdays if day.year == year),
    )
