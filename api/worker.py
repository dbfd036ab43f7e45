"""The worker: sends what is waiting and sweeps what is over. Any number may run; the rows they claim keep them apart.

SIGTERM finishes what is under way and hands the rest back. SIGKILL loses nothing: leases end and others take over.
"""

from __future__ import annotations

import secrets
import signal
import threading
import time
from types import FrameType

import structlog
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from api.accounts.models import OneTimeCode
from api.config import current_settings
from api.extensions import BusyDatabase, db, now, write_unit
from api.notifications import delivery
from api.notifications.sender import Sender
from api.notifications.vapid import Signer, load_key
from api.rate_limits import forget_expired
from api.ratings.answering import forget_corrections

IDLE_SECONDS = 0.25
SWEEP_SECONDS = 60.0
AFTER_TROUBLE_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Worker:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.name = secrets.token_hex(8)  # the lease holder's name
        self.stopping = threading.Event()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped. A database that is away for a while is waited for, not died of."""
        with self.app.app_context():
            settings = current_settings()
            sender = Sender(Signer(load_key(settings), settings.vapid_subject))
            sender.stopping = self.stopping
            next_sweep = 0.0
            log.info("worker_started", worker=self.name)
            try:
                while not self.stopping.is_set():
                    try:
                        if time.monotonic() >= next_sweep:
                            sweep()
                            next_sweep = time.monotonic() + SWEEP_SECONDS
                        if not self.deliver_once(sender):
                            self.stopping.wait(IDLE_SECONDS)
                    except (SQLAlchemyError, BusyDatabase):
                        log.exception("worker_database_trouble", worker=self.name)
                        self.stopping.wait(AFTER_TROUBLE_SECONDS)
                    finally:
                        db.session.remove()
            finally:
                sender.close()
                log.info("worker_stopped", worker=self.name)

    def deliver_once(self, sender: Sender) -> int:
        """Claim, send and record one batch; answers how many were claimed."""
        if not delivery.anything_ready(now()):
            return 0
        jobs = delivery.claim(lease=self.name, at=now())
        delivery.record(
            sender.send_all(jobs, at=now(), within_seconds=current_settings().delivery_lease_seconds / 2),
            lease=self.name,
            at=now(),
        )
        return len(jobs)


def sweep() -> None:
    """Forget what is over: old one-time codes, ended rate windows, the ten minutes of corrections."""
    at = now()
    with write_unit():
        db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < at))
        forget_expired()
    forget_corrections(at)


def run_until_signalled(app: Flask) -> None:
    worker = Worker(app)
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()
