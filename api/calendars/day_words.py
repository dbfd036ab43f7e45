"""Days and opening hours as they are written on paper for citizens. Pure; Vietnamese, since the papers are."""

from __future__ import annotations

from datetime import date, time
from itertools import groupby
from typing import Final

from api.calendars.opening_hours import OpeningHours, Period

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""In the order of `date.weekday()`."""
WEEKDAYS_IN_ENGLISH: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: date) -> str:
    """'thứ Ba, 01/12/2026'."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def hours_words(hours: OpeningHours) -> list[str]:
    """A line for each run of days with the same hours: 'thứ Hai đến thứ Sáu: 7 giờ 30 đến 11 giờ 30'."""
    lines = []
    days = ((day, hours.for_visitors(day)) for day in range(len(WEEKDAYS)))
    for periods, run in groupby(days, key=lambda each: each[1]):
        if not periods:
            continue
        names = [WEEKDAYS[day] for day, _ in run]
        when = names[0] if len(names) == 1 else f"{names[0]} đến {names[-1]}"
        lines.append(f"{when}: {', '.join(_period_words(period) for period in periods)}")
    return lines


def _period_words(period: Period) -> str:
    opening, closing = period
    return f"{_clock_words(opening)} đến {_clock_words(closing)}"


def _clock_words(moment: time) -> str:
    return f"{moment.hour} giờ {moment.minute:02}" if moment.minute else f"{moment.hour} giờ"
