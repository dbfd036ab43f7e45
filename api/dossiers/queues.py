"""The queues of an office's desk: what stands in each, in which order, and how many there are.

Open dossiers are listed by what is due first, so that overdue ones stand on top; those without a due date follow, the
oldest first. Ended ones are listed newest first and are not counted, because there are ever more of them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from api.calendars.opening_hours import TIME_ZONE
from api.dossiers.lifecycle import FINAL, OPEN, PAUSED, Status
from api.dossiers.models import Dossier
from api.extensions import db

_S = Status

QUEUES: dict[str, ColumnElement[bool]] = {
    "to_receive": Dossier.status == _S.NEW,
    "in_process": Dossier.status.in_([_S.ACCEPTED, _S.PROCESSING]),
    "waiting": Dossier.status.in_(sorted(PAUSED)),
    "to_accept": and_(Dossier.status == _S.SUPPLEMENT, Dossier.supplement_handed_in),
    "to_ask": and_(Dossier.status.in_([_S.ACCEPTED, _S.PROCESSING]), Dossier.supplement_proposed),
    "to_pay": Dossier.status == _S.PAYMENT,
    "to_check": and_(Dossier.status == _S.PROCESSING, Dossier.drafted, ~Dossier.checked),
    "to_sign": and_(Dossier.status == _S.PROCESSING, Dossier.checked, ~Dossier.signed),
    "to_stamp": and_(Dossier.status.in_([_S.PROCESSING, _S.PROCESSED]), Dossier.signed, ~Dossier.stamped),
    "withdrawal_asked": and_(Dossier.status == _S.PROCESSING, Dossier.withdrawal_requested),
    "to_return": Dossier.status == _S.PROCESSED,
    "overdue": and_(Dossier.status.in_([_S.ACCEPTED, _S.PROCESSING]), Dossier.due_on < bindparam("today")),
    "open": Dossier.status.in_(sorted(OPEN)),
    # Spelt out as in `ix_dossiers_ended`: a partial index is not used for values that are bound.
    "ended": Dossier.status.in_(bindparam("final", sorted(FINAL), expanding=True, literal_execute=True)),
}
COUNTED = tuple(name for name in QUEUES if name != "ended")

# Dossiers without a due date come after all others.
NO_DATE = date(9999, 12, 31)


def _count_statement() -> Select[*tuple[Any, ...]]:
    """One pass over the office's open dossiers, which `ix_dossiers_desk` finds."""
    columns: list[ColumnElement[Any]] = []
    for name in COUNTED:
        columns.append(func.count().filter(QUEUES[name]).label(f"{name}_count"))
        columns.append(func.min(Dossier.submitted_at).filter(QUEUES[name]).label(f"{name}_oldest"))
    return select(*columns).where(Dossier.agency_id == bindparam("agency_id"), QUEUES["open"])


_COUNTS = _count_statement()


def counts(agency_id: int, *, at: datetime) -> list[dict[str, Any]]:
    """How many stand in each queue and since when the oldest was handed in, in the order of the table."""
    row = db.session.execute(_COUNTS, {"agency_id": agency_id, "today": today(at)}).mappings().one()
    return [
        {"queue": name, "count": row[f"{name}_count"], "oldest_at": row[f"{name}_oldest"]} for name in COUNTED
    ]


def today(at: datetime) -> date:
    return at.astimezone(TIME_ZONE).date()
