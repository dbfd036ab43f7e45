"""The write rule: concurrent read-modify-write loses nothing, on both databases (docs/decisions/0002)."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from api.accounts.models import Citizen
from api.catalogue.models import CatalogueState
from api.dossiers.numbers import next_code
from api.extensions import db, lock, now, write_unit
from tests.people import make_agency

THREADS, TIMES = 8, 100


def in_threads(app: Flask, work: object, count: int = THREADS) -> list[BaseException]:
    failures: list[BaseException] = []

    def run() -> None:
        with app.app_context():
            try:
                work()  # type: ignore[operator]
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return failures


def test_no_update_is_lost_by_eight_threads_a_hundred_times(app: Flask) -> None:
    with write_unit():
        db.session.add(CatalogueState(id=1, version=0, changed_at=now()))

    def count_up() -> None:
        for _ in range(TIMES):
            with write_unit():
                row = lock(CatalogueState, 1)
                assert row is not None
                row.version = row.version + 1  # a read, then a write: what vanishes without the rule

    assert in_threads(app, count_up) == []
    db.session.rollback()
    state = db.session.execute(select(CatalogueState.version)).scalar_one()
    assert state == THREADS * TIMES


def test_dossier_codes_have_no_gap_and_no_double(app: Flask) -> None:
    agency_id = make_agency().id
    codes: list[str] = []

    def take() -> None:
        from api.catalogue.models import Agency

        for _ in range(25):
            with write_unit():
                code = next_code(db.session.get_one(Agency, agency_id), now())
            codes.append(code)

    assert in_threads(app, take) == []
    numbers = sorted(int(code.rsplit("-", 1)[1]) for code in codes)
    assert numbers == list(range(1, THREADS * 25 + 1))


def test_writing_outside_a_unit_fails_on_sqlite(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # the guard exists on SQLite, where every test runs too
    db.session.add(Citizen(phone="0912345678"))
    with pytest.raises(OperationalError, match="readonly"):
        db.session.commit()
    db.session.rollback()


def test_a_failed_unit_leaves_nothing(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), write_unit():
        db.session.add(Citizen(phone="0912345678"))
        db.session.flush()
        raise RuntimeError("in the middle")
    assert db.session.execute(select(Citizen)).first() is None


def test_units_do_not_nest_and_locks_need_a_unit(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="do not nest"), write_unit(), write_unit():
        raise AssertionError("the second began")
    with pytest.raises(RuntimeError, match="inside a write unit"):
        lock(Citizen, 1)
