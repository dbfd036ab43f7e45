"""Short-lived addresses of files: made for the owner, opened by whoever has them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, url_for
from marshmallow import Schema, fields

from api.accounts.identity import current_actor
from api.blueprint import Blueprint
from api.documents.completion import stored_upload
from api.documents.errors import UploadIncomplete, UploadNotFound
from api.documents.links import LASTS_SECONDS, FileLink, read_link
from api.documents.models import Upload
from api.documents.viewing import original_response
from api.extensions import db, now

making = Blueprint("file_links", __name__, description="Short-lived addresses of one's own files")
opening = Blueprint("linked_files", __name__, description="Files by their short-lived address")


class FileLinkSchema(Schema):
    url = fields.String(
        required=True, metadata={"description": "path on this service; opens without a session"}
    )
    expires_at = fields.AwareDateTime(required=True)


@making.post("/uploads/<uuid:upload_id>/link")
@making.response(201, FileLinkSchema)
@making.alt_response(404, description="upload_not_found")
@making.alt_response(409, description="upload_incomplete")
def make(upload_id: Any) -> dict[str, Any]:
    """An address of a file that I sent, good for five minutes: for the phone's own viewer."""
    upload = db.session.get(Upload, upload_id)
    if upload is None or upload.owner != current_actor():
        raise UploadNotFound
    if upload.finished_at is None:
        raise UploadIncomplete
    link = FileLink(
        upload.id,
        inline=(upload.media_type or "").startswith("image/"),
        expires_at=now().replace(microsecond=0) + timedelta(seconds=LASTS_SECONDS),
    )
    return {"url": url_for("linked_files.show", token=link.token()), "expires_at": link.expires_at}


@opening.get("/files/<string(maxlength=80):token>")
@opening.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
@opening.alt_response(404, description="file_link_invalid")
@opening.alt_response(410, description="file_link_expired")
def show(token: str) -> Response:
    """The file of a short-lived address, with the same headers as everywhere: no browser runs it."""
    link = read_link(token, at=now())
    upload = stored_upload(link.upload_id)
    if upload is None:
        raise UploadNotFound
    return original_response(upload, inline_picture=link.inline)
