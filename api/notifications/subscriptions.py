"""Devices that want push: checked when they subscribe, one row an endpoint."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import uuid
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, or_, select
from urllib3.util import parse_url

from api.config import current_settings
from api.errors import Problem
from api.extensions import db, insert, write_unit
from api.notifications.models import Delivery, Message, PushSubscription
from api.notifications.planning import Channel
from api.notifications.preferences import TEXT_VERSION, record_consent
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
_KNOWN_HOST = re.compile(r"([a-z0-9-]+\.)*(" + "|".join(re.escape(name) for name in PUSH_SERVICE_HOSTS) + ")")
_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII without the backslash, which parsers read differently
MAX_DEVICES = 20
DEVICE = "device"  # in the place of a purpose: consent to be pushed to at all, on one device


class EndpointNotAllowed(Problem):
    status, code = 422, "push_endpoint_not_allowed"
    vi = "Địa chỉ nhận thông báo của trình duyệt này không được hỗ trợ."
    en = "This browser's push address is not one of a known push service."


class InvalidPushKeys(Problem):
    status, code = 422, "push_keys_invalid"
    vi = "Khóa nhận thông báo không hợp lệ. Xin tắt rồi bật lại thông báo."
    en = "The subscription's keys are not valid. Please turn notifications off and on again."


class UnknownSubscription(Problem):
    status, code = 404, "push_subscription_unknown"
    vi = "Máy này chưa đăng ký nhận thông báo. Xin mở ứng dụng và bật lại thông báo."
    en = "This device is not known. Please open the app and turn notifications on again."


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
        _lock_devices(citizen_id, endpoint)
        owner = db.session.execute(
            select(PushSubscription.citizen_id).where(PushSubscription.endpoint == endpoint)
        ).scalar()
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
        device = db.session.execute(
            select(PushSubscription).where(PushSubscription.endpoint == endpoint)
        ).scalar_one()
        if owner != citizen_id:
            record_consent(citizen_id, DEVICE, Channel.PUSH, given=True, text_version=TEXT_VERSION, at=at)
        _forget_deliveries_of_others(device)
        return device


def renew(body: dict[str, Any], *, at: datetime) -> PushSubscription:
    """The browser has replaced a subscription while the app was closed, maybe long after the session ended.

    Whoever knows the old one's address and secret is the device: both were made by the browser for us alone. The
    device keeps its citizen, and what waits for it goes to the new address. Raises UnknownSubscription.
    """
    old, endpoint, keys = body["old"], body["endpoint"], body["keys"]
    check_endpoint(endpoint)
    check_keys(keys["p256dh"], keys["auth"])
    with write_unit():
        both = select(PushSubscription).where(PushSubscription.endpoint.in_((old["endpoint"], endpoint)))
        rows = db.session.execute(both.order_by(PushSubscription.id).with_for_update()).scalars().all()
        found = {row.endpoint: row for row in rows}
        device = found.get(old["endpoint"])
        if device is None or not _is_secret_of(device, old["auth"]):
            raise UnknownSubscription
        replaced = found.get(endpoint) if endpoint != device.endpoint else None
        if replaced is not None:  # the app told us of the new one before the worker did
            if not _is_secret_of(replaced, keys["auth"]):
                raise UnknownSubscription
            db.session.delete(replaced)
            db.session.flush()
        device.endpoint, device.p256dh, device.auth = endpoint, keys["p256dh"], keys["auth"]
        device.confirmed_at = at
        return device


def _is_secret_of(device: PushSubscription, auth: str) -> bool:
    return hmac.compare_digest(device.auth.encode(), auth.encode())


def _lock_devices(citizen_id: uuid.UUID, endpoint: str) -> None:
    """All rows a subscription may touch, in the order in which everybody locks devices (delivery.record)."""
    touched = or_(PushSubscription.citizen_id == citizen_id, PushSubscription.endpoint == endpoint)
    db.session.execute(
        select(PushSubscription.id).where(touched).order_by(PushSubscription.id).with_for_update()
    )


def _forget_deliveries_of_others(device: PushSubscription) -> None:
    """What was on its way to this device for whoever had it before must not reach its owner of now."""
    of_others = select(Message.id).where(
        Message.id == Delivery.message_id, Message.citizen_id != device.citizen_id
    )
    db.session.execute(
        delete(Delivery)
        .where(
            Delivery.subscription_id == device.id,
            Delivery.state.in_(("ready", "leased")),
            of_others.exists(),
        )
        .execution_options(synchronize_session=False)
    )


def unsubscribe(citizen_id: uuid.UUID, endpoint: str, *, at: datetime) -> None:
    with write_unit():
        gone = db.session.execute(
            delete(PushSubscription)
            .where(PushSubscription.citizen_id == citizen_id, PushSubscription.endpoint == endpoint)
            .returning(PushSubscription.id)
        ).all()
        if gone:
            record_consent(citizen_id, DEVICE, Channel.PUSH, given=False, text_version=TEXT_VERSION, at=at)


def devices(citizen_id: uuid.UUID) -> list[PushSubscription]:
    statement = select(PushSubscription).where(PushSubscription.citizen_id == citizen_id)
    return list(db.session.execute(statement.order_by(PushSubscription.confirmed_at.desc())).scalars())


def check_endpoint(endpoint: str) -> None:
    """Raises EndpointNotAllowed."""
    if not is_allowed(endpoint):
        raise EndpointNotAllowed


def is_allowed(endpoint: str) -> bool:
    """https at a known push service, or an origin of the setting PUSH_HOSTS.

    Read with the parser that connects (urllib3): where two parsers see different hosts in one address, a check with
    the other one opens the way into our own network.
    """
    if not _PLAIN.fullmatch(endpoint):
        return False
    try:
        parts, origin = parse_url(endpoint), origin_of(endpoint)
    except ValueError:
        return False
    if parts.auth is not None:
        return False
    known = _KNOWN_HOST.fullmatch(parts.host or "") is not None
    return origin in current_settings().push_hosts or (
        known and parts.scheme == "https" and parts.port in (None, 443)
    )


def service_of(endpoint: str) -> str:
    """The push service as figures name it: the known name, however many hosts it has; else the origin."""
    try:
        host, origin = parse_url(endpoint).host or "", origin_of(endpoint)
    except ValueError:
        return "unreadable"
    known = (name for name in PUSH_SERVICE_HOSTS if host == name or host.endswith("." + name))
    return next(known, origin[:100])


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
