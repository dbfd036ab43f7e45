"""A phone ends on the newest status of a dossier, whatever failed on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from api.extensions import db, now, write_unit
from api.notifications import delivery
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.quiet_hours import is_night
from api.notifications.receivers import tell
from api.notifications.sender import Sender, outcome_of
from api.notifications.words import MESSAGES
from tests.notifications.devices import (
    OneBatch,
    all_due_now,
    deliveries,
    queue,
    states,
    subscribe,
    two_dossiers,
)
from tests.people import Person
from tests.push_service import PushService


@pytest.fixture
def dossiers(citizen: Person, tmp_path: Path) -> tuple[uuid.UUID, uuid.UUID]:
    return two_dossiers(citizen, tmp_path)


def deliveries_to(endpoint: str) -> list[Delivery]:
    statement = select(Delivery).join(PushSubscription).where(PushSubscription.endpoint == endpoint)
    return list(db.session.execute(statement.order_by(Delivery.id)).scalars())


def titles(service: PushService) -> list[str]:
    return [arrival.message["notification"]["title"] for arrival in service.arrivals]


def title_of(kind: str) -> str:
    return MESSAGES[kind].vi[0]


def test_a_retry_does_not_follow_a_newer_status(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    service.answer_first = [503]
    queue(citizen, kind="received", dossier_id=dossiers[0])
    worker.deliver_once(sender)
    assert states() == {"ready": 1}
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    worker.deliver_once(sender)
    all_due_now()
    worker.deliver_once(sender)
    assert titles(service) == [title_of("result_ready")]
    assert [(row.state, row.last_error) for row in deliveries()] == [("dead", "superseded"), ("done", None)]
    inbox = citizen.get("/notifications").json["items"]
    assert [item["kind"] for item in inbox[:2]] == ["result_ready", "received"], "the inbox keeps both"
    dossier = citizen.get(f"/dossiers/{dossiers[0]}").json
    assert inbox[0]["procedure_name"] == dossier["procedure_name"]
    assert inbox[0]["dossier_number"] == dossier["submission_number"], "it has no code yet"


def test_steps_that_wait_together_become_one_notification(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossiers[0], at=now() - timedelta(minutes=1))
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    assert worker.deliver_once(sender) == 1
    assert titles(service) == [title_of("result_ready")]
    assert [(row.state, row.last_error) for row in deliveries()] == [("dead", "superseded"), ("done", None)]


def test_when_both_fail_the_newest_is_tried_until_it_arrives(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    service.answer_first = [503, 503, 503]
    queue(citizen, kind="received", dossier_id=dossiers[0])
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    for _ in range(3):
        worker.deliver_once(sender)
        all_due_now()
    assert titles(service) == [title_of("result_ready")]
    assert states() == {"dead": 1, "done": 1}


def test_nothing_is_lost_where_there_is_no_newer_status_of_the_same_dossier_and_device(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    """Another dossier, no dossier, and another device's copy of the same message supersede nothing."""
    subscribe(citizen, service)
    service.answer_with = 503
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    queue(citizen, kind="received", dossier_id=dossiers[1])
    queue(citizen, 2)
    subscribe(citizen, service)
    queue(citizen)
    worker.deliver_once(sender)
    assert states() == {"ready": 6}
    service.answer_with = None
    all_due_now()
    worker.deliver_once(sender)
    assert states() == {"done": 6}
    assert len(service.arrivals) == 6


def test_a_newer_status_on_another_device_supersedes_nothing(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    first = subscribe(citizen, service)
    service.answer_first = [503]
    queue(citizen, kind="received", dossier_id=dossiers[0])
    worker.deliver_once(sender)
    subscribe(citizen, service)
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    with write_unit():  # as if the newer one were only for the second device
        newer = deliveries_to(first.endpoint)[-1]
        db.session.delete(db.session.get_one(Delivery, newer.id))
    all_due_now()
    worker.deliver_once(sender)
    assert states() == {"done": 2}


def test_what_a_dead_worker_held_does_not_follow_a_newer_status(
    citizen: Person, dossiers: tuple[uuid.UUID, uuid.UUID], service: PushService
) -> None:
    """Whether it was sent nobody knows; the newer one must be the last."""
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossiers[0])
    at = now()
    (held,) = delivery.claim(lease="dead", at=at)
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    (job,) = delivery.claim(lease="b", at=at + timedelta(seconds=5))
    assert job.kind == "result_ready"
    assert [(row.id, row.state, row.last_error) for row in deliveries()] == [
        (held.delivery_id, "dead", "superseded"),
        (job.delivery_id, "leased", None),
    ]
    delivery.record([outcome_of(held, 201)], lease="dead", at=now())
    assert states() == {"dead": 1, "leased": 1}


