"""What holds at one office beside the national text: a fee, a place, a contact, hours, where feedback goes.

Rows are only added; nobody edits one. On a day, of all rows of one office, procedure and kind that had begun, the one
that began last holds, the newest of those that began together; unless its last day has passed. So a change can be
recorded ahead, and ended or taken back (a last day before the first) by another row. What is recorded for one procedure
goes before what is recorded for all procedures of the office.

No cost beyond the law (NĐ 61/2018/NĐ-CP Art 4(5)): a fee names the decision that sets it and its date, and cannot hold
from before that date. Imports do not touch these rows: they hang on the procedure, of which an import makes versions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.errors import (
    DayNotUsable,
    DecisionMissing,
    EarlierThanPresent,
    FeeBeforeDecision,
    NotInForce,
    TooManyLocalFacts,
    UnknownProcedure,
)
from api.catalogue.models import Agency, LocalFact, Procedure
from api.errors import ChangedMeanwhile, Forbidden
from api.extensions import db, lock, write_unit

KINDS = ("fee", "place", "contact", "hours", "feedback")
MOST_ROWS = 10_000  # of one office: decades of corrections
_AHEAD = timedelta(days=731)
_EARLIEST = date(2000, 1, 1)


class Series(NamedTuple):
    """Which fact: of an office's procedure (None: all of them) and of what kind."""

    procedure_id: int | None
    kind: str


@dataclass(frozen=True)
class Standing:
    """A series on a day: what holds, what will, and the number of its newest row, which is its version."""

    version: int
    now: LocalFact | None
    planned: tuple[LocalFact, ...]


def standing(rows: Iterable[LocalFact], on: date) -> Standing:
    """Rows of one series. Pure."""
    newest: dict[date, LocalFact] = {}
    version = 0
    for row in sorted(rows, key=lambda row: row.number):
        newest[row.effective_from] = row
        version = row.number
    valid = [newest[day] for day in sorted(newest) if not _taken_back(newest[day])]
    begun = [row for row in valid if row.effective_from <= on]
    last = begun[-1] if begun else None
    ended = last is None or (last.effective_to is not None and last.effective_to < on)
    return Standing(version, None if ended else last, tuple(row for row in valid if row.effective_from > on))


def _taken_back(row: LocalFact) -> bool:
    return row.effective_to is not None and row.effective_to < row.effective_from


def in_force(agency_id: int, procedure_id: int | None, on: date) -> dict[str, LocalFact | None]:
    """What holds at the office for a procedure, by kind; None where nothing differs from the national text.

    Without a procedure: what holds for all of them.
    """
    by_series = _by_series(
        db.session.execute(_OF_BOTH, {"agency": agency_id, "procedure": procedure_id}).scalars()
    )
    found: dict[str, LocalFact | None] = {}
    for kind in KINDS:
        own = standing(by_series[Series(procedure_id, kind)], on).now
        found[kind] = own or standing(by_series[Series(None, kind)], on).now
    return found


def of_office(agency_id: int, on: date) -> list[dict[str, Any]]:
    """Every fact that an office has recorded and where it stands, those on withdrawn procedures first.

    Each is {procedure, kind, version, now, planned, withdrawn}.
    """
    by_series = _by_series(db.session.execute(_OF_OFFICE, {"agency": agency_id}).scalars())
    return sorted((_item(series, rows, on) for series, rows in by_series.items()), key=_order)


def history(agency_id: int, procedure_code: str | None, kind: str) -> list[LocalFact]:
    """All rows of one fact, newest first. Raises UnknownProcedure."""
    return list(reversed(_rows(agency_id, Series(_procedure_id(procedure_code), kind))))


def record(caller: Caller, given: dict[str, Any], *, version: int | None, at: datetime) -> dict[str, Any]:
    """Add a row: what holds from `effective_from` on. `given` is that of LocalFactBodySchema.

    Answers where the fact stands now. Raises UnknownProcedure, ChangedMeanwhile when somebody else was first, and what
    is wrong with the fact.
    """
    today = at.astimezone(TIME_ZONE).date()
    begins = given["effective_from"] or today
    with write_unit():
        fact = _locked(caller, given, version=version, on=today)
        _check(given, begins=begins, present=fact.before.now, today=today)
        row = _add(caller, fact, {**given, "effective_from": begins}, at=at)
        return _item(fact.series, [*fact.rows, row], today)


def end(caller: Caller, given: dict[str, Any], *, version: int | None, at: datetime) -> dict[str, Any]:
    """Add a row that ends what holds (after `last_day`), or takes back what was planned for `effective_from`.

    Raises NotInForce when there is nothing to end, and what `record` raises.
    """
    today = at.astimezone(TIME_ZONE).date()
    with write_unit():
        fact = _locked(caller, given, version=version, on=today)
        ended = _to_end(fact.before, given["effective_from"])
        last_day = given["last_day"] or today
        if ended.effective_from > today:
            last_day = ended.effective_from - timedelta(days=1)
        elif not today - timedelta(days=1) <= last_day <= today + _AHEAD:
            raise DayNotUsable
        same = {name: getattr(ended, name) for name in ("text", "decision", "decided_on", "effective_from")}
        values = {**same, "effective_to": last_day, "reason": given["reason"]}
        row = _add(caller, fact, values, at=at)
        return _item(fact.series, [*fact.rows, row], today)


