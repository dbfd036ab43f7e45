"""Push services that hang, reset, trickle or talk nonsense: one line of the worker waits a little, nothing is lost."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import urllib3
from flask import Flask
from sqlalchemy import update

from api.config import current_settings
from api.extensions import db, now, write_unit
from api.notifications import push_origins, response_deadlines
from api.notifications import sender as sender_module
from api.notifications.dispatcher import Dispatcher
from api.notifications.models import PushSubscription
from api.notifications.sender import Sender
from api.notifications.vapid import Signer, load_key
from tests.notifications.bad_push_services import BEHAVIOURS, TAKEN, BadPushService, running_bad_service
from tests.notifications.devices import all_due_now, deliveries, queue, states, subscribe
from tests.people import Person
from tests.push_service import PushService

MANY_DEVICES = 15  # more than the threads of one service


@pytest.fixture(params=["hangs"])
def bad(request: pytest.FixtureRequest) -> Iterator[BadPushService]:
    with running_bad_service(request.param) as service:
        yield service


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real times, a twentieth as long."""
    monkeypatch.setattr(sender_module, "TIMEOUT", urllib3.Timeout(connect=0.25, read=0.5))
    monkeypatch.setattr(response_deadlines, "ANSWER_SECONDS", 0.75)


@pytest.fixture
def dispatcher(
    app: Flask, service: PushService, bad: BadPushService, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Dispatcher]:
    """May send to the bad one as if it stood in PUSH_HOSTS."""
    monkeypatch.setattr(sender_module, "is_allowed", lambda _endpoint: True)
    settings = current_settings()
    sender = Sender(Signer(load_key(settings), settings.vapid_subject))
    sender.own_hosts = frozenset({service.origin, bad.origin})
    made = Dispatcher(sender, lease="this worker")
    yield made
    made.close()


def move_to(bad: BadPushService, endpoint: str) -> None:
    with write_unit():
        db.session.execute(
            update(PushSubscription)
            .where(PushSubscription.endpoint == endpoint)
            .values(endpoint=f"{bad.origin}/push/{uuid.uuid4()}")
        )


@pytest.mark.parametrize("bad", BEHAVIOURS, indirect=True)
def test_it_costs_one_delivery_a_moment_and_the_others_nothing(
    citizen: Person, service: PushService, bad: BadPushService, dispatcher: Dispatcher
) -> None:
    move_to(bad, subscribe(citizen, service).endpoint)
    good = subscribe(citizen, service)
    queue(citizen)
    begun = time.monotonic()
    dispatcher.claim()
    dispatcher.settle()
    assert time.monotonic() - begun < 5
    assert [arrival.device for arrival in service.arrivals] == [good]
    by_state = {row.state: row for row in deliveries()}
    if bad.behave.__name__ in TAKEN:
        assert set(by_state) == {"done"}
        return
    assert set(by_state) == {"done", "ready"}
    assert by_state["ready"].attempts == 1
    assert by_state["ready"].last_error
    assert by_state["ready"].run_at > now() + timedelta(seconds=2), "later, by its own waits"


def test_many_for_a_service_that_hangs_hold_up_nobody_and_are_not_spent_on_it(
    citizen: Person, stranger: Person, service: PushService, bad: BadPushService, dispatcher: Dispatcher
) -> None:
    for _ in range(MANY_DEVICES):
        move_to(bad, subscribe(citizen, service).endpoint)
    good = subscribe(stranger, service)
    queue(citizen)
    queue(stranger)
    dispatcher.claim()
    assert service.wait_for(1, seconds=0.4)[0].device == good, "while all threads of the other are hanging"
    dispatcher.settle()
    assert MANY_DEVICES > bad.connections >= push_origins.FAILURES
    waiting = [row for row in deliveries() if row.state == "ready"]
    untried = [row for row in waiting if row.attempts == 0]
    assert len(waiting) == MANY_DEVICES
    assert len(untried) == len(waiting) - bad.connections, "what was not tried does not count as tried"
    asked = bad.connections
    all_due_now()
    dispatcher.claim()
    dispatcher.settle()
    assert bad.connections == asked, "left alone"
    assert max(row.attempts for row in deliveries()) == 1


def test_a_service_in_trouble_is_tried_with_one_message_after_each_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SimpleNamespace(at=1000.0, monotonic=lambda: clock.at)
    monkeypatch.setattr(push_origins, "time", clock)
    origins = push_origins.PushOrigins()
    for _ in range(push_origins.FAILURES):
        assert origins.wait_seconds("a") == 0
        origins.failed("a")
    pauses = []
    for _ in range(8):
        begun = clock.at
        while origins.wait_seconds("a"):
            assert origins.wait_seconds("b") == 0
            clock.at += 1.0
        assert origins.wait_seconds("a") > 0, "one only"
        origins.failed("a")
        origins.failed("a")  # a message that was on its way for long says nothing new
        pauses.append(clock.at - begun)
    assert pauses == [10, 20, 40, 80, 160, 300, 300, 300]
    origins.answered("a")
    assert origins.wait_seconds("a") == 0


def test_an_hour_of_trouble_costs_a_few_requests_and_no_message(
    citizen: Person, service: PushService, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        subscribe(citizen, service)
    queue(citizen, kind="result_ready")
    begun = clock = now()
    monkeypatch.setattr("api.notifications.dispatcher.now", lambda: clock)
    service.answer_with = 500
    while states() != {"done": 3}:
        clock = min(row.run_at for row in deliveries() if row.state == "ready")
        if clock > begun + timedelta(hours=1):
            service.answer_with = None
        dispatcher.sender.origins = push_origins.PushOrigins()  # its pauses are by another clock
        dispatcher.claim()
        dispatcher.settle()
    assert clock < begun + timedelta(hours=3)
    assert len(service.refusals) <= 3 * 12
    assert len(service.arrivals) == 3
