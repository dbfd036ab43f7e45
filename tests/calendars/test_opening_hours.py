"""The weekly schedule: the default, the JSON form, and everything that is refused."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from api.calendars.opening_hours import DAY_NAMES, DEFAULT_PERIODS, TIME_ZONE, OpeningHours

MORNING = [["07:30", "11:30"]]
WEEKDAYS: dict[str, Any] = {name: [["07:30", "11:30"], ["13:30", "17:00"]] for name in DAY_NAMES[:5]}


def test_the_default_is_monday_to_friday_with_a_lunch_break() -> None:
    assert OpeningHours.weekly().to_json() == WEEKDAYS | {"saturday": [], "sunday": []}


def test_vietnam_is_seven_hours_ahead() -> None:
    assert datetime(2026, 3, 2, tzinfo=TIME_ZONE).utcoffset() == timedelta(hours=7)


def test_json_goes_out_as_it_came_in() -> None:
    data = WEEKDAYS | {"friday": [["08:00", "11:00"]], "saturday": MORNING, "sunday": []}

    hours = OpeningHours.from_json(json.loads(json.dumps(data)))

    assert hours.to_json() == data
    assert OpeningHours.from_json(hours.to_json()) == hours


def test_weekend_days_may_be_left_out() -> None:
    assert OpeningHours.from_json(WEEKDAYS) == OpeningHours.weekly()


def test_equal_schedules_hash_alike() -> None:
    assert len({OpeningHours.weekly(), OpeningHours.weekly(weekday=list(DEFAULT_PERIODS))}) == 1


def test_a_saturday_opening_is_for_visitors_only() -> None:
    hours = OpeningHours.from_json(WEEKDAYS | {"saturday": MORNING})

    assert hours.for_visitors(5) == ((time(7, 30), time(11, 30)),)
    assert hours.of_working_day(5) == DEFAULT_PERIODS  # a make-up Saturday is worked like a weekday
    assert hours.for_visitors(6) == ()


@pytest.mark.parametrize(
    ("weekday", "half"),
    [
        (DEFAULT_PERIODS, [(time(7, 30), time(11, 30))]),
        ([(time(7, 30), time(16, 30))], [(time(7, 30), time(12))]),  # an office without a lunch break
        (
            [(time(7), time(9)), (time(10), time(12)), (time(13), time(17))],
            [(time(7), time(9)), (time(10), time(12))],
        ),
        ([(time(13), time(17)), (time(18), time(19))], [(time(13), time(17))]),
    ],
)
def test_a_half_day_is_the_morning(weekday: list[tuple[time, time]], half: list[tuple[time, time]]) -> None:
    assert OpeningHours.weekly(weekday=weekday).of_half_day(0) == tuple(half)


def test_periods_may_touch() -> None:
    OpeningHours.weekly(weekday=[(time(7), time(12)), (time(12), time(17))])


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (None, "đối tượng JSON"),
        ([], "đối tượng JSON"),
        ({}, "thiếu giờ của ngày làm việc monday"),
        (WEEKDAYS | {"friday": []}, "thiếu giờ của ngày làm việc friday"),
        (WEEKDAYS | {"Saturday": MORNING}, "không rõ: Saturday"),
        (WEEKDAYS | {1: MORNING}, "không rõ: 1"),
        (WEEKDAYS | {"monday": "07:30-11:30"}, "danh sách các buổi"),
        (WEEKDAYS | {"monday": None}, "danh sách các buổi"),
        (WEEKDAYS | {"monday": [["07:30"]]}, "giờ mở cửa và giờ đóng cửa"),
        (WEEKDAYS | {"monday": ["07:30", "11:30"]}, "giờ mở cửa và giờ đóng cửa"),
        (WEEKDAYS | {"monday": [["07:30", "24:00"]]}, "HH:MM"),
        (WEEKDAYS | {"monday": [["7:30", "11:30"]]}, "HH:MM"),
        (WEEKDAYS | {"monday": [["07:30\n", "11:30"]]}, "HH:MM"),
        (WEEKDAYS | {"monday": [["٠٧:٣٠", "11:30"]]}, "HH:MM"),
        (WEEKDAYS | {"monday": [[730, 1130]]}, "HH:MM"),
        (WEEKDAYS | {"monday": [["11:30", "07:30"]]}, "trước giờ đóng cửa"),
        (WEEKDAYS | {"monday": [["07:30", "07:30"]]}, "trước giờ đóng cửa"),
        (WEEKDAYS | {"monday": [["07:30", "12:00"], ["11:30", "17:00"]]}, "chồng nhau"),
        (WEEKDAYS | {"monday": [["13:30", "17:00"], ["07:30", "11:30"]]}, "sai thứ tự"),
    ],
)
def test_what_is_refused(data: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        OpeningHours.from_json(data)


@pytest.mark.parametrize(
    "opening",
    [time(7, 30, 1), time(7, 30, 0, 1), time(7, 30, tzinfo=TIME_ZONE)],
    ids=["second", "microsecond", "zone"],
)
def test_times_are_plain_hours_and_minutes(opening: time) -> None:
    with pytest.raises(ValueError, match="giờ và phút"):
        OpeningHours.weekly(weekday=[(opening, time(11, 30))])


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="bảy ngày"):
        OpeningHours((DEFAULT_PERIODS,) * 5)
