"""Devices with push for tests, and messages on their way to them."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update

from api.config import current_settings
from api.extensions import db, now, write_unit
from api.notifications.dispatcher import Dispatcher
from api.notifications.models import Delivery, Message
from api.notifications.push_origins import PushOrigins
from api.notifications.receivers import queue_deliveries
from api.notifications.sender import Sender
from api.notifications.vapid import load_key, public_key_text
from tests.handing_in import hand_in, with_catalogue
from tests.people import Person, make_agency
from tests.push_service import Device, PushService


def subscribe(citizen: Person, service: PushService) -> Device:
    device = service.new_device(public_key_text(load_key(current_settings())))
    assert citizen.put("/push/subscriptions", device.to_json()).status_code == 200
    return device


def queue(
    citizen: Person,
    count: int = 1,
    *,
    at: datetime | None = None,
    kind: str = "test",
    dossier_id: uuid.UUID | None = None,
) -> None:
    with write_unit():
        for _ in range(count):
            message = Message(citizen_id=citizen.id, kind=kind, dossier_id=dossier_id, created_at=at or now())
            db.session.add(message)
            db.session.flush()
            queue_deliveries(message)


def two_dossiers(citizen: Person, folder: Path) -> tuple[uuid.UUID, uuid.UUID]:
    """Handed in; devices that subscribe afterwards hear nothing of that."""
    with_catalogue(folder)
    agency = make_agency()
    return uuid.UUID(hand_in(citizen, agency)), uuid.UUID(hand_in(citizen, agency))


def states() -> dict[str, int]:
    db.session.rollback()
    rows = db.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all()
    return dict(rows)  # type: ignore[arg-type]


def deliveries() -> list[Delivery]:
    """As they stand in the database now, the oldest first."""
    db.session.rollback()
    statement = select(Delivery).order_by(Delivery.id).execution_options(populate_existing=True)
    return list(db.session.execute(statement).scalars())


def all_due_now() -> None:
    """As if the waits of all retries were over."""
    with write_unit():
        db.session.execute(update(Delivery).where(Delivery.state == "ready").values(run_at=now()))


class OneBatch:
    """A worker's pushing, a batch at a time, each to its end and with no memory of trouble with a push service."""

    def deliver_once(self, sender: Sender) -> int:
        """Answers how many were claimed."""
        sender.origins = PushOrigins()
        dispatcher = Dispatcher(sender, lease="one batch")
        claimed = dispatcher.claim()
        dispatcher.settle()
        dispatcher.lanes.close()
        return claimed
