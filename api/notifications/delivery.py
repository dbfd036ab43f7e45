"""The deliveries' way from 'ready' to 'done' or 'dead'.

A worker claims a batch under a lease and commits, sends, then writes all outcomes in one unit. Killed in between, the
lease ends and another worker sends the few again: nothing is lost, and only what was in flight can be repeated.
Claims of several workers do not meet: FOR UPDATE SKIP LOCKED on PostgreSQL, the single writer on SQLite.

A phone must end on the newest status of a dossier, so an older one never follows a newer one: it is given up when it
has failed or waited and a newer one is there (`superseded`), and a newer one waits while an older one is in a worker's
hands. Steps that follow each other within minutes are one notification: the later one takes the earlier one's
place without a sound, unless it asks something of the citizen.

Only push: letters and text messages have their own way (channel_delivery.py).
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Result,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    update,
)

from api import leases
from api.config import current_settings
from api.extensions import UTCDateTime, db, write_unit
from api.leases import AT, WorkQueue, retry_wait
from api.notifications import delivery_counts, push
from api.notifications.delivery_counts import What
from api.notifications.delivery_order import follows_up, newer_exists, newer_is_due, older_is_leased, unread
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.places import place_of
from api.notifications.planning import Channel, is_silent
from api.notifications.subscriptions import service_of
from api.notifications.vapid import Signer
from api.notifications.words import MESSAGES

BATCH = 24
LAST_TRY_SECONDS = 60.0  # before a message's life ends, when the service asked for longer than that
SUPERSEDED = "superseded"
TOO_LONG = "HTTP 413"  # the push service's; the next try is without padding
FOLLOW_UP = timedelta(minutes=5)
WAITED = timedelta(seconds=10)  # longer than a worker that keeps up leaves anything lying

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """What is needed to send one delivery, read at claim time so that sending touches no database."""

    delivery_id: int
    subscription_id: uuid.UUID
    endpoint: str
    p256dh: str
    auth: str
    language: str
    kind: str
    dossier_id: uuid.UUID | None
    attempts: int
    expires_at: datetime
    announcement_id: int | None = None
    rings_at_night: bool = False
    unread: int = 0  # in the citizen's inbox, for the number on the app's icon
    follows_up: bool = False  # another step of the dossier was on this device minutes ago
    last_error: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a job. kind: sent | gone | rejected | retry | expired | handed_back (not begun: the worker stops,
    its lease would end, or the push service is left alone for `retry_after_seconds`)."""

    job: Job
    kind: str
    error: str | None = None
    retry_after_seconds: float | None = None


@cache
def _queue() -> WorkQueue:
    is_push = Delivery.channel == literal_column(f"'{Channel.PUSH}'")
    return WorkQueue(Delivery, Delivery.id, is_push, held_back=older_is_leased(AT))


def anything_ready(at: datetime) -> bool:
    return _queue().anything_ready(at)


def claim(*, lease: str, at: datetime, limit: int = BATCH) -> list[Job]:
    """Take up to `limit` deliveries that are due, or whose worker died, under our lease.

    A status waits while an older one of the same device and dossier is leased. What remains: on PostgreSQL two workers
    that claim in the same instant do not see each other's leases yet, and a worker that outlives its lease may still
    be sending; then an older status can arrive after a newer one.
    """
    until = at + timedelta(seconds=current_settings().delivery_lease_seconds)
    with write_unit():
        due = _queue().pick(at=at, limit=limit)
        ids = sorted(set(due) - _give_up_superseded(due, at=at))
        if not ids:
            return []
        _queue().take(ids, lease=lease, until=until)
        rows = db.session.execute(_jobs(), {"ids": ids, "recently": at - FOLLOW_UP}).all()
    return [Job(**row._mapping) for row in rows]


# As those of the queue, these statements are made once.


