"""A load client: some connections, each sending its next request when it has the answer to the one before.

One thread with a selector and raw sockets, because the client shares the machine with the server and must cost
little. Requests are limited by address, and the limits are not switched off: each connection comes from a
loopback address of its own (127.x.y.z, all of which are this machine on Linux) and makes way for the next one
before it reaches the limit.
"""

from __future__ import annotations

import ipaddress
import itertools
import secrets
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

REQUESTS_PER_ADDRESS = 100  # tracking allows 120 a minute
# From another one at each start, so that two runs within a minute do not share a limit.
_ADDRESSES = (
    str(ipaddress.ip_address("127.1.0.1") + number) for number in itertools.count(secrets.randbelow(2**22))
)
_LONGEST_WAIT = 30.0


@dataclass
class Measured:
    """`latencies` in seconds, of good answers only; `errors` by what came instead."""

    seconds: float = 0.0
    client_cpu_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: Measured) -> Measured:
        self.seconds += other.seconds
        self.client_cpu_seconds += other.client_cpu_seconds
        self.latencies += other.latencies
        self.errors += other.errors
        return self


class BadAnswer(Exception):
    """The server closed early or sent what is no answer with a length."""


def get(path: str, *, token: str | None = None) -> bytes:
    """The bytes of a GET request."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json", "Accept-Language: vi"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def drive(
    port: int, requests: Sequence[bytes], *, seconds: float, connections: int, first: int = 0
) -> Measured:
    """Send `requests` from number `first` on, over and over, for so many seconds."""
    upcoming = itertools.islice(itertools.cycle(requests), first % len(requests), None)
    measured = Measured()
    with selectors.DefaultSelector() as selector:
        cpu, start = time.process_time(), time.perf_counter()
        for _ in range(connections):
            _Connection(port, selector).send(next(upcoming))
        while (left := start + seconds - time.perf_counter()) > 0:
            for key, _events in selector.select(left):
                _answered(key.data, upcoming, measured)
        measured.seconds = time.perf_counter() - start
        measured.client_cpu_seconds = time.process_time() - cpu
        _close_all(selector, measured)
    return measured


def _answered(connection: _Connection, upcoming: Iterator[bytes], measured: Measured) -> None:
    try:
        status = connection.receive()
    except (OSError, BadAnswer) as error:
        measured.errors[type(error).__name__] += 1
        connection.replace().send(next(upcoming))
        return
    if status is None:
        return
    if 200 <= status < 300:
        measured.latencies.append(time.perf_counter() - connection.sent_at)
    else:
        measured.errors[str(status)] += 1
    if connection.is_used_up:
        connection = connection.replace()
    connection.send(next(upcoming))


def _close_all(selector: selectors.BaseSelector, measured: Measured) -> None:
    """Wait for the answers under way, so that the next case does not share the server with them."""
    until = time.perf_counter() + _LONGEST_WAIT
    while selector.get_map() and time.perf_counter() < until:
        for key, _events in selector.select(until - time.perf_counter()):
            try:
                if key.data.receive() is not None:
                    key.data.close()
            except (OSError, BadAnswer) as error:
                measured.errors[type(error).__name__] += 1
                key.data.close()
    for key in list(selector.get_map().values()):
        measured.errors["no answer"] += 1
        key.data.close()


class _Connection:
    def __init__(self, port: int, selector: selectors.BaseSelector) -> None:
        self._port, self._selector = port, selector
        self._socket = socket.create_connection(
            ("127.0.0.1", port), timeout=_LONGEST_WAIT, source_address=(next(_ADDRESSES), 0)
        )
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(self._socket, selectors.EVENT_READ, self)
        self._received = b""
        self._requests = 0
        self.sent_at = 0.0

    @property
    def is_used_up(self) -> bool:
        return self._requests >= REQUESTS_PER_ADDRESS

    def send(self, request: bytes) -> None:
        self._requests += 1
        self.sent_at = time.perf_counter()
        self._socket.sendall(request)

    def receive(self) -> int | None:
        """The status when the answer is complete, None when more is to come."""
        chunk = self._socket.recv(262_144)
        if not chunk:
            raise BadAnswer
        self._received += chunk
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator:
            return None
        _, found, rest = head.lower().partition(b"\r\ncontent-length:")
        if not found:
            raise BadAnswer
        if len(body) < int(rest.split(b"\r\n", 1)[0]):
            return None
        self._received = b""
        return int(head[9:12])

    def replace(self) -> _Connection:
        self.close()
        return _Connection(self._port, self._selector)

    def close(self) -> None:
        self._selector.unregister(self._socket)
        self._socket.close()
