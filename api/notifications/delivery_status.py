"""How the deliveries stand, for operators: what waits, what is in hand, what is dead and why; and sending it again.

Every query here is served by a partial index or by the counts, so that a million finished deliveries cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, literal_column, select, update

from api.extensions import db, write_unit
from api.notifications.delivery import SUPERSEDED
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.subscriptions import service_of

NEW_LIFE = timedelta(days=1)
READY, LEASED, DEAD = (
    Delivery.state == literal_column(f"'{state}'") for state in ("ready", "leased", "dead")
)


@dataclass(frozen=True)
class Standing:
    """`waiting` counts those that are not due yet too; `oldest_due_seconds` is 0 when nothing is due."""

    waiting: int
    due: int
    oldest_due_seconds: float
    in_hand: int
    dead_by_reason: dict[str, int]


@dataclass(frozen=True)
class Letters:
    """`delivered` and `failed` are what the gateway reported of those that were sent; the rest was not reported on."""

    channel: str
    sent: int
    delivered: int
    failed: int
    cost_vnd: int


@dataclass(frozen=True)
class DeadLetter:
    delivery_id: int
    kind: str
    channel: str
    service: str
    attempts: int
    reason: str
    ended_at: datetime | None


def standing(at: datetime) -> Standing:
    due, oldest = db.session.execute(
        select(func.count(), func.min(Delivery.run_at)).where(READY, Delivery.run_at <= at)
    ).one()
    return Standing(
        waiting=_count(select(func.count()).where(READY)),
        due=due,
        oldest_due_seconds=round((at - oldest).total_seconds(), 1) if oldest else 0.0,
        in_hand=_count(select(func.count()).where(LEASED)),
        dead_by_reason=dead_by_reason(),
    )


def letters_since(moment: datetime) -> list[Letters]:
    """By channel, what went out by e-mail, SMS and Zalo."""
    statement = (
        select(
            Delivery.channel,
            func.count(),
            func.count(case((Delivery.report == "delivered", 1))),
            func.count(case((Delivery.report == "failed", 1))),
            func.sum(Delivery.cost_vnd),
        )
        .where(
            Delivery.subscription_id.is_(None),  # so that the index of letters serves
            Delivery.channel.in_(("email", "sms", "zalo")),
            Delivery.state == "done",
            Delivery.finished_at >= moment,
        )
        .group_by(Delivery.channel)
        .order_by(Delivery.channel)
    )
    return [
        Letters(channel, sent, delivered, failed, cost or 0)
        for channel, sent, delivered, failed, cost in db.session.execute(statement).all()
    ]


def dead_by_reason() -> dict[str, int]:
    reason = func.coalesce(Delivery.last_error, "")
    rows = db.session.execute(select(reason, func.count()).where(DEAD).group_by(reason)).all()
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def dead_letters(*, reason: str | None = None, limit: int) -> list[DeadLetter]:
    """The newest first; nothing says whose they are."""
    statement = (
        select(Delivery, Message.kind, PushSubscription.endpoint)
        .join(Message, Message.id == Delivery.message_id)
        .outerjoin(PushSubscription, PushSubscription.id == Delivery.subscription_id)
        .where(DEAD)
        .order_by(Delivery.finished_at.desc(), Delivery.id.desc())
        .limit(limit)
    )
    if reason is not None:
        statement = statement.where(Delivery.last_error == reason)
    return [
        DeadLetter(
            delivery_id=row.id,
            kind=kind,
            channel=row.channel,
            service=service_of(endpoint) if endpoint else "",
            attempts=row.attempts,
            reason=row.last_error or "",
            ended_at=row.finished_at,
        )
        for row, kind, endpoint in db.session.execute(statement).all()
    ]


def send_again(*, ids: Sequence[int] = (), reason: str | None = None, at: datetime) -> int:
    """Dead ones are due now, with at least a day to live; answers how many.

    What a newer status made needless stays dead: nobody hears an old status after a newer one.
    """
    lives_on = at + NEW_LIFE
    with write_unit():
        statement = (
            update(Delivery)
            .where(DEAD, func.coalesce(Delivery.last_error, "") != SUPERSEDED)
            .values(
                state="ready",
                attempts=0,
                run_at=at,
                finished_at=None,
                expires_at=case((Delivery.expires_at > lives_on, Delivery.expires_at), else_=lives_on),
            )
            .returning(Delivery.id)
        )
        if ids:
            statement = statement.where(Delivery.id.in_(ids))
        if reason is not None:
            statement = statement.where(Delivery.last_error == reason)
        return len(db.session.execute(statement, execution_options={"synchronize_session": False}).all())


def _count(statement: Select[int]) -> int:
    return db.session.execute(statement).scalar_one()
