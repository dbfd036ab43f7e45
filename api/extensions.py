"""The database, its types and the one way to write to it.

Every change goes through `write_unit`. On SQLite it begins with BEGIN IMMEDIATE, so that what was read cannot have
changed when it is written; every other transaction is read-only there (PRAGMA query_only), which makes a write
outside a unit fail in the first test that meets it. On PostgreSQL the rows to be changed are read with FOR UPDATE
(`lock`). Without this, most concurrent read-modify-write commits vanish without an error (docs/decisions/0002).

What is committed has reached the disk (synchronous=FULL): a phone drops its copy of a file once it was told that the
dossier is in. Only counters of rate limits may be lost by a power cut.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from api.errors import Problem

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 10_000


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

JsonData = JSON().with_variant(JSONB(), "postgresql")


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: aware in, UTC stored, aware UTC out. A naive time raises, since nobody can say what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """The current moment in UTC. One function, so that tests can move the clock in one place."""
    return datetime.now(UTC)


class BusyDatabase(Problem):
    status = 503
    code = "busy"
    vi = "Hệ thống đang bận. Xin thử lại sau ít giây, dữ liệu của ông/bà vẫn còn nguyên."
    en = "The system is busy. Please try again in a few seconds; nothing of yours is lost."
    retryable = True


class DatabaseFull(Problem):
    status = 507
    code = "storage_full"
    vi = "Máy chủ đã hết chỗ lưu. Chưa có gì được thay đổi; xin thử lại sau, chúng tôi đang xử lý."
    en = "The server has run out of space. Nothing was changed; please try again later."
    retryable = True


@contextmanager
def write_unit() -> Iterator[None]:
    """One unit of change: all of it is committed at the end, or nothing.

    What was read before it on this session is read again inside, because it may have changed meanwhile. Units do not
    nest. Raises BusyDatabase when the database cannot be had within the busy timeout.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("write units do not nest")
    if session.in_transaction():
        session.rollback()
    session.expire_all()
    session.info["writing"] = True
    try:
        try:
            session.connection(execution_options={"motcua_write": True})
        except OperationalError as error:
            raise BusyDatabase from error
        yield
        session.commit()
    except OperationalError as error:
        session.rollback()
        if "database or disk is full" in str(error):
            raise DatabaseFull from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


M = TypeVar("M", bound=Base)


def lock(model: type[M], identity: uuid.UUID | int | str) -> M | None:
    """The row as it is now, kept from other write units until this one ends; None when there is none."""
    if not db.session().info.get("writing"):
        raise RuntimeError("lock() belongs inside a write unit")
    key = next(iter(model.__mapper__.primary_key))
    statement = (
        select(model)
        .where(key == identity)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(statement).scalar_one_or_none()


def insert(model: type[Base]) -> Any:
    """An INSERT of the database in use, with its ON CONFLICT clause (both spell it the same)."""
    module = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return module.insert(model)


def prepare_engine(engine: Engine) -> None:
    """Make an SQLite engine obey the write rule; PostgreSQL needs nothing here."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late to protect what was read
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        writing = connection.get_execution_options().get("motcua_write", False)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        if writing:
            durable = connection.get_execution_options().get("motcua_durable", True)
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
