"""Devices that want push, and the inbox."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.config import current_settings
from api.errors import language
from api.extensions import now
from api.notifications import inbox, subscriptions, vapid
from api.notifications.models import PushSubscription
from api.notifications.schemas import (
    DeviceListSchema,
    DeviceSchema,
    InboxQuerySchema,
    InboxSchema,
    MarkReadSchema,
    PushKeySchema,
    SubscribeSchema,
    TestPushSchema,
    UnsubscribeSchema,
)

keys = Blueprint("push_keys", __name__, description="The key for subscribing to web push")
blueprint = Blueprint("notifications", __name__, description="Inbox and web push")


@keys.get("/push/key")
@keys.response(200, PushKeySchema)
def application_server_key() -> dict[str, str]:
    """The public key a browser needs to subscribe."""
    return {"key": vapid.public_key_text(vapid.load_key(current_settings()))}


@blueprint.put("/push/subscriptions")
@blueprint.arguments(SubscribeSchema)
@blueprint.response(200, DeviceSchema)
def subscribe(body: dict[str, Any]) -> PushSubscription:
    """Add or refresh this device."""
    return subscriptions.subscribe(current_caller().id, body, at=now())


@blueprint.get("/push/subscriptions")
@blueprint.response(200, DeviceListSchema)
def my_devices() -> dict[str, Any]:
    """My devices, the last confirmed first."""
    return {"items": subscriptions.devices(current_caller().id), "next": None}


@blueprint.delete("/push/subscriptions")
@blueprint.arguments(UnsubscribeSchema)
@blueprint.response(204)
def unsubscribe(body: dict[str, Any]) -> Response:
    """Turn push off for a device; works at once."""
    subscriptions.unsubscribe(current_caller().id, body["endpoint"])
    return Response(status=204)  # else it would promise JSON and bring none


@blueprint.post("/push/test")
@blueprint.response(202, TestPushSchema)
def send_test() -> dict[str, int]:
    """Send a test message to all my devices."""
    return {"devices": inbox.send_test(current_caller().id)}


@blueprint.get("/notifications")
@blueprint.arguments(InboxQuerySchema, location="query")
@blueprint.response(200, InboxSchema)
def my_messages(query: dict[str, Any]) -> dict[str, Any]:
    """What I was told, newest first."""
    return inbox.page(
        current_caller().id, limit=query["limit"], before=query.get("cursor"), language=language()
    )


@blueprint.post("/notifications/read")
@blueprint.arguments(MarkReadSchema)
@blueprint.response(204)
def mark_read(body: dict[str, Any]) -> Response:
    """Mark messages as read."""
    inbox.mark_read(current_caller().id, body.get("ids"), at=now())
    return Response(status=204)
