"""What comes with a due date: its reasons, its refusals, the warning day, and early / on time / late."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from api.calendars.deadlines import (
    Completion,
    DueDate,
    Duration,
    Pause,
    PausePolicy,
    Step,
    Unit,
    completion_of,
    due_date,
    warning_on,
    working_days_left,
)
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.calendars.public_holidays import FIRST_YEAR, LAST_YEAR, public_holidays
from api.calendars.working_calendar import DayOverride, UnknownCalendarYear, WorkingCalendar

CALENDAR = WorkingCalendar()
NAIVE = datetime(2026, 3, 2, 9)  # noqa: DTZ001


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def _due(
    received: str,
    quantity: int,
    unit: Unit,
    *pauses: tuple[str, str | None],
    policy: PausePolicy = "pause",
    calendar: WorkingCalendar = CALENDAR,
) -> DueDate:
    return due_date(
        received_at=_at(received),
        duration=Duration(quantity, unit),
        calendar=calendar,
        pauses=[Pause(_at(start), _at(end) if end else None) for start, end in pauses],
        policy=policy,
    )


def _codes(answer: DueDate) -> list[str]:
    return [step.code for step in answer.steps]


def _step(answer: DueDate, code: str) -> Step:
    return next(step for step in answer.steps if step.code == code)


class TestSteps:
    def test_a_plain_period_is_told_in_three_sentences(self) -> None:
        answer = _due("2026-09-07 09:05", 5, "working_day")

        assert [step.text for step in answer.steps] == [
            "Tiếp nhận hồ sơ lúc 09:05 thứ Hai 07/09/2026.",
            "Thời hạn 5 ngày làm việc; ngày đầu (thứ Hai 07/09/2026) không tính, tính từ ngày tiếp theo.",
            "Hạn trả kết quả: 17:00 thứ Hai 14/09/2026.",
        ]
        assert [step.article for step in answer.steps] == [
            "Nghị định 118/2025/NĐ-CP (sửa đổi bởi Nghị định 309/2026/NĐ-CP), Điều 17 khoản 3",
            "Bộ luật Dân sự 2015, Điều 147 khoản 2",
            "Bộ luật Dân sự 2015, Điều 148 khoản 1",
        ]

    def test_the_same_in_english(self) -> None:
        answer = _due("2026-08-28 17:00:30", 1, "working_day")

        assert [step.sentence("en") for step in answer.steps] == [
            "Dossier received at 17:00:30 on Friday 28/08/2026.",
            "Outside working hours: counts as received at 07:30 on Thursday 03/09/2026.",
            "Time limit 1 working day; the first day (Thursday 03/09/2026) does not count, the next one does.",
            "Result due: 17:00 on Friday 04/09/2026.",
        ]

    def test_days_off_are_named_in_english(self) -> None:
        answer = _due("2026-08-20 09:00", 8, "working_day")

        assert [step.english for step in answer.steps if step.code in ("make_up_day", "day_off")] == [
            "Saturday 22/08/2026 is a working day: Make-up working day.",
            "Monday 31/08/2026 does not count: Day off (substituted from 22/08/2026).",
            "Tuesday 01/09/2026 does not count: National Day.",
            "Wednesday 02/09/2026 does not count: National Day.",
        ]
        moved = _step(_due("2026-03-27 09:00", 1, "month"), "last_day_moved").english
        assert "is a day off: Hung Kings' Commemoration Day (observed)." in moved

    def test_every_holiday_of_every_known_year_has_an_english_name(self) -> None:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            known = public_holidays(year)
            assert known.in_english.keys() == known.days_off.keys()
            assert all(name.isascii() for name in known.in_english.values())

    def test_a_pause_is_told_in_english(self) -> None:
        pause = ("2026-03-03 10:00", "2026-03-05 10:00")
        found = _step(_due("2026-03-02 09:00", 5, "working_day", pause), "pause_shifts").english

        assert found == (
            "Paused from 10:00 on Tuesday 03/03/2026 to 10:00 on Thursday 05/03/2026: 2 working days later."
        )

    def test_the_decree_of_2026_is_not_cited_for_earlier_receptions(self) -> None:
        assert _step(_due("2026-08-04 09:00", 1, "working_day"), "received").article is None
        assert _step(_due("2026-08-05 09:00", 1, "working_day"), "received").article is not None

    def test_reception_outside_hours_says_what_it_counts_as(self) -> None:
        answer = _due("2026-03-06 17:00:30", 1, "working_day")

        assert answer.steps[0].text == "Tiếp nhận hồ sơ lúc 17:00:30 thứ Sáu 06/03/2026."
        assert _step(answer, "outside_hours").at == answer.effective_from == _at("2026-03-09 07:30")

    def test_holidays_and_worked_saturdays_are_named(self) -> None:
        answer = _due("2026-08-20 09:00", 7, "working_day")

        # Fri 21, Sat 22, Mon 24 – Fri 28 August: seven days, and 31 August is never reached.
        assert answer.due_on == date(2026, 8, 28)
        assert _step(answer, "make_up_day").on == date(2026, 8, 22)
        assert "day_off" not in _codes(answer)

        longer = _due("2026-08-20 09:00", 8, "working_day")
        assert longer.due_on == date(2026, 9, 3)
        off = [step.on for step in longer.steps if step.code == "day_off"]
        assert off == [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)]
        assert "Quốc khánh" in [step.text for step in longer.steps if step.code == "day_off"][-1]

    def test_an_override_is_named_with_its_source(self) -> None:
        answer = _due("2025-12-31 09:00", 1, "working_day")

        assert _step(answer, "due").on == date(2026, 1, 5)
        assert [s.article for s in answer.steps if s.on == date(2026, 1, 2)] == ["12729/VPCP-KGVX"]

    def test_a_half_day_is_told(self) -> None:
        calendar = WorkingCalendar(overrides=(DayOverride(date(2026, 3, 4), "half_day", "Họp", "9/TB"),))

        answer = _due("2026-03-02 09:00", 3, "working_day", calendar=calendar)

        assert answer.due_on == date(2026, 3, 5)
        assert _step(answer, "half_day").text == (
            "Thứ Tư 04/03/2026 chỉ làm việc buổi sáng, vẫn là một ngày làm việc: Họp."
        )

    def test_days_off_do_not_matter_inside_calendar_periods(self) -> None:
        # Tết and four weekends lie inside; the end is Monday 9 March.
        assert _codes(_due("2026-02-06 09:00", 31, "day")) == ["received", "first_day_not_counted", "due"]

    @pytest.mark.parametrize(
        ("received", "unit", "reason"),
        [
            ("2026-03-06 09:00", "day", "ngày nghỉ cuối tuần"),
            ("2026-03-27 09:00", "month", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        ],
    )
    def test_a_moved_last_day_is_told(self, received: str, unit: Unit, reason: str) -> None:
        answer = _due(received, 1, unit)

        assert _codes(answer)[-2:] == ["last_day_moved", "due"]
        assert reason in _step(answer, "last_day_moved").text
        assert _step(answer, "last_day_moved").on == answer.due_on

    def test_same_day_results(self) -> None:
        assert _codes(_due("2026-03-02 09:00", 0, "day")) == ["received", "same_day", "due"]
        late = _due("2026-03-02 15:30", 0, "working_day")
        assert _codes(late) == ["received", "after_cutoff", "due"]
        assert _step(late, "after_cutoff").on == date(2026, 3, 3)

    def test_pauses_say_what_they_cost(self) -> None:
        days = _due("2026-03-02 09:00", 5, "working_day", ("2026-03-03 10:00", "2026-03-05 10:00"))
        months = _due("2026-03-02 09:00", 1, "month", ("2026-03-03 10:00", "2026-03-10 10:00"))
        hours = _due("2026-03-02 09:00", 4, "hour", ("2026-03-02 10:00", "2026-03-02 13:45"))

        assert _step(days, "pause_shifts").text.endswith("dời thêm 2 ngày làm việc.")
        assert _step(months, "pause_shifts").text.endswith("dời thêm 7 ngày.")
        assert _step(hours, "pause_shifts").text.endswith("dời thêm 1 giờ 45 phút làm việc.")

    def test_pauses_without_effect_are_told_too(self) -> None:
        answer = _due(
            "2026-03-02 09:00",
            5,
            "working_day",
            ("2026-02-26 10:00", "2026-02-27 10:00"),
            ("2026-03-10 09:00", "2026-03-11 09:00"),
        )

        assert _codes(answer)[2:] == ["pause_before_reception", "pause_after_due", "due"]

    @pytest.mark.parametrize("policy", ["pause", "restart"])
    def test_a_pause_that_ends_as_the_dossier_is_received_changes_nothing(self, policy: PausePolicy) -> None:
        answer = _due(
            "2026-03-02 09:00", 5, "working_day", ("2026-02-26 10:00", "2026-03-02 09:00"), policy=policy
        )

        assert "pause_before_reception" in _codes(answer)
        assert answer.due_on == date(2026, 3, 9)

    def test_pauses_that_touch_are_told_as_one(self) -> None:
        answer = _due(
            "2026-03-02 09:00",
            5,
            "working_day",
            ("2026-03-03 10:00", "2026-03-04 10:00"),
            ("2026-03-04 10:00", "2026-03-05 10:00"),
        )

        assert _codes(answer).count("pause_shifts") == 1
        assert answer.due_on == date(2026, 3, 11)

    def test_each_unit_cites_its_own_clause(self) -> None:
        units: tuple[Unit, ...] = ("working_day", "day", "month", "hour")
        clauses = [_due("2026-03-02 09:00", 1, unit).steps[-1].article for unit in units]

        assert clauses == [
            "Bộ luật Dân sự 2015, Điều 148 khoản 1",
            "Bộ luật Dân sự 2015, Điều 148 khoản 1",
            "Bộ luật Dân sự 2015, Điều 148 khoản 3",
            None,
        ]

    def test_a_restart_explains_only_the_days_that_count(self) -> None:
        answer = _due(
            "2026-02-12 09:00", 2, "working_day", ("2026-02-13 09:00", "2026-02-25 09:00"), policy="restart"
        )

        # Tết lies before the restart on Wednesday 25 February.
        assert _codes(answer) == ["received", "pause_restarts", "first_day_not_counted", "due"]
        assert answer.due_on == date(2026, 2, 27)
        assert answer.effective_from == _at("2026-02-12 09:00")

    def test_an_open_pause_is_marked(self) -> None:
        answer = _due("2026-03-02 09:00", 5, "working_day", ("2026-03-04 10:00", None))

        assert answer.paused
        assert _codes(answer)[-2:] == ["paused", "due"]

    def test_an_open_pause_may_begin_at_the_last_moment(self) -> None:
        assert _due("2026-03-02 09:00", 5, "working_day", ("2026-03-09 17:00", None)).paused

    def test_an_open_pause_after_the_due_date_stops_nothing(self) -> None:
        answer = _due("2026-03-02 09:00", 5, "working_day", ("2026-03-10 10:00", None))

        assert not answer.paused
        assert _codes(answer)[-2:] == ["pause_after_due", "due"]

    def test_json_for_inspectors(self) -> None:
        answer = _due("2026-03-02 09:00", 2, "hour")

        told: dict[str, Any] = json.loads(json.dumps(answer.to_json()))
        assert told["due_on"] == "2026-03-02"
        assert told["due_at"] == "2026-03-02T11:00:00+07:00"
        assert told["paused"] is False
        assert told["steps"][-1] == {
            "code": "due",
            "text": "Hạn trả kết quả: 11:00 thứ Hai 02/03/2026.",
            "on": "2026-03-02",
            "at": "2026-03-02T11:00:00+07:00",
            "article": None,
        }


class TestRefusals:
    def test_naive_datetimes(self) -> None:
        with pytest.raises(ValueError, match="naive"):
            due_date(received_at=NAIVE, duration=Duration(1, "day"), calendar=CALENDAR)
        with pytest.raises(ValueError, match="naive"):
            Pause(NAIVE, None)
        with pytest.raises(ValueError, match="naive"):
            Pause(NAIVE.replace(tzinfo=TIME_ZONE), NAIVE)
        with pytest.raises(ValueError, match="naive"):
            completion_of(finished_at=NAIVE, due_at=None, unit="day")

    def test_a_pause_that_ends_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="kết thúc trước khi bắt đầu"):
            Pause(_at("2026-03-02 10:00"), _at("2026-03-02 09:59"))

    @pytest.mark.parametrize(
        ("quantity", "unit"),
        [
            (-1, "working_day"),
            (0, "hour"),
            (0, "month"),
            (1.5, "day"),
            (True, "day"),
            ("5", "day"),
            (1, "week"),
        ],
    )
    def test_durations_nobody_publishes(self, quantity: Any, unit: Any) -> None:
        with pytest.raises(ValueError, match="hạn"):
            Duration(quantity, unit)

    def test_an_unknown_policy(self) -> None:
        policy: Any = "stop"
        with pytest.raises(ValueError, match="tạm dừng"):
            _due("2026-03-02 09:00", 1, "day", policy=policy)

    @pytest.mark.parametrize("unit", ["working_day", "day", "month", "hour"])
    @pytest.mark.parametrize("quantity", [50_000, 10**30])
    def test_counting_out_of_the_known_years(self, unit: Unit, quantity: int) -> None:
        with pytest.raises(UnknownCalendarYear, match="2101"):
            _due("2100-06-01 09:00", quantity, unit)

    @pytest.mark.parametrize("received", ["1900-12-31 09:00", "2101-01-03 09:00", "9999-12-31 23:00"])
    def test_reception_in_unknown_years(self, received: str) -> None:
        with pytest.raises(UnknownCalendarYear):
            _due(received, 1, "working_day")

    def test_reception_at_the_end_of_time(self) -> None:
        with pytest.raises(UnknownCalendarYear):
            due_date(
                received_at=datetime.max.replace(tzinfo=UTC), duration=Duration(1, "day"), calendar=CALENDAR
            )


class TestCompletion:
    DUE = datetime(2026, 3, 9, 17, tzinfo=TIME_ZONE)

    @pytest.mark.parametrize(
        ("finished", "expected"),
        [
            ("2026-03-08 23:59:59", "early"),
            ("2026-03-09 00:00", "on_time"),
            ("2026-03-09 17:00", "on_time"),
            ("2026-03-09 23:59:59", "on_time"),
            ("2026-03-10 00:00", "late"),
        ],
    )
    @pytest.mark.parametrize("unit", ["working_day", "day", "month"])
    def test_by_date(self, finished: str, expected: Completion, unit: Unit) -> None:
        assert completion_of(finished_at=_at(finished), due_at=self.DUE, unit=unit) == expected

    @pytest.mark.parametrize(
        ("finished", "expected"),
        [("2026-03-09 16:59:59", "early"), ("2026-03-09 17:00", "on_time"), ("2026-03-09 17:00:01", "late")],
    )
    def test_by_the_instant_for_hours(self, finished: str, expected: Completion) -> None:
        assert completion_of(finished_at=_at(finished), due_at=self.DUE, unit="hour") == expected

    def test_the_date_is_that_of_vietnam(self) -> None:
        due_at = self.DUE.astimezone(UTC)
        on_the_tenth = datetime(2026, 3, 9, 17, 30, tzinfo=UTC)  # 00:30 on 10 March in Vietnam
        on_the_ninth = on_the_tenth - timedelta(hours=1)

        assert completion_of(finished_at=on_the_tenth, due_at=due_at, unit="day") == "late"
        assert completion_of(finished_at=on_the_ninth, due_at=due_at, unit="day") == "on_time"

    def test_without_a_due_date_nothing_is_late(self) -> None:
        assert completion_of(finished_at=self.DUE, due_at=None, unit="day") == "on_time"


class TestWarning:
    @pytest.mark.parametrize(
        ("due_on", "expected"),
        [
            (date(2026, 3, 10), date(2026, 3, 9)),
            (date(2026, 3, 9), date(2026, 3, 6)),
            (date(2026, 2, 23), date(2026, 2, 13)),  # before Tết
            (date(2026, 8, 24), date(2026, 8, 22)),  # a worked Saturday
            (date(2026, 1, 5), date(2025, 12, 31)),
        ],
    )
    def test_one_working_day_before(self, due_on: date, expected: date) -> None:
        assert warning_on(due_on, CALENDAR) == expected


def test_closing_time_is_the_offices_own() -> None:
    hours = OpeningHours.weekly(weekday=[(time(8), time(12)), (time(13), time(16, 30))])
    early = WorkingCalendar(hours)

    assert _due("2026-03-02 09:00", 1, "working_day", calendar=early).due_at == _at("2026-03-03 16:30")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 8, 28), 2),  # Friday before the long holiday 31/8–2/9: 3/9 and 4/9
        (date(2026, 8, 30), 2),
        (date(2026, 9, 3), 1),
        (date(2026, 9, 4), 0),
        (date(2026, 9, 5), -1),  # Saturday: late, though no working day has passed
        (date(2026, 9, 7), -1),
        (date(2026, 9, 8), -2),
    ],
)
def test_days_left_leave_out_days_off_and_today(today: date, left: int) -> None:
    assert working_days_left(date(2026, 9, 4), WorkingCalendar(), today=today) == left
