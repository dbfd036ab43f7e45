"""The worker: sends what waits, looks at files that came in, sweeps what is over. Any number may run: rows are leased.

SIGTERM finishes what is under way and hands the rest back. SIGKILL loses nothing: leases end and others take over.
"""

from __future__ import annotations

import contextlib
import secrets
import signal
import threading
import time
from collections.abc import Mapping
from types import FrameType

import structlog
from flask import Flask
from sqlalchemy import delete

from api.accounts.models import OneTimeCode
from api.catalogue import misses
from api.config import current_settings
from api.documents import copies, expiry
from api.documents.copying import Copier
from api.dossiers import drafts, signed_heads
from api.extensions import db, now, write_unit
from api.notifications import channel_delivery
from api.notifications.announcements.following import tell_next
from api.notifications.channels import carriers
from api.notifications.channels.letter import Carrier
from api.notifications.dispatcher import Dispatcher
from api.notifications.reminders import remind_of_papers
from api.notifications.sender import Sender
from api.notifications.vapid import Signer, load_key
from api.rate_limits import forget_expired
from api.ratings.answering import forget_corrections
from api.ratings.reminders import remind_of_ratings

IDLE_SECONDS = 0.25
LETTERS_IDLE_SECONDS = 2.0
SWEEP_SECONDS = 60.0
REMIND_SECONDS = 1800.0
AFTER_TROUBLE_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Worker:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.name = secrets.token_hex(8)  # the lease holder's name
        self.stopping = threading.Event()
        self._next_sweep = 0.0
        self._next_reminders = 0.0

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped. Trouble, such as a database that is away, is waited for, not died of."""
        with self.app.app_context():
            settings = current_settings()
            sender = Sender(Signer(load_key(settings), settings.vapid_subject))
            sender.stopping = self.stopping
            dispatcher = Dispatcher(sender, lease=self.name)
            log.info("worker_started", worker=self.name)
            files = threading.Thread(target=self._work_on_files, name="files")
            letters = threading.Thread(target=self._carry_letters, name="letters")
            files.start()
            letters.start()
            try:
                while not self.stopping.is_set():
                    self.stopping.wait(self._turn(dispatcher))
            finally:
                self.stopping.set()
                dispatcher.close()
                files.join()
                letters.join()
                log.info("worker_stopped", worker=self.name)

    def _work_on_files(self) -> None:
        """In a thread of its own: a message does not wait until a photograph is copied."""
        with self.app.app_context():
            copier = Copier(lease=self.name, stopping=self.stopping)
            try:
                while not self.stopping.is_set():
                    self.stopping.wait(self._turn_with_files(copier))
            finally:
                copier.close()

    def _carry_letters(self) -> None:
        """In a thread of its own: neither a mail server that hangs nor a notice for thousands holds up a push."""
        with self.app.app_context():
            ways = carriers(current_settings())
            while not self.stopping.is_set():
                self.stopping.wait(self._turn_with_letters(ways))

    def _turn_with_letters(self, ways: Mapping[str, Carrier]) -> float:
        """As `_turn`. Letters wait minutes by plan, so nobody looks for them four times a second."""
        try:
            sent = channel_delivery.work_once(ways, lease=self.name, at=now())
            told = tell_next(now())
            return 0.0 if sent or told is not None else LETTERS_IDLE_SECONDS
        except Exception:
            log.exception("worker_trouble_with_letters", worker=self.name)
            return AFTER_TROUBLE_SECONDS
        finally:
            with contextlib.suppress(Exception):
                db.session.remove()

    def _turn_with_files(self, copier: Copier) -> float:
        """As `_turn`."""
        try:
            return 0.0 if copier.work_once() else IDLE_SECONDS
        except Exception:
            log.exception("worker_trouble_with_files", worker=self.name)
            return AFTER_TROUBLE_SECONDS
        finally:
            with contextlib.suppress(Exception):
                db.session.remove()

    def _turn(self, dispatcher: Dispatcher) -> float:
        """One round; answers for how many seconds to wait before the next. No transaction stays open meanwhile."""
        try:
            self._sweep_when_due()
            return 0.0 if dispatcher.turn() else IDLE_SECONDS
        except Exception:
            log.exception("worker_trouble", worker=self.name)
            return AFTER_TROUBLE_SECONDS
        finally:
            with contextlib.suppress(Exception):  # a connection that is gone need not be given back properly
                db.session.remove()

    def _sweep_when_due(self) -> None:
        """A sweep that fails waits for its next time, so that it holds up no delivery."""
        if time.monotonic() >= self._next_sweep:
            self._next_sweep = time.monotonic() + SWEEP_SECONDS
            sweep()
        if time.monotonic() >= self._next_reminders:
            self._next_reminders = time.monotonic() + REMIND_SECONDS
            remind_of_papers(now())
            remind_of_ratings(now())


def sweep() -> None:
    """Forget what is over: old one-time codes, ended rate windows, look-ups without an answer, drafts that were kept
    long enough, the ten minutes of corrections, files that nobody handed in, copies of files that are gone. Sign the
    day's events."""
    at = now()
    with write_unit():
        db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < at))
        forget_expired()
        misses.forget_old()
        drafts.forget_expired(at)
    forget_corrections(at)
    signed_heads.sign_when_due(at)
    expiry.sweep(at)
    copies.tidy()


def run_until_signalled(app: Flask) -> None:
    worker = Worker(app)
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()
