"""Letters (e-mail, SMS, Zalo) on their way: claimed, looked at once more, sent, recorded; as in delivery.py for push.

A letter cannot be taken back, so at the last moment it is asked whether it is still wanted and needed: a message that
was read or has reached a device needs no text message, an older step goes when a newer one is there, and what a
citizen has turned off meanwhile is not sent. Why a letter was not sent stands in `last_error`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

import structlog
from sqlalchemy import and_, func, literal_column, select, update

from api import leases
from api.accounts.models import Citizen
from api.calendars.opening_hours import TIME_ZONE
from api.config import current_settings
from api.extensions import db, now, write_unit
from api.notifications import delivery_counts, preferences
from api.notifications.channels.letter import Carrier, Letter, Result
from api.notifications.delivery_counts import What
from api.notifications.models import ContactSettings, Delivery, Message, PushSubscription
from api.notifications.places import place_of
from api.notifications.planning import Channel
from api.notifications.quiet_hours import next_morning
from api.notifications.words import MESSAGES

BATCH = 20
SUPERSEDED, NOT_NEEDED, TURNED_OFF = "superseded", "not_needed", "turned_off"
NO_ADDRESS, CITIZENS_LIMIT, OFFICES_LIMIT = "no_address", "limit", "office_limit"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    delivery_id: int
    channel: str
    attempts: int
    expires_at: datetime
    letter: Letter


@cache
def _queue() -> leases.WorkQueue:
    return leases.WorkQueue(Delivery, Delivery.id, Delivery.channel != literal_column(f"'{Channel.PUSH}'"))


def work_once(carriers: Mapping[str, Carrier], *, lease: str, at: datetime) -> int:
    """Claim, send and record one batch; answers how many were claimed. A channel that hangs holds up its own only."""
    if not _queue().anything_ready(at):
        return 0
    jobs = claim(carriers, lease=lease, at=at)
    for name, carrier in carriers.items():
        mine = [job for job in jobs if job.channel == name]
        if mine:
            results = carrier.send_all([job.letter for job in mine])
            record(list(zip(mine, results, strict=True)), lease=lease, at=now())
    return len(jobs)


def claim(carriers: Mapping[str, Carrier], *, lease: str, at: datetime) -> list[Job]:
    """Take letters that are due under our lease; those that are not to be sent are dead or put off from now on."""
    with write_unit():
        ids = _queue().pick(at=at, limit=BATCH)
        until = at + timedelta(seconds=current_settings().delivery_lease_seconds)
        _queue().take(ids, lease=lease, until=until)
        rows = db.session.execute(
            select(Delivery, Message, Citizen.phone, ContactSettings.email)
            .join(Message, Message.id == Delivery.message_id)
            .join(Citizen, Citizen.id == Message.citizen_id)
            .outerjoin(ContactSettings, ContactSettings.citizen_id == Citizen.id)
            .where(Delivery.id.in_(ids))
            .order_by(Delivery.id)
            .execution_options(populate_existing=True)
        ).all()
        jobs: list[Job] = []
        going: Counter[object] = Counter()  # of this batch, which no query can see yet
        for delivery, message, phone, email in rows:
            address = email if delivery.channel == Channel.EMAIL else phone
            reason = _why_not(delivery, message, address) or _over_a_limit(
                delivery, message, carriers[delivery.channel], going, at
            )
            if reason:
                _put_aside(delivery, reason, at)
                continue
            going.update([delivery.channel, (delivery.channel, message.citizen_id)])
            jobs.append(_job(delivery, message, str(address)))
    return jobs


def _why_not(delivery: Delivery, message: Message, address: str | None) -> str | None:
    if not address:
        return NO_ADDRESS
    purpose = MESSAGES[message.kind].purpose
    if not preferences.choices_of(message.citizen_id).wants(purpose, Channel(delivery.channel)):
        return TURNED_OFF
    if _has_newer_step(message):
        return SUPERSEDED
    if delivery.fallback and (message.read_at is not None or _reached_a_device(message.id)):
        return NOT_NEEDED
    return None


def _over_a_limit(
    delivery: Delivery, message: Message, carrier: Carrier, going: Counter[object], at: datetime
) -> str | None:
    channel, citizen_id = delivery.channel, message.citizen_id
    sent = _sent_today(channel, at, citizen_id=citizen_id) + going[channel, citizen_id]
    if sent >= carrier.daily_limit:
        return CITIZENS_LIMIT
    if (
        channel == Channel.SMS
        and _sent_today(channel, at) + going[channel] >= current_settings().sms_daily_limit
    ):
        return OFFICES_LIMIT
    return None


def _put_aside(delivery: Delivery, reason: str, at: datetime) -> None:
    """Dead, except where only today is over."""
    delivery.lease, delivery.leased_until, delivery.last_error = None, None, reason
    morning = next_morning(datetime.combine(at.astimezone(TIME_ZONE).date(), time(23, 59), tzinfo=TIME_ZONE))
    if reason == OFFICES_LIMIT and morning < delivery.expires_at:
        log.warning("sms_limit_of_the_day_reached", limit=current_settings().sms_daily_limit)
        delivery.state, delivery.run_at, delivery.attempts = "ready", morning, delivery.attempts - 1
    else:
        delivery.state, delivery.finished_at = "dead", at
        delivery_counts.add(Counter([What(delivery.channel, "", "not_sent", reason)]), at=at)


def _job(delivery: Delivery, message: Message, address: str) -> Job:
    language = _language_of(message.citizen_id)
    title, body = MESSAGES[message.kind].in_language(language)
    place = place_of(dossier_id=message.dossier_id, announcement_id=message.announcement_id)
    letter = Letter(
        reference=f"motcua-{delivery.id}",
        to=address,
        language=language,
        title=title,
        body=body,
        link=current_settings().public_url + place,
    )
    return Job(delivery.id, delivery.channel, delivery.attempts, delivery.expires_at, letter)


def _language_of(citizen_id: uuid.UUID) -> str:
    """As on the device that was confirmed last; Vietnamese without one."""
    statement = (
        select(PushSubscription.language)
        .where(PushSubscription.citizen_id == citizen_id)
        .order_by(PushSubscription.confirmed_at.desc())
        .limit(1)
    )
    return db.session.execute(statement).scalar() or "vi"


def _has_newer_step(message: Message) -> bool:
    if message.dossier_id is None:
        return False
    newer = select(Message.id).where(
        Message.dossier_id == message.dossier_id,
        Message.citizen_id == message.citizen_id,
        Message.id > message.id,
    )
    return db.session.execute(newer.limit(1)).first() is not None


def _reached_a_device(message_id: int) -> bool:
    statement = select(Delivery.id).where(
        Delivery.message_id == message_id, Delivery.channel == Channel.PUSH, Delivery.state == "done"
    )
    return db.session.execute(statement.limit(1)).first() is not None


def _sent_today(channel: str, at: datetime, *, citizen_id: uuid.UUID | None = None) -> int:
    """Since midnight in Vietnam."""
    midnight = datetime.combine(at.astimezone(TIME_ZONE).date(), time(), tzinfo=TIME_ZONE)
    statement = select(func.count(Delivery.id)).where(
        Delivery.subscription_id.is_(None),  # so that the index of letters serves
        Delivery.channel == channel,
        Delivery.state == "done",
        Delivery.finished_at >= midnight,
    )
    if citizen_id is not None:
        statement = statement.join(Message, Message.id == Delivery.message_id).where(
            Message.citizen_id == citizen_id
        )
    return db.session.execute(statement).scalar_one()


def record(done: list[tuple[Job, Result]], *, lease: str, at: datetime) -> None:
    """Write what became of a batch, in one unit. Rows that another worker took over meanwhile are left alone."""

    def write() -> None:
        became: Counter[What] = Counter()
        with write_unit():
            for job, result in done:
                mine = and_(Delivery.id == job.delivery_id, Delivery.lease == lease)
                values = _values(job, result, at)
                db.session.execute(update(Delivery).where(mine).values(**values))
                kind = "gave_up" if result.kind == "retry" and values["state"] == "dead" else result.kind
                became[What(job.channel, "", kind, result.error or "")] += 1
            delivery_counts.add(became, at=at)

    leases.record_patiently(write, what="letters", count=len(done))
    for job, result in done:
        if result.kind == "rejected":
            log.error("letter_rejected", delivery=job.delivery_id, channel=job.channel, error=result.error)


def _values(job: Job, result: Result, at: datetime) -> dict[str, object]:
    ended: dict[str, object] = {"lease": None, "leased_until": None, "last_error": result.error}
    if result.kind == "sent":
        return {
            **ended,
            "state": "done",
            "finished_at": at,
            "provider_id": result.provider_id,
            "cost_vnd": result.cost_vnd,
        }
    if result.kind == "retry":
        again = leases.tried_again(
            job.attempts, at=at, error=result.error, asked=result.retry_after_seconds or 0.0
        )
        if again["run_at"] <= job.expires_at:
            return again
    return {**ended, "state": "dead", "finished_at": at}
