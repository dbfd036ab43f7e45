"""Dossiers received, solved and in process, as form II.06a/VPCP/KSTT counts them (domain.md 1.5, 1.8).

Counted are dossiers that an office received. In a period a dossier is received online, directly (also by
post) or carried over: received before and not ended before. It is solved in the period or in process at its
end. Both ways of dividing divide the same dossiers, so that received = online + direct + carried over =
solved + in process.

By date in Vietnam, not by hour: early ended before the due date, on time on it or without one, late after
it. In process, within means that the due date has not passed, or that the clock stood still for papers or a
payment at the end of the period, having stopped by the due date: the date moves when it runs again. The
original due date counts, not the apology's new one. Declined dossiers (status 3) were never received and
are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierPause
from api.extensions import db
from api.oversight.local_dates import date_in_vietnam
from api.oversight.periods import Period
from api.ratings.publication import percent

_STARTS: BindParameter[datetime] = bindparam("starts_at")
_ENDS: BindParameter[datetime] = bindparam("ends_at")
_SEEN_ON: BindParameter[date] = bindparam("seen_on")
_AGENCIES = Dossier.agency_id.in_(bindparam("agency_ids", expanding=True))

_IN_PERIOD = and_(
    Dossier.received_at < _ENDS, or_(Dossier.finished_at.is_(None), Dossier.finished_at >= _STARTS)
)
_CARRIED_OVER = Dossier.received_at < _STARTS
_ONLINE = and_(~_CARRIED_OVER, Dossier.channel == "online")
_DIRECT = and_(~_CARRIED_OVER, Dossier.channel != "online")

# A WHERE that is unknown counts nothing, so every condition below is true or false, never unknown.
_SOLVED = and_(Dossier.finished_at.is_not(None), Dossier.finished_at < _ENDS)
_HAS_DUE_DATE = Dossier.due_on.is_not(None)
_FINISHED_ON = date_in_vietnam(Dossier.finished_at)
_EARLY = and_(_SOLVED, _HAS_DUE_DATE, Dossier.due_on > _FINISHED_ON)
_LATE = and_(_SOLVED, _HAS_DUE_DATE, Dossier.due_on < _FINISHED_ON)

_IN_PROCESS = or_(Dossier.finished_at.is_(None), Dossier.finished_at >= _ENDS)
_STANDS_STILL = (
    select(DossierPause.id)
    .where(
        DossierPause.dossier_id == Dossier.id,
        DossierPause.started_at < _ENDS,
        or_(DossierPause.ended_at.is_(None), DossierPause.ended_at >= _ENDS),
        date_in_vietnam(DossierPause.started_at) <= Dossier.due_on,
    )
    .exists()
)
OVERDUE: ColumnElement[bool] = and_(
    Dossier.received_at < _ENDS, _IN_PROCESS, _HAS_DUE_DATE, Dossier.due_on < _SEEN_ON, ~_STANDS_STILL
)


def _count(condition: ColumnElement[bool], name: str) -> Any:
    return func.count().filter(condition).label(name)


_COUNTS = (
    select(
        Dossier.agency_id,
        _count(_ONLINE, "online"),
        _count(_DIRECT, "direct"),
        _count(_CARRIED_OVER, "carried_over"),
        _count(_SOLVED, "solved"),
        _count(_EARLY, "early"),
        _count(_LATE, "late"),
        _count(_IN_PROCESS, "in_process"),
        _count(OVERDUE, "overdue"),
    )
    .where(_AGENCIES, _IN_PERIOD)
    .group_by(Dossier.agency_id)
)
_RETURNED = and_(
    Dossier.returned_at.is_not(None), Dossier.returned_at >= _STARTS, Dossier.returned_at < _ENDS
)
_DECLINED = and_(
    Dossier.status == Status.DECLINED, Dossier.finished_at >= _STARTS, Dossier.finished_at < _ENDS
)
_ENDINGS = (
    select(Dossier.agency_id, _count(_RETURNED, "returned"), _count(_DECLINED, "declined"))
    .where(_AGENCIES, or_(_RETURNED, _DECLINED))
    .group_by(Dossier.agency_id)
)
_NOTHING = dict.fromkeys(
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


def values(agency_ids: Iterable[int], period: Period) -> dict[str, Any]:
    """What OVERDUE and the counts need."""
    return {
        "agency_ids": list(agency_ids),
        "starts_at": period.starts_at,
        "ends_at": period.ends_at,
        "seen_on": period.seen_on,
    }


def count(agency_ids: list[int], period: Period) -> dict[int, dict[str, int]]:
    """Agency → plain counts, zeros where nothing happened."""
    counts = {agency_id: dict(_NOTHING) for agency_id in agency_ids}
    for statement in (_COUNTS, _ENDINGS):
        for row in db.session.execute(statement, values(agency_ids, period)).mappings():
            counts[row["agency_id"]].update({name: row[name] for name in row if name != "agency_id"})
    return counts


def add_up(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total = dict(_NOTHING)
    for one in counts:
        for name, number in one.items():
            total[name] += number
    return total


def table(counts: dict[str, int]) -> dict[str, Any]:
    """One line of the form, from plain counts."""
    solved, late, early = counts["solved"], counts["late"], counts["early"]
    return {
        "received": {
            "total": counts["online"] + counts["direct"] + counts["carried_over"],
            "online": counts["online"],
            "direct": counts["direct"],
            "carried_over": counts["carried_over"],
        },
        "solved": {"total": solved, "early": early, "on_time": solved - early - late, "late": late},
        "in_process": {
            "total": counts["in_process"],
            "within": counts["in_process"] - counts["overdue"],
            "overdue": counts["overdue"],
        },
        "returned": counts["returned"],
        "declined": counts["declined"],
        "on_time_percent": percent(solved - late, solved),
    }
