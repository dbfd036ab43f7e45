"""Which days count and when the office is open, against the announced calendars of 2024–2026."""

from __future__ import annotations

import pickle
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.calendars.public_holidays import FIRST_YEAR, LAST_YEAR, public_holidays
from api.calendars.working_calendar import (
    OFFICIAL_OVERRIDES,
    DayKind,
    DayOverride,
    UnknownCalendarYear,
    WorkingCalendar,
    require_aware,
)

CALENDAR = WorkingCalendar()
SATURDAYS = WorkingCalendar(OpeningHours.weekly(saturday=[(time(7, 30), time(11, 30))]))
WHOLE_DAY = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
MORNING = ((time(7, 30), time(11, 30)),)

# As announced each year; a weekday not named here is worked, a weekend day not named here is not.
WEEKDAYS_OFF = {
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
}
WEEKENDS_WORKED = {2024: "05-04", 2025: "04-26", 2026: "01-10 08-22"}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def _days(year: int, text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in text.split()}


def _override(day: date, kind: DayKind) -> DayOverride:
    return DayOverride(day, kind, "lý do", "01/TB")


class TestDays:
    @pytest.mark.parametrize("year", WEEKDAYS_OFF)
    def test_the_whole_announced_year(self, year: int) -> None:
        off, worked = _days(year, WEEKDAYS_OFF[year]), _days(year, WEEKENDS_WORKED[year])
        for index in range(366):
            day = date(year, 1, 1) + timedelta(days=index)
            if day.year == year:
                expected = (day.weekday() < 5 and day not in off) or day in worked
                assert CALENDAR.is_working_day(day) is expected, day

    def test_the_package_alone_misses_the_swap_of_january_2026(self) -> None:
        assert {override.source for override in OFFICIAL_OVERRIDES} == {"12729/VPCP-KGVX"}
        assert CALENDAR.day_kind(date(2026, 1, 2)) == "off"
        assert CALENDAR.day_kind(date(2026, 1, 10)) == "working"
        assert CALENDAR.closing_time(date(2026, 1, 10)) == time(17)

    def test_a_make_up_day_of_one_year_may_be_announced_with_another(self) -> None:
        # 31/12/2018 was off for Saturday 5/1/2019.
        assert not CALENDAR.is_working_day(date(2018, 12, 31))
        assert CALENDAR.is_working_day(date(2019, 1, 5))

    def test_overrides_win_over_the_package_and_the_official_ones(self) -> None:
        calendar = WorkingCalendar(
            overrides=(
                _override(date(2026, 2, 16), "working"),
                _override(date(2026, 8, 22), "off"),
                _override(date(2026, 1, 2), "working"),
                _override(date(2026, 3, 7), "half_day"),
            )
        )

        assert calendar.day_kind(date(2026, 2, 16)) == "working"
        assert calendar.day_kind(date(2026, 8, 22)) == "off"
        assert calendar.day_kind(date(2026, 1, 2)) == "working"
        assert calendar.day_kind(date(2026, 3, 7)) == "half_day"
        assert calendar.closing_time(date(2026, 3, 7)) == time(11, 30)

    def test_of_two_overrides_for_a_day_the_last_wins(self) -> None:
        day = date(2026, 3, 3)
        calendar = WorkingCalendar(overrides=(_override(day, "off"), _override(day, "half_day")))

        assert calendar.day_kind(day) == "half_day"

    def test_an_override_must_be_of_a_known_kind(self) -> None:
        kind: Any = "holiday"
        with pytest.raises(ValueError, match="holiday"):
            _override(date(2026, 3, 3), kind)

    def test_neighbours(self) -> None:
        assert CALENDAR.next_working_day(date(2026, 2, 13)) == date(2026, 2, 23)
        assert CALENDAR.previous_working_day(date(2026, 2, 23)) == date(2026, 2, 13)
        assert CALENDAR.working_day_from(date(2026, 2, 13)) == date(2026, 2, 13)
        assert CALENDAR.working_day_from(date(2026, 2, 14)) == date(2026, 2, 23)

    def test_counting_across_years(self) -> None:
        # Weekdays of the year, less those off, and one Saturday worked.
        assert CALENDAR.working_days_between(date(2024, 1, 1), date(2025, 1, 1)) == 262 - 12 + 1
        assert CALENDAR.working_days_between(date(2025, 1, 1), date(2026, 1, 1)) == 261 - 12 + 1
        assert CALENDAR.working_days_between(date(2024, 1, 1), date(2026, 1, 1)) == 251 + 250
        assert CALENDAR.working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
        assert CALENDAR.working_days_between(date(2026, 3, 2), date(2025, 3, 2)) == 0
        assert CALENDAR.add_working_days(date(2023, 12, 31), 251) == date(2024, 12, 31)
        assert CALENDAR.add_working_days(date(2023, 12, 31), 252) == date(2025, 1, 2)

    def test_counting_goes_forward(self) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            CALENDAR.add_working_days(date(2026, 3, 2), 0)

    def test_a_day_off_has_a_name_but_no_closing_time(self) -> None:
        assert CALENDAR.day_off_name(date(2026, 2, 17)) == "Tết Nguyên Đán"
        assert CALENDAR.day_off_name(date(2026, 3, 7)) == "ngày nghỉ cuối tuần"
        assert CALENDAR.day_off_name(date(2026, 1, 2)).startswith("Ngày nghỉ dịp Tết Dương lịch")
        with pytest.raises(ValueError, match="no closing time"):
            CALENDAR.closing_time(date(2026, 2, 17))

    def test_exceptions_are_days_unlike_their_day_of_the_week(self) -> None:
        found = CALENDAR.exceptions_between(date(2025, 12, 31), date(2026, 1, 10))

        assert [(e.day, e.kind) for e in found] == [
            (date(2026, 1, 1), "off"),
            (date(2026, 1, 2), "off"),
            (date(2026, 1, 10), "working"),
        ]
        # Hùng Kings on a Sunday changes nothing, the Monday in lieu does.
        april = CALENDAR.exceptions_between(date(2026, 4, 20), date(2026, 4, 29))
        assert [e.day for e in april] == [date(2026, 4, 27)]


