"""A push service and a browser's half of web push, for tests: strict where real services are.

The HTTP side follows RFC 8030 (TTL, Topic, 201 with Location) and checks VAPID (RFC 8292): ES256 signature, audience
with port, expiry within 24 hours, a subject, and that the key is the one subscribed with. A `Device` holds the
browser's private key and decrypts what arrived (RFC 8291, RFC 8188), so tests read what a citizen's phone would show.
"""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MAX_BODY = 4096


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Device:
    """A browser's subscription with its secrets."""

    endpoint: str
    application_key: str
    private_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: uuid.uuid4().bytes)

    @property
    def public_point(self) -> bytes:
        return self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def to_json(self) -> dict[str, Any]:
        """As PushSubscription.toJSON() gives it."""
        return {
            "endpoint": self.endpoint,
            "expirationTime": None,
            "keys": {"p256dh": encode(self.public_point), "auth": encode(self.auth)},
        }

    def decrypt(self, body: bytes) -> dict[str, Any]:
        """One aes128gcm record (RFC 8188) with the keys of RFC 8291."""
        salt, key_length = body[:16], body[20]
        sender_point, sealed = body[21 : 21 + key_length], body[21 + key_length :]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender_point)
        info = b"WebPush: info\x00" + self.public_point + sender_point
        secret = HKDF(hashes.SHA256(), 32, self.auth, info).derive(
            self.private_key.exchange(ec.ECDH(), sender)
        )
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
        clear = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")
        assert clear[-1:] == b"\x02", "the last record ends with the delimiter 2"
        message: dict[str, Any] = json.loads(clear[:-1])
        return message


def new_device(origin: str, application_key: str) -> Device:
    return Device(f"{origin}/push/{uuid.uuid4().hex}", application_key)


@dataclass
class Arrival:
    """A push message that was accepted."""

    device: Device
    message: dict[str, Any]
    headers: dict[str, str]
    length: int


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: Any) -> None:
        """A worker that was killed hangs up in the middle."""


class PushService:
    """Accepts messages for its devices; `answer_with` makes it misbehave, `answer_first` only to the next requests."""

    def __init__(self) -> None:
        self.devices: dict[str, Device] = {}
        self.arrivals: list[Arrival] = []
        self.refusals: list[tuple[int, str]] = []
        self.answer_with: int | None = None
        self.answer_first: list[int] = []  # one status a request; 0 accepts it
        self.answer_headers: dict[str, str] = {}
        self.delay_seconds = 0.0
        self.server = QuietServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def new_device(self, application_key: str) -> Device:
        device = new_device(self.origin, application_key)
        self.devices[device.endpoint.rsplit("/", 1)[-1]] = device
        return device

    def wait_for(self, count: int, *, seconds: float = 15.0) -> list[Arrival]:
        """The arrivals once there are `count`; fails with what came instead."""
        until = time.monotonic() + seconds
        while len(self.arrivals) < count and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.arrivals) >= count, f"{len(self.arrivals)} of {count} came; refused: {self.refusals}"
        return self.arrivals

    def receive(self, token: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        told = self.answer_first.pop(0) if self.answer_first else self.answer_with
        if told:
            self.refusals.append((told, "told to"))
            return told, self.answer_headers
        device = self.devices.get(token)
        if device is None:
            return self._refuse(410, "no such device")
        if not headers.get("ttl", "").isdigit():
            return self._refuse(400, "no TTL")
        if headers.get("content-encoding") != "aes128gcm":
            return self._refuse(400, "not aes128gcm")
        if len(headers.get("topic", "")) > 32:
            return self._refuse(400, "topic over 32 characters")
        if len(body) > MAX_BODY:
            return self._refuse(413, "over 4096 octets")
        fault = self.vapid_fault(headers.get("authorization", ""), device.application_key)
        if fault:
            return self._refuse(401, fault)
        self.arrivals.append(Arrival(device, device.decrypt(body), headers, len(body)))
        return 201, {"Location": f"{self.origin}/message/{uuid.uuid4().hex}"}

    def vapid_fault(self, authorization: str, application_key: str) -> str | None:
        if not authorization.startswith("vapid "):
            return "no VAPID"
        parts = dict(part.strip().split("=", 1) for part in authorization[6:].split(","))
        if parts["k"] != application_key:
            return "another key than subscribed with"
        head, claims_part, signature_part = parts["t"].split(".")
        signature = decode(signature_part)
        der = utils.encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(parts["k"]))
        try:
            public.verify(der, f"{head}.{claims_part}".encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return "bad signature"
        claims = json.loads(decode(claims_part))
        if claims.get("aud") != self.origin:
            return f"audience {claims.get('aud')}"
        if not time.time() < claims.get("exp", 0) <= time.time() + 86_400:
            return "expiry missing, past or beyond 24 hours"
        if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
            return "no subject"
        return None

    def _refuse(self, status: int, why: str) -> tuple[int, dict[str, str]]:
        self.refusals.append((status, why))
        return status, {}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                time.sleep(service.delay_seconds)
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, more = service.receive(self.path.rsplit("/", 1)[-1], headers, body)
                self.send_response(status)
                for name, value in {**more, "Content-Length": "0"}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                """Quiet."""

        return Handler


@contextmanager
def running_push_service() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(
        target=service.server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
    )
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
        thread.join(5)
