"""Sending one push over HTTP: a pool a push origin, time-outs, no redirects, nothing read of an answer's body."""

from __future__ import annotations

import re
import threading
import time
from datetime import datetime

import structlog
import urllib3

from api.config import current_settings
from api.notifications.delivery import TOO_LONG, Job, Outcome, compose
from api.notifications.public_addresses import only_public
from api.notifications.push import PushMessage
from api.notifications.push_origins import PushOrigins
from api.notifications.response_deadlines import cut_overdue, with_deadlines
from api.notifications.subscriptions import is_allowed
from api.notifications.vapid import Signer, origin_of

KEPT_CONNECTIONS = 12  # of one origin
TIMEOUT = urllib3.Timeout(connect=5, read=10)
VAPID_REFUSED = (401, 403)
NOT_ANSWERING = "push service does not answer"
TRY_LATER = (408, 425, 429, *VAPID_REFUSED)

log = structlog.get_logger(__name__)

Composed = PushMessage | Outcome


class Sender:
    """Turns jobs into outcomes; keeps its connections for the life of a worker, and knows who does not answer.

    Once `stopping` is set, what has not been sent yet is handed back and what is under way is finished.
    """

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.own_hosts = current_settings().push_hosts
        self.http = only_public(_pools())
        # Of the setting PUSH_HOSTS: whatever an operator names, also a neighbour.
        self.http_to_own_hosts = with_deadlines(_pools())
        self.origins = PushOrigins()
        self.stopping = threading.Event()

    def close(self) -> None:
        self.http.clear()
        self.http_to_own_hosts.clear()

    def cut_overdue(self) -> None:
        """To be called now and then while anything is under way."""
        cut_overdue()

    def compose(self, job: Job, *, at: datetime) -> Composed:
        """What to send, or the outcome of a job that is not to be sent. In the app's context."""
        if job.expires_at <= at:
            return Outcome(job, "expired", "its life was over")
        if not is_allowed(job.endpoint):  # the list, or how we read addresses, may have changed since
            return Outcome(job, "rejected", "endpoint not allowed")
        try:
            return compose(job, signer=self.signer, at=at)
        except Exception as error:  # one bad row must not keep the others from being sent
            return Outcome(job, "rejected", type(error).__name__)

    def send(self, job: Job, message: Composed, *, begin_until: float) -> Outcome:
        """In any thread. What could not be begun by `begin_until` (monotonic) is handed back, so that slow services
        cannot outlast the lease."""
        if isinstance(message, Outcome):
            return message
        if self.stopping.is_set() or time.monotonic() > begin_until:
            return Outcome(job, "handed_back")
        try:
            return self._try(job, message, origin_of(job.endpoint))
        except Exception as error:  # as in compose; and whoever waits for an outcome always gets one
            return Outcome(job, "rejected", type(error).__name__)

    def _try(self, job: Job, message: PushMessage, origin: str) -> Outcome:
        wait = self.origins.wait_seconds(origin)
        if wait:
            return Outcome(job, "handed_back", NOT_ANSWERING, wait)
        try:
            return self._post(job, message, origin)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            self.origins.failed(origin)
            return Outcome(job, "retry", type(error).__name__)

    def _post(self, job: Job, message: PushMessage, origin: str) -> Outcome:
        response = (self.http_to_own_hosts if origin in self.own_hosts else self.http).request(
            "POST",
            job.endpoint,
            body=message.body,
            headers=message.headers,
            redirect=False,
            preload_content=False,
        )
        if response.status == 204 or response.headers.get("Content-Length") == "0":
            response.drain_conn()  # of nothing: the connection can be used again
        else:
            response.close()
        (self.origins.failed if response.status >= 500 else self.origins.answered)(origin)
        return outcome_of(job, response.status, response.headers.get("Retry-After"))


def _pools() -> urllib3.PoolManager:
    return urllib3.PoolManager(
        num_pools=20, maxsize=KEPT_CONNECTIONS, block=False, retries=False, timeout=TIMEOUT
    )


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
