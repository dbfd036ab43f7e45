"""From the last byte to a document: real type and checks, hash, store, and one commit that says so.

It can be repeated at any point. A process may be killed between the last byte and the commit; whoever looks
next (HEAD, an empty PATCH, the hand-in) does the same steps again, and each of them changes nothing the
second time. The part file goes only after the commit.
"""

from __future__ import annotations

import uuid
from typing import NoReturn

from api.documents import copies, parts
from api.documents.acceptance import check_file
from api.documents.errors import FileRefused
from api.documents.expiry import UNCLAIMED
from api.documents.models import Upload
from api.documents.removal import storing
from api.documents.storage import key_for, store
from api.extensions import db, lock, now, write_unit

FINISH_WAIT_SECONDS = 10.0  # as long as another process may need to hash and copy the largest file


def finish(upload_id: uuid.UUID, *, wait_seconds: float = FINISH_WAIT_SECONDS) -> Upload | None:
    """Complete the upload if all its bytes are there. Answers it as it then is, None when there is none.

    Opens its own write unit, so it must not be called inside one. Raises FileRefused (acceptance.py says for
    what) after removing the upload, StorageFull and StoreUnreachable (nothing is lost, try again later), and
    UploadBusy when somebody else is still at it after `wait_seconds`.
    """
    if db.session().info.get("writing"):
        raise RuntimeError("finish() opens its own write unit")
    received = parts.received_bytes(upload_id)
    upload = stored_upload(upload_id)
    if upload is None or upload.finished_at is not None or received < upload.size:
        return upload
    with parts.locked(upload_id, wait_seconds=wait_seconds) as part:
        upload = stored_upload(upload_id)
        if upload is None or upload.finished_at is not None:
            part.remove()
        elif part.offset() == upload.size:
            upload = _complete(upload, part)
    return upload


def stored_upload(upload_id: uuid.UUID) -> Upload | None:
    """The upload as it is now. A transaction that began earlier would answer with what was true then."""
    db.session.rollback()
    return db.session.get(Upload, upload_id)


def received_now(upload: Upload) -> int:
    """The offset of the upload: the size of its part file, or its whole size when it is finished."""
    # In this order: a finished upload loses its part file only after the database says that it is finished.
    received = parts.received_bytes(upload.id)
    newest = stored_upload(upload.id)
    return newest.size if newest is not None and newest.finished_at is not None else received


def _complete(upload: Upload, part: parts.Part) -> Upload | None:
    try:
        media_type = check_file(part.path)
    except FileRefused as refusal:
        _refuse(upload.id, part, refusal)
    sha256 = part.sha256()
    key = key_for(sha256)
    with storing():
        store().put_file(part.path, key)
        with write_unit():
            finished = lock(Upload, upload.id)
            if finished is not None and finished.finished_at is None:
                finished.sha256, finished.media_type, finished.storage_key = sha256, media_type, key
                finished.finished_at = now()
                finished.expires_at = None if finished.dossier_id else finished.finished_at + UNCLAIMED
                copies.expect(sha256)
    part.remove()
    return finished


def _refuse(upload_id: uuid.UUID, part: parts.Part, refusal: FileRefused) -> NoReturn:
    with write_unit():
        refused = lock(Upload, upload_id)
        if refused is not None and refused.finished_at is None:
            db.session.delete(refused)
    part.remove()
    refusal.errors = [{"upload_id": str(upload_id)}]
    raise refusal
