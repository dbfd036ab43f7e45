"""The deliveries' way from 'ready' to 'done' or 'dead'.

A worker claims a batch under a lease and commits, sends, then writes all outcomes in one unit. Killed in between, the
lease ends and another worker sends the few again: nothing is lost, and only what was in flight can be repeated.
Claims of several workers do not meet: FOR UPDATE SKIP LOCKED on PostgreSQL, the single writer on SQLite.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter
from sqlalchemy import ColumnElement, and_, delete, literal_column, or_, select, update

from api.config import current_settings
from api.extensions import db, write_unit
from api.notifications import push
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.vapid import Signer
from api.notifications.words import MESSAGES

BATCH = 24
FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 3600.0

OUTCOMES = Counter("motcua_deliveries_total", "Outcomes of push deliveries", ["outcome"])
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """What is needed to send one delivery, read at claim time so that sending touches no database."""

    delivery_id: int
    endpoint: str
    p256dh: str
    auth: str
    language: str
    kind: str
    dossier_id: uuid.UUID | None
    attempts: int
    expires_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of a job. kind: sent | gone | rejected | retry | expired | handed_back (stopped before sending)."""

    job: Job
    kind: str
    error: str | None = None
    retry_after_seconds: float | None = None


def anything_ready(at: datetime) -> bool:
    """A cheap look before the write lock is taken."""
    return db.session.execute(select(Delivery.id).where(_claimable(at)).limit(1)).first() is not None


def claim(*, lease: str, at: datetime, limit: int = BATCH) -> list[Job]:
    """Take up to `limit` deliveries that are due, or whose worker died, under our lease."""
    with write_unit():
        ids = (
            db.session.execute(
                select(Delivery.id)
                .where(_claimable(at))
                .order_by(Delivery.run_at, Delivery.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            .scalars()
            .all()
        )
        if not ids:
            return []
        db.session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(
                state="leased",
                lease=lease,
                leased_until=at + timedelta(seconds=current_settings().delivery_lease_seconds),
                attempts=Delivery.attempts + 1,
            )
            .execution_options(synchronize_session=False)
        )
        rows = db.session.execute(
            select(
                Delivery.id,
                Delivery.attempts,
                Delivery.expires_at,
                PushSubscription.endpoint,
                PushSubscription.p256dh,
                PushSubscription.auth,
                PushSubscription.language,
                Message.kind,
                Message.dossier_id,
            )
            .join(PushSubscription, PushSubscription.id == Delivery.subscription_id)
            .join(Message, Message.id == Delivery.message_id)
            .where(Delivery.id.in_(ids))
            .order_by(Delivery.id)
        ).all()
    return [
        Job(r.id, r.endpoint, r.p256dh, r.auth, r.language, r.kind, r.dossier_id, r.attempts, r.expires_at)
        for r in rows
    ]


def record(outcomes: list[Outcome], *, lease: str, at: datetime) -> None:
    """Write what became of a batch, in one unit. Rows that another worker took over meanwhile are left alone."""
    if not outcomes:
        return
    with write_unit():
        for outcome in outcomes:
            _record_one(outcome, lease=lease, at=at)
    for outcome in outcomes:
        OUTCOMES.labels(outcome.kind).inc()
        if outcome.kind == "rejected":
            log.error("push_rejected", delivery=outcome.job.delivery_id, error=outcome.error)


def _record_one(outcome: Outcome, *, lease: str, at: datetime) -> None:
    job = outcome.job
    mine = and_(Delivery.id == job.delivery_id, Delivery.lease == lease)
    if outcome.kind == "gone":  # the device is no more; its deliveries go with it (ON DELETE CASCADE)
        db.session.execute(delete(PushSubscription).where(PushSubscription.endpoint == job.endpoint))
        return
    values: dict[str, object] = {"lease": None, "leased_until": None, "last_error": outcome.error}
    if outcome.kind == "sent":
        values |= {"state": "done", "finished_at": at}
        db.session.execute(
            update(PushSubscription)
            .where(PushSubscription.endpoint == job.endpoint)
            .values(last_delivered_at=at)
        )
    elif outcome.kind == "handed_back":
        values |= {"state": "ready", "attempts": Delivery.attempts - 1}
    elif outcome.kind == "retry":
        wait = timedelta(seconds=retry_wait(job.attempts, asked=outcome.retry_after_seconds))
        dead = at + wait > job.expires_at
        values |= {"state": "dead", "finished_at": at} if dead else {"state": "ready", "run_at": at + wait}
    else:
        values |= {"state": "dead", "finished_at": at}
    db.session.execute(update(Delivery).where(mine).values(**values))


def retry_wait(attempts: int, *, asked: float | None = None) -> float:
    """Seconds until the next try: doubling with jitter, never sooner than the service asked for."""
    grown = min(LONGEST_RETRY_SECONDS, float(FIRST_RETRY_SECONDS * 2.0 ** min(attempts - 1, 20)))
    return max(grown * random.uniform(0.7, 1.3), asked or 0.0)


def compose(job: Job, *, signer: Signer, at: datetime) -> push.PushMessage:
    """The encrypted body and headers of a job."""
    words = MESSAGES[job.kind]
    title, body = words.in_language(job.language)
    public_url = current_settings().public_url
    where = f"{public_url}/ho-so/{job.dossier_id}" if job.dossier_id else f"{public_url}/thong-bao"
    clear = push.payload(title=title, body=body, language=job.language, navigate=where)
    ttl = max(60, int((job.expires_at - at).total_seconds()))
    return push.PushMessage(
        body=push.encrypt(clear, endpoint=job.endpoint, p256dh=job.p256dh, auth=job.auth),
        headers=push.headers(
            authorization=signer.header(job.endpoint),
            ttl_seconds=ttl,
            urgent=words.urgent,
            topic=push.topic_of(job.dossier_id) if job.dossier_id else None,
        ),
    )


def _claimable(at: datetime) -> ColumnElement[bool]:
    # The states stand as literals: a partial index is not used for a bound parameter.
    ready = and_(Delivery.state == literal_column("'ready'"), Delivery.run_at <= at)
    abandoned = and_(Delivery.state == literal_column("'leased'"), Delivery.leased_until <= at)
    return or_(ready, abandoned)
