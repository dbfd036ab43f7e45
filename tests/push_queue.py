"""Deliveries in great number, each to be told from all others: what the soak and the bench send.

Every message leads to a place of its own, so that none makes another needless and a push service that decrypts can say
which arrived.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, literal_column, select

from api.accounts.models import Citizen, Officer
from api.config import current_settings
from api.extensions import db, now, write_unit
from api.notifications.models import Announcement, Delivery, Message, PushSubscription
from api.notifications.vapid import load_key, public_key_text
from tests import postgres
from tests.people import make_agency
from tests.push_service import Device


@dataclass(frozen=True)
class Size:
    devices: int
    messages_each: int

    @property
    def deliveries(self) -> int:
        return self.devices * self.messages_each


def queue_everything(size: Size, new_device: Callable[[str], Device]) -> None:
    """Every device of a citizen of its own; message n of a citizen is about announcement n."""
    key, at = public_key_text(load_key(current_settings())), now()
    agency = make_agency()
    with write_unit():
        officer = Officer(
            username=uuid.uuid4().hex, password_hash="", full_name="Người mẫu", position="", role="leader"
        )  # fmt: skip
        db.session.add(officer)
        db.session.flush()
        places = [
            Announcement(
                agency_id=agency.id,
                topic="guidance",
                area="99",
                title=f"Tin mẫu {number}",
                body="Tin mẫu",
                starts_on=at.date(),
                ends_on=at.date(),
                created_by=officer.id,
            )
            for number in range(size.messages_each)
        ]
        db.session.add_all(places)
        for number in range(size.devices):
            citizen = Citizen(phone=f"09{number:08}")
            db.session.add(citizen)
            db.session.flush()
            device = new_device(key).to_json()
            subscription = PushSubscription(
                citizen_id=citizen.id, endpoint=device["endpoint"], **device["keys"]
            )
            messages = [
                Message(citizen_id=citizen.id, kind="announcement", announcement_id=place.id, created_at=at)
                for place in places
            ]
            db.session.add_all([subscription, *messages])
            db.session.flush()
            db.session.add_all(
                Delivery(
                    message_id=message.id,
                    subscription_id=subscription.id,
                    run_at=at,
                    expires_at=at + timedelta(days=3),
                )
                for message in messages
            )


def waiting() -> int:
    db.session.rollback()
    statement = select(func.count()).where(
        Delivery.state.in_((literal_column("'ready'"), literal_column("'leased'")))
    )
    return db.session.execute(statement).scalar_one()


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """Name → address of an empty database of each kind."""
    found = {"sqlite": f"sqlite:///{folder / 'queue.sqlite'}"}
    postgres.start()
    try:
        if postgres.url():
            found["postgresql"] = postgres.create(f"queue_{os.getpid()}")
        yield found
    finally:
        postgres.stop()
