"""A push service that only takes, for measuring: in a process of its own, an event loop, a few microseconds a message.

`python -m tests.load.push_sink` prints its port, then for each line on standard input one JSON line: how many came, the
seconds (monotonic, of the machine) of the first and last, and what each took here.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

CREATED = b"HTTP/1.1 201 Created\r\nLocation: http://127.0.0.1/m/1\r\nContent-Length: 0\r\n\r\n"
LENGTH = b"content-length: "


class Figures:
    count = 0
    first = 0.0
    last = 0.0
    connections = 0


class Taker(asyncio.Protocol):
    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.figures.connections += 1

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head = self.waiting[:end].lower()
            at = head.index(LENGTH) + len(LENGTH)
            needed = end + 4 + int(head[at:].split(b"\r\n", 1)[0])
            if len(self.waiting) < needed:
                return
            self.waiting = self.waiting[needed:]
            self.figures.count += 1
            self.figures.last = time.monotonic()
            self.figures.first = self.figures.first or self.figures.last
            self.transport.write(CREATED)  # type: ignore[attr-defined]


async def main() -> None:
    figures = Figures()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Taker(figures), "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    while await loop.run_in_executor(None, sys.stdin.readline):
        found = {
            "count": figures.count,
            "first": figures.first,
            "last": figures.last,
            "connections": figures.connections,
            "cpu_seconds": time.process_time(),
        }
        print(json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
