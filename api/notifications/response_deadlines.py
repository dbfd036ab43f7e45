"""An end to waiting for the head of an answer, however slowly it trickles in.

A time-out counts from byte to byte, so a service that sends one now and then would hold a thread for ever. The body is
no danger: nobody reads it.
"""

from __future__ import annotations

import socket
import threading
import time

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

ANSWER_SECONDS = 15.0

_waiting: dict[int, tuple[float, socket.socket]] = {}  # thread → until when, on which connection


class WithDeadline(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        me = threading.get_ident()
        if self.sock is not None:
            _waiting[me] = (time.monotonic() + ANSWER_SECONDS, self.sock)
        try:
            return super().getresponse()
        finally:
            _waiting.pop(me, None)


class PlainConnection(WithDeadline, HTTPConnection):
    pass


class EncryptedConnection(WithDeadline, HTTPSConnection):
    pass


class PlainPool(HTTPConnectionPool):
    ConnectionCls = PlainConnection


class EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = EncryptedConnection


def with_deadlines(manager: PoolManager) -> PoolManager:
    """The same manager, whose connections `cut_overdue` ends."""
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": EncryptedPool}
    return manager


def cut_overdue() -> None:
    """End the connections whose answer has not begun in time; whoever waits for it gets a broken connection."""
    moment = time.monotonic()
    for until, connection in list(_waiting.values()):
        if moment > until:
            # Past TLS, which may not be ended by another thread than the one that reads.
            try:
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
            except OSError:
                continue  # has ended by itself
