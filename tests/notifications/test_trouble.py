"""The worker outlives bad rows, deadlocks and a database that goes away."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from api import create_app, leases
from api import worker as worker_module
from api.config import Settings
from api.extensions import BusyDatabase, DatabaseFull, db, now, write_unit
from api.notifications import delivery
from api.notifications.delivery import Job, Outcome
from api.notifications.models import PushSubscription
from api.notifications.sender import Sender
from api.worker import Worker
from tests.notifications.devices import OneBatch, deliveries, queue, states, subscribe
from tests.people import Person
from tests.push_service import PushService

ROUNDS = 40
DEVICES = 12


@contextmanager
def running(worker: OneBatch) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield thread
    finally:
        worker.stop()
        thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "AFTER_TROUBLE_SECONDS", 0.05)
    monkeypatch.setattr(leases, "RECORD_PAUSE_SECONDS", (0.0, 0.01))


def wait_until(condition: Callable[[], bool], *, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    assert condition()


def test_a_bad_row_does_not_keep_the_others_from_being_sent(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    bad, good = subscribe(citizen, service), subscribe(citizen, service)
    with write_unit():
        db.session.execute(
            update(PushSubscription).where(PushSubscription.endpoint == bad.endpoint).values(p256dh="ô!")
        )
    queue(citizen)
    assert worker.deliver_once(sender) == 2
    assert [arrival.device for arrival in service.arrivals] == [good]
    assert {row.state: bool(row.last_error) for row in deliveries()} == {"dead": True, "done": False}


def test_a_job_that_cannot_be_posted_is_rejected_alone(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = subscribe(citizen, service), subscribe(citizen, service)
    post = sender.http_to_own_hosts.request

    def request(method: str, url: str, **more: Any) -> Any:
        if url == bad.endpoint:
            raise RuntimeError("nobody foresaw this")
        return post(method, url, **more)

    monkeypatch.setattr(sender.http_to_own_hosts, "request", request)
    queue(citizen)
    worker.deliver_once(sender)
    assert [arrival.device for arrival in service.arrivals] == [good]
    assert {(row.state, row.last_error) for row in deliveries()} == {("done", None), ("dead", "RuntimeError")}


def outcomes_for(jobs: list[Job]) -> list[Outcome]:
    return [Outcome(job, random.choice(["sent", "retry"])) for job in jobs]


def test_two_workers_record_crossing_batches_without_waiting_in_a_circle(
    app: Flask, citizen: Person, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have a delivery for each device and record them in opposite order, at the same moment, in one try."""
    monkeypatch.setattr(leases, "RECORD_TRIES", 1)
    for _ in range(DEVICES):
        subscribe(citizen, service)
    batches, at = [], now()
    for _ in range(ROUNDS):
        queue(citizen, 2, at=at)
        jobs = delivery.claim(lease="both", at=at, limit=1000)
        assert len(jobs) == 2 * DEVICES
        batches.append((outcomes_for(jobs[:DEVICES]), outcomes_for(jobs[DEVICES:][::-1])))
    db.session.rollback()
    together, failures = threading.Barrier(2), list[BaseException]()

    def record_all(which: int) -> None:
        with app.app_context():
            for pair in batches:
                together.wait(60)
                try:
                    delivery.record(pair[which], lease="both", at=now())
                except Exception as error:
                    failures.append(error)
            db.session.remove()

    threads = [threading.Thread(target=record_all, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert set(states()) == {"done", "ready"}
    assert sum(states().values()) == 2 * DEVICES * ROUNDS


@pytest.mark.parametrize("error", [OperationalError("UPDATE", None, Exception("deadlock")), BusyDatabase()])
def test_outcomes_are_recorded_at_the_third_try(
    citizen: Person, service: PushService, soon: None, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    subscribe(citizen, service)
    queue(citizen, 2)
    jobs = delivery.claim(lease="a", at=now())
    execute, failing = delivery._execute, [1, 1]

    def deadlocked(statement: Any, given: Any = None) -> Any:
        done = execute(statement, given)
        if statement is delivery._done() and failing:
            failing.pop()
            raise error
        return done

    monkeypatch.setattr(delivery, "_execute", deadlocked)
    delivery.record([Outcome(job, "sent") for job in jobs], lease="a", at=now())
    assert states() == {"done": 2}
    failing[:] = [1, 1, 1]
    with pytest.raises(type(error)):
        delivery.record([Outcome(job, "sent") for job in jobs], lease="a", at=now())


@pytest.mark.parametrize("error", [DatabaseFull(), RuntimeError("nobody foresaw this")])
def test_trouble_in_a_turn_is_waited_for(
    app: Flask,
    citizen: Person,
    service: PushService,
    soon: None,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    """Also a sweep that always fails holds up no delivery."""
    subscribe(citizen, service)
    queue(citizen)
    claim, failing = delivery.claim, [1, 1]

    def failing_claim(**more: Any) -> list[Job]:
        if failing:
            failing.pop()
            raise error
        return claim(**more)

    def failing_sweep() -> None:
        raise error

    monkeypatch.setattr(delivery, "claim", failing_claim)
    monkeypatch.setattr(worker_module, "sweep", failing_sweep)
    with running(Worker(app)):
        service.wait_for(1)
    assert failing == []


def test_no_transaction_stays_open_while_the_worker_waits(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(app)
    open_ones = []

    def wait(_seconds: float) -> bool:
        open_ones.append(db.session.registry.has())
        worker.stop()
        return True

    monkeypatch.setattr(worker.stopping, "wait", wait)
    worker.run()
    assert set(open_ones) == {False}, "in no thread"


def end_all_connections(url: str) -> None:
    """As when PostgreSQL is started again: every session of this database ends at once."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_the_worker_goes_on_when_its_connections_were_cut(
    settings: Settings, app: Flask, citizen: Person, service: PushService, soon: None
) -> None:
    """Cut again and again in the middle of its work; what it held comes again after the lease."""
    if db.engine.dialect.name != "postgresql":
        return  # SQLite has no connection that could be cut
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    subscribe(citizen, service)
    service.delay_seconds = 0.01
    other = create_app(settings)  # with connections of its own, as in another process
    with running(Worker(other)) as thread:
        for _ in range(8):
            queue(citizen, 10)
            time.sleep(random.uniform(0.0, 0.2))
            end_all_connections(address)
            db.session.remove()
        assert thread.is_alive()
        wait_until(lambda: states() == {"done": 80})
    assert len(service.arrivals) >= 80
    with other.app_context():
        db.engine.dispose()
