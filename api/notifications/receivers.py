"""Turns what happened into messages and deliveries, inside the unit in which it happened."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from api.accounts.signals import code_requested
from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierEvent
from api.dossiers.signals import dossier_changed
from api.extensions import db
from api.notifications import preferences
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.one_time_messages import send_sign_in_code
from api.notifications.planning import plan
from api.notifications.words import WITHOUT_AN_INVITATION, kind_of


def connect() -> None:
    """Listen; calling it again changes nothing."""
    dossier_changed.connect(tell_owner)
    code_requested.connect(send_sign_in_code)


def tell_owner(dossier: Dossier, *, event: DossierEvent, **_more: Any) -> None:
    """One message in the owner's inbox, and what he chose beside it. Unclaimed walk-ins have nobody."""
    kind = kind_of(event.action, withdrawn=event.status_to == Status.WITHDRAWN)
    if kind is None or dossier.citizen_id is None:
        return
    if kind in WITHOUT_AN_INVITATION and not preferences.choices_of(dossier.citizen_id).invites_ratings:
        kind = WITHOUT_AN_INVITATION[kind]
    tell(
        Message(
            citizen_id=dossier.citizen_id,
            dossier_id=dossier.id,
            event_id=event.id,
            kind=kind,
            created_at=event.at,
        )
    )


def tell(message: Message) -> int:
    """Put a message into the inbox and queue its deliveries; answers to how many devices. Belongs into a write unit."""
    db.session.add(message)
    db.session.flush()
    return queue_deliveries(message)


def queue_deliveries(message: Message) -> int:
    """Add the deliveries of a message, as its citizen chose; answers to how many devices. Belongs into a write unit."""
    planned = plan(
        message.kind,
        at=message.created_at,
        choices=preferences.choices_of(message.citizen_id),
        devices=_locked_devices(message.citizen_id),
    )
    for each in planned:
        db.session.add(
            Delivery(
                message_id=message.id,
                channel=each.channel,
                subscription_id=each.subscription_id,
                fallback=each.fallback,
                rings_at_night=each.rings_at_night,
                run_at=each.run_at,
                expires_at=each.expires_at,
                attempts=0,
                state="ready",
            )
        )
    return sum(each.subscription_id is not None for each in planned)


def _locked_devices(citizen_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """None may move to another citizen meanwhile; in the order in which everybody locks devices (delivery.record)."""
    statement = (
        select(PushSubscription.id)
        .where(PushSubscription.citizen_id == citizen_id)
        .order_by(PushSubscription.id)
        .with_for_update(read=True)
    )
    return db.session.execute(statement).scalars().all()
