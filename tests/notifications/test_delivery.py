"""Deliveries: committed with their cause, claimed by one worker, tried again, given up, never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from api import leases
from api.extensions import db, now, write_unit
from api.notifications import delivery, push
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.planning import TEST_LIFE
from api.notifications.receivers import queue_deliveries
from api.notifications.sender import Sender, outcome_of
from tests.live_server import start, stop
from tests.notifications.devices import OneBatch, all_due_now, deliveries, queue, states, subscribe
from tests.people import Person
from tests.push_service import PushService
from tests.soak.deliveries import SMALL, soak


def test_a_message_reaches_every_device_and_is_done(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    subscribe(citizen, service)
    queue(citizen)
    assert worker.deliver_once(sender) == 2
    assert len(service.arrivals) == 2
    assert states() == {"done": 2}
    assert worker.deliver_once(sender) == 0
    seen = db.session.execute(select(PushSubscription.last_delivered_at)).scalars().all()
    assert all(seen)


def test_the_test_button_sends_to_my_devices(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    assert citizen.post("/push/test").json == {"devices": 1}
    worker.deliver_once(sender)
    assert service.arrivals[0].message["notification"]["title"] == "Thông báo thử"


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten_with_its_deliveries(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender, status: int
) -> None:
    subscribe(citizen, service)
    queue(citizen, 2)
    service.answer_with = status
    worker.deliver_once(sender)
    assert states() == {}
    assert citizen.get("/push/subscriptions").json["items"] == []


@pytest.mark.parametrize("status", [401, 403, 408, 425, 429, 500, 503])
def test_trouble_at_the_push_service_is_tried_again_later(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender, status: int
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    service.answer_with, service.answer_headers = status, {"Retry-After": "100"}
    worker.deliver_once(sender)
    (row,) = deliveries()
    assert (row.state, row.attempts, row.last_error) == ("ready", 1, f"HTTP {status}")
    assert row.run_at > now() + timedelta(seconds=90), "never sooner than the service asked for"
    assert worker.deliver_once(sender) == 0


@pytest.mark.parametrize("status", [302, 400])
def test_a_refusal_is_our_fault_and_stays_visible(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender, status: int
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    service.answer_with, service.answer_headers = status, {"Location": "http://127.0.0.1:1/"}
    worker.deliver_once(sender)
    (row,) = deliveries()
    assert (row.state, row.last_error) == ("dead", f"HTTP {status}")


def test_what_is_too_long_is_sent_once_more_without_padding(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    service.answer_first = [413]
    worker.deliver_once(sender)
    (row,) = deliveries()
    assert (row.state, row.last_error) == ("ready", delivery.TOO_LONG)
    all_due_now()
    worker.deliver_once(sender)
    (arrival,) = service.arrivals
    assert arrival.length < push.PADDING_STEP
    assert states() == {"done": 1}


def test_what_is_too_long_without_padding_is_given_up(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    service.answer_with = 413
    for _ in range(2):
        all_due_now()
        worker.deliver_once(sender)
    (row,) = deliveries()
    assert (row.state, row.attempts, row.last_error) == ("dead", 2, "HTTP 413")


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("100", 100.0),
        ("999999", 999999.0),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("٣", None),
        ("12\n", None),
        ("9" * 400, None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_nothing(
    citizen: Person, service: PushService, retry_after: str | None, seconds: float | None
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    (job,) = delivery.claim(lease="a", at=now())
    assert outcome_of(job, 503, retry_after).retry_after_seconds == seconds


def test_a_service_that_asks_for_longer_than_the_message_lives_gets_one_last_try(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    service.answer_with, service.answer_headers = 503, {"Retry-After": "999999"}
    worker.deliver_once(sender)
    (row,) = deliveries()
    assert row.state == "ready"
    assert timedelta() < row.expires_at - row.run_at <= timedelta(seconds=delivery.LAST_TRY_SECONDS + 1)


def test_a_try_after_the_end_of_its_life_is_not_waited_for(citizen: Person, service: PushService) -> None:
    subscribe(citizen, service)
    queue(citizen, at=now() - TEST_LIFE + timedelta(seconds=2))
    (job,) = delivery.claim(lease="a", at=now())
    delivery.record([outcome_of(job, 503, "30")], lease="a", at=now())
    (row,) = deliveries()
    assert (row.state, row.last_error) == ("dead", "HTTP 503")


def test_a_message_whose_life_is_over_is_not_sent(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen, at=now() - TEST_LIFE - timedelta(seconds=1))
    worker.deliver_once(sender)
    assert service.arrivals == []
    assert states() == {"dead": 1}


def test_waits_grow_and_vary_and_end() -> None:
    for attempts in range(1, 60):
        wait = leases.retry_wait(attempts)
        grown = min(leases.LONGEST_RETRY_SECONDS, leases.FIRST_RETRY_SECONDS * 2 ** (attempts - 1))
        assert 0.69 * grown <= wait <= 1.31 * grown
    assert len({leases.retry_wait(3) for _ in range(5)}) > 1
    assert leases.retry_wait(1, asked=500) == 500


def test_what_one_worker_claimed_no_other_can(citizen: Person, service: PushService) -> None:
    subscribe(citizen, service)
    queue(citizen, 30)
    at = now()
    first = {job.delivery_id for job in delivery.claim(lease="a", at=at, limit=20)}
    second = {job.delivery_id for job in delivery.claim(lease="b", at=at, limit=20)}
    assert (len(first), len(second)) == (20, 10)
    assert not first & second
    assert delivery.claim(lease="c", at=at) == []


def test_when_a_worker_dies_its_lease_ends_and_another_takes_over(
    citizen: Person, service: PushService
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    at = now()
    jobs = delivery.claim(lease="dead", at=at)
    assert delivery.claim(lease="b", at=at + timedelta(seconds=1)) == []
    again = delivery.claim(lease="b", at=at + timedelta(seconds=3))
    assert [job.delivery_id for job in again] == [job.delivery_id for job in jobs]
    delivery.record([outcome_of(jobs[0], 500)], lease="dead", at=at)
    assert states() == {"leased": 1}, "the outcome of a lease that was lost changes nothing"
    delivery.record([outcome_of(again[0], 201)], lease="b", at=at)
    assert states() == {"done": 1}


def test_stopping_hands_back_what_is_not_sent_yet(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen, 5)
    sender.stopping.set()
    worker.deliver_once(sender)
    assert service.arrivals == []
    assert states() == {"ready": 5}
    assert db.session.execute(select(func.max(Delivery.attempts))).scalar_one() == 0


def test_a_stopped_worker_loses_and_repeats_nothing(
    app: Flask, citizen: Person, service: PushService, environment: dict[str, str], tmp_path: Path
) -> None:
    """A real process, asked to stop in the middle; a second one sends the rest."""
    everything, devices = 90, 3  # what goes to one device goes one after the other
    for _ in range(devices):
        subscribe(citizen, service)
    service.delay_seconds = 0.1  # so that the test comes before all that is left
    queue(citizen, everything // devices)
    for enough in (everything // 3, everything):
        process = start("worker", environment=environment, log=tmp_path / "worker.log")
        service.wait_for(enough, seconds=60)
        assert stop(process) == 0
        if enough < everything:
            assert set(states()) == {"done", "ready"}, "stopped in the middle, and nothing left in its hands"
    assert states() == {"done": everything}, (tmp_path / "worker.log").read_text()[-3000:]
    assert len(service.arrivals) == everything


def test_killed_workers_lose_nothing_and_repeat_only_what_they_held(
    app: Flask, service: PushService, environment: dict[str, str], tmp_path: Path
) -> None:
    """200 deliveries, two workers, two of them killed; `make soak` does the same with 10,000 and twenty."""
    figures = soak(app, environment, tmp_path / "worker.log", SMALL, service)
    assert (figures.arrived, figures.lost, figures.kills) == (200, 0, 2), (
        tmp_path / "worker.log"
    ).read_text()[-3000:]
    assert figures.is_good


def test_status_and_notification_commit_together_or_not_at_all(citizen: Person, service: PushService) -> None:
    subscribe(citizen, service)
    with pytest.raises(RuntimeError, match="before the commit"), write_unit():
        message = Message(citizen_id=citizen.id, kind="test", created_at=now())
        db.session.add(message)
        db.session.flush()
        queue_deliveries(message)
        raise RuntimeError("before the commit")
    assert states() == {}
    assert db.session.execute(select(Message)).first() is None


def test_one_message_is_queued_once_a_device(citizen: Person, service: PushService) -> None:
    subscribe(citizen, service)
    queue(citizen)
    row = db.session.execute(select(Delivery.message_id, Delivery.subscription_id)).one()
    with pytest.raises(IntegrityError), write_unit():
        db.session.add(
            Delivery(message_id=row.message_id, subscription_id=row.subscription_id, expires_at=now())
        )
        db.session.flush()


def test_the_inbox_is_mine_and_can_be_read(citizen: Person, stranger: Person) -> None:
    queue(citizen, 3)
    inbox = citizen.get("/notifications?limit=2").json
    assert (len(inbox["items"]), inbox["unread"]) == (2, 3)
    rest = citizen.get(f"/notifications?limit=2&cursor={inbox['next']}").json
    assert (len(rest["items"]), rest["next"]) == (1, None)
    assert stranger.get("/notifications").json == {"items": [], "next": None, "unread": 0}
    first = inbox["items"][0]["id"]
    stranger.post("/notifications/read", {"ids": [first]})
    assert citizen.get("/notifications").json["unread"] == 3, "another's messages cannot be marked"
    citizen.post("/notifications/read", {"ids": [first]})
    assert citizen.get("/notifications").json["unread"] == 2
    read = citizen.post("/notifications/read", {})
    assert (read.status_code, read.is_json) == (204, False)
    assert citizen.get("/notifications").json["unread"] == 0
    english = citizen.get("/notifications", headers={"Accept-Language": "en"}).json["items"][0]
    assert english["title"] == "Test message"
    assert (english["dossier_id"], english["procedure_name"], english["dossier_number"]) == (None, None, None)
