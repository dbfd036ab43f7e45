"""Push services that misbehave below HTTP: each takes connections and does one wrong thing with them."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socket.socket], None]
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


class BadPushService:
    """`behave` is called with each connection once its first bytes are there."""

    def __init__(self, behave: Behaviour) -> None:
        self.behave = behave
        self.connections = 0
        self.closing = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.origin = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(30)
            connection.recv(65536)
            self.behave(connection)

    def close(self) -> None:
        self.closing.set()
        self.socket.close()


@contextmanager
def running_bad_service(name: str) -> Iterator[BadPushService]:
    service = BadPushService(BEHAVIOURS[name])
    try:
        yield service
    finally:
        service.close()


def hangs(connection: socket.socket) -> None:
    connection.recv(65536)  # the rest of the request; then nothing, until the other side gives up
    while connection.recv(65536):
        pass


def resets(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def trickles_its_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 201 Created\r\nX-Slow: ")
    for _ in range(3000):
        connection.sendall(b"a")
        time.sleep(0.02)


def trickles_its_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 3000\r\n\r\n")
    for _ in range(3000):
        connection.sendall(b"a")
        time.sleep(0.02)


def sends_ten_megabytes(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 10000000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"a" * 100_000)


def sends_endless_heads(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 201 Created\r\n")
    while True:
        connection.sendall(b"X-More: more\r\n" * 1000)


def talks_nonsense(connection: socket.socket) -> None:
    connection.sendall(b"\x00\xff\x16\x03 nonsense\r\n\r\n")


def stops_half_way(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 20")


def interim_answers_for_ever(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


BEHAVIOURS: dict[str, Behaviour] = {
    behaviour.__name__: behaviour
    for behaviour in (
        hangs,
        resets,
        trickles_its_head,
        trickles_its_body,
        sends_ten_megabytes,
        sends_endless_heads,
        talks_nonsense,
        stops_half_way,
        interim_answers_for_ever,
    )
}
# The status came, whatever follows it: the service has taken the message.
TAKEN = {"trickles_its_head", "trickles_its_body", "sends_ten_megabytes"}