class TestHours:
    @pytest.mark.parametrize(
        ("day", "periods"),
        [
            (date(2026, 3, 6), WHOLE_DAY),
            (date(2026, 3, 7), MORNING),  # an ordinary Saturday
            (date(2026, 3, 8), ()),
            (date(2026, 8, 22), WHOLE_DAY),  # a worked Saturday
            (date(2027, 5, 1), ()),  # a holiday on Saturday
            (date(2026, 2, 17), ()),
        ],
    )
    def test_opening_periods(self, day: date, periods: tuple[tuple[time, time], ...]) -> None:
        assert SATURDAYS.opening_periods(day) == periods

    def test_a_saturday_opening_is_no_working_day(self) -> None:
        assert not SATURDAYS.is_working_day(date(2026, 3, 7))
        assert SATURDAYS.day_kind(date(2026, 3, 7)) == "off"

    def test_a_closed_saturday_is_closed_to_visitors_too(self) -> None:
        calendar = WorkingCalendar(SATURDAYS.opening_hours, (_override(date(2026, 3, 7), "off"),))

        assert calendar.opening_periods(date(2026, 3, 7)) == ()

    @pytest.mark.parametrize(
        ("at", "visitors", "clock"),
        [
            ("2026-03-06 07:29", "2026-03-06 07:30", "2026-03-06 07:30"),
            ("2026-03-06 07:30", "2026-03-06 07:30", "2026-03-06 07:30"),
            ("2026-03-06 11:30", "2026-03-06 11:30", "2026-03-06 11:30"),
            ("2026-03-06 11:30:01", "2026-03-06 13:30", "2026-03-06 13:30"),
            ("2026-03-06 17:00", "2026-03-06 17:00", "2026-03-06 17:00"),
            ("2026-03-06 17:00:00.000001", "2026-03-07 07:30", "2026-03-09 07:30"),
            ("2026-03-07 09:00", "2026-03-07 09:00", "2026-03-09 07:30"),
            ("2026-03-07 12:00", "2026-03-09 07:30", "2026-03-09 07:30"),
            ("2026-02-14 12:00", "2026-02-21 07:30", "2026-02-23 07:30"),  # Saturday after Tết
        ],
    )
    def test_next_opening(self, at: str, visitors: str, clock: str) -> None:
        assert SATURDAYS.next_opening(_at(at)) == _at(visitors)
        assert SATURDAYS.next_working_opening(_at(at)) == _at(clock)

    def test_opening_time(self) -> None:
        assert SATURDAYS.opening_time_between(_at("2026-03-06 16:00"), _at("2026-03-09 08:00")) == timedelta(
            hours=1, minutes=30
        )
        assert CALENDAR.opening_time_between(_at("2026-03-06 16:00"), _at("2026-03-06 15:00")) == timedelta()

    def test_opening_time_across_the_year(self) -> None:
        # From 16:00 on 31/12/2025, then Monday 5/1/2026 until 08:00: 1–2 January are off.
        start, end = _at("2025-12-31 16:00"), _at("2026-01-05 08:00")
        one_and_a_half = timedelta(hours=1, minutes=30)

        assert CALENDAR.opening_time_between(start, end) == one_and_a_half
        assert CALENDAR.add_opening_time(start, one_and_a_half) == end
        assert CALENDAR.add_opening_time(start, timedelta(hours=1)) == _at("2025-12-31 17:00")
        with pytest.raises(ValueError, match="more than zero"):
            CALENDAR.add_opening_time(_at("2026-03-06 16:00"), timedelta())

    def test_the_day_of_the_clock(self) -> None:
        assert CALENDAR.day_of_clock(_at("2026-03-06 17:00")) == date(2026, 3, 6)
        assert CALENDAR.day_of_clock(_at("2026-03-06 17:01")) == date(2026, 3, 7)
        # The same on a day off, so that making a day a holiday moves nothing.
        assert CALENDAR.day_of_clock(_at("2026-02-17 17:00")) == date(2026, 2, 17)
        assert CALENDAR.day_of_clock(_at("2026-02-17 17:01")) == date(2026, 2, 18)


