"""A bad mobile network between a browser and the office: slow, far away, cut, gone, back again.

A TCP proxy and not the browser's own throttling, because it also reaches service workers and works in every engine.
Tests open `network.origin` instead of the office's origin and change the network while the page is at work.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
CHUNK = 2048
CHUNKS_IN_FLIGHT = 64


@dataclass
class Direction:
    """One way of the line; all connections share its bandwidth."""

    kilobits_per_second: float | None = None
    cut_after_bytes: int | None = None
    passed_bytes: int = 0
    free_at: float = 0.0

    def arrival(self, size: int, delay_seconds: float) -> float:
        """When a chunk sent now has gone through."""
        self.free_at = max(self.free_at, time.monotonic())
        if self.kilobits_per_second:
            self.free_at += size * 8 / (self.kilobits_per_second * 1000)
        return self.free_at + delay_seconds

    def must_cut(self, size: int) -> bool:
        """Counts the chunk; true once when the limit is passed."""
        self.passed_bytes += size
        if self.cut_after_bytes is None:
            return False
        self.cut_after_bytes -= size
        if self.cut_after_bytes > 0:
            return False
        self.cut_after_bytes = None
        return True


class FlakyNetwork:
    """Settings may be changed at any time and hold for open connections as well."""

    def __init__(self, target: str) -> None:
        self.lead_to(target)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._port = 0
        self.upload = Direction()
        self.download = Direction()
        self.round_trip_ms = 0.0
        self.cuts = 0  # connections that were broken off
        # Makes for each new connection what is told the bytes that have gone through to the office.
        self.watch_connection: Callable[[], Callable[[bytes], None]] = lambda: _nobody
        self._goes_away = False
        self._goes_away_at: bytes | None = None
        self._loses_answer = False
        self._going: asyncio.Future[None] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def slow(self, *, up_kbps: float | None, down_kbps: float | None, round_trip_ms: float = 0) -> None:
        """Bandwidth in kilobits a second (None: no limit) and the time to the office and back."""
        self.upload.kilobits_per_second, self.download.kilobits_per_second = up_kbps, down_kbps
        self.round_trip_ms = round_trip_ms

    def cut_after(self, *, up_kilobytes: float | None = None, down_kilobytes: float | None = None) -> None:
        """Break off the connection on which this much more has gone through, once."""
        for direction, kilobytes in ((self.upload, up_kilobytes), (self.download, down_kilobytes)):
            direction.cut_after_bytes = None if kilobytes is None else int(kilobytes * 1024)

    def go_away_after(self, *, up_kilobytes: float) -> None:
        """No network once this much more has been sent, until `restore`."""
        self._goes_away = True
        self.cut_after(up_kilobytes=up_kilobytes)

    def go_away_at(self, request: str, *, answer_lost: bool = False) -> None:
        """No network from this request on, such as `PUT /api/v1/dossiers/`, until `restore`.

        With `answer_lost` the office still gets the request and does what it asks for, but nobody hears of it.
        """
        self._loses_answer = answer_lost
        self._goes_away_at = request.encode()

    def lead_to(self, target: str) -> None:
        """Another office at the far end, such as one that was started after this network."""
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)

    def cut(self) -> None:
        """Break off every open connection; new ones get through."""
        self._run(self._cut())

    def refuse(self) -> None:
        """No network: open connections break off, new ones are refused until `restore`."""
        self._run(self._refuse())

    def restore(self) -> None:
        """Good again in every respect, at the same address."""
        self.slow(up_kbps=None, down_kbps=None)
        self.cut_after()
        self._goes_away, self._goes_away_at = False, None
        self._run(self._listen())

    def start(self) -> None:
        self._thread.start()
        self._run(self._listen())

    def stop(self) -> None:
        self._run(self._refuse())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    async def _refuse(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            # A server closed while it accepts somebody loses that connection without closing it: who uses it would
            # wait for ever.
            for listening in server.sockets:
                self._loop.remove_reader(listening.fileno())
            await self._some_turns()
            server.close()
        await self._cut()

    async def _cut(self) -> None:
        self.cuts += len(self._connections)
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._some_turns()

    async def _some_turns(self) -> None:
        """Enough for a connection to be accepted, and for a transport that was aborted to close."""
        for _turn in range(10):
            await asyncio.sleep(0)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._server is None:  # it was being accepted when the network went away
            writer.transport.abort()
            return
        task = asyncio.ensure_future(self._carry(reader, writer))
        self._connections.add(task)

        def end(_task: asyncio.Task[None]) -> None:
            writer.transport.abort()  # here, because a task that is cancelled before its first step runs no `finally`
            self._connections.discard(task)

        task.add_done_callback(end)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it or the network does."""
        far_writer: asyncio.StreamWriter | None = None
        try:
            await asyncio.sleep(self.round_trip_ms / 1000)
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            far_writer.transport.set_write_buffer_limits(0)  # what is drained has left for the office
            doomed = asyncio.Event()  # the next answer is lost
            async with asyncio.TaskGroup() as group:
                group.create_task(
                    self._pump(reader, far_writer, self.upload, doomed, self.watch_connection())
                )
                group.create_task(self._pump(far_reader, writer, self.download, doomed, _nobody))
        except* (OSError, _Cut):
            pass  # that is what this network is for
        finally:
            if far_writer is not None:
                far_writer.transport.abort()

    def _is_the_last(self, chunk: bytes) -> bool:
        return self._goes_away_at is not None and self._goes_away_at in chunk

    def _break_off(self, *, for_good: bool) -> NoReturn:
        self.cuts += 1
        if for_good:
            self._going = asyncio.ensure_future(self._refuse())
        raise _Cut

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        direction: Direction,
        doomed: asyncio.Event,
        delivered: Callable[[bytes], None],
    ) -> None:
        in_flight: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(CHUNKS_IN_FLIGHT)

        async def deliver() -> None:
            while True:
                due, chunk = await in_flight.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not chunk:
                    with contextlib.suppress(OSError):
                        writer.write_eof()
                    return
                writer.write(chunk)
                await writer.drain()
                delivered(chunk)

        async with asyncio.TaskGroup() as group:
            group.create_task(deliver())
            chunk = b"first"
            while chunk:
                chunk = await reader.read(CHUNK)
                if chunk and direction.must_cut(len(chunk)):
                    self._break_off(for_good=self._goes_away)
                if chunk and direction is self.upload and self._is_the_last(chunk):
                    if not self._loses_answer:
                        self._break_off(for_good=True)
                    doomed.set()
                if chunk and direction is self.download and doomed.is_set():
                    self._break_off(for_good=True)
                await in_flight.put((direction.arrival(len(chunk), self.round_trip_ms / 2000), chunk))


def _nobody(_chunk: bytes) -> None:
    pass


class _Cut(Exception):
    """The network broke the connection off."""


@contextmanager
def flaky_network_to(target: str) -> Iterator[FlakyNetwork]:
    """A network to this origin, good until a test makes it bad."""
    network = FlakyNetwork(target)
    network.start()
    try:
        yield network
    finally:
        network.stop()
