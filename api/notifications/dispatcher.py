"""One worker's pushing: claims as much as there is room for, and writes down what is finished, while the rest is sent.

At most `delivery.BATCH` deliveries are in hand at a time, which is what a killed worker can have sent without a record.
"""

from __future__ import annotations

import time
from functools import partial
from queue import Empty

from api.config import current_settings
from api.extensions import now
from api.notifications import delivery
from api.notifications.delivery import BATCH, Job, Outcome
from api.notifications.push_lanes import PushLanes
from api.notifications.sender import Composed, Sender
from api.notifications.subscriptions import service_of

TOGETHER_SECONDS = 0.03  # finished within that of each other: one transaction
LOOK_SECONDS = 0.25


class Dispatcher:
    """Of one thread, which has the database session; the lanes' threads only send."""

    def __init__(self, sender: Sender, *, lease: str) -> None:
        self.sender = sender
        self.lease = lease
        self.lanes = PushLanes()
        self.in_hand = 0

    def close(self) -> None:
        """Finish what is under way, and write it down."""
        try:
            self.settle()
        finally:
            self.lanes.close()
            self.sender.close()

    def turn(self) -> bool:
        """Claim what there is room for, then write down what was finished meanwhile. False: there was nothing to do."""
        if self.in_hand <= BATCH // 2:
            self.claim()
        if not self.in_hand:
            return False
        self.record()
        return True

    def settle(self) -> None:
        """Until nothing is in hand."""
        while self.in_hand:
            self.record()

    def claim(self) -> int:
        """Put on their way what is due; answers how many."""
        if not delivery.anything_ready(now()):
            return 0
        jobs = delivery.claim(lease=self.lease, at=now(), limit=BATCH - self.in_hand)
        begin_until = time.monotonic() + current_settings().delivery_lease_seconds / 2
        by_device: dict[str, list[Job]] = {}
        for job in jobs:
            by_device.setdefault(job.endpoint, []).append(job)
        for endpoint, of_device in by_device.items():
            composed = [(job, self.sender.compose(job, at=now())) for job in of_device]
            self.lanes.put(service_of(endpoint), partial(self._send_in_order, composed, begin_until))
        self.in_hand += len(jobs)
        return len(jobs)

    def record(self) -> None:
        """Wait a moment for something to be finished, and write all of that down in one transaction."""
        self.sender.cut_overdue()
        outcomes = self._finished()
        self.in_hand -= len(outcomes)  # also when writing fails: then their leases end
        delivery.record(outcomes, lease=self.lease, at=now())

    def _finished(self) -> list[Outcome]:
        found: list[Outcome] = []
        wait, until = LOOK_SECONDS, 0.0
        while len(found) < self.in_hand:
            try:
                found += self.lanes.finished.get(timeout=wait)
            except Empty:
                return found
            until = until or time.monotonic() + TOGETHER_SECONDS
            wait = max(0.0, until - time.monotonic())
            if not wait:
                return found
        return found

    def _send_in_order(self, composed: list[tuple[Job, Composed]], begin_until: float) -> list[Outcome]:
        return [self.sender.send(job, message, begin_until=begin_until) for job, message in composed]
