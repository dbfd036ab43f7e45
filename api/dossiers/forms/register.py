"""Form 07: the register of an office, a book for each year, closed when the year is over (TT 01/2018 Art 10(2)).

Numbers run from 1 without a gap, given at reception (numbers.py). Rows are read from the dossiers as they are now, so
the book of an open year grows on its right side: dates of results are filled in as they come. Closing writes down who
closed it, the last number, and a SHA-256 over numbers and codes, so that a row missing later is seen.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, select

from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Procedure
from api.dossiers.errors import EmptyRegister, RegisterClosedAlready, YearNotOver
from api.dossiers.lifecycle import FINAL, STATUS_NAMES, Status
from api.dossiers.models import Dossier, RegisterClosing, RegisterCounter
from api.extensions import db, write_unit

_BATCH: Final = 1_000


@dataclass(frozen=True)
class Entry:
    """A line of the book. `finished_on` is when the result came back to the counter."""

    number: int
    code: str
    procedure: str
    applicant: str
    phone: str
    received_at: datetime
    due_on: date | None
    finished_on: date | None
    returned_on: date | None
    received_by: str
    remark: str


@dataclass(frozen=True)
class Book:
    year: int
    entries: int
    closing: RegisterClosing | None
    still_whole: bool | None  # of a closed one: whether it still is what was closed


def books(agency_id: int) -> list[Book]:
    """All years of an office, the newest first."""
    counters = db.session.execute(
        select(RegisterCounter.year, RegisterCounter.last)
        .where(RegisterCounter.agency_id == agency_id)
        .order_by(RegisterCounter.year.desc())
    ).all()
    return [_book(agency_id, row.year, row.last) for row in counters]


def has_year(agency_id: int, year: int) -> bool:
    return db.session.get(RegisterCounter, (agency_id, year)) is not None


def entries(agency_id: int, year: int, *, month: int | None = None) -> Iterator[Entry]:
    """The lines in their order, of a whole year or of one month of reception."""
    last = 0
    while rows := _rows(agency_id, year, after=last):
        for row in rows:
            if month is None or row.received_at.astimezone(TIME_ZONE).month == month:
                yield _entry(row)
        last = rows[-1].register_number


def close(agency_id: int, year: int, *, by: uuid.UUID, at: datetime) -> Book:
    """Raises EmptyRegister, YearNotOver, or RegisterClosedAlready when somebody has closed it before."""
    with write_unit():
        last = db.session.execute(
            select(RegisterCounter.last)
            .where(RegisterCounter.agency_id == agency_id, RegisterCounter.year == year)
            .with_for_update()
        ).scalar_one_or_none()
        if last is None:
            raise EmptyRegister(year=year)
        if at.astimezone(TIME_ZONE).year <= year:
            raise YearNotOver(year=year)
        if db.session.get(RegisterClosing, (agency_id, year)) is not None:
            raise RegisterClosedAlready(year=year)
        digest = _digest(agency_id, year)
        db.session.add(
            RegisterClosing(
                agency_id=agency_id, year=year, closed_at=at, closed_by_id=by, last_number=last, digest=digest
            )
        )
    return _book(agency_id, year, last)


def _book(agency_id: int, year: int, last: int) -> Book:
    closing = db.session.get(RegisterClosing, (agency_id, year))
    whole = None
    if closing is not None:
        whole = (closing.last_number, closing.digest) == (last, _digest(agency_id, year))
    return Book(year, last, closing, whole)


def _digest(agency_id: int, year: int) -> str:
    """SHA-256 over 'number code' of every line, in the order of the numbers."""
    found = db.session.execute(
        select(Dossier.register_number, Dossier.code)
        .where(Dossier.agency_id == agency_id, Dossier.register_year == year)
        .order_by(Dossier.register_number)
        .execution_options(yield_per=_BATCH)
    )
    digest = hashlib.sha256()
    for number, code in found:
        digest.update(f"{number} {code}\n".encode())
    return digest.hexdigest()


def _rows(agency_id: int, year: int, *, after: int) -> list[Any]:
    """Columns, not objects: a year may have fifty thousand."""
    statement = (
        select(
            Dossier.register_number, Dossier.code, Dossier.applicant_name, Dossier.applicant_phone,
            Dossier.received_at, Dossier.due_on, Dossier.reappointed_on, Dossier.finished_at,
            Dossier.returned_at, Dossier.status, Procedure.code.label("procedure_code"),
            Procedure.name.label("procedure_name"), Officer.full_name.label("received_by"),
        )
        .join(Procedure, Procedure.id == Dossier.procedure_id)
        .outerjoin(Officer, Officer.id == Dossier.received_by_id)
        .where(Dossier.agency_id == agency_id, Dossier.register_year == year, Dossier.register_number > after)
        .order_by(Dossier.register_number)
        .limit(_BATCH)
    )  # fmt: skip
    return list(db.session.execute(statement))


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        number=row.register_number,
        code=row.code,
        procedure=f"{row.procedure_name} ({row.procedure_code})",
        applicant=row.applicant_name,
        phone=row.applicant_phone or "",
        received_at=row.received_at,
        due_on=row.due_on,
        finished_on=_day(row.finished_at),
        returned_on=_day(row.returned_at),
        received_by=row.received_by or "",
        remark=_remark(row),
    )


def _remark(row: Row[Any]) -> str:
    said = []
    if row.reappointed_on is not None:
        said.append(f"Hẹn lại {row.reappointed_on:%d/%m/%Y}")
    if row.status in FINAL - {Status.RETURNED}:
        said.append(STATUS_NAMES[Status(row.status)][0])
    return "; ".join(said)


def _day(at: datetime | None) -> date | None:
    return at.astimezone(TIME_ZONE).date() if at else None
