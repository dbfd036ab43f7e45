"""Answers to what people look up: procedures, offices, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from api.catalogue import local_facts
from api.catalogue.agencies import in_force, is_in_force, serving, today
from api.catalogue.errors import UnknownProcedure
from api.catalogue.facts import facts_of
from api.catalogue.folding import fold
from api.catalogue.index import Snapshot, current_snapshot
from api.catalogue.models import CURRENT_ERA, Agency, Procedure, ProcedureVersion, Unit
from api.catalogue.search import LONGEST_QUERY, IndexRow, Reading
from api.extensions import db

_LONGEST_CODE = 40
_MOST_WORDS = 12
_PUBLISHED = (
    select(Procedure.listed, ProcedureVersion.number, ProcedureVersion.imported_at, ProcedureVersion.content)
    .join(Procedure.current_version)
    .where(Procedure.code == bindparam("code"))
)
_CONTENTS = (
    select(Procedure.code, ProcedureVersion.content)
    .join(Procedure.current_version)
    .where(Procedure.code.in_(bindparam("codes", expanding=True)))
)
_AGENCY_COLUMNS = (
    Agency.code,
    Agency.name,
    Agency.province_code.label("province"),
    Agency.commune_code.label("commune"),
    Agency.online_filing,
    Agency.address,
    Agency.hotline,
    Agency.is_demo,
)
_UNIT_COLUMNS = (Unit.code, Unit.name, Unit.full_name, Unit.kind, Unit.parent_code.label("province"))


def find_procedures(
    *, q: str, field: str | None, level: str | None, province: str | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    """A page {items, next, total, understood} of listed procedures, with `province` also of that province's own.

    Ranked by `q`; without it, in the order of level and name. `understood` is {words, unknown_words}: the query
    folded and put right, and its words that nobody knows; None without a query.
    """
    offset = int(cursor or 0)
    snapshot = current_snapshot()
    index = snapshot.index
    found = index.search(q, index.shown(province=province, field=field, level=level))
    page = found[offset : offset + limit]
    return {
        "items": with_facts(page, snapshot),
        "next": _next(offset, page, len(found)),
        "total": len(found),
        "understood": _understood(index.reading(q)),
    }


def published(code: str) -> dict[str, Any]:
    """Everything published about a procedure, also when it is no longer listed. Raises UnknownProcedure."""
    if len(code) > _LONGEST_CODE or not code.isprintable():
        raise UnknownProcedure
    row = db.session.execute(_PUBLISHED, {"code": code}).one_or_none()
    if row is None:
        raise UnknownProcedure
    return {**row.content, "listed": row.listed, "version": row.number, "updated_at": row.imported_at}


def at_office(code: str, agency_code: str | None) -> dict[str, Any] | None:
    """What holds today at an office for a published procedure; None when there is no such office.

    A phone may remember an office that has been merged away: the procedure is answered all the same.
    """
    agency = open_agency(agency_code) if agency_code else None
    if agency is None:
        return None
    procedure_id = db.session.execute(select(Procedure.id).where(Procedure.code == code)).scalar_one()
    held = local_facts.in_force(agency.id, procedure_id, today())
    return {"agency_code": agency.code, "agency_name": agency.name, **held}


def open_agency(code: str) -> Agency | None:
    """The office with this code, if it takes dossiers today."""
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    return agency if agency is not None and is_in_force(agency, today()) else None


def find_agencies(
    *, q: str, province: str | None, commune: str | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    """A page {items, next, total} of the offices that take dossiers today; with `commune`, of those that serve it."""
    day = today()
    wanted: list[ColumnElement[bool]] = [
        in_force(day),
        *(Agency.folded.contains(word) for word in _words(q)),
    ]
    if commune:
        wanted.append(Agency.code.in_(serving(commune, day)))
    if province:
        wanted.append(Agency.province_code == province)
    statement = (
        select(*_AGENCY_COLUMNS).where(*wanted).order_by(Agency.province_code, Agency.folded, Agency.id)
    )
    return _page(statement, limit=limit, cursor=cursor)


def provinces() -> dict[str, Any]:
    """All provinces of today in the order of their codes; none before `units import`."""
    statement = (
        select(*_UNIT_COLUMNS).where(Unit.era == CURRENT_ERA, Unit.level == "province").order_by(Unit.code)
    )
    return _page(statement, limit=100, cursor=None)


def find_communes(*, q: str, province: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """A page {items, next, total} of today's communes."""
    wanted: list[ColumnElement[bool]] = [
        Unit.era == CURRENT_ERA,
        Unit.level == "commune",
        *(Unit.folded.contains(word) for word in _words(q)),
    ]
    if province:
        wanted.append(Unit.parent_code == province)
    statement = select(*_UNIT_COLUMNS).where(*wanted).order_by(Unit.folded, Unit.code)
    return _page(statement, limit=limit, cursor=cursor)


def _understood(reading: Reading) -> dict[str, Any] | None:
    if not reading.words:
        return None
    return {"words": " ".join(reading.words), "unknown_words": reading.unknown}


def with_facts(rows: Sequence[IndexRow], snapshot: Snapshot) -> list[dict[str, Any]]:
    """What the index knows of a procedure, and its time and fee: read once, as few of all are ever found."""
    unread = [row.code for row in rows if row.code not in snapshot.facts]
    if unread:
        for code, content in db.session.execute(_CONTENTS, {"codes": unread}):
            snapshot.facts[code] = facts_of(content)
    return [{**asdict(row), "facts": snapshot.facts.get(row.code)} for row in rows]


def _words(q: str) -> list[str]:
    """What a name has to contain; more words than any name has would only burden the database."""
    return list(dict.fromkeys(fold(q[:LONGEST_QUERY]).split()))[:_MOST_WORDS]


def _page(statement: Select[*tuple[Any, ...]], *, limit: int, cursor: str | None) -> dict[str, Any]:
    offset = int(cursor or 0)
    rows = db.session.execute(statement.limit(limit).offset(offset)).mappings().all()
    total = db.session.execute(
        select(func.count()).select_from(statement.order_by(None).subquery())
    ).scalar_one()
    return {"items": rows, "next": _next(offset, rows, total), "total": total}


def _next(offset: int, shown: Sequence[object], total: int) -> str | None:
    """The cursor after a page: how many items lie before the next one. None after the last."""
    after = offset + len(shown)
    return str(after) if shown and after < total else None
