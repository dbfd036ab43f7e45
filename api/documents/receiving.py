"""Taking in the body of a PATCH, on networks that break.

The body is read in small pieces and each is written at once, so memory does not grow with the file and what
arrived before a cut stays. A phone that loses its network often leaves the connection open without a word;
after STALL_SECONDS of silence we hang up ourselves, so that the phone's next attempt does not find the upload
locked.
"""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import request

from api.documents import parts
from api.documents.completion import stored_upload
from api.documents.errors import (
    StorageFull,
    UploadInterrupted,
    UploadNotFound,
    UploadOffsetMismatch,
    UploadTooLong,
)
from api.extensions import db

PIECE_BYTES = 64 * 1024
STALL_SECONDS = 10.0
_WRITER_LEAVES_SECONDS = 0.3  # time for a request whose connection has just broken to notice and let go


def receive_body(upload_id: uuid.UUID, *, size: int, stated_offset: int) -> int:
    """Append the request's body to the upload of `size` bytes and answer the new offset.

    Raises UploadBusy, UploadOffsetMismatch, UploadTooLong, UploadInterrupted and StorageFull; all but the
    first carry the offset in Upload-Offset. The database connection is given back before the slow part
    begins.
    """
    with parts.locked(upload_id, wait_seconds=_WRITER_LEAVES_SECONDS) as part:
        if _is_finished(upload_id, part):
            offset = size
            part.remove()
        else:
            offset = part.offset()
        if stated_offset != offset:
            raise UploadOffsetMismatch(headers={"Upload-Offset": str(offset)})
        if offset == size:
            _refuse_bytes_beyond_the_end(offset)
            return offset
        try:
            _append_body(part, missing=size - offset)
        except (UploadTooLong, UploadInterrupted, StorageFull) as problem:
            problem.headers["Upload-Offset"] = str(part.offset())
            raise
        return part.offset()


def _is_finished(upload_id: uuid.UUID, part: parts.Part) -> bool:
    """Asked again under the lock, because the one who held it before may have finished or removed the upload."""
    upload = stored_upload(upload_id)
    if upload is None:
        part.remove()
        raise UploadNotFound
    finished = upload.finished_at is not None
    # A connection held while a phone sends for minutes would soon leave none for anybody else.
    db.session.close()
    return finished


def _refuse_bytes_beyond_the_end(offset: int) -> None:
    if request.content_length or request.content_length is None and request.stream.read(1):
        raise UploadTooLong(headers={"Upload-Offset": str(offset)})


def _append_body(part: parts.Part, *, missing: int) -> None:
    announced = request.content_length  # None with chunked transfer
    if announced is not None and announced > missing:
        raise UploadTooLong
    # One byte more than fits, so that a chunked body that is too long is told from one that just fits.
    wanted = missing + 1 if announced is None else announced
    request.max_content_length = missing + 1
    arrived = 0
    for piece in _pieces(wanted):
        part.append(piece[: missing - arrived])
        arrived += len(piece)
    if arrived > missing:
        raise UploadTooLong
    if announced is not None and arrived < announced:
        raise UploadInterrupted


def _pieces(wanted: int) -> Iterator[bytes]:
    """The body up to `wanted` bytes. Raises UploadInterrupted after the last piece that came before a cut."""
    cut: Exception | None = None
    stream = request.stream
    with _impatient_connection() as hang_up:
        while wanted:
            try:
                piece = stream.read(min(PIECE_BYTES, wanted))
            except (
                Exception
            ) as error:  # each server has its own classes for a connection that broke or a bad chunk
                if cut is not None:
                    break
                cut = error
                hang_up()
                continue  # the server may hold less than a whole piece; on a dead connection it gives that out
            if not piece:
                break
            wanted -= len(piece)
            yield piece
    if cut is not None and wanted:
        raise UploadInterrupted from cut


class _Connection:
    """The caller's connection, where the server lets us reach it (gunicorn does, without TLS of its own)."""

    def __init__(self, connection: socket.socket | None) -> None:
        self._socket = connection

    def be_patient_for(self, seconds: float | None) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.settimeout(seconds)

    def __call__(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RD)


@contextmanager
def _impatient_connection() -> Iterator[_Connection]:
    found = request.environ.get("gunicorn.socket")
    # A TLS socket would go on to hand out ciphertext after a shutdown; HTTP/2 shares one socket between
    # requests.
    plain = type(found) is socket.socket and request.environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1")
    connection = _Connection(found if plain else None)
    connection.be_patient_for(STALL_SECONDS)
    try:
        yield connection
    finally:
        connection.be_patient_for(None)
