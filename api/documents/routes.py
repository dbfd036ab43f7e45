"""Resumable uploads over HTTP: tus 1.0.0, core and creation.

Flask answers OPTIONS by itself; `tus.mark_answer` adds what tus wants to it. Only the owner sees an upload;
to anybody else it does not exist.
"""

from __future__ import annotations

import uuid
from contextlib import suppress

from flask import Response, request, url_for

from api.accounts.identity import current_actor
from api.blueprint import Blueprint
from api.documents import parts, tus
from api.documents.completion import finish, received_now
from api.documents.errors import UploadBusy, UploadNotFound
from api.documents.metadata import Metadata, read_metadata
from api.documents.models import Upload
from api.documents.receiving import receive_body
from api.extensions import db, write_unit
from api.rate_limits import hourly_hash, limiter

# How long HEAD waits for a running PATCH: one whose connection broke adds its last bytes within that time,
# and an offset told before would make the phone send them twice.
_SETTLE_SECONDS = 2.0

blueprint = Blueprint("uploads", __name__, description="Resumable uploads (tus 1.0.0: core, creation)")
blueprint.after_request(tus.mark_answer)


def _header(name: str, kind: str = "integer", *, required: bool = True) -> dict[str, object]:
    return {"in": "header", "name": name, "required": required, "schema": {"type": kind}}


def _owner_key() -> str:
    return hourly_hash(current_actor())


_VERSION_HEADER = _header("Tus-Resumable", "string")


@blueprint.route("/uploads", methods=["POST"])
@limiter.limit("600/hour", key_func=_owner_key)
@blueprint.doc(
    parameters=[
        _VERSION_HEADER,
        _header("Upload-Length"),
        _header("Upload-Metadata", "string", required=False),
    ],
    responses={"201": {"description": "Created; the last segment of Location is the upload_id"}},
)
def create() -> Response:
    """Announce a file."""
    tus.check_version()
    size = tus.stated_length()
    metadata = read_metadata(request.headers.get("Upload-Metadata"))
    owner = current_actor()
    upload_id = uuid.uuid4()
    parts.create(upload_id)
    with write_unit():
        db.session.add(
            Upload(
                id=upload_id,
                owner=owner,
                size=size,
                file_name=metadata.file_name,
                declared_type=metadata.declared_type,
            )
        )
    return Response(status=201, headers={"Location": url_for("uploads.append", upload_id=upload_id)})


@blueprint.route("/uploads/<upload_id>", methods=["HEAD"])
@blueprint.doc(
    parameters=[_VERSION_HEADER],
    responses={
        "200": {"description": "Upload-Offset says how many bytes have arrived, Upload-Length of how many"}
    },
)
def progress(upload_id: str) -> Response:
    """How much of a file has arrived."""
    tus.check_version()
    upload = _own_upload(upload_id)
    if upload.finished_at is None:
        upload = _settled(upload)
    metadata = Metadata(upload.file_name, upload.declared_type).header()
    response = Response(
        headers={
            "Upload-Offset": str(received_now(upload)),
            "Upload-Length": str(upload.size),
            "Cache-Control": "no-store",
        }
    )
    if metadata:
        response.headers["Upload-Metadata"] = metadata
    return response


@blueprint.route("/uploads/<upload_id>", methods=["PATCH"])
@blueprint.doc(
    parameters=[_VERSION_HEADER, _header("Upload-Offset")],
    requestBody={"content": {tus.CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
    responses={"204": {"description": "Kept; Upload-Offset is where to go on"}},
)
def append(upload_id: str) -> Response:
    """Send bytes. The request that brings the last one also checks and stores the file."""
    tus.check_version()
    upload = _own_upload(upload_id)
    tus.check_content_type()
    size = upload.size
    offset = receive_body(upload.id, size=size, stated_offset=tus.stated_offset())
    if offset == size and finish(upload.id) is None:
        raise UploadNotFound
    return Response(status=204, headers={"Upload-Offset": str(offset), "Cache-Control": "no-store"})


def _own_upload(upload_id: str) -> Upload:
    try:
        upload = db.session.get(Upload, uuid.UUID(upload_id))
    except ValueError:
        raise UploadNotFound from None
    if upload is None or upload.owner != current_actor():
        raise UploadNotFound
    return upload


def _settled(upload: Upload) -> Upload:
    """The upload when nobody writes to it any more, finished if all of it is there.

    Does not wait longer for a writer that is well and goes on.
    """
    with suppress(UploadBusy):
        with parts.locked(upload.id, wait_seconds=_SETTLE_SECONDS):
            pass
        settled = finish(upload.id, wait_seconds=_SETTLE_SECONDS)
        if settled is None:
            raise UploadNotFound
        return settled
    return upload
