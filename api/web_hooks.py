"""What gunicorn calls in its processes.

A process that is told to stop waits for its requests, and an upload over a slow network would keep it waiting until
it is killed. So uploads are hung up a moment after: what arrived is kept, and the phone goes on with the next process.
"""

from __future__ import annotations

import threading
import time
from typing import Any

UPLOADS_FINISH_SECONDS = 2.0  # enough for a piece that is nearly there
_LOOK_SECONDS = 0.25


def post_worker_init(worker: Any) -> None:
    """In each web process, when the application is there."""
    threading.Thread(target=_end_uploads_of, args=(worker,), daemon=True).start()


def _end_uploads_of(worker: Any) -> None:
    from api.documents.receiving import hang_up_all

    while worker.alive:
        time.sleep(_LOOK_SECONDS)
    time.sleep(UPLOADS_FINISH_SECONDS)
    while True:  # until the process ends; a request on a connection that was kept alive may still begin
        hang_up_all()
        time.sleep(_LOOK_SECONDS)