class TestValue:
    def test_equal_calendars_are_equal_and_hash_alike(self) -> None:
        override = _override(date(2026, 3, 3), "off")
        one, other = (WorkingCalendar(OpeningHours.weekly(), (override,)) for _ in range(2))

        one.is_working_day(date(2026, 3, 3))  # what has been worked out makes no difference
        assert one == other != CALENDAR
        assert hash(one) == hash(other)

    def test_a_calendar_travels_to_other_processes(self) -> None:
        assert pickle.loads(pickle.dumps(SATURDAYS)) == SATURDAYS  # noqa: S301

    def test_naive_datetimes_are_refused(self) -> None:
        naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001
        with pytest.raises(ValueError, match="naive"):
            require_aware(naive)
        for method in (CALENDAR.next_opening, CALENDAR.next_working_opening, CALENDAR.day_of_clock):
            with pytest.raises(ValueError, match="naive"):
                method(naive)


class TestCoverage:
    @pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
    def test_unknown_years_are_refused(self, year: int) -> None:
        with pytest.raises(UnknownCalendarYear, match=f"{year}.*1901.*2100") as caught:
            CALENDAR.is_working_day(date(year, 6, 1))
        assert caught.value.year == year
        assert caught.value.code == "calendar_year_unknown"

    def test_the_last_day_has_no_next(self) -> None:
        with pytest.raises(UnknownCalendarYear, match="2101"):
            CALENDAR.next_working_day(date(LAST_YEAR, 12, 31))

    def test_the_holiday_table_has_not_run_out(self) -> None:
        """This year and the next have the days of Labour Code Art 112 and the Day of Culture."""
        this_year = datetime.now(TIME_ZONE).year
        for year in (this_year, this_year + 1):
            days_off = public_holidays(year).days_off
            assert len(days_off) >= 12, f"renew `holidays` or enter the days off of {year}"
            for fixed in ("01-01", "04-30", "05-01", "09-02"):
                assert date.fromisoformat(f"{year}-{fixed}") in days_off
            tet = next(day for day, name in days_off.items() if name == "Tết Nguyên Đán")
            assert date(year, 1, 20) <= tet <= date(year, 2, 21)
            assert sum(abs((day - tet).days) <= 6 for day in days_off) >= 5
            assert any("Hùng Vương" in name for name in days_off.values())
