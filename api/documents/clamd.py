"""Asking clamd whether a file carries malware: our own client of its INSTREAM command (clamd(8)).

A file is sent in pieces, each after its length, and an empty piece ends it. Only 'stream: OK' means clean. When clamd
hangs up or says that the file is over its limit the file is 'not scanned', which is never 'clean'.
"""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

PIECE_BYTES = 64 * 1024
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 30.0
_ANSWER_BYTES = 4096
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")


class ScannerAway(Exception):
    """Nobody answered, or in time: the same file may be scanned later."""


@dataclass(frozen=True)
class Verdict:
    """result: clean | infected | not_scanned; `malware` is clamd's name for what it found."""

    result: str
    malware: str | None = None


def scan(stream: IO[bytes], address: str) -> Verdict:
    """What clamd at `address` (tcp://host:port or unix:///path) says of the stream. Raises ScannerAway."""
    try:
        connection = _connect(address)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error
    with connection:
        connection.settimeout(ANSWER_SECONDS)
        try:
            _send(connection, stream)
        except TimeoutError as error:
            raise ScannerAway("TimeoutError") from error
        except OSError:  # clamd hangs up on what is over its limit; its answer may still be there to read
            pass
        return _verdict(_answer(connection))


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname, parts.port or 3310), CONNECT_SECONDS)


def _send(connection: socket.socket, stream: IO[bytes]) -> None:
    connection.sendall(b"zINSTREAM\0")
    while piece := stream.read(PIECE_BYTES):
        connection.sendall(struct.pack("!L", len(piece)) + piece)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket) -> str:
    """Up to the zero that ends an answer; what came before a broken pipe otherwise. Raises ScannerAway on silence."""
    answer = b""
    try:
        while b"\0" not in answer and len(answer) < _ANSWER_BYTES:
            piece = connection.recv(_ANSWER_BYTES)
            if not piece:
                break
            answer += piece
    except TimeoutError as error:
        raise ScannerAway("TimeoutError") from error
    except OSError:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict("clean")
    if found := _FOUND.fullmatch(answer):
        return Verdict("infected", found[1])
    return Verdict("not_scanned")
