"""Addresses that open one file for a few minutes without a session: for a phone's own viewer, or another program.

The address holds the upload, how it is shown and until when, under an HMAC of ours; nothing is stored, and neither a
name nor a key of the store stands in it. It leads through us, so that the answer has the headers that keep browsers
from running a file. A store's own signed address (`Store.signed_url`) has none of them and is for programs alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from api.config import current_settings
from api.documents.errors import FileLinkExpired, FileLinkInvalid

LASTS_SECONDS = 300
LONGEST_SECONDS = 3600
_CONTENT = struct.Struct(">16s?Q")
_SIGNATURE_BYTES = 16


@dataclass(frozen=True)
class FileLink:
    upload_id: uuid.UUID
    inline: bool
    expires_at: datetime  # whole seconds

    def token(self) -> str:
        content = _CONTENT.pack(self.upload_id.bytes, self.inline, int(self.expires_at.timestamp()))
        return base64.urlsafe_b64encode(content + _signature(content)).rstrip(b"=").decode()


def read_link(token: str, *, at: datetime) -> FileLink:
    """Raises FileLinkInvalid for what we never gave out, FileLinkExpired for what is over."""
    try:
        both = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise FileLinkInvalid from error
    content, signature = both[: _CONTENT.size], both[_CONTENT.size :]
    if len(content) != _CONTENT.size or not hmac.compare_digest(signature, _signature(content)):
        raise FileLinkInvalid
    upload_id, inline, until = _CONTENT.unpack(content)
    link = FileLink(uuid.UUID(bytes=upload_id), inline, datetime.fromtimestamp(until, UTC))
    if link.expires_at <= at:
        raise FileLinkExpired
    return link


def _signature(content: bytes) -> bytes:
    return hmac.new(current_settings().key("file-links"), content, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