def test_many_that_wait_for_a_dead_worker_hold_up_nobody_else(
    citizen: Person, dossiers: tuple[uuid.UUID, uuid.UUID], service: PushService
) -> None:
    """They stand in front until its lease ends."""
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossiers[0])
    (_held,) = delivery.claim(lease="dead", at=now())
    queue(citizen, 5 * delivery.BATCH, kind="in_process", dossier_id=dossiers[0])
    queue(citizen, 2)
    assert delivery.anything_ready(now())
    assert [job.kind for job in delivery.claim(lease="b", at=now())] == ["test", "test"]
    assert delivery.claim(lease="b", at=now()) == []


def test_no_worker_overtakes_another_that_has_the_older_status(
    citizen: Person, dossiers: tuple[uuid.UUID, uuid.UUID], service: PushService
) -> None:
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossiers[0])
    queue(citizen)
    (older, _test_message) = delivery.claim(lease="a", at=now())
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    queue(citizen, kind="received", dossier_id=dossiers[1])
    queue(citizen)
    assert [job.kind for job in delivery.claim(lease="b", at=now())] == ["received", "test"]
    assert not delivery.anything_ready(now())
    delivery.record([outcome_of(older, 201)], lease="a", at=now())
    assert [job.kind for job in delivery.claim(lease="b", at=now())] == ["result_ready"]


def test_what_was_handed_back_unsent_keeps_its_turn(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossiers[0])
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    sender.stopping.set()
    worker.deliver_once(sender)
    sender.stopping.clear()
    worker.deliver_once(sender)
    assert titles(service) == [title_of("received"), title_of("result_ready")]


def test_steps_within_minutes_take_each_others_place_without_a_sound(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    steps = ("submitted", "received", "in_process", "supplement_requested")
    for kind in steps:
        queue(citizen, kind=kind, dossier_id=dossiers[0])
        worker.deliver_once(sender)
    queue(citizen, kind="in_process", dossier_id=dossiers[1])
    worker.deliver_once(sender)
    assert titles(service) == [title_of(kind) for kind in (*steps, "in_process")]
    night = is_night(now())  # then everything is silent that is not marked as urgent
    rings = [not arrival.message["notification"].get("silent", False) for arrival in service.arrivals]
    assert rings == [True, not night, False, not night, not night]
    urgencies = [arrival.headers["urgency"] for arrival in service.arrivals]
    assert urgencies[2] == "low"
    with write_unit():  # as if the last one had been an hour ago
        db.session.execute(update(Delivery).values(finished_at=now() - timedelta(hours=1)))
    queue(citizen, kind="in_process", dossier_id=dossiers[0])
    worker.deliver_once(sender)
    assert service.arrivals[-1].message["notification"].get("silent", False) == night


def test_what_waits_for_the_morning_holds_up_nothing_that_rings(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    """An older message that may ring now is sent although a newer one is on its way for 07:00."""
    subscribe(citizen, service)
    queue(citizen, kind="supplement_requested", dossier_id=dossiers[0])
    queue(citizen, kind="in_process", dossier_id=dossiers[0])
    newer = deliveries()[-1]
    with write_unit():
        db.session.execute(
            update(Delivery).where(Delivery.id == newer.id).values(run_at=now() + timedelta(hours=8))
        )
    worker.deliver_once(sender)
    assert titles(service) == [title_of("supplement_requested")]
    all_due_now()
    worker.deliver_once(sender)
    assert titles(service)[1:] == [title_of("in_process")]


def test_the_number_on_the_icon_is_what_is_unread(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    subscribe(citizen, service)
    queue(citizen, 3)
    assert worker.deliver_once(sender) == 3
    assert {arrival.message["notification"]["app_badge"] for arrival in service.arrivals} == {"3"}
    citizen.post("/notifications/read", {})
    queue(citizen)
    worker.deliver_once(sender)
    assert service.arrivals[-1].message["notification"]["app_badge"] == "1"


def test_an_event_is_told_once(citizen: Person, dossiers: tuple[uuid.UUID, uuid.UUID]) -> None:
    event_id = db.session.execute(select(Message.event_id).where(Message.event_id.is_not(None))).scalar()
    with pytest.raises(IntegrityError), write_unit():
        tell(Message(citizen_id=citizen.id, event_id=event_id, kind="submitted", created_at=now()))
