"""Handing a stored file to somebody who may see it. Who may is for the caller to know."""

from __future__ import annotations

from typing import IO, NamedTuple

from flask import Response, request, send_file

from api.documents.errors import StoredFileMissing
from api.documents.file_types import ALLOWED
from api.documents.models import Upload
from api.documents.storage import store


class OpenDocument(NamedTuple):
    stream: IO[bytes]
    media_type: str
    size: int
    download_name: str


def open_document(upload: Upload) -> OpenDocument:
    """The bytes of a finished upload; the caller closes the stream. Raises StoredFileMissing."""
    if upload.storage_key is None or upload.media_type is None:
        raise StoredFileMissing
    try:
        stream = store().open(upload.storage_key)
    except FileNotFoundError as error:
        raise StoredFileMissing from error
    return OpenDocument(stream, upload.media_type, upload.size, download_name(upload))


def download_name(upload: Upload, media_type: str | None = None) -> str:
    """The name given by the sender, with an ending that tells the truth.

    A JPEG called 'don.html' must not open as a page from somebody's download folder.
    """
    endings = ALLOWED.get(media_type or upload.media_type or "", ("",))
    name = upload.file_name or f"tai-lieu-{upload.id.hex[:8]}"
    return name if name.lower().endswith(endings) else name + endings[0]


def answer_with(document: OpenDocument, *, inline: bool, etag: str | None = None) -> Response:
    """An answer that no browser runs: its real type, nosniff, and a sandbox without scripts.

    Nothing of it is kept by the browser but what comes with an `etag`, which is asked about before it is shown again.
    """
    response = send_file(
        document.stream,
        mimetype=document.media_type,
        as_attachment=not inline,
        download_name=document.download_name,
        conditional=False,
        etag=False,
    )
    response.content_length = document.size
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "private, no-cache" if etag else "private, no-store"
    if etag:
        response.set_etag(etag)
        response.make_conditional(request)
    return response
