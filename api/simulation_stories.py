"""What happens in an invented dossier, and when: STORIES and the working time they are set in. No I/O.

A story is a row of actions that the lifecycle's table allows one after the other; `Story.scenes` plays them
through `lifecycle.decide`, so a story against the table cannot be told.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import WorkingCalendar
from api.dossiers.lifecycle import ACTIONS, Facts, Status, decide

DAYS: Final = 730  # before the end of a simulation, when its first dossiers begin
_MOMENT: Final = 0.0001  # of a working day

REASONS: Final = {
    "decline": "Thủ tục này thuộc thẩm quyền của nơi cư trú (dữ liệu mô phỏng).",
    "request_supplement": "Ảnh giấy tờ bị mờ, xin chụp lại cho rõ (dữ liệu mô phỏng).",
    "stop": "Không đủ điều kiện giải quyết (dữ liệu mô phỏng).",
}
_MARKS: Final[dict[str, dict[str, Any]]] = {
    "receive": {"received": True},
    "request_supplement": {"supplement_count": 1},
    "draft_result": {"drafted": True},
    "check": {"checked": True},
    "sign": {"signed": True},
    "withdraw": {"withdrawal_requested": True},
}


class Scene(NamedTuple):
    """One action of a story, with what holds of the dossier afterwards."""

    action: str
    role: Role
    status_from: Status
    facts: Facts


@dataclass(frozen=True)
class Story:
    """What happens to `share` of a thousand dossiers after they were submitted.

    Without `days_ago` it began on any day of the two years; with it, that many working days ago, and all of it
    has happened by now, so that small simulations too have dossiers in every status.
    """

    share: int
    actions: tuple[str, ...]
    days_ago: tuple[float, float] | None = None

    @property
    def is_received(self) -> bool:
        return self.actions[:1] == ("receive",)

    def scenes(self) -> tuple[Scene, ...]:
        """The story by the lifecycle's table. Raises the lifecycle's problem where the table forbids it."""
        facts = Facts(Status.NEW)
        played = []
        for action in self.actions:
            who = ACTIONS[action].who
            role = Role.RECEPTION if Role.RECEPTION in who else next(iter(who))
            status_from = facts.status
            status = decide(action, role=role, facts=facts, reason=REASONS.get(action))
            facts = replace(facts, status=status, **_MARKS.get(action, {}))
            played.append(Scene(action, role, status_from, facts))
        return tuple(played)


_RESULT = ("draft_result", "check", "sign", "resolve")
STORIES: Final = (
    Story(720, ("receive", "start", *_RESULT, "return_result")),
    Story(60, ("receive", "start", "request_supplement", "accept_supplement", *_RESULT, "return_result")),
    Story(40, ("receive", "start", "request_payment", "confirm_payment", *_RESULT, "return_result")),
    Story(50, ("decline",)),
    Story(25, ("withdraw",)),
    Story(10, ("receive", "withdraw")),
    Story(20, ("receive", "start", "stop")),
    Story(8, (), (0, 3)),
    Story(8, ("receive",), (0, 3)),
    Story(12, ("receive", "start"), (0, 5)),
    Story(10, ("receive", "start"), (15, 60)),
    Story(6, ("receive", "start", "draft_result"), (0, 6)),
    Story(6, ("receive", "start", "draft_result", "check"), (0, 6)),
    Story(10, ("receive", "start", *_RESULT), (0, 8)),
    Story(8, ("receive", "request_supplement"), (0, 15)),
    Story(4, ("receive", "request_payment"), (0, 6)),
    Story(3, ("receive", "start", "withdraw"), (0, 6)),
)


class WorkingTime:
    """Moments as positions in working time: 12.5 is the middle of the thirteenth working day.

    Runs from DAYS before `until` to some time after it, so that due dates lie in it too.
    """

    def __init__(self, calendar: WorkingCalendar, *, until: datetime) -> None:
        today = local_day(until)
        span = (today + timedelta(days=offset) for offset in range(-DAYS, DAYS))
        self._days = [day for day in span if calendar.is_working_day(day)]
        self._periods = [
            [(_utc(day, opening), _utc(day, closing) - _utc(day, opening)) for opening, closing in periods]
            for day, periods in ((day, calendar.opening_periods(day)) for day in self._days)
        ]
        self._lengths = [sum(length.seconds for _, length in periods) for periods in self._periods]
        self.now = self.position(until) - _MOMENT

    def at(self, position: float) -> datetime:
        """In UTC, in whole seconds."""
        index = int(position)
        elapsed = timedelta(seconds=int((position - index) * self._lengths[index]))
        for opening, length in self._periods[index]:
            if elapsed <= length:
                return opening + elapsed
            elapsed -= length
        raise AssertionError("a position lies within the opening hours")

    def position(self, at: datetime) -> float:
        """The reverse of `at`; outside opening hours, where the clock stands until they begin again."""
        day = local_day(at)
        index = bisect_left(self._days, day)
        if index == len(self._days):
            return index - _MOMENT
        if self._days[index] != day:
            return index
        elapsed = sum(
            min(max(at - opening, timedelta()), length).total_seconds()
            for opening, length in self._periods[index]
        )
        return index + min(elapsed / self._lengths[index], 1 - _MOMENT)


def local_day(at: datetime) -> date:
    """The day in Vietnam."""
    return at.astimezone(TIME_ZONE).date()


def _utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TIME_ZONE).astimezone(UTC)
