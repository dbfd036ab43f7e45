"""Whom a lost file concerns: operators have to ask somebody to send it again."""

from __future__ import annotations

from sqlalchemy import or_, select

from api.documents.models import FileCopies, Upload
from api.documents.references import Concerned
from api.documents.storage_keys import key_for
from api.dossiers.models import Dossier, DossierDocument
from api.extensions import db


def concerned_by(sha256: str) -> list[Concerned]:
    """The uploads with these bytes, or with a copy of these bytes, oldest first; numbers of dossiers and no person."""
    key = key_for(sha256)
    originals = select(FileCopies.sha256).where(
        or_(FileCopies.clean_key == key, FileCopies.screen_key == key, FileCopies.thumbnail_key == key)
    )
    rows = db.session.execute(
        select(Upload.id, Upload.file_name, Dossier.code, Dossier.submission_number)
        .outerjoin(DossierDocument, DossierDocument.upload_id == Upload.id)
        .outerjoin(Dossier, Dossier.id == DossierDocument.dossier_id)
        .where(or_(Upload.sha256 == sha256, Upload.sha256.in_(originals)))
        .order_by(Upload.created_at, Upload.id)
    )
    return [Concerned(row.id, row.file_name, row.code or row.submission_number) for row in rows]
