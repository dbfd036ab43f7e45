"""Photographs of boards, sent before the line of the register that names them."""

from __future__ import annotations

import uuid
from datetime import datetime

from api.accounts.identity import Caller
from api.catalogue.posting_errors import PhotoUnknown, UnknownPosting
from api.catalogue.posting_models import PostingPhoto
from api.documents.pictures import clean_picture, keep_picture
from api.extensions import db, write_unit


def keep_photo(data: bytes, *, caller: Caller, at: datetime) -> PostingPhoto:
    """Clean and store a photograph. Raises what clean_picture and keep_picture raise."""
    if caller.agency_id is None:
        raise UnknownPosting
    cleaned = clean_picture(data)
    photo = PostingPhoto(
        id=uuid.uuid4(),
        agency_id=caller.agency_id,
        storage_key=keep_picture(cleaned),
        size=len(cleaned),
        uploaded_by=caller.id,
        uploaded_at=at,
    )
    with write_unit():
        db.session.add(photo)
    return photo


def photo_of(agency_id: int, photo_id: uuid.UUID) -> PostingPhoto:
    """Raises PhotoUnknown, also for one of another office."""
    photo = db.session.get(PostingPhoto, photo_id)
    if photo is None or photo.agency_id != agency_id:
        raise PhotoUnknown
    return photo
