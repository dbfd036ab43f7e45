"""Lists of dossiers: Core rows, statements built once, keyset cursors. Lists are read far more than anything else."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, func, or_, select

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency, Procedure
from api.dossiers.clock import calendars
from api.dossiers.days_left import days_left
from api.dossiers.lifecycle import FINAL, PAUSED, Status, waits_for_citizen
from api.dossiers.models import Dossier, DossierPause
from api.dossiers.views import status_name
from api.errors import InvalidInput, field_error
from api.extensions import db
from api.field_messages import STALE_PAGE

_COLUMNS = (
    Dossier.id,
    Dossier.submission_number,
    Dossier.code,
    Dossier.status,
    Dossier.submitted_at,
    Dossier.received_at,
    Dossier.due_on,
    Dossier.due_at,
    Dossier.reappointed_on,
    Dossier.supplement_handed_in,
    select(func.min(DossierPause.started_at))
    .where(DossierPause.dossier_id == Dossier.id, DossierPause.ended_at.is_(None))
    .scalar_subquery()
    .label("paused_at"),
    Procedure.code.label("procedure_code"),
    Procedure.name.label("procedure_name"),
    Agency.code.label("agency_code"),
    Agency.name.label("agency_name"),
    Agency.opening_hours,
)
_JOINED = (
    select(*_COLUMNS)
    .join(Procedure, Procedure.id == Dossier.procedure_id)
    .join(Agency, Agency.id == Dossier.agency_id)
)
_AFTER = or_(
    Dossier.submitted_at < bindparam("after_at"),
    and_(Dossier.submitted_at == bindparam("after_at"), Dossier.id < bindparam("after_id")),
)


Statements = tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]


def _statements(condition: ColumnElement[bool]) -> Statements:
    """First page and next page, newest first."""
    order = (Dossier.submitted_at.desc(), Dossier.id.desc())
    first = _JOINED.where(condition).order_by(*order).limit(bindparam("limit"))
    return first, _JOINED.where(condition, _AFTER).order_by(*order).limit(bindparam("limit"))


_MINE = _statements(Dossier.citizen_id == bindparam("citizen_id"))

_S = Status
_QUEUES: dict[str, ColumnElement[bool]] = {
    "to_receive": Dossier.status == _S.NEW,
    "in_process": Dossier.status.in_([_S.ACCEPTED, _S.PROCESSING]),
    "waiting": Dossier.status.in_(sorted(PAUSED)),
    "to_check": and_(Dossier.status == _S.PROCESSING, Dossier.drafted, ~Dossier.checked),
    "to_sign": and_(Dossier.status == _S.PROCESSING, Dossier.checked, ~Dossier.signed),
    "to_return": Dossier.status == _S.PROCESSED,
    "overdue": and_(Dossier.status.in_([_S.ACCEPTED, _S.PROCESSING]), Dossier.due_on < bindparam("today")),
    "open": Dossier.status.not_in(sorted(FINAL)),
    "ended": Dossier.status.in_(sorted(FINAL)),
}
_DESK = {
    name: _statements(and_(Dossier.agency_id == bindparam("agency_id"), condition))
    for name, condition in _QUEUES.items()
}


def mine(
    citizen_id: uuid.UUID, *, at: datetime, limit: int, cursor: str | None, language: str
) -> dict[str, Any]:
    return _page(_MINE, {"citizen_id": citizen_id}, at=at, limit=limit, cursor=cursor, language=language)


def at_desk(
    agency_id: int, queue: str, *, at: datetime, limit: int, cursor: str | None, language: str
) -> dict[str, Any]:
    values: dict[str, Any] = {"agency_id": agency_id}
    if queue == "overdue":
        values["today"] = at.astimezone(TIME_ZONE).date()
    return _page(_DESK[queue], values, at=at, limit=limit, cursor=cursor, language=language)


def _page(
    statements: Statements,
    values: dict[str, Any],
    *,
    at: datetime,
    limit: int,
    cursor: str | None,
    language: str,
) -> dict[str, Any]:
    first, following = statements
    values = {**values, "limit": limit + 1}
    if cursor:
        values["after_at"], values["after_id"] = _read_cursor(cursor)
    rows = db.session.execute(following if cursor else first, values).mappings().all()
    items = _lines(rows[:limit], at=at, language=language)
    return {"items": items, "next": _cursor(rows[limit - 1]) if len(rows) > limit else None}


def _lines(rows: Sequence[RowMapping], *, at: datetime, language: str) -> list[dict[str, Any]]:
    calendar = calendars()
    return [
        {
            **row,
            "status_name": status_name(row["status"], language),
            "waits_for_citizen": waits_for_citizen(
                Status(row["status"]), supplement_handed_in=row["supplement_handed_in"]
            ),
            "working_days_left": days_left(
                status=Status(row["status"]),
                due_on=row["due_on"],
                reappointed_on=row["reappointed_on"],
                paused_at=row["paused_at"],
                calendar=calendar(row["agency_code"], row["opening_hours"]),
                at=at,
            ),
        }
        for row in rows
    ]


def _cursor(row: RowMapping) -> str:
    text = f"{row['submitted_at'].isoformat()} {row['id']}"
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _read_cursor(cursor: str) -> tuple[datetime, uuid.UUID]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, identity = text.partition(" ")
        return datetime.fromisoformat(at).astimezone(UTC), uuid.UUID(identity)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise InvalidInput(errors=[field_error("cursor", STALE_PAGE)]) from error
