"""Which push services answer: one that hangs or fails is left alone for a while, and then asked with one message.

Known to one worker only, and forgotten with it. What would have gone to such a service waits in the database and does
not count as tried, so that an hour of trouble costs no message its tries, and no thread its time.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

FAILURES = 3  # in a row
FIRST_PAUSE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 300.0
MOST_KNOWN = 500
LONGEST_POSTPONING_SECONDS = 30.0  # a message looks again after that, whatever the pause


@dataclass
class Trouble:
    failures: int = 0
    pause_seconds: float = FIRST_PAUSE_SECONDS
    until: float = 0.0
    is_tried: bool = False  # one message is on its way to see whether the pause can end


class PushOrigins:
    """Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._troubled: dict[str, Trouble] = {}

    def wait_seconds(self, origin: str) -> float:
        """0: send now. After a pause the first who asks is the one that tries, the others wait on."""
        moment = time.monotonic()
        with self._lock:
            trouble = self._troubled.get(origin)
            if trouble is None or trouble.failures < FAILURES:
                return 0.0
            if moment < trouble.until:
                return min(trouble.until - moment, LONGEST_POSTPONING_SECONDS)
            trouble.is_tried, trouble.until = True, moment + trouble.pause_seconds
            return 0.0

    def answered(self, origin: str) -> None:
        with self._lock:
            self._troubled.pop(origin, None)

    def failed(self, origin: str) -> None:
        """No answer, or one that says the service itself is in trouble."""
        moment = time.monotonic()
        with self._lock:
            if len(self._troubled) >= MOST_KNOWN:  # anybody may subscribe with names that lead nowhere
                self._troubled.clear()
            trouble = self._troubled.setdefault(origin, Trouble())
            trouble.failures += 1
            if trouble.failures == FAILURES:
                trouble.until = moment + trouble.pause_seconds
            elif trouble.is_tried:
                trouble.is_tried = False
                trouble.pause_seconds = min(2 * trouble.pause_seconds, LONGEST_PAUSE_SECONDS)
                trouble.until = moment + trouble.pause_seconds
