"""Devices that want push: checked when they subscribe, one row an endpoint."""

from __future__ import annotations

import base64
import binascii
import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, select

from api.config import current_settings
from api.errors import Problem
from api.extensions import db, insert, write_unit
from api.notifications.models import PushSubscription
from api.notifications.vapid import origin_of

# Hosts of the browsers' push services; a name of the list or below it.
PUSH_SERVICE_HOSTS = (
    "fcm.googleapis.com",
    "android.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
    "wns.windows.com",
)
MAX_DEVICES = 20


class EndpointNotAllowed(Problem):
    status, code = 422, "push_endpoint_not_allowed"
    vi = "Địa chỉ nhận thông báo của trình duyệt này không được hỗ trợ."
    en = "This browser's push address is not one of a known push service."


class InvalidPushKeys(Problem):
    status, code = 422, "push_keys_invalid"
    vi = "Khóa nhận thông báo không hợp lệ. Xin tắt rồi bật lại thông báo."
    en = "The subscription's keys are not valid. Please turn notifications off and on again."


def subscribe(citizen_id: uuid.UUID, body: dict[str, Any], *, at: datetime) -> PushSubscription:
    """Add or refresh a device; an endpoint follows whoever signed in on it last. The oldest make room beyond 20."""
    endpoint, keys = body["endpoint"], body["keys"]
    check_endpoint(endpoint)
    check_keys(keys["p256dh"], keys["auth"])
    values = {
        "citizen_id": citizen_id,
        "p256dh": keys["p256dh"],
        "auth": keys["auth"],
        "device_name": body.get("device_name") or "",
        "language": body.get("language") or "vi",
        "confirmed_at": at,
    }
    statement = insert(PushSubscription).values(id=uuid.uuid4(), endpoint=endpoint, created_at=at, **values)
    with write_unit():
        db.session.execute(
            statement.on_conflict_do_update(index_elements=[PushSubscription.endpoint], set_=values)
        )
        too_many = (
            select(PushSubscription.id)
            .where(PushSubscription.citizen_id == citizen_id)
            .order_by(PushSubscription.confirmed_at.desc(), PushSubscription.id)
            .offset(MAX_DEVICES)
        )
        ids = db.session.execute(too_many).scalars().all()
        if ids:
            db.session.execute(delete(PushSubscription).where(PushSubscription.id.in_(ids)))
        return db.session.execute(
            select(PushSubscription).where(PushSubscription.endpoint == endpoint)
        ).scalar_one()


def unsubscribe(citizen_id: uuid.UUID, endpoint: str) -> None:
    with write_unit():
        db.session.execute(
            delete(PushSubscription).where(
                PushSubscription.citizen_id == citizen_id, PushSubscription.endpoint == endpoint
            )
        )


def devices(citizen_id: uuid.UUID) -> list[PushSubscription]:
    statement = select(PushSubscription).where(PushSubscription.citizen_id == citizen_id)
    return list(db.session.execute(statement.order_by(PushSubscription.confirmed_at.desc())).scalars())


def check_endpoint(endpoint: str) -> None:
    """https at a known push service, or an origin of the setting PUSH_HOSTS. Raises EndpointNotAllowed."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise EndpointNotAllowed from error
    if origin_of(endpoint) in current_settings().push_hosts:
        return
    host = (parts.hostname or "").lower()
    known = any(host == name or host.endswith("." + name) for name in PUSH_SERVICE_HOSTS)
    if parts.scheme != "https" or not known or port not in (None, 443) or parts.username or parts.password:
        raise EndpointNotAllowed


def check_keys(p256dh: str, auth: str) -> None:
    """An uncompressed point on P-256 and 16 bytes of secret (RFC 8291 section 3). Raises InvalidPushKeys."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decode(p256dh))
        good = len(_decode(p256dh)) == 65 and len(_decode(auth)) == 16
    except (ValueError, binascii.Error):
        good = False
    if not good:
        raise InvalidPushKeys


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
