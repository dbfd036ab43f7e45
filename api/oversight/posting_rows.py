"""The duties of posting behind a figure, one by one: those due first in front."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, Select, and_, bindparam, or_, select, tuple_

from api.catalogue.models import Agency, Procedure
from api.catalogue.posting_duties import BOTH, COLUMNS, ELECTRONIC, GRADES, LACKS, OFFICE, ORDER, duties
from api.catalogue.posting_models import Posting, PublishingDecision
from api.catalogue.posting_views import register_row
from api.errors import InvalidInput, field_error
from api.extensions import db
from api.field_messages import STALE_PAGE
from api.oversight.periods import Period
from api.oversight.scope import AgencyName

IN_WAYS = {"both": BOTH, "office": OFFICE, "electronic": ELECTRONIC}
_FIRST: BindParameter[date] = bindparam("first_day", type_=Date)
_LAST: BindParameter[date] = bindparam("last_day", type_=Date)
# As posting_counts counts them.
_ROWS = duties(*COLUMNS, PublishingDecision.id.label("decision_id")).where(
    Agency.id.in_(bindparam("agency_ids", expanding=True)),
    PublishingDecision.decided_on <= _LAST,
    or_(
        PublishingDecision.publish_by >= _FIRST,
        Posting.office_on.is_(None),
        Posting.office_on >= _FIRST,
        Posting.electronic_on.is_(None),
        Posting.electronic_on >= _FIRST,
    ),
)
_FIRST_BATCH, _GROWTH = 4, 4


def rows(
    agencies: list[AgencyName],
    period: Period,
    query: Mapping[str, Any],
    *,
    limit: int,
    cursor: str | None = None,
) -> dict[str, Any]:
    """A page {items, next}. Raises InvalidInput for a cursor that is none of ours."""
    found: list[dict[str, Any]] = []
    for statement, values in _pieces(_filtered(query), agencies, period, _read_cursor(cursor)):
        rest = limit + 1 - len(found)
        found += map(dict, db.session.execute(statement.order_by(*ORDER).limit(rest), values).mappings())
        if len(found) > limit:
            break
    items = [register_row(row, seen_on=period.seen_on) for row in found[:limit]]
    return {"items": items, "next": _cursor(items[-1]) if len(found) > limit else None}


def _filtered(query: Mapping[str, Any]) -> Select[Any]:
    statement = _ROWS
    if query["status"]:
        statement = statement.where(IN_WAYS[query["way"]][query["status"]])
    if query["gap"]:
        statement = statement.where(LACKS[query["gap"]])
    if query["grade"]:
        statement = statement.where(GRADES[query["grade"]])
    if query["field"]:
        statement = statement.where(Procedure.field == query["field"])
    return statement


def _pieces(
    statement: Select[Any], agencies: list[AgencyName], period: Period, after: tuple[int, str, str] | None
) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
    """The statement for a few decisions after the other, in their order, and ever more of them.

    A page seldom needs more than the first few, and sorting half a million duties takes seconds.
    """
    values = {
        "agency_ids": [agency.id for agency in agencies],
        "seen_on": period.seen_on,
        "first_day": period.first,
        "last_day": period.last,
    }
    in_order = select(PublishingDecision.id).where(PublishingDecision.decided_on <= period.last)
    ids = list(
        db.session.execute(in_order.order_by(PublishingDecision.publish_by, PublishingDecision.id)).scalars()
    )
    if after is not None:
        decision_id, code, agency_code = after
        ids = ids[ids.index(decision_id) :] if decision_id in ids else []
        rest = tuple_(Procedure.code, Agency.code) > (code, agency_code)
        yield statement.where(and_(PublishingDecision.id == decision_id, rest)), values
        ids = ids[1:]
    size = _FIRST_BATCH
    while ids:
        batch, ids = ids[:size], ids[size:]
        yield statement.where(PublishingDecision.id.in_(batch)), values
        size *= _GROWTH


def _cursor(row: Mapping[str, Any]) -> str:
    text = f"{row['decision_id']} {row['agency_code']} {row['procedure_code']}"
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _read_cursor(cursor: str | None) -> tuple[int, str, str] | None:
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        decision_id, agency_code, code = text.split(" ", 2)
        if "\0" in text or not decision_id.isdecimal() or len(decision_id) > 9:
            raise ValueError("no cursor")
        return int(decision_id), code, agency_code
    except (ValueError, binascii.Error) as error:
        raise InvalidInput(errors=[field_error("cursor", STALE_PAGE)]) from error
