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
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask

from api import create_app
from api.config import Settings
from api.extensions import db
from api.notifications import delivery
from api.schema_migrations import upgrade
from tests.live_server import start, stop
from tests.push_queue import Size, databases, queue_everything, waiting
from tests.push_service import PushService, running_push_service


@dataclass(frozen=True)
class Plan:
    """`kills` are spread over the time in which is sent; `patience_seconds` is when a run has failed."""

    queue: Size
    kills: int
    workers: int = 2
    lease_seconds: int = 2
    patience_seconds: float = 90.0


SMALL = Plan(Size(devices=20, messages_each=10), kills=2)
WHOLE = Plan(Size(devices=1000, messages_each=10), kills=20, patience_seconds=600.0)


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


def run(
    plan: Plan, service: PushService, environment: dict[str, str], log: Path, *, random_: random.Random
) -> tuple[int, float]:
    """Workers until everything is done; answers how often one was killed, and the seconds it took."""
    begun = time.monotonic()
    workers = [start("worker", environment=environment, log=log) for _ in range(plan.workers)]
    kills = 0
    try:
        while waiting() and time.monotonic() - begun < plan.patience_seconds:
            due = (kills + 1) * plan.queue.deliveries // (plan.kills + 1)
            if kills < plan.kills and len(service.arrivals) >= due:
                number = random_.randrange(len(workers))
                stop(workers[number], how=signal.SIGKILL)
                workers[number] = start("worker", environment=environment, log=log)
                kills += 1
            time.sleep(0.02)
    finally:
        for worker in workers:
            stop(worker)
    return kills, time.monotonic() - begun


def figures_of(plan: Plan, service: PushService, *, kills: int, seconds: float) -> Figures:
    arrived = Counter(
        (arrival.device.endpoint, arrival.message["notification"]["navigate"]) for arrival in service.arrivals
    )
    return Figures(
        database=db.engine.dialect.name,
        deliveries=plan.queue.deliveries,
        arrived=len(arrived),
        lost=plan.queue.deliveries - len(arrived),
        repeated=sum(arrived.values()) - len(arrived),
        kills=kills,
        most_in_flight_a_kill=delivery.BATCH,
        seconds=round(seconds, 1),
    )


def soak(app: Flask, environment: dict[str, str], log: Path, plan: Plan, service: PushService) -> Figures:
    environment = {**environment, "DELIVERY_LEASE_SECONDS": str(plan.lease_seconds)}
    with app.app_context():
        queue_everything(plan.queue, service.new_device)
        kills, seconds = run(plan, service, environment, log, random_=random.Random(6))
        return figures_of(plan, service, kills=kills, seconds=seconds)


def main() -> int:
    """Both databases; one JSON object on standard output. 1 when anything was lost or came too often."""
    found = []
    with tempfile.TemporaryDirectory() as temporary, databases(Path(temporary)) as urls:
        for name, url in urls.items():
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