@cache
def _jobs() -> Select[*tuple[Any, ...]]:
    """The fields of `Job`, of deliveries `ids`; what went out after `recently` is followed up."""
    return (
        select(
            Delivery.id.label("delivery_id"),
            Delivery.subscription_id,
            Delivery.attempts,
            Delivery.expires_at,
            Delivery.rings_at_night,
            Delivery.last_error,
            follows_up(bindparam("recently", type_=UTCDateTime())).label("follows_up"),
            unread().label("unread"),
            PushSubscription.endpoint,
            PushSubscription.p256dh,
            PushSubscription.auth,
            PushSubscription.language,
            Message.kind,
            Message.dossier_id,
            Message.announcement_id,
        )
        .join(PushSubscription, PushSubscription.id == Delivery.subscription_id)
        .join(Message, Message.id == Delivery.message_id)
        .where(Delivery.id.in_(bindparam("ids", expanding=True)))
        .order_by(Delivery.id)
    )


def _give_up_superseded(ids: Sequence[int], *, at: datetime) -> set[int]:
    """Of these deliveries, those that a newer status makes needless; they are dead from now on.

    One that failed goes for any newer one. One that only waited (for the morning, for a worker) goes for a newer one
    that is due as well: what has to wait itself makes nothing needless.
    """
    if not ids:
        return set()
    given = {"ids": ids, "at": at, "finished": at, "waited_since": at - WAITED}
    dead = set(_execute(_superseded(), given).scalars())
    if dead:
        delivery_counts.add(Counter({What(Channel.PUSH, "", SUPERSEDED, ""): len(dead)}), at=at)
    return dead


@cache
def _superseded() -> Update:
    since = bindparam("waited_since", type_=UTCDateTime())
    waited = select(Message.id).where(Message.id == Delivery.message_id, Message.created_at <= since)
    return (
        update(Delivery)
        .where(
            Delivery.id.in_(bindparam("ids", expanding=True)),
            or_(and_(Delivery.attempts > 0, newer_exists()), and_(waited.exists(), newer_is_due(AT))),
        )
        .values(
            state="dead",
            lease=None,
            leased_until=None,
            finished_at=bindparam("finished", type_=UTCDateTime()),
            last_error=SUPERSEDED,
        )
        .returning(Delivery.id)
    )


def record(outcomes: list[Outcome], *, lease: str, at: datetime) -> None:
    """Write what became of a batch, in one unit. Rows that another worker took over meanwhile are left alone.

    What was sent would be sent again if this failed, so passing trouble of the database is met with another try.
    """
    if not outcomes:
        return
    leases.record_patiently(
        lambda: _record_all(outcomes, lease=lease, at=at), what="push_outcomes", count=len(outcomes)
    )
    for outcome in outcomes:
        if outcome.kind == "rejected":
            log.error("push_rejected", delivery=outcome.job.delivery_id, error=outcome.error)


def _record_all(outcomes: list[Outcome], *, lease: str, at: datetime) -> None:
    """Everybody who locks devices does so first and in the order of their ids, so that nobody waits in a circle."""
    sent = [outcome.job for outcome in outcomes if outcome.kind == "sent"]
    gone = {outcome.job.subscription_id for outcome in outcomes if outcome.kind == "gone"}
    with write_unit():
        db.session.execute(_devices_locked(), {"devices": _devices(outcome.job for outcome in outcomes)})
        if sent:
            _execute(_devices_reached(), {"devices": _devices(sent), "reached": at})
            ids = [job.delivery_id for job in sent]
            _execute(_done(), {"ids": ids, "mine": lease, "finished": at})
        if gone:  # the devices are no more; their deliveries go with them (ON DELETE CASCADE)
            _execute(delete(PushSubscription).where(PushSubscription.id.in_(gone)))
        became = Counter(
            What(Channel.PUSH, service_of(outcome.job.endpoint), *_record_one(outcome, lease=lease, at=at))
            for outcome in outcomes
            if outcome.kind != "handed_back"
        )
        delivery_counts.add(became, at=at)
        for outcome in outcomes:
            if outcome.kind == "handed_back":
                _hand_back(outcome, lease=lease, at=at)


def _devices(jobs: Iterable[Job]) -> list[uuid.UUID]:
    return sorted({job.subscription_id for job in jobs})


@cache
def _devices_locked() -> Select[uuid.UUID]:
    ids: BindParameter[uuid.UUID] = bindparam("devices", expanding=True)
    return (
        select(PushSubscription.id)
        .where(PushSubscription.id.in_(ids))
        .order_by(PushSubscription.id)
        .with_for_update()
    )


