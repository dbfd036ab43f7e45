"""Lists of dossiers: Core rows, statements built once, keyset cursors. Lists are read far more than anything else."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, RowMapping, Select, and_, bindparam, func, literal, or_, select

from api.catalogue.models import Agency, Procedure
from api.catalogue.office_calendars import calendars
from api.dossiers.days_left import days_left
from api.dossiers.lifecycle import Status, waits_for_citizen
from api.dossiers.models import Dossier, DossierPause
from api.dossiers.queues import NO_DATE, QUEUES, today
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
_OLDER = or_(
    Dossier.submitted_at < bindparam("after_at"),
    and_(Dossier.submitted_at == bindparam("after_at"), Dossier.id < bindparam("after_id")),
)
_DUE = func.coalesce(Dossier.due_on, literal(NO_DATE, Date))
_LESS_URGENT = or_(
    bindparam("after_due", type_=Date) < _DUE,
    and_(
        bindparam("after_due", type_=Date) == _DUE,
        or_(
            Dossier.submitted_at > bindparam("after_at"),
            and_(Dossier.submitted_at == bindparam("after_at"), Dossier.id > bindparam("after_id")),
        ),
    ),
)


Statements = tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]


def _newest_first(condition: ColumnElement[bool]) -> Statements:
    """First page and next page."""
    first = _JOINED.where(condition).order_by(Dossier.submitted_at.desc(), Dossier.id.desc())
    return first.limit(bindparam("limit")), first.where(_OLDER).limit(bindparam("limit"))


def _due_first(condition: ColumnElement[bool]) -> Statements:
    """First page and next page, what is due first on top."""
    first = _JOINED.where(condition).order_by(_DUE, Dossier.submitted_at, Dossier.id)
    return first.limit(bindparam("limit")), first.where(_LESS_URGENT).limit(bindparam("limit"))


_MINE = _newest_first(Dossier.citizen_id == bindparam("citizen_id"))
_OURS = Dossier.agency_id == bindparam("agency_id")
_DESK = {
    name: (_newest_first if name == "ended" else _due_first)(and_(_OURS, condition))
    for name, condition in QUEUES.items()
}
_BY_NUMBER = _newest_first(
    and_(
        _OURS,
        or_(Dossier.code == bindparam("number"), Dossier.submission_number == bindparam("number")),
    )
)


def mine(
    citizen_id: uuid.UUID, *, at: datetime, limit: int, cursor: str | None, language: str
) -> dict[str, Any]:
    return _page(_MINE, {"citizen_id": citizen_id}, at=at, limit=limit, cursor=cursor, language=language)


def at_desk(
    agency_id: int, queue: str, *, at: datetime, limit: int, cursor: str | None, language: str
) -> dict[str, Any]:
    values: dict[str, Any] = {"agency_id": agency_id}
    if queue == "overdue":
        values["today"] = today(at)
    return _page(_DESK[queue], values, at=at, limit=limit, cursor=cursor, language=language)


def by_number(agency_id: int, number: str, *, at: datetime, language: str) -> dict[str, Any]:
    """The office's dossier with this code or submission number, as a list of at most one."""
    values = {"agency_id": agency_id, "number": number.strip().upper()}
    return _page(_BY_NUMBER, values, at=at, limit=1, cursor=None, language=language)


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
        values.update(_read_cursor(cursor))
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
    text = f"{row['submitted_at'].isoformat()} {row['id']} {row['due_on'] or NO_DATE}"
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _read_cursor(cursor: str) -> dict[str, Any]:
    try:
        at, identity, due_on = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        return {
            "after_at": datetime.fromisoformat(at).astimezone(UTC),
            "after_id": uuid.UUID(identity),
            "after_due": date.fromisoformat(due_on),
        }
    except (ValueError, OverflowError, binascii.Error) as error:
        raise InvalidInput(errors=[field_error("cursor", STALE_PAGE)]) from error
