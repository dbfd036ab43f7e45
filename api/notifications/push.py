"""One web push message: its clear text, its encryption (RFC 8291, by `webpush`) and its headers (RFC 8030).

`webpush.get()` keeps per-call options for the next message, leaves the port out of the audience and adds no padding,
so only its encryption is used here; a test holds it to the vector of RFC 8291 appendix A.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from webpush import WebPush
from webpush.types import WebPushKeys, WebPushSubscription

from api.notifications.vapid import new_key_pem

MAX_CLEAR_BYTES = 3000
PADDING_STEP = 512  # so that the length on the wire tells nothing about the words


@dataclass(frozen=True)
class PushMessage:
    body: bytes
    headers: dict[str, str]


def payload(
    *,
    title: str,
    body: str,
    language: str,
    navigate: str,
    silent: bool = False,
    badge: int = 0,
    padded: bool = True,
) -> bytes:
    """Clear text that our service worker and Declarative Web Push (iOS 18.4+) both understand, padded with spaces.

    `badge` is the number of unread messages; 0 says nothing about it.
    """
    notification: dict[str, object] = {"title": title, "body": body, "lang": language, "navigate": navigate}
    if badge:
        notification["app_badge"] = str(badge)
    if silent:
        notification["silent"] = True
    text = json.dumps({"web_push": 8030, "notification": notification}, ensure_ascii=False).encode()
    if len(text) > MAX_CLEAR_BYTES:
        raise ValueError(f"push payload of {len(text)} bytes exceeds {MAX_CLEAR_BYTES}")
    return text + b" " * (-len(text) % PADDING_STEP) if padded else text


def topic_of(dossier_id: uuid.UUID) -> str:
    """One topic a dossier, so that only its newest status waits for a sleeping phone; 32 characters, RFC 8030 5.4."""
    return base64.urlsafe_b64encode(hashlib.sha256(dossier_id.bytes).digest()[:24]).decode()


def encrypt(clear: bytes, *, endpoint: str, p256dh: str, auth: str) -> bytes:
    """The aes128gcm body. Raises ValueError for keys that are no subscription's."""
    keys = WebPushKeys(auth=auth, p256dh=p256dh)
    subscription = WebPushSubscription.model_construct(endpoint=endpoint, keys=keys)
    body: bytes = _encryptor()._encrypt(clear, subscription)
    return body


def headers(*, authorization: str, ttl_seconds: int, urgency: str, topic: str | None) -> dict[str, str]:
    """`urgency`: low | normal | high (RFC 8030 5.3)."""
    found = {
        "Authorization": authorization,
        "TTL": str(ttl_seconds),
        "Urgency": urgency,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }
    return {**found, "Topic": topic} if topic else found


@lru_cache(maxsize=1)
def _encryptor() -> WebPush:
    """The package wants a key pair to be constructed; encryption does not use it."""
    pem = new_key_pem()
    public = (
        serialization.load_pem_private_key(pem, None)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return WebPush(private_key=pem, public_key=public)
