"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): headers in, headers out.

Served: the core protocol and EXTENSIONS. Not offered, and so ignored as the protocol says: X-HTTP-Method-Override
(every client of ours can send PATCH) and checksums in trailers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request
from werkzeug.http import http_date

from api.config import current_settings
from api.documents.errors import (
    ChecksumAlgorithmUnsupported,
    DeferLengthUnsupported,
    FileEmpty,
    FileTooLarge,
    TusVersionUnsupported,
    UploadChecksumInvalid,
    UploadContentTypeWrong,
    UploadLengthInvalid,
    UploadOffsetInvalid,
)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
CONTENT_TYPE = "application/offset+octet-stream"

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")
_DIGEST_BYTES = {"sha1": 20, "sha256": 32}
CHECKSUM_ALGORITHMS = ",".join(_DIGEST_BYTES)


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must hash to."""

    algorithm: str
    digest: bytes

    def begin(self) -> Any:
        """An empty hash of the algorithm. SHA-1 guards against faults of the way, not against people."""
        return hashlib.new(self.algorithm, usedforsecurity=False)

    def is_that_of(self, hashed: Any) -> bool:
        return hmac.compare_digest(hashed.digest(), self.digest)


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


def stated_checksum() -> Checksum | None:
    """Section 'Upload-Checksum': None when the client states none."""
    stated = request.headers.get("Upload-Checksum")
    if stated is None:
        return None
    algorithm, _, encoded = stated.strip().partition(" ")
    if algorithm not in _DIGEST_BYTES:
        raise ChecksumAlgorithmUnsupported(headers={"Tus-Checksum-Algorithm": CHECKSUM_ALGORITHMS})
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except ValueError as error:
        raise UploadChecksumInvalid from error
    if len(digest) != _DIGEST_BYTES[algorithm]:
        raise UploadChecksumInvalid
    return Checksum(algorithm, digest)


def carries_bytes() -> bool:
    """Section 'Creation With Upload': whether the creating POST has the first bytes with it."""
    return request.mimetype == CONTENT_TYPE


def expires(at: datetime | None) -> dict[str, str]:
    """Section 'Upload-Expires'; nothing for an upload that is kept for good."""
    return {} if at is None else {"Upload-Expires": http_date(at)}


def mark_answer(response: Response) -> Response:
    """Tus-Resumable on every answer, errors too; what the server can do on OPTIONS (section 'OPTIONS')."""
    response.headers["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS":
        response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Extension"] = EXTENSIONS
        response.headers["Tus-Checksum-Algorithm"] = CHECKSUM_ALGORITHMS
        response.headers["Tus-Max-Size"] = str(current_settings().max_upload_bytes)
    return response


def _whole_number(header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
