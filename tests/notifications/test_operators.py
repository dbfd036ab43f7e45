"""What operators see of the deliveries, and sending dead ones again."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from api import create_app
from api.config import Settings
from api.extensions import db, now, write_unit
from api.notifications import delivery, delivery_status
from api.notifications.commands import notifications_commands
from api.notifications.delivery import Outcome
from api.notifications.models import Delivery, DeliveryCount, Message
from api.notifications.sender import Sender
from tests.notifications.devices import OneBatch, deliveries, queue, states, subscribe, two_dossiers
from tests.people import Person
from tests.push_service import PushService


def run(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(notifications_commands, arguments)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def status(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(app, "status", "--json"))
    return found


def outcomes(app: Flask) -> dict[tuple[str, str], int]:
    return {(each["outcome"], each["reason"]): each["count"] for each in status(app)["counts"]}


def test_status_tells_what_waits_and_what_became_of_the_rest(
    app: Flask, citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    assert "nothing was sent" in run(app, "status")
    subscribe(citizen, service)
    queue(citizen, at=now() - timedelta(seconds=90))
    queue(citizen, 3)
    with write_unit():
        first = select(Delivery.id).order_by(Delivery.id).limit(1).scalar_subquery()
        db.session.execute(
            update(Delivery).where(Delivery.id == first).values(run_at=now() - timedelta(seconds=90))
        )
    before = status(app)
    assert (before["waiting"], before["due"], before["in_hand"]) == (4, 4, 0)
    assert 90 <= before["oldest_due_seconds"] < 120
    service.answer_first = [0, 503, 400, 0]
    worker.deliver_once(sender)
    after = status(app)
    assert (after["waiting"], after["due"], after["dead_by_reason"]) == (1, 0, {"HTTP 400": 1})
    assert outcomes(app) == {("sent", ""): 2, ("retry", "HTTP 503"): 1, ("rejected", "HTTP 400"): 1}
    assert {each["origin"] for each in after["counts"]} == {service.origin}
    words = run(app, "status")
    assert "HTTP 400" in words
    assert service.origin in words


def test_what_is_dead_can_be_looked_at_and_sent_again(
    app: Flask, citizen: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    device = subscribe(citizen, service)
    queue(citizen, 3)
    service.answer_first = [400, 400, 413]
    worker.deliver_once(sender)
    with write_unit():
        db.session.execute(
            update(Delivery).where(Delivery.state == "ready").values(state="dead", finished_at=now())
        )
    listed = json.loads(run(app, "dead", "--json"))
    assert sorted(each["reason"] for each in listed) == ["HTTP 400", "HTTP 400", "HTTP 413"]
    assert [each["service"] for each in listed] == [service.origin] * 3
    token = device.endpoint.rsplit("/", 1)[-1]
    for shown in (run(app, "dead"), run(app, "dead", "--json")):
        assert token not in shown
        assert "0912345678" not in shown
    of_one = [each["delivery_id"] for each in listed if each["reason"] == "HTTP 413"]
    assert "1 will" in run(app, "retry", str(of_one[0]))
    assert "2 will" in run(app, "retry", "--reason", "HTTP 400")
    assert "0 will" in run(app, "retry", "--all")
    worker.deliver_once(sender)
    assert states() == {"done": 3}
    assert len(service.arrivals) == 3
    assert "nothing is dead" in run(app, "dead")


def test_an_old_status_is_not_sent_again_and_a_dead_one_gets_a_day(
    app: Flask, citizen: Person, service: PushService, tmp_path: Path
) -> None:
    dossier, _other = two_dossiers(citizen, tmp_path)
    subscribe(citizen, service)
    queue(citizen, kind="received", dossier_id=dossier)
    queue(citizen, kind="test")
    with write_unit():
        db.session.execute(
            update(Delivery).values(state="dead", finished_at=now(), expires_at=now(), last_error="HTTP 400")
        )
        first = select(Delivery.id).order_by(Delivery.id).limit(1).scalar_subquery()
        db.session.execute(
            update(Delivery).where(Delivery.id == first).values(last_error=delivery.SUPERSEDED)
        )
    assert "1 will" in run(app, "retry", "--all")
    older, newer = deliveries()
    assert (older.state, newer.state) == ("dead", "ready")
    assert newer.expires_at > now() + timedelta(hours=23)


@pytest.mark.parametrize("arguments", [[], ["1", "--all"], ["--all", "--reason", "x"], ["x"]])
def test_retry_wants_to_know_which(app: Flask, arguments: list[str]) -> None:
    result = app.test_cli_runner().invoke(notifications_commands, ["retry", *arguments])
    assert result.exit_code == 2


def test_looking_does_not_touch_what_is_done(app: Flask, citizen: Person) -> None:
    """With a million finished deliveries these queries must not read them: each is answered by an index."""
    at = now()
    statements = []
    remember = db.session.execute

    def execute(statement: Any, *more: Any, **others: Any) -> Any:
        statements.append(str(statement.compile(db.engine, compile_kwargs={"literal_binds": True})))
        return remember(statement, *more, **others)

    db.session.execute = execute  # type: ignore[method-assign]
    try:
        delivery_status.standing(at)
    finally:
        db.session.execute = remember  # type: ignore[method-assign]
    if db.engine.dialect.name != "sqlite":
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    for statement in statements:
        explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
        plan = " ".join(str(row) for row in db.session.execute(text(explain + statement.replace(":", "\\:"))))
        assert "ix_deliveries_" in plan, plan
    assert len(statements) == 4


def test_letters_are_summed_with_their_reports_and_costs(app: Flask, citizen: Person) -> None:
    queue(citizen, 4)
    message_ids = db.session.execute(select(Message.id).order_by(Message.id)).scalars().all()
    reports = ["delivered", "failed", None, "delivered"]
    with write_unit():
        for message_id, report in zip(message_ids, reports, strict=True):
            channel, cost = ("email", 0) if message_id == message_ids[-1] else ("sms", 350)
            row = {
                "state": "done",
                "finished_at": now(),
                "expires_at": now(),
                "cost_vnd": cost,
                "report": report,
            }
            db.session.add(Delivery(message_id=message_id, channel=channel, **row))
    email, sms = status(app)["letters"]
    assert email == {"channel": "email", "sent": 1, "delivered": 1, "failed": 0, "cost_vnd": 0}
    assert sms == {"channel": "sms", "sent": 3, "delivered": 1, "failed": 1, "cost_vnd": 1050}
    assert "1,050 đồng" in run(app, "status")


def test_counts_are_of_the_day_in_vietnam_and_add_up(
    app: Flask, citizen: Person, service: PushService
) -> None:
    subscribe(citizen, service)
    queue(citizen, 3)
    jobs = delivery.claim(lease="a", at=now())
    evening = now().replace(year=2026, month=11, day=22, hour=16, minute=59)
    delivery.record([Outcome(jobs[0], "sent")], lease="a", at=evening)
    delivery.record([Outcome(jobs[1], "sent")], lease="a", at=evening + timedelta(minutes=2))
    delivery.record([Outcome(jobs[2], "sent")], lease="a", at=evening + timedelta(minutes=3))
    rows = db.session.execute(select(DeliveryCount).order_by(DeliveryCount.day)).scalars()
    assert [(str(row.day), row.count) for row in rows] == [("2026-11-22", 1), ("2026-11-23", 2)]


def metrics(client: FlaskClient) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    found = (line.rsplit(" ", 1) for line in lines if line.startswith("motcua_deliver"))
    return {name: float(value) for name, value in found}


@pytest.mark.parametrize("many_processes", [False, True])
def test_metrics_tell_the_deliveries_whichever_process_sent_them(
    client: FlaskClient,
    citizen: Person,
    service: PushService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    many_processes: bool,
) -> None:
    if many_processes:
        monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert metrics(client) == {
        'motcua_deliveries{state="ready"}': 0,
        'motcua_deliveries{state="leased"}': 0,
        'motcua_deliveries{state="dead"}': 0,
        "motcua_deliveries_oldest_ready_seconds": 0,
    }
    subscribe(citizen, service)
    queue(citizen, 2, at=now() - timedelta(seconds=100))
    queue(citizen)
    (job,) = delivery.claim(lease="a", at=now(), limit=1)
    delivery.record([Outcome(job, "sent")], lease="a", at=now())
    delivery.claim(lease="a", at=now(), limit=1)
    found = metrics(client)
    assert [found[f'motcua_deliveries{{state="{state}"}}'] for state in ("ready", "leased", "dead")] == [
        1,
        1,
        0,
    ]
    assert 0 <= found["motcua_deliveries_oldest_ready_seconds"] < 50
    sent = f'channel="push",origin="{service.origin}",outcome="sent",reason=""'
    assert found[f"motcua_delivery_outcomes_total{{{sent}}}"] == 1


def test_metrics_answer_without_a_database(environment: dict[str, str], tmp_path: Path) -> None:
    away = {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'nowhere' / 'a.sqlite'}"}
    app = create_app(Settings.from_environment(away))
    answer = app.test_client().get("/metrics")
    assert answer.status_code == 200
    assert "motcua_requests_total" in answer.text
    assert "motcua_deliver" not in answer.text
