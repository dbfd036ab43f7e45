"""Threads that send: so many at once to one push service, so many in all."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue

from api.notifications.delivery import Outcome

IN_FLIGHT = 24
IN_FLIGHT_OF_ONE = 12  # so that one service that hangs leaves room for the others

Work = Callable[[], list[Outcome]]  # one device's messages, in their order


@dataclass
class Lane:
    waiting: deque[Work] = field(default_factory=deque)
    threads: int = 0


class PushLanes:
    """What is put in is done, and its outcomes come out of `finished`."""

    def __init__(self) -> None:
        self.finished: SimpleQueue[list[Outcome]] = SimpleQueue()
        self._lock = threading.Lock()
        self._lanes: dict[str, Lane] = {}
        self._threads = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="push")

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    def put(self, service: str, work: Work) -> None:
        with self._lock:
            lane = self._lanes.setdefault(service, Lane())
            lane.waiting.append(work)
            if lane.threads == IN_FLIGHT_OF_ONE:
                return
            lane.threads += 1
        self._threads.submit(self._empty, service, lane)

    def _empty(self, service: str, lane: Lane) -> None:
        while True:
            with self._lock:
                if not lane.waiting:
                    lane.threads -= 1
                    if not lane.threads:
                        self._lanes.pop(service, None)
                    return
                work = lane.waiting.popleft()
            self.finished.put(work())
