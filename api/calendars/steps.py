"""How a due date is explained: one step for every rule that shaped it, in Vietnamese and English.

Sentences only: which steps there are, and in which order, is decided in `deadlines`. Texts of
law are cited by their Vietnamese names in both languages; so is what an office wrote about a day of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from api.calendars.day_words import WEEKDAYS, WEEKDAYS_IN_ENGLISH
from api.calendars.public_holidays import public_holidays
from api.calendars.working_calendar import DayOverride

Unit = Literal["working_day", "day", "month", "hour"]

StepCode: TypeAlias = Literal[
    "received",  # when the dossier was handed in
    "outside_hours",  # it counts as received at the next opening
    "first_day_not_counted",
    "hours_run",
    "same_day",  # result on the day of reception
    "after_cutoff",  # received too late in the day for that
    "pause_shifts",
    "pause_restarts",
    "pause_before_reception",  # without effect
    "pause_after_due",  # without effect
    "paused",  # the clock stands still now
    "day_off",
    "make_up_day",
    "half_day",
    "last_day_moved",
    "due",  # always the last step
]

# Codified texts; `domain.md` 1.1, 1.2 and 12 say where each was read.
_CIVIL_CODE: Final = "Bộ luật Dân sự 2015"
_RECEPTION_ARTICLE: Final = "Nghị định 118/2025/NĐ-CP (sửa đổi bởi Nghị định 309/2026/NĐ-CP), Điều 17 khoản 3"
_RECEPTION_ARTICLE_SINCE: Final = date(2026, 8, 5)
# Replaced in 2025; how its successor words the rule was not found.
_RESTART_ARTICLE: Final = "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"
_PAUSE_ARTICLE: Final = "Quyết định 766/QĐ-TTg ngày 23/6/2022"

UNIT_NAMES: Final[dict[Unit, str]] = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
    "hour": "giờ làm việc",
}
_UNITS_IN_ENGLISH: Final[dict[Unit, str]] = {
    "working_day": "working day",
    "day": "day",
    "month": "month",
    "hour": "working hour",
}
_REASONS_IN_ENGLISH: Final = {"ngày nghỉ cuối tuần": "weekend", "Ngày làm bù": "Make-up working day"}
"""What `working_calendar` itself says about a day."""
_AMERICAN_DATE: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True, slots=True)
class Step:
    """One reason, told in Vietnamese (`text`) and in English.

    `on` is the day in Vietnam it speaks of; `at` the instant, when it speaks of one. `article` is the law or
    announcement followed; None where none was found and the office's setting decides.
    """

    code: StepCode
    text: str
    english: str
    on: date
    at: datetime | None = None
    article: str | None = None

    def sentence(self, language: str) -> str:
        """For a reader of 'en'; Vietnamese for everybody else."""
        return self.english if language == "en" else self.text

    def to_json(self) -> dict[str, str | None]:
        """Vietnamese, as the papers are; dates and times as ISO 8601, times with their offset."""
        return {
            "code": self.code,
            "text": self.text,
            "on": self.on.isoformat(),
            "at": self.at.isoformat() if self.at else None,
            "article": self.article,
        }


def received(at: datetime) -> Step:
    article = _RECEPTION_ARTICLE if at.date() >= _RECEPTION_ARTICLE_SINCE else None
    vi = f"Tiếp nhận hồ sơ lúc {_moment(at)}."
    return Step("received", vi, f"Dossier received at {_moment_en(at)}.", at.date(), at, article)


def outside_hours(counted_from: datetime) -> Step:
    return Step(
        "outside_hours",
        f"Ngoài giờ làm việc: tính như tiếp nhận lúc {_moment(counted_from)}.",
        f"Outside working hours: counts as received at {_moment_en(counted_from)}.",
        counted_from.date(),
        counted_from,
    )


def first_day_not_counted(start: date, quantity: int, unit: Unit) -> Step:
    return Step(
        "first_day_not_counted",
        f"Thời hạn {quantity} {UNIT_NAMES[unit]}; ngày đầu ({_day(start)}) không tính, tính từ ngày tiếp theo.",
        f"Time limit {_quantity(quantity, unit)}; the first day ({_day_en(start)}) does not count, the next one does.",
        start,
        article=f"{_CIVIL_CODE}, Điều 147 khoản 2",
    )


def hours_run(start: datetime, quantity: int) -> Step:
    hours = _quantity(quantity, "hour")
    return Step(
        "hours_run",
        f"Thời hạn {quantity} giờ, chỉ tính trong giờ mở cửa của ngày làm việc, từ {_moment(start)}.",
        f"Time limit {hours}, counted only while the office is open on working days, from {_moment_en(start)}.",
        start.date(),
        start,
        f"{_CIVIL_CODE}, Điều 147 khoản 1",
    )


def same_day(start: datetime) -> Step:
    day = start.date()
    return Step(
        "same_day", f"Trả kết quả ngay trong {_day(day)}.", f"Result on {_day_en(day)} itself.", day, start
    )


def after_cutoff(start: datetime, day: date) -> Step:
    return Step(
        "after_cutoff",
        f"Tiếp nhận sau 15:00: trả kết quả ngày làm việc tiếp theo, {_day(day)}.",
        f"Received after 15:00: result on the next working day, {_day_en(day)}.",
        day,
        start,
    )


def pause_shifts(started_at: datetime, ended_at: datetime, lost: timedelta, unit: Unit) -> Step:
    return Step(
        "pause_shifts",
        f"{_span(started_at, ended_at)}: dời thêm {_lost(lost, unit)}.",
        f"{_span_en(started_at, ended_at)}: {_lost_en(lost, unit)} later.",
        ended_at.date(),
        ended_at,
        _PAUSE_ARTICLE,
    )


def pause_restarts(started_at: datetime, ended_at: datetime, start: datetime) -> Step:
    return Step(
        "pause_restarts",
        f"{_span(started_at, ended_at)}: tính lại thời hạn từ đầu, từ {_moment(start)}.",
        f"{_span_en(started_at, ended_at)}: the time limit starts anew, from {_moment_en(start)}.",
        start.date(),
        start,
        _RESTART_ARTICLE,
    )


def pause_before_reception(started_at: datetime, ended_at: datetime) -> Step:
    return Step(
        "pause_before_reception",
        f"{_span(started_at, ended_at)}: trước khi tính thời hạn nên không dời.",
        f"{_span_en(started_at, ended_at)}: before the time limit began, so nothing moves.",
        ended_at.date(),
        ended_at,
    )


def pause_after_due(started_at: datetime) -> Step:
    return Step(
        "pause_after_due",
        f"Tạm dừng từ {_moment(started_at)}: thời hạn đã hết nên không dời.",
        f"Paused from {_moment_en(started_at)}: the time limit had ended, so nothing moves.",
        started_at.date(),
        started_at,
    )


def paused(started_at: datetime) -> Step:
    return Step(
        "paused",
        f"Đang tạm dừng từ {_moment(started_at)}: hạn trả còn dời cho đến khi hết tạm dừng.",
        f"Paused since {_moment_en(started_at)}: the due date moves on until the pause ends.",
        started_at.date(),
        started_at,
    )


def exceptional_day(exception: DayOverride) -> Step:
    """A day inside the period that is off, worked or half worked unlike others of its day of the week."""
    day, reason, source = exception.day, exception.reason, exception.source
    why = _reason_en(day, reason)
    if exception.kind == "off":
        vi, en = f"Không tính {_day(day)}: {reason}.", f"{_day_en(day)} does not count: {why}."
        return Step("day_off", vi, en, day, article=source)
    if exception.kind == "half_day":
        vi = f"{_day(day)} chỉ làm việc buổi sáng, vẫn là một ngày làm việc: {reason}."
        en = f"{_day_en(day)} is worked in the morning only, and is still a working day: {why}."
        return Step("half_day", _capital(vi), en, day, article=source)
    vi, en = f"{_day(day)} là ngày làm việc: {reason}.", f"{_day_en(day)} is a working day: {why}."
    return Step("make_up_day", _capital(vi), en, day, article=source)


def last_day_moved(last: date, reason: str, moved_to: date) -> Step:
    why = _reason_en(last, reason)
    return Step(
        "last_day_moved",
        f"Ngày cuối, {_day(last)}, là ngày nghỉ: {reason}. Chuyển sang ngày làm việc tiếp theo.",
        f"The last day, {_day_en(last)}, is a day off: {why}. It moves to the next working day.",
        moved_to,
        article=f"{_CIVIL_CODE}, Điều 148 khoản 5",
    )


def due(at: datetime, unit: Unit) -> Step:
    article = f"{_CIVIL_CODE}, Điều 148 khoản {3 if unit == 'month' else 1}" if unit != "hour" else None
    return Step(
        "due", f"Hạn trả kết quả: {_moment(at)}.", f"Result due: {_moment_en(at)}.", at.date(), at, article
    )


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day:02d}/{day.month:02d}/{day.year}"


@lru_cache(maxsize=4096)
def _day_en(day: date) -> str:
    return f"{WEEKDAYS_IN_ENGLISH[day.weekday()]} {day:%d/%m/%Y}"


def _moment(at: datetime) -> str:
    return f"{_clock(at)} {_day(at.date())}"


def _moment_en(at: datetime) -> str:
    return f"{_clock(at)} on {_day_en(at.date())}"


def _clock(at: datetime) -> str:
    # Seconds are shown when there are any, so that a reception at 17:00:30 is seen to be after closing time.
    seconds = f":{at.second:02d}" if at.second else ""
    return f"{at.hour:02d}:{at.minute:02d}{seconds}"


def _span(started_at: datetime, ended_at: datetime) -> str:
    return f"Tạm dừng từ {_moment(started_at)} đến {_moment(ended_at)}"


def _span_en(started_at: datetime, ended_at: datetime) -> str:
    return f"Paused from {_moment_en(started_at)} to {_moment_en(ended_at)}"


def _lost(lost: timedelta, unit: Unit) -> str:
    if unit == "hour":
        hours, minutes = _hours(lost)
        return f"{hours} giờ {minutes:02d} phút làm việc"
    return f"{lost.days} {UNIT_NAMES['day' if unit == 'month' else unit]}"


def _lost_en(lost: timedelta, unit: Unit) -> str:
    if unit == "hour":
        hours, minutes = _hours(lost)
        return f"{hours} h {minutes:02d} min of working time"
    return _quantity(lost.days, "day" if unit == "month" else unit)


def _hours(lost: timedelta) -> tuple[int, int]:
    return divmod(lost // timedelta(minutes=1), 60)


def _quantity(quantity: int, unit: Unit) -> str:
    return f"{quantity} {_UNITS_IN_ENGLISH[unit]}{'' if quantity == 1 else 's'}"


def _reason_en(day: date, reason: str) -> str:
    """Of holidays and what the calendar itself says; an office's own words stay as they are."""
    known = public_holidays(day.year)
    if reason == known.days_off.get(day):
        return _AMERICAN_DATE.sub(r"\2/\1/\3", known.in_english[day])
    return _REASONS_IN_ENGLISH.get(reason, reason)


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
