"""How long a file is kept that belongs to no dossier (tus 1.0.0, 'Expiration').

An unfinished upload goes seven days after its last bytes came, a finished one that nobody claimed thirty days after it
was complete: a draft may lie that long. Whatever is claimed stays. The row says until when (`expires_at`), so that
others who want to keep an upload longer can write a later day or None.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from api.documents.errors import UploadBusy
from api.documents.models import Upload
from api.documents.removal import remove_upload
from api.extensions import db, lock, write_unit

UNFINISHED = timedelta(days=7)
UNCLAIMED = timedelta(days=30)
_WORTH_WRITING = timedelta(days=1)
_AT_ONCE = 200

log = structlog.get_logger(__name__)


def is_over(upload: Upload, *, at: datetime) -> bool:
    return upload.dossier_id is None and upload.expires_at is not None and upload.expires_at <= at


def prolong(upload_id: uuid.UUID, *, expires_at: datetime | None, at: datetime) -> datetime | None:
    """Bytes have come for an unfinished upload that was kept until `expires_at`: answers until when it is now.

    Opens its own write unit, at most once a day for an upload: a commit for every piece would cost more than the
    piece itself.
    """
    if expires_at is None or expires_at > at + UNFINISHED - _WORTH_WRITING:
        return expires_at
    with write_unit():
        upload = lock(Upload, upload_id)
        if upload is None or upload.expires_at is None or upload.finished_at is not None:
            return upload.expires_at if upload is not None else None
        upload.expires_at = at + UNFINISHED
    return at + UNFINISHED


def sweep(at: datetime) -> int:
    """Remove what is over, rows and bytes; answers how many uploads. Opens its own write units.

    One that is being written to at this moment waits for the next time.
    """
    statement = (
        select(Upload.id)
        .where(Upload.expires_at <= at, Upload.dossier_id.is_(None))
        .order_by(Upload.expires_at)
        .limit(_AT_ONCE)
    )
    db.session.rollback()
    over = list(db.session.execute(statement).scalars())
    removed = sum(_remove_if_over(upload_id, at=at) for upload_id in over)
    if removed:
        log.info("uploads_expired", uploads=removed)
    return removed


def _remove_if_over(upload_id: uuid.UUID, *, at: datetime) -> bool:
    try:
        _, gone = remove_upload(upload_id, wait_seconds=0, may_go=lambda upload: is_over(upload, at=at))
    except UploadBusy:
        return False
    return gone