def on_withdrawn_procedures(on: date) -> list[tuple[str, str, str]]:
    """(office, procedure, kind) of facts in force or planned whose procedure is not published any more."""
    rows = db.session.execute(_WITHDRAWN).unique().scalars()
    by_place: defaultdict[tuple[int, Series], list[LocalFact]] = defaultdict(list)
    for row in rows:
        by_place[row.agency_id, Series(row.procedure_id, row.kind)].append(row)
    agencies = {agency_id for agency_id, _ in by_place}
    named = db.session.execute(select(Agency.id, Agency.code).where(Agency.id.in_(agencies)))
    codes = {row.id: row.code for row in named}
    return sorted(
        (codes[agency_id], rows[0].procedure.code if rows[0].procedure else "", series.kind)
        for (agency_id, series), rows in by_place.items()
        if _stands(standing(rows, on))
    )


_LOADED = (joinedload(LocalFact.recorded_by), joinedload(LocalFact.procedure))
_OF_OFFICE = (
    select(LocalFact)
    .where(LocalFact.agency_id == bindparam("agency"))
    .options(*_LOADED)
    .order_by(LocalFact.id)
)
_OF_BOTH = select(LocalFact).where(
    LocalFact.agency_id == bindparam("agency"),
    or_(LocalFact.procedure_id.is_(None), LocalFact.procedure_id == bindparam("procedure")),
)
_WITHDRAWN = select(LocalFact).join(LocalFact.procedure).where(~Procedure.listed).options(*_LOADED)


def _by_series(rows: Iterable[LocalFact]) -> defaultdict[Series, list[LocalFact]]:
    found: defaultdict[Series, list[LocalFact]] = defaultdict(list)
    for row in rows:
        found[Series(row.procedure_id, row.kind)].append(row)
    return found


def _item(series: Series, rows: Sequence[LocalFact], on: date) -> dict[str, Any]:
    found = standing(rows, on)
    return {
        "procedure": rows[0].procedure,
        "kind": series.kind,
        "version": found.version,
        "now": found.now,
        "planned": found.planned,
        "withdrawn": rows[0].procedure is not None and not rows[0].procedure.listed and _stands(found),
    }


def _stands(found: Standing) -> bool:
    return found.now is not None or bool(found.planned)


def _order(item: dict[str, Any]) -> tuple[bool, bool, str, int]:
    procedure = item["procedure"]
    return (
        not item["withdrawn"],
        procedure is not None,
        procedure.code if procedure else "",
        KINDS.index(item["kind"]),
    )


def _rows(agency_id: int, series: Series) -> list[LocalFact]:
    of_procedure = (
        LocalFact.procedure_id.is_(None)
        if series.procedure_id is None
        else LocalFact.procedure_id == series.procedure_id
    )
    statement = (
        select(LocalFact)
        .where(LocalFact.agency_id == agency_id, LocalFact.kind == series.kind, of_procedure)
        .options(*_LOADED)
        .order_by(LocalFact.number)
    )
    return list(db.session.execute(statement).scalars())


def _procedure_id(code: str | None) -> int | None:
    if code is None:
        return None
    found = db.session.execute(select(Procedure.id).where(Procedure.code == code)).scalar_one_or_none()
    if found is None:
        raise UnknownProcedure
    return found


class _Locked(NamedTuple):
    """A fact that nobody else changes meanwhile: corrections of one office come one after another."""

    agency_id: int
    series: Series
    rows: list[LocalFact]
    before: Standing


def _locked(caller: Caller, given: dict[str, Any], *, version: int | None, on: date) -> _Locked:
    """Raises UnknownProcedure, and ChangedMeanwhile where the caller saw another version."""
    if caller.agency_id is None or lock(Agency, caller.agency_id) is None:
        raise Forbidden
    series = Series(_procedure_id(given["procedure_code"]), given["kind"])
    rows = _rows(caller.agency_id, series)
    before = standing(rows, on)
    if version is not None and version != before.version:
        raise ChangedMeanwhile
    return _Locked(caller.agency_id, series, rows, before)


def _check(given: dict[str, Any], *, begins: date, present: LocalFact | None, today: date) -> None:
    if given["kind"] == "fee":
        if not given["decision"] or given["decided_on"] is None:
            raise DecisionMissing
        if begins < given["decided_on"]:
            raise FeeBeforeDecision
    if present is not None and begins < present.effective_from:
        raise EarlierThanPresent(day=f"{present.effective_from:%d/%m/%Y}")
    if not _EARLIEST <= begins <= today + _AHEAD or not _EARLIEST <= (given["decided_on"] or today) <= today:
        raise DayNotUsable


def _to_end(before: Standing, effective_from: date | None) -> LocalFact:
    found = [row for row in (before.now, *before.planned) if row is not None]
    wanted = [row for row in found if row.effective_from == effective_from] if effective_from else found[:1]
    if not wanted:
        raise NotInForce
    return wanted[0]


def _add(caller: Caller, fact: _Locked, values: dict[str, Any], *, at: datetime) -> LocalFact:
    count = select(func.count()).select_from(LocalFact).where(LocalFact.agency_id == fact.agency_id)
    if db.session.execute(count).scalar_one() >= MOST_ROWS:
        raise TooManyLocalFacts
    row = LocalFact(
        agency_id=fact.agency_id,
        procedure_id=fact.series.procedure_id,
        kind=fact.series.kind,
        number=fact.before.version + 1,
        text=values["text"],
        decision=values["decision"],
        decided_on=values["decided_on"],
        effective_from=values["effective_from"],
        effective_to=values.get("effective_to"),
        reason=values["reason"],
        recorded_by_id=caller.id,
        recorded_at=at,
    )
    db.session.add(row)
    db.session.flush()
    return row
