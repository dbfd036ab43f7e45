"""Worked examples of due dates, each reckoned by hand against the calendar of its year.

Weekdays off in the years used here:
2024: 1/1, 8–14/2, 18/4, 29/4–1/5, 2–3/9; Saturday 4/5 was worked.
2025: 1/1, 27–31/1, 7/4, 30/4–2/5, 1–2/9; Saturday 26/4 was worked.
2026: 1–2/1, 16–20/2, 27/4, 30/4–1/5, 31/8–2/9, 24/11; Saturdays 10/1 and 22/8 are worked.
2027: 1/1, 4–10/2, 16/4, 30/4, 3/5, 2–3/9, 24/11.
Most examples play in a plain week that begins on Monday 2/3/2026.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple, get_args

import pytest

from api.calendars.deadlines import Duration, Pause, PausePolicy, Unit, due_date
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.calendars.working_calendar import DayOverride, WorkingCalendar

PLAIN = WorkingCalendar()
SATURDAYS = WorkingCalendar(OpeningHours.weekly(saturday=[(time(7, 30), time(11, 30))]))
HALF_DAY = WorkingCalendar(overrides=(DayOverride(date(2026, 2, 13), "half_day", "Nghỉ chiều", "45/TB"),))
STORM = WorkingCalendar(overrides=(DayOverride(date(2026, 3, 3), "off", "Bão số 1", "46/TB"),))
WORKED = WorkingCalendar(overrides=(DayOverride(date(2026, 11, 24), "working", "Không nghỉ", "47/TB"),))


class Example(NamedTuple):
    reason: str
    received: str
    duration: str
    due: str
    pauses: str = ""
    """`start/end` separated by commas, no end when still open; `dd HH:MM` is a day of March 2026."""
    policy: PausePolicy = "pause"
    calendar: WorkingCalendar = PLAIN


RECEPTION = [
    Example("the first day is not counted", "2026-03-02 09:00", "5 working_day", "2026-03-09 17:00"),
    Example("at closing time is still that day", "2026-03-02 17:00", "1 working_day", "2026-03-03 17:00"),
    Example("a second late counts as Tuesday", "2026-03-02 17:00:01", "1 working_day", "2026-03-04 17:00"),
    Example("before opening is that day", "2026-03-02 06:00", "1 working_day", "2026-03-03 17:00"),
    Example("midnight belongs to the new day", "2026-03-03 00:00", "1 working_day", "2026-03-04 17:00"),
    Example("the lunch break is that day", "2026-03-02 12:10", "1 working_day", "2026-03-03 17:00"),
    Example("Friday in time, then the weekend", "2026-03-06 16:59", "1 working_day", "2026-03-09 17:00"),
    Example("Friday evening counts as Monday", "2026-03-06 18:00", "1 working_day", "2026-03-10 17:00"),
    Example("Saturday counts as Monday", "2026-03-07 09:00", "1 working_day", "2026-03-10 17:00"),
    Example(
        "though the office opens on Saturday",
        "2026-03-07 09:00",
        "1 working_day",
        "2026-03-10 17:00",
        calendar=SATURDAYS,
    ),
    Example(
        "Friday evening skips Saturday too",
        "2026-03-06 18:00",
        "1 working_day",
        "2026-03-10 17:00",
        calendar=SATURDAYS,
    ),
    Example("Sunday counts as Monday for days too", "2026-03-08 23:00", "3 day", "2026-03-12 17:00"),
    Example("17:00 in Vietnam, told in UTC", "2026-03-02T10:00+00:00", "1 working_day", "2026-03-03 17:00"),
    Example("already Tuesday in Vietnam", "2026-03-02T17:30+00:00", "1 working_day", "2026-03-04 17:00"),
]

HOLIDAYS = [
    Example("Tết 2026 is 16–20/2", "2026-02-12 16:10", "5 working_day", "2026-02-26 17:00"),
    Example("after the last closing before Tết", "2026-02-13 17:30", "1 working_day", "2026-02-24 17:00"),
    Example("received in the middle of Tết", "2026-02-18 10:00", "2 working_day", "2026-02-25 17:00"),
    Example("Tết 2024 is 8–14/2", "2024-02-07 10:00", "3 working_day", "2024-02-19 17:00"),
    Example("Tết 2025 is 27–31/1", "2025-01-24 10:00", "1 working_day", "2025-02-03 17:00"),
    Example("Tết 2027 is 4–10/2", "2027-02-03 15:30", "2 working_day", "2027-02-12 17:00"),
    Example(
        "Hùng Kings on Sunday 26/4: Monday in lieu", "2026-04-24 10:00", "1 working_day", "2026-04-28 17:00"
    ),
    Example("Hùng Kings on Thursday 18/4/2024", "2024-04-17 10:00", "1 working_day", "2024-04-19 17:00"),
    Example("Hùng Kings on Monday 7/4/2025", "2025-04-04 14:00", "1 working_day", "2025-04-08 17:00"),
    Example("Hùng Kings on Friday 16/4/2027", "2027-04-15 09:00", "1 working_day", "2027-04-19 17:00"),
    Example("30/4 and 1/5 on Thursday and Friday", "2026-04-28 10:00", "3 working_day", "2026-05-05 17:00"),
    Example("1/5/2027 on Saturday: Monday in lieu", "2027-04-29 09:00", "1 working_day", "2027-05-04 17:00"),
    Example("across New Year", "2024-12-31 10:00", "2 working_day", "2025-01-03 17:00"),
    Example("the Day of Culture, from 2026", "2026-11-23 10:00", "1 working_day", "2026-11-25 17:00"),
    Example("National Day 2024 with 3/9", "2024-08-30 10:00", "1 working_day", "2024-09-04 17:00"),
    Example("National Day 2027 with 3/9", "2027-09-01 10:00", "1 working_day", "2027-09-06 17:00"),
]

SWAPS = [
    Example("Saturday 22/8 is worked for 31/8", "2026-08-21 10:00", "1 working_day", "2026-08-22 17:00"),
    Example("received on that Saturday afternoon", "2026-08-22 15:00", "1 working_day", "2026-08-24 17:00"),
    Example("31/8 to 2/9 are off", "2026-08-28 10:00", "2 working_day", "2026-09-04 17:00"),
    Example(
        "Friday 2/1/2026 is off (12729/VPCP-KGVX)", "2025-12-31 10:00", "1 working_day", "2026-01-05 17:00"
    ),
    Example(
        "and Saturday 10/1/2026 is worked for it", "2026-01-09 10:00", "1 working_day", "2026-01-10 17:00"
    ),
    Example(
        "Friday evening counts as that Saturday", "2026-01-09 17:30", "1 working_day", "2026-01-12 17:00"
    ),
    Example("Saturday 4/5/2024 is worked for 29/4", "2024-05-03 10:00", "1 working_day", "2024-05-04 17:00"),
    Example("Saturday 26/4/2025 is worked for 2/5", "2025-04-25 09:00", "3 working_day", "2025-04-29 17:00"),
    Example(
        "a worked Saturday has weekday hours",
        "2026-08-22 10:30",
        "3 hour",
        "2026-08-22 15:30",
        calendar=SATURDAYS,
    ),
    Example(
        "a storm closes the office on 3/3",
        "2026-03-02 10:00",
        "1 working_day",
        "2026-03-04 17:00",
        calendar=STORM,
    ),
    Example(
        "a holiday that is worked here",
        "2026-11-23 10:00",
        "1 working_day",
        "2026-11-24 17:00",
        calendar=WORKED,
    ),
    Example(
        "a half day counts, until it closes",
        "2026-02-12 10:00",
        "1 working_day",
        "2026-02-13 11:30",
        calendar=HALF_DAY,
    ),
    Example(
        "its afternoon is closed", "2026-02-13 14:00", "1 working_day", "2026-02-24 17:00", calendar=HALF_DAY
    ),
    Example(
        "hours run only in its morning", "2026-02-13 10:30", "2 hour", "2026-02-23 08:30", calendar=HALF_DAY
    ),
]

CALENDAR_PERIODS = [
    Example("days run through", "2026-03-04 10:00", "2 day", "2026-03-06 17:00"),
    Example("the end on Saturday moves to Monday", "2026-03-04 10:00", "3 day", "2026-03-09 17:00"),
    Example(
        "a Saturday opening is no end either",
        "2026-03-04 10:00",
        "3 day",
        "2026-03-09 17:00",
        calendar=SATURDAYS,
    ),
    Example("a weekend inside is counted", "2026-03-06 10:00", "5 day", "2026-03-11 17:00"),
    Example("the end in Tết moves past it", "2026-02-06 10:00", "10 day", "2026-02-23 17:00"),
    Example("the end on a worked Saturday stays", "2026-08-12 10:00", "10 day", "2026-08-22 17:00"),
    Example("the end on 31/8 moves past 2/9", "2026-08-21 10:00", "10 day", "2026-09-03 17:00"),
    Example("after hours, then a holiday in lieu", "2026-04-16 18:00", "10 day", "2026-04-28 17:00"),
    Example("a leap day is a day", "2024-02-19 10:00", "10 day", "2024-02-29 17:00"),
    Example("no leap day in 2027, and 28/2 a Sunday", "2027-02-18 10:00", "10 day", "2027-03-01 17:00"),
    Example("the corresponding day", "2026-03-02 10:00", "1 month", "2026-04-02 17:00"),
    Example("31 January + 1 month in a leap year", "2024-01-31 10:00", "1 month", "2024-02-29 17:00"),
    Example("no 29/2 in 2027; 28/2 is a Sunday", "2027-01-29 10:00", "1 month", "2027-03-01 17:00"),
    Example("no 31/2 either, across New Year", "2026-12-31 10:00", "2 month", "2027-03-01 17:00"),
    Example("a year from the leap day", "2024-02-29 10:00", "12 month", "2025-02-28 17:00"),
    Example("31/8 is off until 3/9", "2026-07-31 10:00", "1 month", "2026-09-03 17:00"),
    Example("15/2/2026 is the Sunday before Tết", "2025-12-15 10:00", "2 month", "2026-02-23 17:00"),
]

HOURS = [
    Example("within the morning", "2026-03-02 09:00", "2 hour", "2026-03-02 11:00"),
    Example("across lunch", "2026-03-02 10:30", "2 hour", "2026-03-02 14:30"),
    Example("used up at lunch, due then", "2026-03-02 10:30", "1 hour", "2026-03-02 11:30"),
    Example("received in the lunch break", "2026-03-02 12:10", "1 hour", "2026-03-02 14:30"),
    Example("received as lunch begins", "2026-03-02 11:30", "1 hour", "2026-03-02 14:30"),
    Example("to the second", "2026-03-02 09:00:17", "1 hour", "2026-03-02 10:00:17"),
    Example("across the weekend", "2026-03-06 16:00", "2 hour", "2026-03-09 08:30"),
    Example("8 hours are more than a day of 7½", "2026-03-02 08:00", "8 hour", "2026-03-03 08:30"),
    Example(
        "no hours on a Saturday opening", "2026-03-07 09:00", "4 hour", "2026-03-09 11:30", calendar=SATURDAYS
    ),
    Example("across Tết", "2026-02-13 16:30", "1 hour", "2026-02-23 08:00"),
    Example("into a worked Saturday", "2026-08-21 16:30", "1 hour", "2026-08-22 08:00"),
    Example("after closing", "2026-03-02 19:00", "1 hour", "2026-03-03 08:30"),
]

SAME_DAY = [
    Example("15:00 is still in time", "2026-03-02 15:00", "0 working_day", "2026-03-02 17:00"),
    Example("after 15:00 the next working day", "2026-03-02 15:01", "0 working_day", "2026-03-03 17:00"),
    Example("after 15:00 on a Friday", "2026-03-06 16:00", "0 working_day", "2026-03-09 17:00"),
    Example("Friday evening counts as Monday 07:30", "2026-03-06 18:00", "0 working_day", "2026-03-09 17:00"),
    Example("after 15:00 before Tết", "2026-02-13 15:30", "0 working_day", "2026-02-23 17:00"),
    Example("the same for days", "2026-03-02 15:30", "0 day", "2026-03-03 17:00"),
    Example(
        "Saturday counts as Monday",
        "2026-03-07 08:00",
        "0 working_day",
        "2026-03-09 17:00",
        calendar=SATURDAYS,
    ),
]

PAUSES = [
    Example(
        "Tuesday and Wednesday are lost",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-11 17:00",
        "03 10:00/05 10:00",
    ),
    Example(
        "running again at closing: nothing lost",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "03 10:00/03 15:00",
    ),
    Example(
        "ended exactly at closing: nothing lost",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "03 10:00/03 17:00",
    ),
    Example(
        "begun exactly at closing: that day is lost",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "03 17:00/04 08:00",
    ),
    Example(
        "begun after closing: that day was worked",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "03 17:30/04 16:00",
    ),
    Example(
        "a weekend inside is no loss",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "06 10:00/09 10:00",
    ),
    Example(
        "from the day of reception",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "02 10:00/03 10:00",
    ),
    Example(
        "across Tết: 12, 13 and 23/2 are lost",
        "2026-02-10 10:00",
        "5 working_day",
        "2026-02-27 17:00",
        "2026-02-12 10:00/2026-02-24 10:00",
    ),
    Example(
        "two pauses of a day",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-11 17:00",
        "03 10:00/04 10:00,05 10:00/06 10:00",
    ),
    Example(
        "overlapping and unsorted: three days",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-12 17:00",
        "04 10:00/06 10:00,03 10:00/05 10:00",
    ),
    Example(
        "over before reception",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "2026-02-26 10:00/2026-02-27 10:00",
    ),
    Example(
        "begun before reception: Monday is lost",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "2026-02-27 10:00/03 10:00",
    ),
    Example(
        "begun after the due date",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "10 09:00/13 09:00",
    ),
    Example(
        "begun exactly at the due moment",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "09 17:00/10 08:00",
    ),
    Example(
        "begun on the day the first pause led to",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-11 17:00",
        "05 10:00/06 10:00,10 10:00/11 10:00",
    ),
    Example(
        "still open: as far as known", "2026-03-02 09:00", "5 working_day", "2026-03-09 17:00", "04 10:00/"
    ),
    Example(
        "one ended, one still open",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "03 10:00/04 10:00,05 10:00/",
    ),
    Example(
        "a same-day result waits a day",
        "2026-03-02 09:00",
        "0 working_day",
        "2026-03-03 17:00",
        "02 10:00/03 09:00",
    ),
    Example(
        "days: 7/3 + 2 is Monday, moved once",
        "2026-03-02 09:00",
        "5 day",
        "2026-03-09 17:00",
        "03 10:00/05 10:00",
    ),
    Example(
        "days: a weekend inside is a loss",
        "2026-03-02 09:00",
        "10 day",
        "2026-03-16 17:00",
        "06 10:00/09 10:00",
    ),
    Example(
        "days: only Saturday is lost", "2026-03-02 09:00", "10 day", "2026-03-13 17:00", "06 18:00/08 12:00"
    ),
    Example(
        "months shift by days: 5/4 is a Sunday",
        "2026-03-02 09:00",
        "1 month",
        "2026-04-06 17:00",
        "03 10:00/06 10:00",
    ),
    Example(
        "hours: 1½ + ½ of opening time", "2026-03-02 09:00", "4 hour", "2026-03-02 17:00", "02 10:00/02 14:00"
    ),
    Example(
        "hours: a night costs 1 + ½", "2026-03-02 13:30", "8 hour", "2026-03-03 15:30", "02 16:00/03 08:00"
    ),
    Example(
        "hours: the lunch break costs nothing",
        "2026-03-02 10:30",
        "2 hour",
        "2026-03-02 14:30",
        "02 11:40/02 13:20",
    ),
]

RESTARTS = [
    Example(
        "anew from Thursday",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-12 17:00",
        "03 10:00/05 10:00",
        "restart",
    ),
    Example(
        "supplemented in the evening",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-13 17:00",
        "03 10:00/05 18:00",
        "restart",
    ),
    Example(
        "supplemented on Saturday",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-16 17:00",
        "03 10:00/07 10:00",
        "restart",
    ),
    Example(
        "the last pause decides",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-18 17:00",
        "03 10:00/05 10:00,10 10:00/11 10:00",
        "restart",
    ),
    Example(
        "even a short pause",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-10 17:00",
        "03 10:00/03 10:30",
        "restart",
    ),
    Example(
        "hours anew from 14:00",
        "2026-03-02 09:00",
        "4 hour",
        "2026-03-03 08:30",
        "02 10:00/02 14:00",
        "restart",
    ),
    Example(
        "a month from 31/3 ends on 30/4, a holiday",
        "2026-03-02 09:00",
        "1 month",
        "2026-05-04 17:00",
        "10 09:00/31 09:00",
        "restart",
    ),
    Example(
        "the same day, but after 15:00",
        "2026-03-02 09:00",
        "0 working_day",
        "2026-03-03 17:00",
        "02 10:00/02 15:30",
        "restart",
    ),
    Example(
        "not after the due date",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "10 09:00/13 09:00",
        "restart",
    ),
    Example(
        "still open: as far as known",
        "2026-03-02 09:00",
        "5 working_day",
        "2026-03-09 17:00",
        "04 10:00/",
        "restart",
    ),
]

EXAMPLES = [*RECEPTION, *HOLIDAYS, *SWAPS, *CALENDAR_PERIODS, *HOURS, *SAME_DAY, *PAUSES, *RESTARTS]


def _at(text: str) -> datetime:
    moment = datetime.fromisoformat(text if len(text) > len("dd HH:MM") else f"2026-03-{text}")
    return moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)


def _pauses(text: str) -> list[Pause]:
    pairs = [pair.partition("/") for pair in text.split(",") if pair]
    return [Pause(_at(start), _at(end) if end else None) for start, _, end in pairs]


def _duration(text: str) -> Duration:
    quantity, _, name = text.partition(" ")
    unit: Unit = next(unit for unit in get_args(Unit) if unit == name)
    return Duration(int(quantity), unit)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.received} + {e.duration}: {e.reason}")
def test_worked_example(example: Example) -> None:
    answer = due_date(
        received_at=_at(example.received),
        duration=_duration(example.duration),
        calendar=example.calendar,
        pauses=_pauses(example.pauses),
        policy=example.policy,
    )

    assert answer.due_at == _at(example.due), "\n".join(step.text for step in answer.steps)
    assert answer.due_on == answer.due_at.date()
    assert answer.paused is example.pauses.endswith("/")
