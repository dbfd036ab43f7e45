"""Turns what happened into messages and deliveries, inside the unit in which it happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.accounts.signals import code_requested
from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierEvent
from api.dossiers.signals import dossier_changed
from api.extensions import db
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.sms import send_code
from api.notifications.words import kind_of

PUSH_LIFE = timedelta(days=3)  # after that a status is old news; the inbox keeps it


def connect() -> None:
    """Listen; calling it again changes nothing."""
    dossier_changed.connect(tell_owner)
    code_requested.connect(send_code)


def tell_owner(dossier: Dossier, *, event: DossierEvent, **_more: Any) -> None:
    """One message in the owner's inbox and one delivery for each of his devices. Unclaimed walk-ins have nobody."""
    kind = kind_of(event.action, withdrawn=event.status_to == Status.WITHDRAWN)
    if kind is None or dossier.citizen_id is None:
        return
    message = Message(
        citizen_id=dossier.citizen_id,
        dossier_id=dossier.id,
        event_id=event.id,
        kind=kind,
        created_at=event.at,
    )
    db.session.add(message)
    db.session.flush()
    queue_for_devices(message)


def queue_for_devices(message: Message) -> int:
    """Add the deliveries of a message; answers how many. Belongs into a write unit.

    The devices are locked, so that none moves to another citizen meanwhile, in the order in which everybody locks
    devices (delivery.record).
    """
    devices = (
        db.session.execute(
            select(PushSubscription.id)
            .where(PushSubscription.citizen_id == message.citizen_id)
            .order_by(PushSubscription.id)
            .with_for_update(read=True)
        )
        .scalars()
        .all()
    )
    for subscription_id in devices:
        db.session.add(
            Delivery(
                message_id=message.id,
                subscription_id=subscription_id,
                run_at=message.created_at,
                expires_at=message.created_at + PUSH_LIFE,
                attempts=0,
                state="ready",
            )
        )
    return len(devices)
