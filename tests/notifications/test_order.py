"""A phone ends on the newest status of a dossier, whatever failed on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from api.extensions import db, now, write_unit
from api.notifications import delivery
from api.notifications.models import Delivery, PushSubscription
from api.notifications.sender import Sender, outcome_of
from api.notifications.words import MESSAGES
from api.worker import Worker
from tests.notifications.devices import deliveries, queue, states, subscribe, two_dossiers
from tests.people import Person
from tests.push_service import PushService


@pytest.fixture
def dossiers(citizen: Person, tmp_path: Path) -> tuple[uuid.UUID, uuid.UUID]:
    return two_dossiers(citizen, tmp_path)


def all_due_now() -> None:
    """As if the waits of all retries were over."""
    with write_unit():
        db.session.execute(update(Delivery).where(Delivery.state == "ready").values(run_at=now()))


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
    worker: Worker,
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


def test_a_failure_beside_a_newer_status_is_not_tried_again(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: Worker,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    service.answer_first = [503]
    queue(citizen, kind="received", dossier_id=dossiers[0])
    queue(citizen, kind="result_ready", dossier_id=dossiers[0])
    assert worker.deliver_once(sender) == 2
    assert titles(service) == [title_of("result_ready")]
    assert [(row.state, row.last_error) for row in deliveries()] == [("dead", "superseded"), ("done", None)]


def test_when_both_fail_the_newest_is_tried_until_it_arrives(
    citizen: Person,
    dossiers: tuple[uuid.UUID, uuid.UUID],
    service: PushService,
    worker: Worker,
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
    worker: Worker,
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
    worker: Worker,
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
    worker: Worker,
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
