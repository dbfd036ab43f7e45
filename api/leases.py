"""Rows that are work: ready → leased → done | dead, claimed by any number of workers (docs/decisions/0003).

A row is written in the unit that caused the work. A worker takes a few under its own name for a while and commits,
works without the database, and writes what became of them only where the lease is still its own. When it dies the
lease ends and another takes the rows. Claims do not meet: FOR UPDATE SKIP LOCKED on PostgreSQL, the one writer on
SQLite.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Index,
    Integer,
    String,
    bindparam,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from api.extensions import BusyDatabase, UTCDateTime, db, now

FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 3600.0
RECORD_TRIES = 3
PICK_ROUNDS = 50  # of a batch each; who has so many held back looks again a moment later
RECORD_PAUSE_SECONDS = (0.1, 0.5)
# A deadlock, a connection that broke, a database that is busy: the same may work a moment later.
PASSING_TROUBLE = (OperationalError, InterfaceError, BusyDatabase)

log = structlog.get_logger(__name__)


class LeasedRow:
    """The columns of such a row, for a model to inherit. `lease` names the worker that holds it."""

    state: Mapped[str] = mapped_column(String(8), default="ready")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    run_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease: Mapped[str | None] = mapped_column(String(32))
    last_error: Mapped[str | None] = mapped_column(String(200))
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def lease_indexes(table: str) -> tuple[Index, Index]:
    """What `claimable` is found by, however many rows are done."""
    return (_partial_index(table, "ready", "run_at"), _partial_index(table, "leased", "leased_until"))


def _partial_index(table: str, state: str, column: str) -> Index:
    where = text(f"state = '{state}'")
    return Index(f"ix_{table}_{state}", column, sqlite_where=where, postgresql_where=where)


AT: BindParameter[datetime] = bindparam("at", type_=UTCDateTime())
# The states stand as literals: a partial index is not used for a bound parameter.
_READY: ColumnElement[str] = literal_column("'ready'")
_LEASED: ColumnElement[str] = literal_column("'leased'")


class WorkQueue:
    """The rows of a model that meet `condition`, as work for whoever claims it.

    Its statements are made once, since making them takes several times as long as executing them. Rows that are due and
    rows that a dead worker left are looked for one after the other: with OR between them the longest due could not be
    read off the index, and every claim would sort all that waits.

    `held_back` (with the parameter AT) are rows that wait for others. It is asked only of the few that were picked, so
    that no plan of the database can ask it of all.
    """

    def __init__(
        self,
        model: type[LeasedRow],
        key: InstrumentedAttribute[Any],
        condition: ColumnElement[bool] | None = None,
        *,
        held_back: ColumnElement[bool] | None = None,
    ) -> None:
        self.model, self.key = model, key
        more = () if condition is None else (condition,)
        arms = [
            (model.run_at, (model.state == _READY, model.run_at <= AT, *more)),
            (model.leased_until, (model.state == _LEASED, model.leased_until <= AT, *more)),
        ]
        free = () if held_back is None else (~held_back,)
        self._any = select(literal(1)).where(
            or_(*(select(key).where(*where, *free).correlate(None).exists() for _, where in arms))
        )
        self._due, self._abandoned = (
            select(key)
            .where(*where, key.not_in(bindparam("but", expanding=True)))
            .order_by(order, key)
            .limit(bindparam("limit"))
            .with_for_update(skip_locked=True)
            for order, where in arms
        )
        keys: BindParameter[Any] = bindparam("keys", expanding=True)
        self._held_back = None if held_back is None else select(key).where(key.in_(keys), held_back)
        self._take = (
            update(model)
            .where(key.in_(keys))
            .values(
                state="leased",
                lease=bindparam("mine"),
                leased_until=bindparam("until", type_=UTCDateTime()),
                attempts=model.attempts + 1,
            )
            .execution_options(synchronize_session=False)
        )

    def anything_ready(self, at: datetime) -> bool:
        """A cheap look before the write lock is taken."""
        return db.session.execute(self._any, {"at": at}).first() is not None

    def pick(self, *, at: datetime, limit: int) -> list[Any]:
        """Keys of up to `limit` rows that nobody else picks in this moment, the longest due first; in a write unit.

        Rows that are held back are passed over, so that many of them in front do not hold up what stands behind.
        """
        found: list[Any] = []
        passed: list[Any] = []
        for _ in range(PICK_ROUNDS):
            looked_at = self._next(at, wanted=limit - len(found), but=[*found, *passed])
            waiting = self._waiting(looked_at, at)
            found += [key for key in looked_at if key not in waiting]
            passed += waiting
            if not waiting:
                break
        return found

    def _next(self, at: datetime, *, wanted: int, but: list[Any]) -> list[Any]:
        found: list[Any] = []
        for arm in (self._abandoned, self._due):
            if len(found) < wanted:
                given = {"at": at, "limit": wanted - len(found), "but": but}
                found += db.session.execute(arm, given).scalars()
        return found

    def _waiting(self, keys: list[Any], at: datetime) -> set[Any]:
        if self._held_back is None or not keys:
            return set()
        return set(db.session.execute(self._held_back, {"at": at, "keys": keys}).scalars())

    def take(self, keys: Sequence[Any], *, lease: str, until: datetime) -> None:
        """Put picked rows under our lease and count the attempt."""
        db.session.execute(self._take, {"keys": keys, "mine": lease, "until": until})


def given_back(model: type[LeasedRow]) -> dict[str, object]:
    """Values of a row whose work was not begun: the attempt does not count."""
    return {"state": "ready", "lease": None, "leased_until": None, "attempts": model.attempts - 1}


def tried_again(attempts: int, *, at: datetime, error: str | None, asked: float = 0.0) -> dict[str, Any]:
    """Values of a row whose work failed in a way that may pass; `asked` as in retry_wait."""
    return {
        "state": "ready",
        "lease": None,
        "leased_until": None,
        "last_error": error,
        "run_at": at + timedelta(seconds=retry_wait(attempts, asked=asked)),
    }


def retry_wait(attempts: int, *, asked: float = 0.0) -> float:
    """Seconds until the next try: doubling with jitter, never sooner than the other side asked for."""
    grown = min(LONGEST_RETRY_SECONDS, float(FIRST_RETRY_SECONDS * 2.0 ** min(attempts - 1, 20)))
    return max(grown * random.uniform(0.7, 1.3), asked)


def record_patiently(record: Callable[[], None], *, what: str, count: int) -> None:
    """Work that is done would be done again if its recording failed, so passing trouble is met with another try."""
    for tries_left in reversed(range(RECORD_TRIES)):
        try:
            record()
            return
        except PASSING_TROUBLE as error:
            if not tries_left:
                raise
            log.warning(f"{what}_not_recorded_yet", outcomes=count, error=type(error).__name__)
            time.sleep(random.uniform(*RECORD_PAUSE_SECONDS))
