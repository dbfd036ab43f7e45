"""How often one may ask: sign-in, tracking, uploads, ratings.

Counted in the database, or in Redis when `REDIS_URL` is set: counters inside a process would multiply by the number
of processes. Addresses are never stored: keys are keyed hashes that change every hour. Mobile networks in Vietnam
put thousands of phones behind one address, so limits by address are wide and limits by phone or account narrow.
When the counters cannot be reached the limiter fails open (and counts it): an office must not close because Redis did.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta

from flask import Flask, request
from flask_limiter import Limiter
from limits.storage import Storage
from sqlalchemy import case, delete, select

from api.accounts.models import RateCount
from api.config import current_settings
from api.extensions import db, insert


def address_key() -> str:
    """The caller's address as a hash that nobody can turn back after the hour."""
    return hourly_hash(request.remote_addr or "")


def hourly_hash(value: str) -> str:
    hour = int(time.time() // 3600)
    key = current_settings().key("rate-limits")
    return hmac.new(key, f"{hour}:{value}".encode(), hashlib.sha256).hexdigest()[:24]


class DatabaseStorage(Storage):
    """Fixed windows in the table `rate_counts`, by one atomic statement each."""

    STORAGE_SCHEME = ["motcua-database"]

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        moment = datetime.now(UTC)
        fresh = RateCount.expires_at <= moment
        statement = insert(RateCount).values(
            key=key, count=amount, expires_at=moment + timedelta(seconds=expiry)
        )
        statement = statement.on_conflict_do_update(
            index_elements=[RateCount.key],
            set_={
                "count": case((fresh, amount), else_=RateCount.count + amount),
                "expires_at": case((fresh, statement.excluded.expires_at), else_=RateCount.expires_at),
            },
        ).returning(RateCount.count)
        with db.engine.connect().execution_options(motcua_write=True) as connection, connection.begin():
            return int(connection.execute(statement).scalar_one())

    def get(self, key: str) -> int:
        return self._row(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._row(key)[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        return None

    def clear(self, key: str) -> None:
        with db.engine.connect().execution_options(motcua_write=True) as connection, connection.begin():
            connection.execute(delete(RateCount).where(RateCount.key == key))

    def _row(self, key: str) -> tuple[int, float]:
        with db.engine.connect() as connection:
            row = connection.execute(
                select(RateCount.count.label("counted"), RateCount.expires_at).where(RateCount.key == key)
            ).one_or_none()
        if row is None or row.expires_at <= datetime.now(UTC):
            return 0, time.time()
        return row.counted, row.expires_at.timestamp()


def forget_expired() -> None:
    """Drop windows that have ended; part of the worker's sweep. Belongs into a write unit."""
    db.session.execute(delete(RateCount).where(RateCount.expires_at <= datetime.now(UTC)))


limiter = Limiter(key_func=address_key, strategy="fixed-window", headers_enabled=True)


def init_app(app: Flask) -> None:
    settings = app.extensions["motcua_settings"]
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "motcua-database://",
        RATELIMIT_SWALLOW_ERRORS=True,
    )
    limiter.init_app(app)
