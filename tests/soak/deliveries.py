"""Pushing while workers are killed: `make soak`, and in small as a test.

Real workers share a queue of deliveries, and again and again one of them gets SIGKILL and is started anew. Every
message leads to a place of its own, so that the push service, which decrypts what arrives, can tell them apart: each
must arrive, and what arrives twice can only be what a killed worker had in its hands.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from api import create_app
from api.accounts.models import Citizen, Officer
from api.config import Settings, current_settings
from api.extensions import db, now, write_unit
from api.notifications import delivery
from api.notifications.models import Announcement, Delivery, Message, PushSubscription
from api.notifications.vapid import load_key, public_key_text
from tests import postgres
from tests.live_server import start, stop
from tests.people import make_agency
from tests.push_service import PushService, running_push_service


@dataclass(frozen=True)
class Size:
    """`kills` are spread over the time in which is sent; `patience_seconds` is when a run has failed."""

    devices: int
    messages_each: int
    kills: int
    workers: int = 2
    lease_seconds: int = 2
    patience_seconds: float = 90.0

    @property
    def deliveries(self) -> int:
        return self.devices * self.messages_each


SMALL = Size(devices=20, messages_each=10, kills=2)
WHOLE = Size(devices=1000, messages_each=10, kills=20, patience_seconds=600.0)


@dataclass(frozen=True)
class Figures:
    database: str
    deliveries: int
    arrived: int
    lost: int
    repeated: int
    kills: int
    most_in_flight_a_kill: int
    seconds: float

    @property
    def is_good(self) -> bool:
        return self.lost == 0 and self.repeated <= self.kills * self.most_in_flight_a_kill


def queue_everything(size: Size, service: PushService) -> None:
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
            device = service.new_device(key).to_json()
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


def run(
    size: Size, service: PushService, environment: dict[str, str], log: Path, *, random_: random.Random
) -> tuple[int, float]:
    """Workers until everything is done; answers how often one was killed, and the seconds it took."""
    begun = time.monotonic()
    workers = [start("worker", environment=environment, log=log) for _ in range(size.workers)]
    kills = 0
    try:
        while _waiting() and time.monotonic() - begun < size.patience_seconds:
            due = (kills + 1) * size.deliveries // (size.kills + 1)
            if kills < size.kills and len(service.arrivals) >= due:
                number = random_.randrange(len(workers))
                stop(workers[number], how=signal.SIGKILL)
                workers[number] = start("worker", environment=environment, log=log)
                kills += 1
            time.sleep(0.02)
    finally:
        for worker in workers:
            stop(worker)
    return kills, time.monotonic() - begun


def _waiting() -> int:
    db.session.rollback()
    statement = select(func.count()).where(Delivery.state.in_(("ready", "leased")))
    return db.session.execute(statement).scalar_one()


def figures_of(size: Size, service: PushService, *, kills: int, seconds: float) -> Figures:
    arrived = Counter(
        (arrival.device.endpoint, arrival.message["notification"]["navigate"]) for arrival in service.arrivals
    )
    return Figures(
        database=db.engine.dialect.name,
        deliveries=size.deliveries,
        arrived=len(arrived),
        lost=size.deliveries - len(arrived),
        repeated=sum(arrived.values()) - len(arrived),
        kills=kills,
        most_in_flight_a_kill=delivery.BATCH,
        seconds=round(seconds, 1),
    )


def soak(app: Flask, environment: dict[str, str], log: Path, size: Size, service: PushService) -> Figures:
    environment = {**environment, "DELIVERY_LEASE_SECONDS": str(size.lease_seconds)}
    with app.app_context():
        queue_everything(size, service)
        kills, seconds = run(size, service, environment, log, random_=random.Random(6))
        return figures_of(size, service, kills=kills, seconds=seconds)


@contextmanager
def _databases(folder: Path) -> Iterator[dict[str, str]]:
    """Name → address of an empty database of each kind."""
    found = {"sqlite": f"sqlite:///{folder / 'soak.sqlite'}"}
    postgres.start()
    try:
        if postgres.url():
            found["postgresql"] = postgres.create(f"soak_{os.getpid()}")
        yield found
    finally:
        postgres.stop()


def main() -> int:
    """Both databases; one JSON object on standard output. 1 when anything was lost or came too often."""
    found = []
    with tempfile.TemporaryDirectory() as temporary, _databases(Path(temporary)) as databases:
        for name, url in databases.items():
            folder = Path(temporary) / name
            folder.mkdir()
            with running_push_service() as service:
                environment = {
                    "MOTCUA_DATA": str(folder),
                    "DATABASE_URL": url,
                    "PUSH_HOSTS": service.origin,
                    "SECRET_KEY": "only-for-the-soak-run-of-the-deliveries",
                }
                app = create_app(Settings.from_environment({**os.environ, **environment}))
                with app.app_context():
                    upgrade()
                found.append(soak(app, environment, folder / "worker.log", WHOLE, service))
                print(f"{name}: {found[-1]}", file=sys.stderr)  # noqa: T201
    print(json.dumps([asdict(each) for each in found], indent=2))  # noqa: T201
    return 0 if all(each.is_good for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