@cache
def _devices_reached() -> Update:
    reached = bindparam("reached", type_=UTCDateTime())
    return (
        update(PushSubscription)
        .where(PushSubscription.id.in_(bindparam("devices", expanding=True)))
        .values(last_delivered_at=reached)
    )


@cache
def _done() -> Update:
    return (
        update(Delivery)
        .where(Delivery.id.in_(bindparam("ids", expanding=True)), Delivery.lease == bindparam("mine"))
        .values(
            state="done",
            finished_at=bindparam("finished", type_=UTCDateTime()),
            lease=None,
            leased_until=None,
            last_error=None,
        )
    )


def _record_one(outcome: Outcome, *, lease: str, at: datetime) -> tuple[str, str]:
    """What is not written for all together; answers what it counts as, and why."""
    kind, values = outcome.kind, _over(outcome.error)
    if kind in ("sent", "gone"):
        return kind, outcome.error or ""
    if kind == "retry":
        kind, more = _after_failure(outcome, at=at)
        values |= more
    else:
        values |= {"state": "dead", "finished_at": at}
    _execute(update(Delivery).where(_is_mine(outcome, lease)).values(**values))
    return kind, str(values["last_error"] or "")


def _hand_back(outcome: Outcome, *, lease: str, at: datetime) -> None:
    """Not begun, so it does not count as tried."""
    values = _over(outcome.error) | leases.given_back(Delivery)
    if outcome.retry_after_seconds:
        values["run_at"] = at + timedelta(seconds=outcome.retry_after_seconds * random.uniform(1.0, 1.3))
    _execute(update(Delivery).where(_is_mine(outcome, lease)).values(**values))


def _over(error: str | None) -> dict[str, Any]:
    return {"lease": None, "leased_until": None, "last_error": error}


def _is_mine(outcome: Outcome, lease: str) -> ColumnElement[bool]:
    return and_(Delivery.id == outcome.job.delivery_id, Delivery.lease == lease)


def _execute(statement: Delete | Update, given: Mapping[str, object] | None = None) -> Result[Any]:
    """Past the session's objects: nobody holds any here."""
    return db.session.execute(statement, given, execution_options={"synchronize_session": False})


def _after_failure(outcome: Outcome, *, at: datetime) -> tuple[str, dict[str, object]]:
    """Ready for the next try, or dead when a newer status is there or the message's life ends before."""
    job = outcome.job
    superseded = select(Delivery.id).where(Delivery.id == job.delivery_id, newer_exists())
    if db.session.execute(superseded).first():
        return SUPERSEDED, {"state": "dead", "finished_at": at, "last_error": SUPERSEDED}
    latest = (job.expires_at - at).total_seconds() - LAST_TRY_SECONDS
    asked = min(outcome.retry_after_seconds or 0.0, latest)
    run_at = at + timedelta(seconds=retry_wait(job.attempts, asked=asked))
    if run_at > job.expires_at:
        return "gave_up", {"state": "dead", "finished_at": at}
    return "retry", {"state": "ready", "run_at": run_at}


def compose(job: Job, *, signer: Signer, at: datetime) -> push.PushMessage:
    """The encrypted body and headers of a job."""
    words = MESSAGES[job.kind]
    title, body = words.in_language(job.language)
    place = place_of(dossier_id=job.dossier_id, announcement_id=job.announcement_id)
    silent = (job.follows_up and not words.urgent) or is_silent(rings_at_night=job.rings_at_night, at=at)
    clear = push.payload(
        title=title,
        body=body,
        language=job.language,
        navigate=current_settings().public_url + place,
        silent=silent,
        badge=job.unread,
        padded=job.last_error != TOO_LONG,
    )
    ttl = max(60, int((job.expires_at - at).total_seconds()))
    return push.PushMessage(
        body=push.encrypt(clear, endpoint=job.endpoint, p256dh=job.p256dh, auth=job.auth),
        headers=push.headers(
            authorization=signer.header(job.endpoint),
            ttl_seconds=ttl,
            urgency="low" if silent else "high" if words.urgent else "normal",
            topic=push.topic_of(job.dossier_id) if job.dossier_id else None,
        ),
    )
