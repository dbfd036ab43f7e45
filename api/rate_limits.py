"""How often one may ask: sign-in, tracking, uploads, ratings.

Counted in the database, or in Redis when `REDIS_URL` is set: counters inside a process would multiply by the number
of processes. Addresses are never stored: keys are keyed hashes that change every hour. Mobile networks in Vietnam
put thousands of phones behind one address, so limits by address are wide and limits by phone or account narrow.
When the counters cannot be reached the limiter fails open, on purpose: an office must not close because Redis did.
Each request let through uncounted is in the metric `motcua_rate_limits_missed_total`, and the log says why.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, g, request
from flask_limiter import Limiter
from limits.storage import Storage, storage_from_string
from prometheus_client import Counter
from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.exc import SQLAlchemyError

from api.accounts.models import RateCount
from api.config import current_settings
from api.extensions import db, insert

REDIS_TIMEOUT_SECONDS = 1.0
# A Redis that does not answer is left alone this long, so that it slows down one request and not all of them.
REDIS_PAUSE_SECONDS = 3.0
MISSED = Counter("motcua_rate_limits_missed_total", "Requests let through without counting them")

log = structlog.get_logger(__name__)
T = TypeVar("T")


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
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        moment = datetime.now(UTC)
        values = {"key": key, "amount": amount, "moment": moment, "until": moment + timedelta(seconds=expiry)}
        with db.engine.connect().execution_options(**_COUNTING) as connection, connection.begin():
            count, expires_at = connection.execute(_counting(db.engine.dialect.name), values).one()
        _windows()[key] = (count, expires_at)
        return int(count)

    def get(self, key: str) -> int:
        return self._row(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._row(key)[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        return None

    def clear(self, key: str) -> None:
        with db.engine.connect().execution_options(**_COUNTING) as connection, connection.begin():
            connection.execute(delete(RateCount).where(RateCount.key == key))
        _windows().pop(key, None)

    def _row(self, key: str) -> tuple[int, float]:
        found = _windows().get(key)
        if found is None:
            with db.engine.connect() as connection:
                row = connection.execute(_WINDOW, {"key": key}).one_or_none()
            found = (row[0], row[1]) if row else (0, _LONG_AGO)
        count, expires_at = found
        return (count, expires_at.timestamp()) if expires_at > datetime.now(UTC) else (0, time.time())


_COUNTING = {"motcua_write": True, "motcua_durable": False}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_WINDOW = select(RateCount.count, RateCount.expires_at).where(RateCount.key == bindparam("key"))


@cache
def _counting(_dialect: str) -> Any:
    """The statement that counts, made once for the database in use."""
    moment = bindparam("moment", type_=RateCount.expires_at.type)
    fresh = RateCount.expires_at <= moment
    statement = insert(RateCount).values(
        key=bindparam("key"), count=bindparam("amount"), expires_at=bindparam("until")
    )
    return statement.on_conflict_do_update(
        index_elements=[RateCount.key],
        set_={
            "count": case(
                (fresh, statement.excluded.count), else_=RateCount.count + statement.excluded.count
            ),
            "expires_at": case((fresh, statement.excluded.expires_at), else_=RateCount.expires_at),
        },
    ).returning(RateCount.count, RateCount.expires_at)


def _windows() -> dict[str, tuple[int, datetime]]:
    """What this request has counted: the headers repeat it and need not read it again."""
    found: dict[str, tuple[int, datetime]] = g.setdefault("rate_windows", {})
    return found


def forget_expired() -> None:
    """Drop windows that have ended; part of the worker's sweep. Belongs into a write unit."""
    db.session.execute(delete(RateCount).where(RateCount.expires_at <= datetime.now(UTC)))


class FailingOpen(Storage):
    """The counters in use. What they cannot answer counts as nothing, so nobody is held back."""

    STORAGE_SCHEME = ["motcua"]

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, *, redis_url: str | None = None
    ) -> None:
        super().__init__(uri, wrap_exceptions)
        self.counters = _redis_storage(redis_url) if redis_url else DatabaseStorage()
        self.pause_seconds = REDIS_PAUSE_SECONDS if redis_url else 0.0
        self.paused_until = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        found: type[Exception] | tuple[type[Exception], ...] = self.counters.base_exceptions
        return found

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        count = self._ask(lambda: int(self.counters.incr(key, expiry, amount)), otherwise=0)
        if count == 0:
            MISSED.inc()
        return count

    def get(self, key: str) -> int:
        return self._ask(lambda: int(self.counters.get(key)), otherwise=0)

    def get_expiry(self, key: str) -> float:
        return self._ask(lambda: float(self.counters.get_expiry(key)), otherwise=time.time())

    def check(self) -> bool:
        return bool(self.counters.check())

    def reset(self) -> int | None:
        return None

    def clear(self, key: str) -> None:
        self.counters.clear(key)

    def _ask(self, question: Callable[[], T], *, otherwise: T) -> T:
        if time.monotonic() < self.paused_until:
            return otherwise
        try:
            return question()
        except self.base_exceptions as error:
            self.paused_until = time.monotonic() + self.pause_seconds
            log.warning(
                "rate_limits_unreachable",
                counted_in="redis" if self.pause_seconds else "database",
                kind=type(error).__name__,
            )
            return otherwise


def _redis_storage(url: str) -> Any:
    from redis.backoff import NoBackoff
    from redis.exceptions import ConnectionError as NotConnected
    from redis.retry import Retry

    return storage_from_string(
        url,
        socket_timeout=REDIS_TIMEOUT_SECONDS,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        # Once more at once, since a connection kept from before Redis restarted is of no use; never after a timeout.
        retry=Retry(NoBackoff(), 1, supported_errors=(NotConnected,)),
    )


limiter = Limiter(key_func=address_key, strategy="fixed-window", headers_enabled=True)


def init_app(app: Flask) -> None:
    settings = app.extensions["motcua_settings"]
    app.config.update(
        RATELIMIT_STORAGE_URI="motcua://",
        RATELIMIT_STORAGE_OPTIONS={"redis_url": settings.redis_url},
        RATELIMIT_SWALLOW_ERRORS=True,
    )
    # Flask calls these in the reverse order: the limiter's own stands between the two.
    is_new = (
        "motcua_retry_after" not in app.extensions
    )  # the limiter may be handed from application to application
    app.extensions["motcua_retry_after"] = True
    if is_new:
        app.after_request(_as_stated)
    limiter.init_app(app)
    if is_new:
        app.after_request(_note_stated)


def _note_stated(response: Response) -> Response:
    g.stated_retry_after = response.headers.get("Retry-After")
    return response


def _as_stated(response: Response) -> Response:
    """The limiter tells everybody to come back when its window ends, also who was answered: clients would wait."""
    if response.status_code != HTTPStatus.TOO_MANY_REQUESTS and "stated_retry_after" in g:
        response.headers.pop("Retry-After", None)
        if g.stated_retry_after is not None:
            response.headers["Retry-After"] = g.stated_retry_after
    return response
