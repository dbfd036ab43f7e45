"""The owner takes back a file that is in no dossier (tus 1.0.0, 'Termination')."""

from __future__ import annotations

import uuid

from api.documents.errors import UploadInDossier, UploadNotFound
from api.documents.removal import remove_upload

_WRITER_LEAVES_SECONDS = 2.0


def terminate(upload_id: uuid.UUID) -> None:
    """Remove row and bytes. Raises UploadInDossier, UploadNotFound, and UploadBusy while somebody sends it."""
    upload, gone = remove_upload(
        upload_id, wait_seconds=_WRITER_LEAVES_SECONDS, may_go=lambda found: found.dossier_id is None
    )
    if upload is None:
        raise UploadNotFound
    if not gone:
        raise UploadInDossier
