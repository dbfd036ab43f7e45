"""Sending claimed deliveries over HTTP: a pool a push origin, time-outs, no redirects, small answers."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
import urllib3

from api.config import current_settings
from api.notifications.delivery import TOO_LONG, Job, Outcome, compose
from api.notifications.public_addresses import only_public
from api.notifications.push import PushMessage
from api.notifications.subscriptions import is_allowed
from api.notifications.vapid import Signer, origin_of

IN_FLIGHT = 8
TIMEOUT = urllib3.Timeout(connect=5, read=10)
ANSWER_BYTES = 2048
VAPID_REFUSED = (401, 403)
TRY_LATER = (408, 425, 429, *VAPID_REFUSED)

log = structlog.get_logger(__name__)


class Sender:
    """Turns jobs into outcomes; keeps its connections and threads for the life of a worker.

    Once `stopping` is set, what has not been sent yet is handed back and what is under way is finished.
    """

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.own_hosts = current_settings().push_hosts
        self.http = only_public(_pools())
        self.http_to_own_hosts = (
            _pools()
        )  # of the setting PUSH_HOSTS: whatever an operator names, also a neighbour
        self.stopping = threading.Event()
        self._begin_until = 0.0
        self.threads = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="push")

    def close(self) -> None:
        self.threads.shutdown(wait=True)
        self.http.clear()
        self.http_to_own_hosts.clear()

    def send_all(self, jobs: list[Job], *, at: datetime, within_seconds: float) -> list[Outcome]:
        """Devices side by side, the messages of one device in their order: the newest status must arrive last.

        What has not been begun after `within_seconds` is handed back, so that slow services cannot outlast the lease.
        """
        self._begin_until = time.monotonic() + within_seconds
        by_device: dict[str, list[Job]] = {}
        for job in jobs:
            by_device.setdefault(job.endpoint, []).append(job)
        composed = [[(job, self._compose(job, at)) for job in group] for group in by_device.values()]
        return [outcome for group in self.threads.map(self._send_in_order, composed) for outcome in group]

    def _compose(self, job: Job, at: datetime) -> PushMessage | Outcome:
        """What to send, or the outcome of a job that is not to be sent."""
        if job.expires_at <= at:
            return Outcome(job, "expired", "its life was over")
        if not is_allowed(job.endpoint):  # the list, or how we read addresses, may have changed since
            return Outcome(job, "rejected", "endpoint not allowed")
        try:
            return compose(job, signer=self.signer, at=at)
        except Exception as error:  # one bad row must not keep the others from being sent
            return Outcome(job, "rejected", type(error).__name__)

    def _send_in_order(self, group: list[tuple[Job, PushMessage | Outcome]]) -> list[Outcome]:
        return [
            message if isinstance(message, Outcome) else self._send(job, message) for job, message in group
        ]

    def _send(self, job: Job, message: PushMessage) -> Outcome:
        if self.stopping.is_set() or time.monotonic() > self._begin_until:
            return Outcome(job, "handed_back")
        try:
            return self._post(job, message)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Outcome(job, "retry", type(error).__name__)
        except Exception as error:  # as in _compose
            return Outcome(job, "rejected", type(error).__name__)

    def _post(self, job: Job, message: PushMessage) -> Outcome:
        is_own = origin_of(job.endpoint) in self.own_hosts
        response = (self.http_to_own_hosts if is_own else self.http).request(
            "POST",
            job.endpoint,
            body=message.body,
            headers=message.headers,
            redirect=False,
            preload_content=False,
        )
        try:
            response.read(ANSWER_BYTES)
        finally:
            response.release_conn() if response.status < 300 else response.close()
        return outcome_of(job, response.status, response.headers.get("Retry-After"))


def _pools() -> urllib3.PoolManager:
    return urllib3.PoolManager(num_pools=20, maxsize=IN_FLIGHT, block=True, retries=False, timeout=TIMEOUT)


def outcome_of(job: Job, status: int, retry_after: str | None = None) -> Outcome:
    """404/410: the device is gone. 408, 425, 429 and 5xx: later. Any other refusal is our fault and must be seen.

    401/403 refuse our VAPID key or contact: an operator can mend that within the message's life, so later as well.
    413: once more, without padding.
    """
    if status in (200, 201, 202, 204):
        return Outcome(job, "sent")
    if status in (404, 410):
        return Outcome(job, "gone", f"HTTP {status}")
    if status in VAPID_REFUSED:
        log.error("push_vapid_refused", delivery=job.delivery_id, status=status)
    if status == 413 and job.last_error != TOO_LONG:
        return Outcome(job, "retry", TOO_LONG)
    if status in TRY_LATER or status >= 500:
        asked = re.fullmatch("[0-9]{1,6}", retry_after or "")  # a date or nonsense: our own waits
        return Outcome(job, "retry", f"HTTP {status}", float(asked[0]) if asked else None)
    return Outcome(job, "rejected", f"HTTP {status}")
