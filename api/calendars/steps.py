"""How a due date is explained: one step for every rule that shaped it, in Vietnamese.

Sentences only: which steps there are, and in which order, is decided in `deadlines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from api.calendars.day_words import WEEKDAYS
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

_UNITS: Final[dict[Unit, str]] = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
    "hour": "giờ làm việc",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One reason. `on` is the day in Vietnam it speaks of; `at` the instant, when it speaks of one.

    `article` is the law or announcement followed; None where none was found and the office's setting decides.
    """

    code: StepCode
    text: str
    on: date
    at: datetime | None = None
    article: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Dates and times as ISO 8601, times with their offset."""
        return {
            "code": self.code,
            "text": self.text,
            "on": self.on.isoformat(),
            "at": self.at.isoformat() if self.at else None,
            "article": self.article,
        }


def received(at: datetime) -> Step:
    article = _RECEPTION_ARTICLE if at.date() >= _RECEPTION_ARTICLE_SINCE else None
    return Step("received", f"Tiếp nhận hồ sơ lúc {_moment(at)}.", at.date(), at, article)


def outside_hours(counted_from: datetime) -> Step:
    return Step(
        "outside_hours",
        f"Ngoài giờ làm việc: tính như tiếp nhận lúc {_moment(counted_from)}.",
        counted_from.date(),
        counted_from,
    )


def first_day_not_counted(start: date, quantity: int, unit: Unit) -> Step:
    return Step(
        "first_day_not_counted",
        f"Thời hạn {quantity} {_UNITS[unit]}; ngày đầu ({_day(start)}) không tính, tính từ ngày tiếp theo.",
        start,
        article=f"{_CIVIL_CODE}, Điều 147 khoản 2",
    )


def hours_run(start: datetime, quantity: int) -> Step:
    return Step(
        "hours_run",
        f"Thời hạn {quantity} giờ, chỉ tính trong giờ mở cửa của ngày làm việc, từ {_moment(start)}.",
        start.date(),
        start,
        f"{_CIVIL_CODE}, Điều 147 khoản 1",
    )


def same_day(start: datetime) -> Step:
    return Step("same_day", f"Trả kết quả ngay trong {_day(start.date())}.", start.date(), start)


def after_cutoff(start: datetime, day: date) -> Step:
    return Step(
        "after_cutoff", f"Tiếp nhận sau 15:00: trả kết quả ngày làm việc tiếp theo, {_day(day)}.", day, start
    )


def pause_shifts(started_at: datetime, ended_at: datetime, lost: timedelta, unit: Unit) -> Step:
    return Step(
        "pause_shifts",
        f"{_span(started_at, ended_at)}: dời thêm {_lost(lost, unit)}.",
        ended_at.date(),
        ended_at,
        _PAUSE_ARTICLE,
    )


def pause_restarts(started_at: datetime, ended_at: datetime, start: datetime) -> Step:
    return Step(
        "pause_restarts",
        f"{_span(started_at, ended_at)}: tính lại thời hạn từ đầu, từ {_moment(start)}.",
        start.date(),
        start,
        _RESTART_ARTICLE,
    )


def pause_before_reception(started_at: datetime, ended_at: datetime) -> Step:
    return Step(
        "pause_before_reception",
        f"{_span(started_at, ended_at)}: trước khi tính thời hạn nên không dời.",
        ended_at.date(),
        ended_at,
    )


def pause_after_due(started_at: datetime) -> Step:
    return Step(
        "pause_after_due",
        f"Tạm dừng từ {_moment(started_at)}: thời hạn đã hết nên không dời.",
        started_at.date(),
        started_at,
    )


def paused(started_at: datetime) -> Step:
    return Step(
        "paused",
        f"Đang tạm dừng từ {_moment(started_at)}: hạn trả còn dời cho đến khi hết tạm dừng.",
        started_at.date(),
        started_at,
    )


def exceptional_day(exception: DayOverride) -> Step:
    """A day inside the period that is off, worked or half worked unlike others of its day of the week."""
    day = exception.day
    if exception.kind == "off":
        return Step("day_off", f"Không tính {_day(day)}: {exception.reason}.", day, article=exception.source)
    if exception.kind == "half_day":
        sentence = f"{_day(day)} chỉ làm việc buổi sáng, vẫn là một ngày làm việc: {exception.reason}."
        return Step("half_day", _capital(sentence), day, article=exception.source)
    sentence = f"{_day(day)} là ngày làm việc: {exception.reason}."
    return Step("make_up_day", _capital(sentence), day, article=exception.source)


def last_day_moved(last: date, reason: str, moved_to: date) -> Step:
    return Step(
        "last_day_moved",
        f"Ngày cuối, {_day(last)}, là ngày nghỉ: {reason}. Chuyển sang ngày làm việc tiếp theo.",
        moved_to,
        article=f"{_CIVIL_CODE}, Điều 148 khoản 5",
    )


def due(at: datetime, unit: Unit) -> Step:
    article = f"{_CIVIL_CODE}, Điều 148 khoản {3 if unit == 'month' else 1}" if unit != "hour" else None
    return Step("due", f"Hạn trả kết quả: {_moment(at)}.", at.date(), at, article)


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day:02d}/{day.month:02d}/{day.year}"


def _moment(at: datetime) -> str:
    # Seconds are shown when there are any, so that a reception at 17:00:30 is seen to be after closing time.
    seconds = f":{at.second:02d}" if at.second else ""
    return f"{at.hour:02d}:{at.minute:02d}{seconds} {_day(at.date())}"


def _span(started_at: datetime, ended_at: datetime) -> str:
    return f"Tạm dừng từ {_moment(started_at)} đến {_moment(ended_at)}"


def _lost(lost: timedelta, unit: Unit) -> str:
    if unit == "hour":
        minutes = lost // timedelta(minutes=1)
        return f"{minutes // 60} giờ {minutes % 60:02d} phút làm việc"
    return f"{lost.days} {_UNITS['day' if unit == 'month' else unit]}"


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
