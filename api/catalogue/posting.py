"""When a decision's procedures must be posted, whether they were, and indicator 6. Pure: no database.

A published procedure is posted at the office (niêm yết) and published electronically. Both are due
`publish_within_working_days` working days after the day of the decision, which is not counted itself (QĐ
766/QĐ-TTg indicator 1.2: five in a province). Done on that day or before is on time, later is late; not done is
missing from the day after, and not yet due until then.

Indicator 6 (TT 01/2018/TT-VPCP Art 13, 'Công khai thủ tục hành chính'): 2 for posted and electronic, exact,
complete, timely; 1 for one of the two; 0 for neither. What is neither 2 nor 0 is 1: done in both ways but
late, say. Nothing is scored before it is due, unless it has its 2 already, since indicators without data are left out
(Art 15).

The rules stand with their dates and articles in posting_rules.json, because the law changed four times in
eight years. The rule set of the day of the decision holds, whatever came later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from api.calendars.working_calendar import WorkingCalendar

_RULES = Path(__file__).with_name("posting_rules.json")
# NĐ 63/2010/NĐ-CP, from which on procedures are published by decisions.
EARLIEST_DECISION = date(2010, 10, 14)


class Status(StrEnum):
    """Of one way of making a procedure public."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"


DONE = frozenset({Status.ON_TIME, Status.LATE})


@dataclass(frozen=True)
class RuleSet:
    """The rules in force from a day on. `confirmed` is false where the text in force was not found."""

    id: str
    first_day: date
    within_working_days: int
    both_exact_complete_timely: int
    one_of_the_two: int
    none: int
    basis: tuple[str, ...]
    confirmed: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> RuleSet:
        return cls(
            id=row["id"],
            first_day=date.fromisoformat(row["from"]),
            within_working_days=row["publish_within_working_days"],
            both_exact_complete_timely=row["scores"]["both_exact_complete_timely"],
            one_of_the_two=row["scores"]["one_of_the_two"],
            none=row["scores"]["none"],
            basis=tuple(row["basis"]),
            confirmed=row["confirmed"],
        )


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All of them, the oldest first."""
    found = (RuleSet.of(row) for row in json.loads(_RULES.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda rules: rules.first_day))


def rules_on(day: date) -> RuleSet:
    """The rule set of a day; the oldest one also before its time, when nothing else is known."""
    in_force = [rules for rules in rule_sets() if rules.first_day <= day]
    return in_force[-1] if in_force else rule_sets()[0]


def publish_by(decided_on: date, calendar: WorkingCalendar) -> date:
    """The last day for posting: a working day. Raises UnknownCalendarYear."""
    return calendar.add_working_days(decided_on, rules_on(decided_on).within_working_days)


def status(done_on: date | None, *, due_on: date, seen_on: date) -> Status:
    """How it stands on the day `seen_on`; what was done after it had not been done yet."""
    if done_on is not None and done_on <= seen_on:
        return Status.ON_TIME if done_on <= due_on else Status.LATE
    return Status.NOT_YET_DUE if seen_on <= due_on else Status.MISSING


def recorded_afterwards(
    done_on: date | None, recorded_on: date | None, *, due_on: date, seen_on: date
) -> bool:
    """Said to have been done in time, but entered only when the time was over: what an inspector asks about first."""
    return done_on is not None and recorded_on is not None and done_on <= due_on < recorded_on <= seen_on


_WORST_FIRST = (Status.MISSING, Status.NOT_YET_DUE, Status.LATE, Status.ON_TIME)


def worse(office: Status, electronic: Status) -> Status:
    """Both ways together stand as the worse of them."""
    return min(office, electronic, key=_WORST_FIRST.index)


@dataclass(frozen=True, kw_only=True)
class Publicity:
    """A procedure at an office as it stands on a day.

    `taken_down`: no longer hangs at the office. `exact`: the version posted is the one in force. `complete`: no
    mandatory part lacks (mandatory_parts.py).
    """

    office: Status
    electronic: Status
    taken_down: bool = False
    exact: bool = True
    complete: bool = True

    @property
    def at_office(self) -> bool:
        return self.office in DONE and not self.taken_down

    @property
    def online(self) -> bool:
        return self.electronic in DONE

    @property
    def outdated(self) -> bool:
        """What people can read now is in force no more. Nothing can be outdated that stands nowhere."""
        return not self.exact and (self.at_office or self.online)


def indicator_6(found: Publicity, rules: RuleSet) -> int | None:
    """2, 1, 0, or None while there is nothing to judge yet."""
    timely = found.office == found.electronic == Status.ON_TIME
    if found.at_office and found.online and timely and found.exact and found.complete:
        return rules.both_exact_complete_timely
    if Status.NOT_YET_DUE in (found.office, found.electronic):
        return None
    return rules.one_of_the_two if found.at_office or found.online else rules.none


def mean_score(points: int, judged: int) -> float | None:
    """The mean with one decimal, halves up as on paper (TT 01/2018/TT-VPCP Art 15(1)); None without data."""
    if judged == 0:
        return None
    return float((Decimal(points) / judged).quantize(Decimal("0.1"), ROUND_HALF_UP))
