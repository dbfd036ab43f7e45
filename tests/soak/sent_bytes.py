"""Counts the bytes of files that reach the office more than once, from the requests that go through the bad network."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

_PATCH = re.compile(rb"PATCH /api/v1/uploads/([0-9a-f-]{36}) ")
_OFFSET = re.compile(rb"\r\nupload-offset: *(\d+)", re.I)
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


@dataclass
class SentBytes:
    """`watch` is a FlakyNetwork's `watch_connection`. Pieces are [from, to) in an upload's file."""

    pieces: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def watch(self) -> Callable[[bytes], None]:
        reading = self._requests()
        next(reading)
        return lambda chunk: reading.send(chunk)

    def delivered(self) -> int:
        return sum(end - start for pieces in self.pieces.values() for start, end in pieces)

    def in_vain(self, used: set[str]) -> int:
        """Bytes that came again, and all of uploads that are in no dossier."""
        once = sum(_covered(pieces) for upload, pieces in self.pieces.items() if upload in used)
        return self.delivered() - once

    def _requests(self) -> Generator[None, bytes]:
        """The requests of one connection, however they are cut into chunks (HTTP/1.1 with Content-Length)."""
        read = b""
        while True:
            while b"\r\n\r\n" not in read:
                read += yield
            head, _, read = read.partition(b"\r\n\r\n")
            assert b"\r\ntransfer-encoding:" not in head.lower(), "no length, nothing to count"
            length = int(found[1]) if (found := _LENGTH.search(head)) else 0
            patch, offset = _PATCH.match(head), _OFFSET.search(head)
            at = int(offset[1]) if offset else 0
            while length > 0:
                if not read:
                    read = yield
                part, read = read[:length], read[length:]
                length -= len(part)
                if patch:
                    self.pieces[patch[1].decode()].append((at, at + len(part)))
                    at += len(part)


def _covered(pieces: list[tuple[int, int]]) -> int:
    covered, until = 0, 0
    for start, end in sorted(pieces):
        covered += max(0, end - max(start, until))
        until = max(until, end)
    return covered
