"""Resumable uploads over HTTP: tus 1.0.0, core and the extensions of tus.EXTENSIONS.

Flask answers OPTIONS by itself; `tus.mark_answer` adds what tus wants to it. Only the owner sees an upload;
to anybody else it does not exist.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime

from flask import Response, request, url_for

from api.accounts.identity import current_actor
from api.blueprint import Blueprint
from api.documents import expiry, parts, tus
from api.documents.completion import finish, received_now
from api.documents.errors import UploadBusy, UploadExpired, UploadNotFound
from api.documents.metadata import Metadata, read_metadata
from api.documents.models import Upload
from api.documents.receiving import receive_body
from api.documents.termination import terminate
from api.errors import Problem
from api.extensions import db, now, write_unit
from api.rate_limits import hourly_hash, limiter

# How long HEAD waits for a running PATCH: one whose connection broke adds its last bytes within that time,
# and an offset told before would make the phone send them twice.
_SETTLE_SECONDS = 2.0

blueprint = Blueprint(
    "uploads",
    __name__,
    description="Resumable uploads (tus 1.0.0 with creation, checksum, termination, expiration)",
)
blueprint.after_request(tus.mark_answer)


def _header(name: str, kind: str = "integer", *, required: bool = True) -> dict[str, object]:
    return {"in": "header", "name": name, "required": required, "schema": {"type": kind}}


def _owner_key() -> str:
    return hourly_hash(current_actor())


_VERSION_HEADER = _header("Tus-Resumable", "string")


_CHECKSUM_HEADER = _header("Upload-Checksum", "string", required=False)
_BYTES = {"content": {tus.CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
_EXPIRES = "Upload-Expires says until when an unfinished or unclaimed file is kept"


@blueprint.route("/uploads", methods=["POST"])
@limiter.limit("600/hour", key_func=_owner_key)
@blueprint.doc(
    parameters=[
        _VERSION_HEADER,
        _header("Upload-Length"),
        _header("Upload-Metadata", "string", required=False),
        _CHECKSUM_HEADER,
    ],
    requestBody={**_BYTES, "required": False},
    responses={
        "201": {
            "description": "Created; the last segment of Location is the upload_id. With a body, Upload-Offset says "
            f"how much of it was kept. {_EXPIRES}"
        },
        "460": {
            "description": "The body does not have this checksum; the upload exists without it (Location)"
        },
    },
)
def create() -> Response:
    """Announce a file, and send its first bytes if there is a body.

    When something is wrong with the body alone, the upload exists all the same: Location says where to go on.
    """
    tus.check_version()
    size = tus.stated_length()
    metadata = read_metadata(request.headers.get("Upload-Metadata"))
    checksum = tus.stated_checksum()
    upload_id = uuid.uuid4()
    expires_at: datetime | None = now() + expiry.UNFINISHED
    parts.create(upload_id)
    with write_unit():
        db.session.add(
            Upload(
                id=upload_id,
                owner=current_actor(),
                size=size,
                file_name=metadata.file_name,
                declared_type=metadata.declared_type,
                expires_at=expires_at,
            )
        )
    headers = {"Location": url_for("uploads.append", upload_id=upload_id)}
    if tus.carries_bytes():
        try:
            offset, expires_at = _take_in(upload_id, size, 0, checksum, expires_at)
            headers["Upload-Offset"] = str(offset)
        except Problem as problem:
            problem.headers.update(headers)
            raise
    return Response(status=201, headers={**headers, **tus.expires(expires_at)})


@blueprint.route("/uploads/<upload_id>", methods=["HEAD"])
@blueprint.doc(
    parameters=[_VERSION_HEADER],
    responses={
        "200": {
            "description": f"Upload-Offset says how many bytes have arrived, Upload-Length of how many. {_EXPIRES}"
        }
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
            **tus.expires(upload.expires_at),
        }
    )
    if metadata:
        response.headers["Upload-Metadata"] = metadata
    return response


@blueprint.route("/uploads/<upload_id>", methods=["PATCH"])
@blueprint.doc(
    parameters=[_VERSION_HEADER, _header("Upload-Offset"), _CHECKSUM_HEADER],
    requestBody=_BYTES,
    responses={
        "204": {"description": f"Kept; Upload-Offset is where to go on. {_EXPIRES}"},
        "460": {"description": "The body does not have this checksum and was not kept"},
    },
)
def append(upload_id: str) -> Response:
    """Send bytes. The request that brings the last one also checks and stores the file.

    What arrives before a cut is kept; with Upload-Checksum the body is kept as a whole or not at all.
    """
    tus.check_version()
    upload = _own_upload(upload_id)
    tus.check_content_type()
    offset, expires_at = _take_in(
        upload.id, upload.size, tus.stated_offset(), tus.stated_checksum(), upload.expires_at
    )
    headers = {"Upload-Offset": str(offset), "Cache-Control": "no-store"}
    return Response(status=204, headers={**headers, **tus.expires(expires_at)})


@blueprint.route("/uploads/<upload_id>", methods=["DELETE"])
@blueprint.doc(
    parameters=[_VERSION_HEADER],
    responses={
        "204": {"description": "Gone, with all its bytes"},
        "409": {"description": "It is part of a dossier and stays (upload_in_dossier)"},
    },
)
def remove(upload_id: str) -> Response:
    """Take a file back that is in no dossier."""
    tus.check_version()
    terminate(_own_upload(upload_id).id)
    return Response(status=204)


def _take_in(
    upload_id: uuid.UUID,
    size: int,
    stated_offset: int,
    checksum: tus.Checksum | None,
    expires_at: datetime | None,
) -> tuple[int, datetime | None]:
    """The new offset, and until when the upload is kept now."""
    offset = receive_body(upload_id, size=size, stated_offset=stated_offset, checksum=checksum)
    if offset < size:
        return offset, expiry.prolong(upload_id, expires_at=expires_at, at=now())
    finished = finish(upload_id)
    if finished is None:
        raise UploadNotFound
    return offset, finished.expires_at


def _own_upload(upload_id: str) -> Upload:
    try:
        upload = db.session.get(Upload, uuid.UUID(upload_id))
    except ValueError:
        raise UploadNotFound from None
    if upload is None or upload.owner != current_actor():
        raise UploadNotFound
    if expiry.is_over(upload, at=now()):
        raise UploadExpired
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
