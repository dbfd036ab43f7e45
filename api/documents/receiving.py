"""Taking in the body of a PATCH (or of a POST that creates), on networks that break.

The body is read in small pieces and each is written at once, so memory does not grow with the file and what
arrived before a cut stays. A phone that loses its network often leaves the connection open without a word;
after STALL_SECONDS of silence we hang up ourselves, so that the phone's next attempt does not find the upload
locked. So we do with all of them when the server is stopped: the phone goes on with the next process.
"""

from __future__ import annotations

import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from flask import request

from api.documents import parts
from api.documents.completion import stored_upload
from api.documents.errors import (
    ChecksumMismatch,
    StorageFull,
    UploadInterrupted,
    UploadNotFound,
    UploadOffsetMismatch,
    UploadTooLong,
)
from api.documents.tus import Checksum
from api.extensions import db

PIECE_BYTES = 64 * 1024
STALL_SECONDS = 10.0
_WRITER_LEAVES_SECONDS = 0.3  # time for a request whose connection has just broken to notice and let go


def receive_body(
    upload_id: uuid.UUID, *, size: int, stated_offset: int, checksum: Checksum | None = None
) -> int:
    """Append the request's body to the upload of `size` bytes and answer the new offset.

    A body with a checksum is kept as a whole or not at all: one that was cut off cannot be verified. Raises
    UploadBusy, UploadOffsetMismatch, UploadTooLong, UploadInterrupted, ChecksumMismatch and StorageFull; all
    but the first carry the offset in Upload-Offset. The database connection is given back before the slow
    part begins.
    """
    with parts.locked(upload_id, wait_seconds=_WRITER_LEAVES_SECONDS) as part:
        offset = _offset(upload_id, part)
        if stated_offset != offset:
            raise UploadOffsetMismatch(headers={"Upload-Offset": str(offset)})
        try:
            if checksum is None:
                return offset + _append_body(part, missing=size - offset)
            return offset + _append_verified(part, checksum, missing=size - offset)
        except (UploadTooLong, UploadInterrupted, ChecksumMismatch, StorageFull) as problem:
            problem.headers["Upload-Offset"] = str(max(offset, part.offset()))  # a finished one has no part
            raise


def _offset(upload_id: uuid.UUID, part: parts.Part) -> int:
    """Where the upload stands. Who held the lock before us may have finished or removed it."""
    upload = stored_upload(upload_id)
    finished, size = upload is not None and upload.finished_at is not None, upload.size if upload else 0
    # A connection held while a phone sends for minutes would soon leave none for anybody else.
    db.session.close()
    if upload is not None and not finished:
        return part.offset()
    part.remove()
    if upload is None:
        raise UploadNotFound
    return size


def _append_verified(part: parts.Part, checksum: Checksum, *, missing: int) -> int:
    hashed = checksum.begin()
    with part.provisional():
        arrived = _append_body(part, missing=missing, hash_too=hashed.update)
        if not checksum.is_that_of(hashed):
            raise ChecksumMismatch
    return arrived


def _append_body(
    part: parts.Part, *, missing: int, hash_too: Callable[[bytes], object] = lambda _piece: None
) -> int:
    """Write the body to the part and answer how many bytes it had."""
    announced = request.content_length  # None with chunked transfer
    if announced is not None and announced > missing:
        raise UploadTooLong
    # One byte more than fits, so that a chunked body that is too long is told from one that just fits.
    wanted = missing + 1 if announced is None else announced
    request.max_content_length = missing + 1
    arrived = 0
    with _impatient_connection() as connection:
        for piece in _pieces(wanted, connection):
            part.append(piece[: missing - arrived])
            hash_too(piece)
            arrived += len(piece)
    if arrived > missing:
        raise UploadTooLong
    if announced is not None and arrived < announced:
        raise UploadInterrupted
    return arrived


class _Connection:
    """The caller's connection, where the server lets us reach it (gunicorn does, without TLS of its own)."""

    def __init__(self, connection: socket.socket | None) -> None:
        self._socket = connection

    def wait_at_most(self, seconds: float | None) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.settimeout(seconds)

    def hang_up(self) -> None:
        """Read nothing more from the network; what the server has read already can still be had."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RD)


def _pieces(wanted: int, connection: _Connection) -> Iterator[bytes]:
    """The body up to `wanted` bytes. Raises UploadInterrupted after the last piece that came before a cut."""
    cut: Exception | None = None
    stream = request.stream
    while wanted:
        try:
            piece = stream.read(min(PIECE_BYTES, wanted))
        except (
            Exception
        ) as error:  # each server has classes of its own for a broken connection or a bad chunk
            if cut is not None:
                break
            cut = error
            connection.hang_up()
            continue  # the server may hold less than a whole piece, which it gives out now
        if not piece:
            break
        wanted -= len(piece)
        yield piece
    if cut is not None and wanted:
        raise UploadInterrupted from cut


@contextmanager
def _impatient_connection() -> Iterator[_Connection]:
    found = request.environ.get("gunicorn.socket")
    # After a shutdown a TLS socket would hand out ciphertext, and requests of HTTP/2 share one socket.
    plain = type(found) is socket.socket and request.environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1")
    connection = _Connection(found if plain else None)
    connection.wait_at_most(STALL_SECONDS)
    _receiving.add(connection)
    try:
        yield connection
    finally:
        _receiving.discard(connection)
        connection.wait_at_most(None)


_receiving: set[_Connection] = set()  # of this process


def hang_up_all() -> None:
    """End every body that is on its way to this process. What arrived is kept and answered as a cut."""
    for connection in tuple(_receiving):
        connection.hang_up()
