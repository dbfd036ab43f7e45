"""Dossiers with a given history, and the figures of form II.06a counted one by one in plain Python."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.dossiers.models import Dossier, DossierPause
from api.extensions import db, write_unit
from api.oversight.periods import Period
from tests.ratings.rated import add_dossier

_numbers = itertools.count(1)


@dataclass(frozen=True)
class History:
    """What happened to a dossier; `paused` is the beginning and the end (or None) of one pause."""

    received_at: datetime | None
    due_on: date | None = None
    finished_at: datetime | None = None
    channel: str = "online"
    status: int = 4
    returned_at: datetime | None = None
    paused: tuple[datetime, datetime | None] | None = None


def vietnam(text: str) -> datetime:
    """'2026-11-22 23:30' on a clock in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def store(agency: Agency, history: History) -> Dossier:
    columns: dict[str, Any] = {
        "received_at": history.received_at,
        "due_on": history.due_on,
        "finished_at": history.finished_at,
        "channel": history.channel,
        "status": history.status,
        "returned_at": history.returned_at,
        "code": f"{agency.code}-{next(_numbers):05}" if history.received_at else None,
    }
    dossier = add_dossier(agency, at=history.received_at or history.finished_at, **columns)
    if history.paused:
        with write_unit():
            db.session.add(
                DossierPause(
                    dossier_id=dossier.id,
                    reason="supplement",
                    started_at=history.paused[0],
                    ended_at=history.paused[1],
                )
            )
    return dossier


def by_hand(histories: list[History], period: Period) -> dict[str, int]:
    """The plain counts of `figures.count`, from their definitions."""
    counts = dict.fromkeys(
        (
            "online",
            "direct",
            "carried_over",
            "solved",
            "early",
            "late",
            "in_process",
            "overdue",
            "returned",
            "declined",
        ),
        0,
    )
    for one in histories:
        received_on, finished_on = _day(one.received_at), _day(one.finished_at)
        counts["returned"] += _inside(_day(one.returned_at), period)
        counts["declined"] += one.status == 3 and _inside(finished_on, period)
        if received_on is None or received_on > period.last:
            continue
        if finished_on is not None and finished_on < period.first:
            continue
        came = (
            "carried_over"
            if received_on < period.first
            else "online"
            if one.channel == "online"
            else "direct"
        )
        counts[came] += 1
        if finished_on is not None and finished_on <= period.last:
            counts["solved"] += 1
            counts["early"] += one.due_on is not None and finished_on < one.due_on
            counts["late"] += one.due_on is not None and finished_on > one.due_on
        else:
            counts["in_process"] += 1
            counts["overdue"] += (
                one.due_on is not None and one.due_on < period.seen_on and not _still(one, period)
            )
    return counts


def some_history(dice: random.Random, start: date, days: int) -> History:
    """A history whose moments lie around midnight in Vietnam more often than not."""

    def moment(first: int, last: int) -> datetime:
        day = start + timedelta(days=dice.randint(first, last))
        at = dice.choice([time(0), time(0, 0, 1), time(6, 30), time(10), time(16), time(23, 59, 59, 999999)])
        return datetime.combine(day, at, tzinfo=TIME_ZONE).astimezone(UTC)

    if dice.random() < 0.15:
        return History(None, finished_at=moment(0, days), status=3)
    received_at = moment(0, days)
    offset = (received_at.astimezone(TIME_ZONE).date() - start).days
    finished_at = moment(offset + 1, days + 10) if dice.random() < 0.6 else None
    started_at = moment(offset + 1, offset + 6)
    paused = (started_at, dice.choice([None, started_at + timedelta(days=dice.randint(1, 20))]))
    return History(
        received_at=received_at,
        due_on=dice.choice([None, start + timedelta(days=offset + dice.randint(0, 12))]),
        finished_at=finished_at,
        channel=dice.choice(["online", "direct", "postal"]),
        status=9 if finished_at else 4,
        returned_at=finished_at + timedelta(days=dice.randint(0, 5))
        if finished_at and dice.random() < 0.7
        else None,
        paused=paused if dice.random() < 0.3 else None,
    )


def _day(at: datetime | None) -> date | None:
    return at.astimezone(TIME_ZONE).date() if at else None


def _inside(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _still(one: History, period: Period) -> bool:
    """Whether the clock stood still at the end of the period, having stopped by the due date."""
    if one.paused is None or one.due_on is None:
        return False
    started_on, ended_on = _day(one.paused[0]), _day(one.paused[1])
    assert started_on is not None
    return (
        started_on <= period.last
        and started_on <= one.due_on
        and (ended_on is None or ended_on > period.last)
    )
