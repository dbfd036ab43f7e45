"""Mozilla's push service for tests: a real Firefox subscribes at it and receives from it.

The application server's side is `tests.push_service` with all its checks (VAPID, TTL, Topic, size). New here is the
browser's side, Mozilla's own protocol over a WebSocket (hello, register, unregister, notification, ack, ping), and
keeping messages for a browser that is away: for as long as their TTL says, the newest of a Topic only (RFC 8030).
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from tests.push_service import Device, PushService, encode


@dataclass
class RemoteDevice(Device):
    """A subscription whose secrets only Firefox has: what arrives cannot be read here."""

    browser: str = ""
    channel: str = ""

    def decrypt(self, body: bytes) -> dict[str, Any]:
        return {}


@dataclass
class Waiting:
    """A message for a browser that is away."""

    expires_at: float
    topic: str | None
    notification: dict[str, Any]


@dataclass
class Browser:
    connection: ServerConnection | None = None
    waiting: list[Waiting] = field(default_factory=list)


class MozillaPushService(PushService):
    """`arrivals` and `refusals` tell what the application server sent, `spoken` what passed on the WebSockets."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[tuple[str, dict[str, Any]]] = []  # ("browser" or "service", message)
        self.browsers: dict[str, Browser] = {}
        self._lock = threading.RLock()
        self._is_away = False
        self._forgotten: set[str] = set()
        self.websocket_server: Server = serve(
            self._converse,
            "127.0.0.1",
            0,
            subprotocols=[Subprotocol("push-notification")],
            process_request=self._admit,
            ping_interval=None,  # its pings draw from the global `random`, which hypothesis watches in other tests
        )

    @property
    def websocket_url(self) -> str:
        return f"ws://127.0.0.1:{self.websocket_server.socket.getsockname()[1]}/"

    def receive(self, token: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        status, more = super().receive(token, headers, body)
        if status == 201:
            self._deliver(self.devices[token], headers, body)
        return status, more

    def forget(self) -> None:
        """What was sent and said, and how to misbehave; browsers and their subscriptions stay."""
        self.arrivals.clear()
        self.refusals.clear()
        self.spoken.clear()
        self.answer_with, self.delay_seconds = None, 0.0
        self.answer_first.clear()
        self.answer_headers.clear()

    def drop_connections(self) -> None:
        """As when the network of the phone goes away; Firefox comes back by itself."""
        for connection in self._connections():
            with contextlib.suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)
        until = time.monotonic() + 5
        while self._connections() and time.monotonic() < until:
            time.sleep(0.01)

    @contextmanager
    def away(self) -> Iterator[None]:
        """No browser gets through in the block."""
        self._is_away = True
        self.drop_connections()
        try:
            yield
        finally:
            self._is_away = False

    def forget_browsers(self) -> None:
        """As after a loss of data: browsers that come back get a new name, and their subscriptions are gone."""
        with self._lock:
            self._forgotten |= set(self.browsers)
            self.devices.clear()
        self.drop_connections()

    def asked(self) -> list[str]:
        """What Firefox has asked for: hello, register, unregister, ack."""
        with self._lock:
            return [m.get("messageType", "ping") for who, m in self.spoken if who == "browser"]

    def acknowledged(self) -> list[str]:
        """Versions of the notifications that Firefox says it has handled."""
        with self._lock:
            acks = [m for who, m in self.spoken if who == "browser" and m.get("messageType") == "ack"]
        return [update["version"] for ack in acks for update in ack["updates"]]

    def wait_for_refusal(self, status: int, *, seconds: float = 15.0) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if status in [refused for refused, _ in self.refusals]:
                return
            time.sleep(0.02)
        raise AssertionError(f"no {status} was answered, but {self.refusals}")

    def stop(self) -> None:
        self.drop_connections()
        self.websocket_server.shutdown()
        self.server.shutdown()
        self.server.server_close()

    def _connections(self) -> list[ServerConnection]:
        with self._lock:
            return [browser.connection for browser in self.browsers.values() if browser.connection]

    def _deliver(self, device: Device, headers: dict[str, str], body: bytes) -> None:
        assert isinstance(device, RemoteDevice)
        notification: dict[str, Any] = {
            "messageType": "notification",
            "channelID": device.channel,
            "version": uuid.uuid4().hex,
            "data": encode(body),
            "headers": {"encoding": headers["content-encoding"]},
        }
        topic, ttl_seconds = headers.get("topic"), int(headers["ttl"])
        with self._lock:
            browser = self.browsers[device.browser]
            if browser.connection is not None:
                self._say(browser.connection, notification)
            elif ttl_seconds:
                kept = [m for m in browser.waiting if topic is None or m.topic != topic]
                browser.waiting = [*kept, Waiting(time.time() + ttl_seconds, topic, notification)]

    def _admit(self, connection: ServerConnection, _request: Request) -> Response | None:
        return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "") if self._is_away else None

    def _converse(self, connection: ServerConnection) -> None:
        """One WebSocket of a browser, from hello to its end."""
        name = ""
        try:
            for text in connection:
                message = json.loads(text)
                with self._lock:
                    self.spoken.append(("browser", message))
                    kind = message.get("messageType", "ping")
                    if kind == "hello":
                        known = message.get("uaid") not in {None, "", *self._forgotten}
                        name = message["uaid"] if known else uuid.uuid4().hex
                        self._welcome(name, connection)
                    elif kind == "register":
                        self._register(name, connection, message)
                    elif kind == "unregister":
                        self._unregister(connection, message)
                    elif kind == "ping":
                        self._say(connection, {})
        except ConnectionClosed:
            return
        finally:
            with self._lock:
                if name and self.browsers[name].connection is connection:
                    self.browsers[name].connection = None

    def _welcome(self, name: str, connection: ServerConnection) -> None:
        browser = self.browsers.setdefault(name, Browser())
        browser.connection = connection
        hello = {"messageType": "hello", "uaid": name, "status": 200, "use_webpush": True, "broadcasts": {}}
        self._say(connection, hello)
        waiting, browser.waiting = browser.waiting, []
        for message in waiting:
            if message.expires_at > time.time():
                self._say(connection, message.notification)

    def _register(self, browser: str, connection: ServerConnection, message: dict[str, Any]) -> None:
        token, channel = uuid.uuid4().hex, message["channelID"]
        endpoint = f"{self.origin}/wpush/v2/{token}"
        key = message.get("key", "").rstrip("=")
        self.devices[token] = RemoteDevice(endpoint, key, browser=browser, channel=channel)
        answer = {"messageType": "register", "channelID": channel, "status": 200, "pushEndpoint": endpoint}
        self._say(connection, answer)

    def _unregister(self, connection: ServerConnection, message: dict[str, Any]) -> None:
        """From now on the endpoint answers 410."""
        channel = message["channelID"]
        for token, device in list(self.devices.items()):
            if isinstance(device, RemoteDevice) and device.channel == channel:
                del self.devices[token]
        self._say(connection, {"messageType": "unregister", "channelID": channel, "status": 200})

    def _say(self, connection: ServerConnection, message: dict[str, Any]) -> None:
        self.spoken.append(("service", message))
        connection.send(json.dumps(message))


@contextmanager
def running_mozilla_push_service() -> Iterator[MozillaPushService]:
    """Pass its `origin` to the office as PUSH_HOSTS, and the service to `running_firefox`."""
    service = MozillaPushService()
    service.server.daemon_threads = True
    threads = [
        threading.Thread(target=service.server.serve_forever, args=(0.05,), daemon=True),
        threading.Thread(target=service.websocket_server.serve_forever, daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield service
    finally:
        service.stop()
        for thread in threads:
            thread.join(5)
