"""Dossiers in process whose due date has passed, the longest overdue first. Codes, no people."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from api.catalogue.models import Agency, Procedure
from api.dossiers.models import Dossier
from api.dossiers.views import status_name
from api.errors import InvalidInput, field_error
from api.extensions import db
from api.field_messages import STALE_PAGE
from api.oversight.figures import OVERDUE, values
from api.oversight.periods import Period
from api.oversight.scope import AgencyName

_ORDER = (Dossier.due_on, Dossier.code)
_FIRST_PAGE = (
    select(
        Dossier.code,
        Dossier.status,
        Dossier.due_on,
        Dossier.reappointed_on,
        Procedure.code.label("procedure_code"),
        Procedure.name.label("procedure_name"),
        Agency.code.label("agency_code"),
        Agency.name.label("agency_name"),
    )
    .join(Procedure, Procedure.id == Dossier.procedure_id)
    .join(Agency, Agency.id == Dossier.agency_id)
    .where(Dossier.agency_id.in_(bindparam("agency_ids", expanding=True)), OVERDUE)
    .order_by(*_ORDER)
    .limit(bindparam("limit"))
)
_NEXT_PAGE = _FIRST_PAGE.where(
    or_(
        Dossier.due_on > bindparam("after_due_on"),
        and_(Dossier.due_on == bindparam("after_due_on"), Dossier.code > bindparam("after_code")),
    )
)


def overdue(
    agencies: list[AgencyName], period: Period, *, limit: int, cursor: str | None, language: str
) -> dict[str, Any]:
    """Those counted as overdue in the summary of the same period; `status` is the present one.

    Raises InvalidInput for a cursor that is none of ours.
    """
    wanted = {**values([agency.id for agency in agencies], period), "limit": limit + 1}
    if cursor:
        wanted["after_due_on"], wanted["after_code"] = _read_cursor(cursor)
    rows = db.session.execute(_NEXT_PAGE if cursor else _FIRST_PAGE, wanted).mappings().all()
    items = [
        {
            **row,
            "days_late": (period.seen_on - row["due_on"]).days,
            "status_name": status_name(row["status"], language),
        }
        for row in rows[:limit]
    ]
    return {"items": items, "next": _cursor(items[-1]) if len(rows) > limit else None}


def _cursor(item: dict[str, Any]) -> str:
    return (
        base64.urlsafe_b64encode(f"{item['due_on'].isoformat()} {item['code']}".encode())
        .rstrip(b"=")
        .decode()
    )


def _read_cursor(cursor: str) -> tuple[date, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        day, _, code = text.partition(" ")
        if "\0" in code:
            raise ValueError("no code")
        return date.fromisoformat(day), code
    except (ValueError, binascii.Error) as error:
        raise InvalidInput(errors=[field_error("cursor", STALE_PAGE)]) from error
