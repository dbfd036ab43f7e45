"""A raw connection to a running server, for tests that decide themselves when and how it breaks."""

from __future__ import annotations

import fcntl
import socket
import struct
import termios
import time
import uuid
from types import TracebackType
from urllib.parse import urlsplit


class Wire:
    def __init__(self, origin: str, token: str) -> None:
        address = urlsplit(origin)
        self.token = token
        self.socket = socket.create_connection((address.hostname, address.port), timeout=30)

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def begin_patch(self, upload_id: uuid.UUID, *, offset: int, length: int | None) -> None:
        """The head of a PATCH with a body of `length` bytes, or a chunked one."""
        framing = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
        lines = [
            f"PATCH /api/v1/uploads/{upload_id} HTTP/1.1",
            "Host: test",
            f"Authorization: Bearer {self.token}",
            "Tus-Resumable: 1.0.0",
            "Content-Type: application/offset+octet-stream",
            f"Upload-Offset: {offset}",
            framing,
            "",
            "",
        ]
        self.socket.sendall("\r\n".join(lines).encode())

    def send(self, content: bytes) -> None:
        self.socket.sendall(content)

    def send_chunk(self, content: bytes) -> None:
        self.socket.sendall(f"{len(content):x}\r\n".encode() + content + b"\r\n")

    def half_close(self) -> None:
        """No more bytes from here; the answer can still be read."""
        self.socket.shutdown(socket.SHUT_WR)

    def break_off(self) -> None:
        """End with a reset, after all that was sent has reached the server's machine."""
        self._wait_until_delivered()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def answer(self) -> tuple[int, dict[str, str]]:
        """Status and headers (lower-case names) of the answer."""
        received = b""
        while b"\r\n\r\n" not in received:
            piece = self.socket.recv(65_536)
            if not piece:
                raise ConnectionError("the server closed without an answer")
            received += piece
        first, *lines = received.partition(b"\r\n\r\n")[0].decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        return int(first.split()[1]), {name.lower(): value for name, value in headers.items()}

    def _wait_until_delivered(self) -> None:
        """A reset throws away what this machine has not sent yet."""
        until = time.monotonic() + 20
        while struct.unpack("i", fcntl.ioctl(self.socket, termios.TIOCOUTQ, b"\0" * 4))[0]:
            assert time.monotonic() < until
            time.sleep(0.002)
