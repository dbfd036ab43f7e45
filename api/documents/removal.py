"""Removing an upload, and taking a file out of the store when nobody refers to it any more.

Between looking for references and deleting, somebody might hand in the very same bytes, find them stored and refer to
them. So whoever stores a file and says so in the database holds the lock of the store shared, and whoever removes one
holds it alone: a `flock` in the data directory, which all processes have in common.
"""

from __future__ import annotations

import fcntl
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog

from api.documents import parts
from api.documents.errors import StoreUnreachable
from api.documents.models import Upload
from api.documents.references import is_referred
from api.documents.storage import key_for, store
from api.extensions import db, lock, write_unit

_PATIENCE_SECONDS = 2.0
_RETRY_SECONDS = 0.05

log = structlog.get_logger(__name__)


@contextmanager
def storing() -> Iterator[None]:
    """Nothing is removed from the store meanwhile. Any number may hold it together."""
    descriptor = _lock_file()
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def remove_upload(
    upload_id: uuid.UUID, *, wait_seconds: float, may_go: Callable[[Upload], bool]
) -> tuple[Upload | None, bool]:
    """Remove row and bytes if `may_go` says so of the locked row. Answers the row, if any, and whether it went.

    Opens its own write unit. Raises UploadBusy when somebody is sending it after `wait_seconds`.
    """
    with parts.locked(upload_id, wait_seconds=wait_seconds) as part:
        with write_unit():
            upload = lock(Upload, upload_id)
            goes = upload is not None and may_go(upload)
            sha256 = upload.sha256 if upload is not None else None
            was_unfinished = upload is not None and upload.finished_at is None
            if goes:
                db.session.delete(upload)
        if goes or not was_unfinished:  # opening has made a part file where there was none
            part.remove()
    if goes and sha256 is not None:
        remove_unreferenced(sha256)
    return upload, goes


def remove_unreferenced(sha256: str, *, put_before: datetime | None = None) -> bool:
    """Delete the file unless a row names it; answers whether it was deleted. Outside of write units.

    With `put_before` a file that was put there later stays: its row may be on the way. While others store files all
    the time, or the store does not answer, it stays as well and `motcua documents check` finds it.
    """
    key = key_for(sha256)
    try:
        with _alone() as got_it:
            db.session.rollback()
            if not got_it or is_referred(sha256):
                return False
            if put_before is not None and store().modified_at(key) >= put_before:
                return False
            store().delete(key)
    except FileNotFoundError:
        return False
    except (StoreUnreachable, OSError) as error:
        log.warning("stored_file_not_removed", key=key, error=str(error))
        return False
    return True


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether the lock was got within a short time."""
    descriptor = _lock_file()
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    try:
        got_it = _try_alone(descriptor)
        while not got_it and time.monotonic() < give_up_at:
            time.sleep(_RETRY_SECONDS)
            got_it = _try_alone(descriptor)
        yield got_it
    finally:
        os.close(descriptor)


def _try_alone(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_file() -> int:
    return parts.open_beside(parts.STORE_LOCK)
