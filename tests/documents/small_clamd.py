"""A small clamd on a socket of this machine: speaks INSTREAM as clamd(8) describes it, and knows one virus."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class SmallClamd:
    """behaviour: honest | hangs_up (in the middle of a file) | silent | nonsense."""

    address: str
    behaviour: str = "honest"
    stream_limit: int = 1_000_000
    scanned: list[int] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:  # closed: the test is over
                return
            with connection, suppress(OSError, struct.error):
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        reader = connection.makefile("rb")
        if reader.read(10) != b"zINSTREAM\0":
            connection.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!L", reader.read(4))[0]:
            content += reader.read(size)
            if self.behaviour == "hangs_up":
                return
            if len(content) > self.stream_limit:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.scanned.append(len(content))
        if self.behaviour == "silent":
            reader.read(1)
        elif self.behaviour == "nonsense":
            connection.sendall(b"stream: OK, or so\0")
        elif EICAR in content:
            connection.sendall(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            connection.sendall(b"stream: OK\0")


@contextmanager
def small_clamd(folder: Path, *, kind: str = "tcp") -> Iterator[SmallClamd]:
    if kind == "unix":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(folder / "clamd.sock"))
        address = f"unix://{folder / 'clamd.sock'}"
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    listener.listen()
    clamd = SmallClamd(address)
    thread = threading.Thread(target=clamd.serve, args=(listener,))
    thread.start()
    try:
        yield clamd
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
