"""Devices: replaced by the browser while nobody is signed in, and the consent that goes with them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.extensions import db
from api.notifications.models import Consent
from api.notifications.sender import Sender
from tests.notifications.devices import OneBatch, queue, subscribe
from tests.people import Person
from tests.push_service import Device, PushService


def renewal(old: Device, new: Device, /, **changes: Any) -> dict[str, Any]:
    secret = old.to_json()["keys"]["auth"]
    return {"old": {"endpoint": old.endpoint, "auth": secret}, **new.to_json(), **changes}


def endpoints(citizen: Person) -> list[str]:
    return [item["endpoint"] for item in citizen.get("/push/subscriptions").json["items"]]


def test_a_device_is_renewed_without_a_session_and_keeps_what_waits_for_it(
    citizen: Person, client: FlaskClient, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    old = subscribe(citizen, service)
    queue(citizen)
    new = service.new_device(old.application_key)
    answer = client.put("/api/v1/push/renewals", json=renewal(old, new))
    assert answer.status_code == 204, answer.json
    assert endpoints(citizen) == [new.endpoint]
    worker.deliver_once(sender)
    assert [arrival.device for arrival in service.arrivals] == [new]
    again = client.put("/api/v1/push/renewals", json=renewal(old, new))
    assert (again.status_code, again.json["code"]) == (404, "push_subscription_unknown")


def test_only_the_device_itself_can_be_renewed(
    citizen: Person, stranger: Person, client: FlaskClient, service: PushService
) -> None:
    mine, theirs = subscribe(citizen, service), subscribe(stranger, service)
    new = service.new_device(mine.application_key)
    wrong = client.put(
        "/api/v1/push/renewals", json=renewal(mine, new, old={"endpoint": mine.endpoint, "auth": "x" * 22})
    )
    assert wrong.status_code == 404
    taken = client.put("/api/v1/push/renewals", json=renewal(mine, new, endpoint=theirs.endpoint))
    assert taken.status_code == 404, "another's device is not pushed aside"
    assert (endpoints(citizen), endpoints(stranger)) == ([mine.endpoint], [theirs.endpoint])


def test_a_renewal_the_app_has_told_already_leaves_one_device(
    citizen: Person, client: FlaskClient, service: PushService
) -> None:
    old, new = subscribe(citizen, service), subscribe(citizen, service)
    assert client.put("/api/v1/push/renewals", json=renewal(old, new)).status_code == 204
    assert endpoints(citizen) == [new.endpoint]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"endpoint": "https://169.254.169.254/x"}, "push_endpoint_not_allowed"),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, "push_keys_invalid"),
        ({"old": {}}, "invalid_input"),
        ({"old": None}, "invalid_input"),
    ],
)
def test_a_renewal_is_checked_like_a_subscription(
    citizen: Person, client: FlaskClient, service: PushService, changes: dict[str, Any], code: str
) -> None:
    old = subscribe(citizen, service)
    new = service.new_device(old.application_key)
    answer = client.put("/api/v1/push/renewals", json=renewal(old, new, **changes))
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert endpoints(citizen) == [old.endpoint]


def test_turning_push_on_and_off_is_kept_as_consent_once(
    citizen: Person, stranger: Person, service: PushService
) -> None:
    device = subscribe(citizen, service)
    citizen.put("/push/subscriptions", device.to_json())  # again at each start
    stranger.put("/push/subscriptions", device.to_json())  # a shared phone
    stranger.delete("/push/subscriptions", {"endpoint": device.endpoint})
    stranger.delete("/push/subscriptions", {"endpoint": device.endpoint})
    rows = db.session.execute(select(Consent).order_by(Consent.id)).scalars()
    assert [(row.citizen_id, row.given) for row in rows] == [
        (citizen.id, True),
        (stranger.id, True),
        (stranger.id, False),
    ]
    assert endpoints(citizen) == []


def test_no_more_devices_than_twenty_the_oldest_make_room(citizen: Person, service: PushService) -> None:
    made = [subscribe(citizen, service) for _ in range(25)]
    assert set(endpoints(citizen)) == {device.endpoint for device in made[5:]}


def test_the_inbox_says_when_nothing_is_new(citizen: Person) -> None:
    queue(citizen)
    first = citizen.get("/notifications?limit=1")
    tag = first.headers["ETag"]
    same = citizen.get("/notifications?limit=1", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    other_query = citizen.get("/notifications?limit=2", headers={"If-None-Match": tag})
    assert other_query.status_code == 200
    citizen.post("/notifications/read", {"ids": [first.json["items"][0]["id"]]})
    read = citizen.get("/notifications?limit=1", headers={"If-None-Match": tag})
    assert (read.status_code, read.json["unread"]) == (200, 0)
    queue(citizen)
    assert (
        citizen.get("/notifications?limit=1", headers={"If-None-Match": read.headers["ETag"]}).status_code
        == 200
    )
