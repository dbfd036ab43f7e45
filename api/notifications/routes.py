"""Devices that want push, and the inbox."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

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
    RenewSchema,
    SubscribeSchema,
    TestPushSchema,
    UnsubscribeSchema,
)
from api.rate_limits import hourly_hash, limiter

keys = Blueprint("push_keys", __name__, description="The key for subscribing to web push")
blueprint = Blueprint("notifications", __name__, description="Inbox and web push")


def _old_endpoint_key() -> str:
    body = request.get_json(silent=True)
    old = body.get("old") if isinstance(body, dict) else None
    return hourly_hash(str(old.get("endpoint", "")) if isinstance(old, dict) else "")


@keys.get("/push/key")
@keys.response(200, PushKeySchema)
def application_server_key() -> dict[str, str]:
    """The public key a browser needs to subscribe."""
    return {"key": vapid.public_key_text(vapid.load_key(current_settings()))}


@keys.put("/push/renewals")
@limiter.limit("600/hour")
@limiter.limit("30/hour", key_func=_old_endpoint_key)
@keys.arguments(RenewSchema)
@keys.response(204)
def renew(body: dict[str, Any]) -> Response:
    """Replace a subscription that the browser has changed; the old one's secret is the proof."""
    subscriptions.renew(body, at=now())
    return Response(status=204)


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
    subscriptions.unsubscribe(current_caller().id, body["endpoint"], at=now())
    return Response(status=204)  # else it would promise JSON and bring none


@blueprint.post("/push/test")
@blueprint.response(202, TestPushSchema)
def send_test() -> dict[str, int]:
    """Send a test message to all my devices."""
    return {"devices": inbox.send_test(current_caller().id)}


@blueprint.get("/notifications")
@blueprint.arguments(InboxQuerySchema, location="query")
@blueprint.response(200, InboxSchema)
def my_messages(query: dict[str, Any]) -> dict[str, Any] | Response:
    """What I was told, newest first. With If-None-Match: 304 when nothing was added or read since."""
    citizen_id = current_caller().id
    tag = inbox.state(citizen_id, language=language(), query=query)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        found = inbox.page(citizen_id, limit=query["limit"], before=query.get("cursor"), language=language())
        response = jsonify(InboxSchema().dump(found))
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-store"  # the page keeps what it wants to keep; phones are shared
    return response


@blueprint.post("/notifications/read")
@blueprint.arguments(MarkReadSchema)
@blueprint.response(204)
def mark_read(body: dict[str, Any]) -> Response:
    """Mark messages as read."""
    inbox.mark_read(current_caller().id, body.get("ids"), at=now())
    return Response(status=204)
