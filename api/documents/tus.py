"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): headers in, headers out.

Served: the core protocol and the extension 'creation'. Not offered, and so ignored as the protocol says:
X-HTTP-Method-Override (every client of ours can send PATCH) and a body with the creating POST.
"""

from __future__ import annotations

import re

from flask import Response, request

from api.config import current_settings
from api.documents.errors import (
    DeferLengthUnsupported,
    FileEmpty,
    FileTooLarge,
    TusVersionUnsupported,
    UploadContentTypeWrong,
    UploadLengthInvalid,
    UploadOffsetInvalid,
)

VERSION = "1.0.0"
EXTENSIONS = "creation"
CONTENT_TYPE = "application/offset+octet-stream"

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")


def check_version() -> None:
    """Section 'Tus-Resumable': any other version gets 412 with Tus-Version, and nothing is processed."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusVersionUnsupported(headers={"Tus-Version": VERSION})


def check_content_type() -> None:
    """Section 'PATCH'."""
    if request.mimetype != CONTENT_TYPE:
        raise UploadContentTypeWrong


def stated_length() -> int:
    """Sections 'Upload-Length' and 'Upload-Defer-Length': the size of the file that is going to be sent."""
    if "Upload-Defer-Length" in request.headers:
        raise DeferLengthUnsupported
    length = _whole_number("Upload-Length")
    if length is None:
        raise UploadLengthInvalid
    if length == 0:
        raise FileEmpty
    limit = current_settings().max_upload_bytes
    if length > limit:
        raise FileTooLarge(max_mb=limit // (1024 * 1024), headers={"Tus-Max-Size": str(limit)})
    return length


def stated_offset() -> int:
    """Section 'Upload-Offset': the byte with which the body begins."""
    offset = _whole_number("Upload-Offset")
    if offset is None:
        raise UploadOffsetInvalid
    return offset


def mark_answer(response: Response) -> Response:
    """Tus-Resumable on every answer, errors too; what the server can do on OPTIONS (section 'OPTIONS')."""
    response.headers["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS":
        response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Extension"] = EXTENSIONS
        response.headers["Tus-Max-Size"] = str(current_settings().max_upload_bytes)
    return response


def _whole_number(header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
