"""A Redis for tests: the real one where it is installed, and always a stand-in, so that nothing has to be skipped.

The stand-in knows what counting in fixed windows asks of Redis, and no more. Where both are there the tests run on
both, which keeps it honest.
"""

from __future__ import annotations

import hashlib
import shutil
import socket
import socketserver
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Protocol

from tests.live_server import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
KINDS = ["stand-in", *(["redis-server"] if PROGRAM else [])]


class RedisForTests(Protocol):
    """Counts are gone after `stop`; `start` again listens on the same port."""

    url: str

    def start(self) -> None: ...
    def stop(self) -> None: ...


def make(kind: str, folder: Path) -> RedisForTests:
    return RealRedis(folder) if kind == "redis-server" else StandIn()


class RealRedis:
    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([str(PROGRAM), *options], stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("redis-server does not listen")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


class StandIn:
    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.server: _Server | None = None

    def start(self) -> None:
        self.server = _Server(("127.0.0.1", self.port), _Connection)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            for connection in list(self.server.connections):
                connection.shutdown(socket.SHUT_RDWR)
            self.server = None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.one_at_a_time = threading.Lock()
        self.counts: dict[bytes, tuple[int, float]] = {}
        self.scripts: set[bytes] = set()
        self.connections: set[socket.socket] = set()


class _Connection(socketserver.StreamRequestHandler):
    """RESP, https://redis.io/docs/latest/develop/reference/protocol-spec/"""

    server: _Server

    def handle(self) -> None:
        self.server.connections.add(self.connection)
        try:
            while header := self.rfile.readline():
                command = [self._argument() for _ in range(int(header[1:]))]
                with self.server.one_at_a_time:
                    self.wfile.write(self._answer(command[0].upper(), command[1:]))
        except OSError:
            pass  # stopped meanwhile
        finally:
            self.server.connections.discard(self.connection)

    def _argument(self) -> bytes:
        length = int(self.rfile.readline()[1:])
        return self.rfile.read(length + 2)[:-2]

    def _answer(self, name: bytes, arguments: list[bytes]) -> bytes:
        if name == b"HELLO":
            return b"%1\r\n+proto\r\n:3\r\n" if arguments[0] == b"3" else b"*2\r\n+proto\r\n:2\r\n"
        if name in (b"CLIENT", b"SELECT"):
            return b"+OK\r\n"
        if name == b"SCRIPT":  # LOAD
            digest = hashlib.sha1(arguments[1], usedforsecurity=False).hexdigest().encode()
            self.server.scripts.add(digest)
            return b"$40\r\n" + digest + b"\r\n"
        if name == b"EVALSHA":  # the only script in use: INCRBY, and EXPIRE when the key is new
            digest, _keys, key, seconds, amount = arguments
            if digest not in self.server.scripts:
                return b"-NOSCRIPT No matching script\r\n"
            count, ends_at = self._window(key)
            self.server.counts[key] = count + int(amount), ends_at if count else time.time() + int(seconds)
            return b":%d\r\n" % (count + int(amount))
        if name == b"GET":
            text = b"%d" % self._window(arguments[0])[0]
            return b"$%d\r\n%s\r\n" % (len(text), text)
        if name == b"TTL":
            return b":%d\r\n" % max(-2, round(self._window(arguments[0])[1] - time.time()))
        return b"-ERR the stand-in does not know this command\r\n"

    def _window(self, key: bytes) -> tuple[int, float]:
        count, ends_at = self.server.counts.get(key, (0, 0.0))
        return (count, ends_at) if ends_at > time.time() else (0, 0.0)
